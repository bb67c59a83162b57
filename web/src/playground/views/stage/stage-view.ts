// The picture: callers' cards, waiting senders, mailbox, current command, the actor's disc, and the replies' way back.
// It is drawn from the snapshot alone. Motion only joins one picture to the next. Several actors are another picture, which is
// loaded when there are some.

import { h, set } from "../../ui/dom";
import type { TraceEvent } from "../../../client/stage";
import type { Emit, Frame, View, ViewKind } from "../../play/view";
import type { Graph } from "../graph/graph";
import { Caption } from "./caption";
import { Cards, cardsOf } from "./cards";
import { Disc } from "./disc";
import { Follow } from "./follow";
import { type Geometry, cardsIn, lay } from "./geometry";
import { Labels } from "./labels";
import { Lane, placesOf } from "./lane";
import { Mailbox } from "./mailbox";
import { Motion } from "./motion";
import { type Before, type Scene, fly, glide, lookBack } from "./moves";
import { Resting } from "./resting";
import { summaryOf } from "./summary";
import { Tip } from "./tip";
import { Wires } from "./wires";
import cardsCss from "./cards.css" with { type: "text" };
import discCss from "./disc.css" with { type: "text" };
import laneCss from "./lane.css" with { type: "text" };
import css from "./stage-view.css" with { type: "text" };

const MOVE_MS = 520;
const MOVE_PLAYING_MS = 320;
/** A move is over before the next, if the next comes as soon as this one did: it takes this part of the time. */
const PART = 0.85;
const LEAST_MS = 90; // a shorter one can't be followed
/** More steps at once are too many to follow. */
const MOST_STEPS = 12;
const SUMMARY_MS = 1000; // while playing

class StageView implements View {
  readonly element = h("div", { class: "stage" });
  readonly #picture = h("div", { class: "stage-picture", role: "group", tabindex: 0, "aria-label": "Stage" });
  readonly #probe = h("div", { class: "stage-probe", "aria-hidden": "true" }); // one unit wide
  readonly #cards = new Cards();
  readonly #wires = new Wires();
  readonly #mailbox = new Mailbox();
  readonly #labels = new Labels();
  readonly #disc = new Disc();
  readonly #lane: Lane;
  readonly #motion = new Motion();
  readonly #resting = new Resting();
  readonly #tip: Tip;
  readonly #follow: Follow;
  readonly #caption = new Caption();
  readonly #resized: ResizeObserver;
  readonly #emit: Emit;
  readonly #several = h("div", { class: "stage-several" });
  #graph: Graph | "loading" | null = null;
  #width = 0;
  #height = 0;
  #unit = 16;
  #geometry: Geometry | null = null;
  #laid = ""; // what the geometry was made for
  #frame: Frame | null = null;
  #told = 0; // events of the frame's step that have been shown
  #changed = -Infinity; // when the position did, in ms
  #summarized = -Infinity;

  constructor(emit: Emit) {
    this.#emit = emit;
    this.#lane = new Lane((command) => emit({ do: "follow", command: this.#frame?.followed === command ? null : command }));
    this.#tip = new Tip(this.#picture);
    this.#follow = new Follow(emit);
    this.#picture.append(
      this.#probe,
      this.#wires.element,
      this.#mailbox.element,
      this.#labels.element,
      this.#disc.element,
      this.#cards.element,
      this.#lane.element,
      this.#resting.element,
      this.#motion.element,
      this.#tip.element,
    );
    this.element.append(this.#picture, this.#several, this.#follow.element, this.#caption.element);
    this.#resized = new ResizeObserver(() => this.#resize());
    this.#resized.observe(this.#picture);
    this.#resized.observe(this.#probe);
  }

