// The callers' cards: who they are, what each does, and the outcome of its last call. What doesn't fit is counted.

import { type Row, Rows, h, say, set } from "../../ui/dom";
import { count } from "../../ui/format";
import { icon } from "../../ui/icons";
import { YOU, identity, sign } from "../../ui/identity";
import type { ClientState, ClientView, Snapshot } from "../../../client/stage";
import { over } from "../../play/over";
import type { Frame } from "../../play/view";
import type { Box } from "./geometry";
import { rewrite } from "./rewrite";
import { chainOf, itemsOf, nameOf } from "./several";
import { type Outcome, brief, lastOutcome, lasting, manyWords, outcomeOf, stateWords } from "./words";

const MORE = "more than fit"; // no client can have this name: it has spaces

/** What a card shows. */
export interface Card {
  readonly key: string; // its index and name; YOU; MORE
  readonly index: number;
  readonly name: string;
  readonly state: ClientState;
  readonly call: string; // its words, before what it does
  readonly does: string;
  readonly since: string;
  readonly last: Outcome;
  readonly news: "answer" | "error" | null; // of this very step
  readonly stuck: boolean;
  readonly followed: boolean;
}

/** The cards of a frame, at most so many. The reader has one if there are buttons to call with. */
export function cardsOf(frame: Frame, room: number, buttons: boolean): Card[] {
  const { clients } = frame.snapshot;
  const scripted = clients.shown.filter((client) => client.name !== YOU);
  const mine = clients.shown.filter((client) => client.name === YOU);
  const unlisted = clients.total > clients.shown.length && mine.length === 0 && scripted.length >= clients.shown.length;
  const yours = buttons || mine.length > 0 ? 1 : 0;
  const others = unlisted ? Math.max(clients.total, scripted.length) : scripted.length;
  const crowd = others + yours > room;
  const shown = crowd ? soonest(scripted, Math.max(0, room - yours - 1), frame) : scripted;
  const cards = shown.map((client) => cardOf(client, frame));
  if (yours) cards.push(yourCard(frame, mine, scripted));
  if (crowd) cards.push(moreCard(frame, shown, scripted, others - shown.length, unlisted));
  return cards;
}

export class Cards {
  readonly element = h("ul", { class: "stage-cards", "aria-label": "Callers" });
  readonly #rows: Rows<Card, string>;
  #cards: readonly Card[] = [];

  constructor() {
    this.#rows = new Rows(this.element, (card) => card.key, createCard);
  }

  render(cards: readonly Card[], boxes: readonly Box[]): void {
    this.#cards = cards;
    this.#rows.update(cards);
    cards.forEach(({ key }, i) => {
      const box = boxes[i];
      const style = this.#rows.get(key)?.style;
      if (!box || !style) return;
      style.setProperty("transform", `translate(${box.x}px, ${box.y}px)`);
      style.setProperty("inline-size", `${box.width}px`);
      style.setProperty("block-size", `${box.height}px`);
    });
  }

  /** Which card a client's calls leave from, and its replies come to. */
  indexOf(name: string): number {
    const at = this.#cards.findIndex((card) => card.name === name);
    return at >= 0 ? at : this.#cards.findIndex((card) => card.key === MORE);
  }

