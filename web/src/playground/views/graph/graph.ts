// The picture of several actors: callers' cards on top, and below them the actors, each with its mailbox, who waits for whom as a
// line, and a ring lit. It is drawn from the snapshot alone. More than eight are a table.

import type { Item, Snapshot, TraceEvent } from "../../../client/stage";
import type { Emit, Frame } from "../../play/view";
import { adopt } from "../../ui/sheets";
import { h, set } from "../../ui/dom";
import { identity } from "../../ui/identity";
import { Cards, cardsOf } from "../stage/cards";
import { cardsIn } from "../stage/geometry";
import { Lane, type Placed, placesOf } from "../stage/lane";
import { Motion } from "../stage/motion";
import { type Before, glide, lookBack } from "../stage/moves";
import { actorOf, chainOf, ringOf, snapshotOf } from "../stage/several";
import { Tip } from "../stage/tip";
import { createReply } from "../stage/token";
import { fly } from "./flights";
import { type Line, Lines } from "./lines";
import { ActorNode } from "./node";
import { type Plan, plan } from "./plan";
import { summaryOfSeveral } from "./summary";
import { Table } from "./table";
import css from "./graph.css" with { type: "text" };

/** So many actors are readable as a picture. */
export const MOST_ACTORS = 8;
const SUMMARY_MS = 1000; // while playing

export interface Pace {
  /** How long a move takes, in ms; 0 for none, and null if what moves is to go on. */
  readonly ms: number | null;
  readonly news: readonly TraceEvent[];
}

export class Graph {
  readonly element = h("div", { class: "graph" });
  readonly #picture = h("div", { class: "stage-picture graph-picture", role: "group", tabindex: 0, "aria-label": "Stage" });
  readonly #probe = h("div", { class: "stage-probe", "aria-hidden": "true" });
  readonly #cards = new Cards();
  readonly #lines = new Lines();
  readonly #list = h("ul", { class: "graph-nodes", "aria-label": "Actors" });
  readonly #lane: Lane;
  readonly #motion = new Motion();
  readonly #resting = h("div", { class: "stage-resting", hidden: true }, createReply("reply", "answer"));
  readonly #tip: Tip;
  readonly #table: Table;
  readonly #resized: ResizeObserver;
  readonly #emit: Emit;
  #nodes: ActorNode[] = [];
  #width = 0;
  #height = 0;
  #unit = 16;
  #plan: Plan | null = null;
  #laid = "";
  #frame: Frame | null = null;
  #summarized = -Infinity;