  render(frame: Frame): void {
    const last = this.#frame;
    const before = last && this.#geometry ? { was: lookBack(this.#lane, this.#motion, last.snapshot), last } : null;
    const news = last ? newsOf(last, this.#told, frame) : [];
    this.#frame = frame;
    this.#told = frame.recent.filter((event) => event.step === frame.snapshot.position).length;
    const several = frame.snapshot.actors !== undefined;
    this.#picture.hidden = several;
    this.#several.hidden = !several;
    if (several) {
      this.#caption.render(frame);
      this.#follow.render(frame);
      this.#showSeveral(frame, last, news);
      return;
    }
    const focused = this.#focused();
    const same = this.#draw(frame);
    keepFocus(focused, this.#picture);
    if (before) this.#move(before.was, before.last, frame, news, same);
  }

  dispose(): void {
    this.#resized.disconnect();
    this.#motion.clear();
    if (this.#graph !== null && this.#graph !== "loading") this.#graph.dispose();
    this.element.remove();
  }

  #showSeveral(frame: Frame, last: Frame | null, news: readonly TraceEvent[]): void {
    set(this.element, { "data-following": frame.followed !== null });
    if (this.#graph === null) void this.#load();
    if (this.#graph === null || this.#graph === "loading") return;
    const ms = last && last.snapshot.actors ? this.#pace(last, frame) : 0;
    this.#graph.render(frame, { ms, news });
  }

  async #load(): Promise<void> {
    this.#graph = "loading";
    try {
      const { Graph } = await import("../graph/graph");
      this.#graph = new Graph(this.#emit);
      this.#several.replaceChildren(this.#graph.element);
      if (this.#frame?.snapshot.actors) this.#graph.render(this.#frame, { ms: 0, news: [] });
    } catch {
      this.#graph = null; // the next frame tries again
      this.#several.replaceChildren(h("p", { class: "stage-failed" }, "The picture of several actors can't be loaded. The log has all of it in words."));
    }
  }

  // Reads only what a resize has laid out already.
  #resize(): void {
    if (this.#measure() && this.#frame && this.#width > 0) this.#draw(this.#frame);
  }

  // Returns whether it has another size.
  #measure(): boolean {
    const [width, height, unit] = [this.#picture.clientWidth, this.#picture.clientHeight, this.#probe.getBoundingClientRect().width || 16];
    const same = width === this.#width && height === this.#height && unit === this.#unit;
    [this.#width, this.#height, this.#unit] = [width, height, unit];
    return !same;
  }

  // Draws all of the frame, and returns whether everything still stands where it stood.
  #draw(frame: Frame): boolean {
    this.#caption.render(frame);
    this.#follow.render(frame);
    if (this.#width === 0) this.#measure();
    if (this.#width === 0) return false; // drawn once it is known how wide
    const { snapshot, followed } = frame;
    const buttons = this.element.closest('[data-controls="full"]') !== null;
    const cards = cardsOf(frame, cardsIn(this.#width, this.#unit), buttons);
    const laid = [this.#width, this.#height, this.#unit, cards.length, snapshot.mailbox.capacity].join();
    const same = laid === this.#laid;
    const g = same && this.#geometry ? this.#geometry : lay(this.#width, this.#height, this.#unit, { callers: cards.length, capacity: snapshot.mailbox.capacity });
    if (!same) this.#lay(g, laid);
    this.#cards.render(cards, g.cards);
    this.#wires.render(snapshot.mailbox.depth >= snapshot.mailbox.capacity || snapshot.actor.state !== "alive", snapshot.actor.hand !== null);
    this.#mailbox.render(snapshot, g);
    this.#labels.render(snapshot, g);
    this.#disc.render(snapshot, g.size);
    this.#lane.render(placesOf(snapshot, g), followed);
    this.#resting.render(frame);
    this.#tip.render(snapshot);
    set(this.element, { "data-following": followed !== null });
    this.#summarize(frame);
    return same;
  }

  #lay(g: Geometry, laid: string): void {
    this.#geometry = g;
    this.#laid = laid;
    this.#motion.clear();
    set(this.element, { "data-size": g.size });
    this.#picture.style.setProperty("min-block-size", `${g.least}px`);
    this.#picture.style.setProperty("--token", `${g.token}px`);
    this.#picture.style.setProperty("--disc", `${2 * g.disc.radius}px`);
    for (const part of [this.#wires, this.#mailbox, this.#labels, this.#disc, this.#resting]) part.lay(g);
  }

  #summarize({ snapshot, playing }: Frame): void {
    const now = performance.now();
    if (playing && now - this.#summarized < SUMMARY_MS) return;
    this.#summarized = now;
    set(this.#picture, { "aria-label": summaryOf(snapshot) });
  }

  #move(before: Before, last: Frame, frame: Frame, news: readonly TraceEvent[], same: boolean): void {
    const ms = this.#pace(last, frame);
    if (ms === null) return; // what moves goes on
    if (!same || !this.#geometry || ms === 0) {
      this.#motion.clear();
      return;
    }
    const { moved } = frame;
    const scene: Scene = { geometry: this.#geometry, cards: this.#cards, lane: this.#lane, motion: this.#motion, disc: this.#disc.disc, scale: this.#unit / 16 };
    if (moved === "back") this.#motion.clear();
    glide(before, news, scene, ms);
    if (moved === "forward") fly(before, frame, news, scene, ms);
  }

  // How long the move to a frame takes, in ms; 0 if nothing is to move, and null if the frame is of the same moment as the last.
  #pace(last: Frame, { snapshot, moved, playing, reducedMotion, beat, epoch }: Frame): number | null {
    const steps = snapshot.position - last.snapshot.position;
    if (steps === 0 && beat.index === last.beat.index && epoch === last.epoch) return null;
    const now = performance.now();
    const since = now - this.#changed;
    this.#changed = now;
    const ms = playing ? Math.min(MOVE_PLAYING_MS, since * PART) : MOVE_MS;
    return reducedMotion || moved === "jump" || Math.abs(steps) > MOST_STEPS || ms < LEAST_MS ? 0 : ms;
  }

  #focused(): HTMLElement | null {
    const root = this.element.getRootNode();
    const thing = root instanceof ShadowRoot ? root.activeElement : null;
    return thing instanceof HTMLElement && thing !== this.#picture && this.#picture.contains(thing) ? thing : null;
  }
}

// The events that are new since the last frame: those of later steps, and of the same step's later beats.
function newsOf(last: Frame, told: number, { recent, snapshot }: Frame): TraceEvent[] {
  const { position } = last.snapshot;
  if (snapshot.position < position) return [];
  const again = recent.filter((event) => event.step === position).slice(told);
  return [...again, ...recent.filter((event) => event.step > position)];
}

// What is gone takes the focus with it, and what goes to another place may lose it.
function keepFocus(focused: HTMLElement | null, picture: HTMLElement): void {
  if (!focused || focused.matches(":focus")) return;
  (focused.isConnected ? focused : picture).focus({ preventScroll: true });
}

export const view: ViewKind = { title: "Stage", css: [css, cardsCss, laneCss, discCss].join("\n"), create: (emit) => new StageView(emit) };