  /** Where a client's last outcome is written, if it has a card. */
  outcome(name: string): HTMLElement | null {
    const card = this.#cards.find((candidate) => candidate.name === name);
    return card ? (this.#rows.get(card.key)?.querySelector<HTMLElement>(".stage-last") ?? null) : null;
  }
}

// The caller that is followed, those of the present step, and those who still have something to do; in the script's order.
function soonest(scripted: readonly ClientView[], room: number, { followed, recent, snapshot }: Frame): ClientView[] {
  const acting = new Set(recent.filter(({ step }) => step === snapshot.position).map(({ client }) => client));
  const chosen = new Set<ClientView>();
  const take = (suits: (client: ClientView) => boolean) => {
    for (const client of scripted) if (chosen.size < room && suits(client)) chosen.add(client);
  };
  take((client) => followed !== null && client.command === followed);
  take((client) => acting.has(client.index));
  take((client) => client.state !== "finished");
  take(() => true);
  return scripted.filter((client) => chosen.has(client));
}

function cardOf(client: ClientView, frame: Frame): Card {
  const { snapshot, recent } = frame;
  const { deadlock, misses, clock, position } = snapshot;
  let miss;
  for (const candidate of misses) if (candidate.client === client.name) miss = candidate;
  const last: Outcome = miss ? { text: `expected ${miss.expected}, got ${miss.got}`, tone: "error" } : lastOutcome(client, recent);
  const told = recent.filter((event) => event.client === client.index && event.step === position).map((event) => outcomeOf(event, recent)?.tone);
  const tone = miss?.step === position ? "error" : told.find((candidate) => candidate === "answer" || candidate === "error");
  return {
    key: `${client.index} ${client.name}`,
    index: client.index,
    name: client.name,
    state: client.state,
    ...doing(client, snapshot),
    since: waits(client.state) && client.since < clock ? lasting(clock - client.since) : "",
    last,
    news: tone === "answer" || tone === "error" ? tone : null,
    stuck: deadlock !== null && waits(client.state),
    followed: callers(frame).has(client.name),
  };
}

function waits(state: ClientState): boolean {
  return state === "waiting" || state === "awaiting" || state === "draining";
}

/** What a client does, in words: those of its call, and what has become of it. */
export function doing({ state, what, until, actor }: ClientView, snapshot: Snapshot): { call: string; does: string } {
  const name = snapshot.actors && actor !== undefined ? nameOf(snapshot, actor) : "";
  switch (state) {
    case "ready":
      return { call: "", does: what === "" ? "about to call" : `next: ${what}${name === "" || /^(expect|wait) /.test(what) ? "" : ` at ${name}`}` };
    case "asleep":
      return { call: "", does: `asleep until ${brief(until)}` };
    case "finished":
      return { call: "", does: "done" };
    default:
      return { call: what, does: name === "" ? stateWords[state] : state === "waiting" ? `waits at ${name}` : `awaits ${name}` };
  }
}

/** Whose command that is, as far as the frame says; "" if it doesn't. */
export function callerOf(command: number, { snapshot, recent }: Frame): string {
  const item = itemsOf(snapshot).find((candidate) => candidate.command === command);
  return item?.client ?? snapshot.clients.shown.find((client) => client.command === command)?.name ?? recent.find((event) => event.command === command)?.who ?? "";
}

// Who gave the commands that are followed.
function callers(frame: Frame): ReadonlySet<string> {
  return new Set([...chainOf(frame.followed, frame.snapshot)].map((command) => callerOf(command, frame)));
}

// All the reader's calls share a card, which is always there: what comes and goes would move the rest.
function yourCard(frame: Frame, mine: readonly ClientView[], scripted: readonly ClientView[]): Card {
  const { snapshot, recent } = frame;
  const { clients, clock, deadlock, position } = snapshot;
  const busy = mine.filter((client) => client.state !== "finished");
  const [first] = busy;
  let last = NOTHING;
  let step = -1;
  for (const event of recent) {
    if (event.who !== YOU) continue;
    const outcome = outcomeOf(event, recent);
    if (outcome) [last, step] = [outcome, event.step];
  }
  const state = (candidate: ClientState) => clients.states[candidate] - scripted.filter((client) => client.state === candidate).length;
  const states = (["waiting", "awaiting", "draining", "ready", "asleep"] as const).filter((candidate) => state(candidate) > 0);
  const under = states.map((candidate) => `${count(state(candidate))} ${manyWords[candidate]}`).join(", ");
  const many = busy.length > 1;
  return {
    key: YOU,
    index: -1,
    name: YOU,
    state: first ? first.state : "finished",
    ...(first ? (many ? { call: "", does: under } : doing(first, snapshot)) : { call: "", does: over(snapshot) ? "calls are refused" : "your turn" }),
    since: first && !many && waits(first.state) && first.since < clock ? lasting(clock - first.since) : "",
    last: many ? NOTHING : last,
    news: step === position && (last.tone === "answer" || last.tone === "error") ? last.tone : null,
    stuck: deadlock !== null && busy.length > 0,
    followed: callers(frame).has(YOU),
  };
}

const NOTHING: Outcome = { text: "", tone: null };

function moreCard({ snapshot }: Frame, shown: readonly ClientView[], scripted: readonly ClientView[], more: number, unlisted: boolean): Card {
  const hidden = scripted.filter((client) => !shown.includes(client));
  const state = (candidate: ClientState) =>
    unlisted ? snapshot.clients.states[candidate] - shown.filter((client) => client.state === candidate).length : hidden.filter((client) => client.state === candidate).length;
  const told = (["waiting", "awaiting", "draining", "ready", "asleep", "finished"] as const).filter((candidate) => state(candidate) > 0);
  const words = told.map((candidate) => `${count(state(candidate))} ${manyWords[candidate]}`);
  const missed = snapshot.missTotal > 0 && !shown.some((client) => snapshot.misses.some((miss) => miss.client === client.name));
  return {
    key: MORE,
    index: -1,
    name: `+${count(more)} more`,
    state: "finished",
    call: "",
    does: words[0] ?? "",
    since: "",
    last: missed ? { text: `${count(snapshot.missTotal)} expected otherwise`, tone: "error" } : { text: words.slice(1).join(", "), tone: "plain" },
    news: null,
    stuck: false,
    followed: false,
  };
}

function createCard(initial: Card): Row<Card> {
  const who = identity(initial.index, initial.name);
  const name = h("span", { class: "stage-name" });
  const since = h("span", { class: "stage-since" });
  const call = h("span", { class: "stage-call" });
  let does: HTMLElement = h("span", { class: "stage-does" });
  const last = h("span", { class: "stage-last" });
  const wrong = icon("error");
  const head = h("span", { class: "stage-card-head" }, name, since);
  if (initial.key !== MORE) head.prepend(sign(initial.index, initial.name));
  const element = h("li", { class: "stage-card", "data-name": initial.key === MORE ? MORE : initial.name, "data-caller": who.colour, "data-more": initial.key === MORE }, head, h("span", { class: "stage-doing" }, call, does), last);
  return {
    element,
    update(card) {
      say(name, card.name);
      say(since, card.since);
      say(call, card.call);
      does = rewrite(does, card.stuck ? "waits for ever" : card.does);
      say(last, card.last.text);
      if (card.stuck !== wrong.isConnected) card.stuck ? since.after(wrong) : wrong.remove();
      set(last, { "data-tone": card.last.tone });
      set(element, { "data-state": card.state, "data-stuck": card.stuck, "data-news": card.news, "data-followed": card.followed });
    },
  };
}