  constructor(emit: Emit) {
    this.#emit = emit;
    this.#lane = new Lane((command) => emit({ do: "follow", command: this.#frame?.followed === command ? null : command }));
    this.#tip = new Tip(this.#picture);
    this.#table = new Table(emit);
    this.#picture.append(this.#probe, this.#list, this.#lines.element, this.#cards.element, this.#lane.element, this.#resting, this.#motion.element, this.#tip.element);
    this.element.append(this.#picture, this.#table.element);
    this.#resized = new ResizeObserver(() => this.#measure());
    this.#resized.observe(this.element); // also called once it is in the document
    this.#resized.observe(this.#picture);
    this.#resized.observe(this.#probe);
  }

  /** Shows a frame of several actors, and moves what has changed since the last one. */
  render(frame: Frame, { ms, news }: Pace): void {
    this.#dress();
    const many = (frame.snapshot.actors?.total ?? 0) > MOST_ACTORS;
    this.#picture.hidden = many;
    this.#table.element.hidden = !many;
    if (many) {
      this.#motion.clear();
      this.#frame = frame;
      this.#table.render(frame);
      return;
    }
    const before = this.#frame && this.#plan && ms !== null && ms > 0 ? lookBack(this.#lane, this.#motion, this.#frame.snapshot) : null;
    this.#frame = frame;
    const focused = focusIn(this.#picture);
    const same = this.#draw(frame);
    if (focused && !focused.matches(":focus")) (focused.isConnected && !focused.hidden ? focused : this.#picture).focus({ preventScroll: true });
    if (before && same) this.#move(before, frame, news, ms!);
    else if (ms === 0) this.#motion.clear();
  }

  dispose(): void {
    this.#resized.disconnect();
    this.#motion.clear();
    this.element.remove();
  }

  // A view may be drawn before it is in the document.
  #dress(): void {
    const root = this.element.getRootNode();
    if (root instanceof ShadowRoot) adopt(root, css);
  }

  #measure(): void {
    this.#dress();
    this.#width = this.#picture.clientWidth;
    this.#height = this.#picture.clientHeight;
    this.#unit = this.#probe.getBoundingClientRect().width || 16;
    if (this.#frame && !this.#picture.hidden && this.#width > 0) this.#draw(this.#frame);
  }

  // Draws all of the frame, and returns whether everything still stands where it stood.
  #draw(frame: Frame): boolean {
    const { snapshot, followed } = frame;
    const actors = snapshot.actors?.shown ?? [];
    if (this.#width === 0) return false;
    const buttons = this.element.closest('[data-controls="full"]') !== null;
    const cards = cardsOf(frame, cardsIn(this.#width, this.#unit), buttons);
    const needs = { cards: cards.length, calls: actors.map(({ calls }) => calls), capacities: actors.map(({ mailbox }) => mailbox.capacity) };
    const laid = JSON.stringify([this.#width, this.#height, this.#unit, needs]);
    const same = laid === this.#laid;
    const p = same && this.#plan ? this.#plan : plan(this.#width, this.#height, this.#unit, needs);
    if (!same) this.#lay(p, laid);
    const chain = chainOf(followed, snapshot);
    const ring = ringOf(snapshot);
    this.#cards.render(cards, p.cards);
    this.#nodes.forEach((node, k) => node.render(snapshot, p.nodes[k]!, ring?.actors.includes(k) ? (ring.forEver ? "stuck" : "refused") : null, chain, followed));
    this.#lines.render(linesOf(snapshot, p, this.#cards, chain), this.#unit / 16);
    this.#lane.render(actors.flatMap((_, k): Placed[] => placesOf(snapshotOf(snapshot, k), p.nodes[k]!)), followed, chain);
    this.#rest(frame, p);
    this.#tip.render(snapshot);
    this.#summarize(frame);
    return same;
  }

  #lay(p: Plan, laid: string): void {
    this.#plan = p;
    this.#laid = laid;
    this.#motion.clear();
    const stage = this.element.closest(".stage");
    if (stage) set(stage, { "data-size": p.size }); // the cards' rules go by it
    this.#picture.style.setProperty("min-block-size", `${p.least}px`);
    this.#picture.style.setProperty("--token", `${p.token}px`);
    this.#lines.lay(p.width, p.height);
    while (this.#nodes.length > p.nodes.length) this.#nodes.pop()?.element.remove();
    while (this.#nodes.length < p.nodes.length) {
      const node = new ActorNode(this.#nodes.length, this.#emit);
      this.#nodes.push(node);
      this.#list.append(node.element);
    }
    this.#nodes.forEach((node, k) => node.lay(p.nodes[k]!));
  }

  // Between two beats, a reply rests beside the disc of the actor that sent it.
  #rest({ recent, beat, snapshot }: Frame, p: Plan): void {
    const newest = recent[recent.length - 1];
    const node = p.nodes[newest?.by ?? newest?.actor ?? 0];
    this.#resting.hidden = beat.index === beat.count || newest?.kind !== "Replied" || newest.step !== snapshot.position;
    if (node && !this.#resting.hidden) this.#resting.style.setProperty("transform", `translate(${node.disc.x}px, ${node.disc.y - node.disc.radius}px)`);
  }

  #move(before: Before, frame: Frame, news: readonly TraceEvent[], ms: number): void {
    const p = this.#plan!;
    if (frame.moved === "back") this.#motion.clear();
    glide(before, news, { lane: this.#lane, motion: this.#motion }, ms);
    if (frame.moved === "forward") fly(before, news, frame.recent, { plan: p, cards: this.#cards, lane: this.#lane, motion: this.#motion, scale: this.#unit / 16 }, ms);
  }

  #summarize({ snapshot, playing }: Frame): void {
    const now = performance.now();
    if (playing && now - this.#summarized < SUMMARY_MS) return;
    this.#summarized = now;
    set(this.#picture, { "aria-label": summaryOfSeveral(snapshot) });
  }
}

/** The lines of a snapshot, those behind first. */
function linesOf(snapshot: Snapshot, p: Plan, cards: Cards, chain: ReadonlySet<number>): Line[] {
  const actors = snapshot.actors?.shown ?? [];
  const lines: Line[] = [];
  actors.forEach(({ calls }, from) => {
    for (const to of calls) {
      const way = p.way(from, to);
      if (way) lines.push({ kind: "script", way });
    }
  });
  for (const { name, index, state, actor, command } of snapshot.clients.shown) {
    if (actor === undefined || !actors[actor] || (state !== "waiting" && state !== "awaiting" && state !== "draining")) continue;
    const card = cards.indexOf(name);
    if (card >= 0) lines.push({ kind: "client", way: p.down(card, actor), colour: identity(index, name).colour, slot: state === "waiting", lit: chain.has(command) });
  }
  actors.forEach(({ kept }, keeper) => {
    for (const item of kept) {
      const way = threadOf(item, keeper, p, cards);
      if (way) lines.push({ kind: "kept", way, lit: chain.has(item.command) });
    }
  });
  actors.forEach(({ call }, from) => {
    const way = call && p.way(from, call.to);
    if (way) lines.push({ kind: "call", way, slot: call.slot, lit: chain.has(call.command) });
  });
  const ring = ringOf(snapshot)?.actors ?? [];
  ring.forEach((from, i) => {
    const way = p.way(from, ring[(i + 1) % ring.length]!);
    if (way) lines.push({ kind: "ring", way, order: i + 1 });
  });
  return lines;
}

// From the actor that keeps a reply to the caller that waits for it.
function threadOf({ index, client }: Item, keeper: number, p: Plan, cards: Cards) {
  const asker = actorOf(index);
  if (asker >= 0) {
    const way = p.way(asker, keeper);
    return way && [...way].reverse().map(({ x, y }) => ({ x: x + 3, y: y + 3 }));
  }
  const card = index >= 0 ? cards.indexOf(client) : -1;
  return card >= 0 ? p.up(keeper, card) : undefined;
}

function focusIn(picture: HTMLElement): HTMLElement | null {
  const root = picture.getRootNode();
  const thing = root instanceof ShadowRoot ? root.activeElement : null;
  return thing instanceof HTMLElement && thing !== picture && picture.contains(thing) ? thing : null;
}
