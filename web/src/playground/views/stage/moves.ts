// What moves between two pictures: tokens along the lane, calls from the cards into it, refused ones back from the gate, handled
// ones into the disc, and replies along their rail.

import { count } from "../../ui/format";
import type { Snapshot, TraceEvent } from "../../../client/stage";
import type { Frame } from "../../play/view";
import type { Cards } from "./cards";
import type { Geometry, Point } from "./geometry";
import type { Lane, Placed } from "./lane";
import type { Motion, Stop } from "./motion";
import { createGhost, createRefused, createReply } from "./token";

/** Calls that enter at once and fly one by one. More are counted. */
const MOST_FLYING = 3;
const SMALL = 0.34; // of a token, on the rails
const SMALLEST = 0.17; // between two cards
const GAP = 7; // pixels that there are between two cards, at the unit of 16 px
const STAGGER_MS = 60;
const DROP = 0.4; // of a move's time, that what is dropped takes to be gone
const REPLY_PX_A_MS = 0.85; // one pace for all, so that none overtakes another
const REPLY_APART = 40; // pixels between two, at the unit of 16 px
const REPLY_HEIGHT = 20; // at the unit of 16 px
const LETTER = 7.3; // width of one in a reply
/** Calls without a reply: their outcome is no reply either. */
const TELLS = new Set(["set", "try set", "start", "stop", "kill"]);

/** The picture before: where its tokens were seen, and what they were. */
export interface Before {
  readonly tokens: ReadonlyMap<number, { readonly placed: Placed; readonly at: Stop }>;
  readonly counts: Snapshot["counts"];
  readonly waiting: number;
}

export interface Scene {
  readonly geometry: Geometry;
  readonly cards: Cards;
  readonly lane: Lane;
  readonly motion: Motion;
  readonly disc: HTMLElement;
  readonly scale: number;
}

/** Where the tokens are seen just now. */
export function lookBack(lane: Lane, motion: Motion, { counts, line }: Snapshot): Before {
  const tokens = new Map<number, { placed: Placed; at: Stop }>();
  for (const placed of lane.placed) {
    const element = lane.of(placed);
    tokens.set(placed.item.command, { placed, at: (element && motion.now(element)) || placed });
  }
  return { tokens, counts, waiting: line.waiting };
}

/** Tokens glide from where they were to where they are. */
export function glide(before: Before, news: readonly TraceEvent[], { lane, motion }: Pick<Scene, "lane" | "motion">, ms: number): void {
  for (const placed of lane.placed) {
    const element = lane.of(placed);
    const was = before.tokens.get(placed.item.command)?.at;
    if (element && was && Math.hypot(was.x - placed.x, was.y - placed.y) > 1) motion.move(element, { way: [was, placed], ...forward(news, ms) });
  }
}

// When those behind go forward: what is dropped is gone first.
function forward(news: readonly TraceEvent[], ms: number): { ms: number; delayMs: number } {
  const wait = news.some(({ kind }) => kind === "Dropped") ? DROP : 0;
  return { ms: ms * (1 - wait), delayMs: ms * wait };
}

/** Starts the motion of the new events. recent has the earlier events of the same step too. */
export function fly(before: Before, { snapshot, recent }: Frame, news: readonly TraceEvent[], scene: Scene, ms: number): void {
  enter(before, snapshot, news, scene, ms);
  emerge(before, news, scene, ms);
  leave(before, news, scene, ms);
  refuse(before, news, scene, ms);
  reply(news, recent, scene);
}

// New commands move from their callers' cards, along the call rail, to their places.
function enter(before: Before, { counts, line, latest }: Snapshot, news: readonly TraceEvent[], scene: Scene, ms: number): void {
  const { lane, motion, geometry: g } = scene;
  // The new events are the newest of the trace; if many come at once, latest has the oldest of them, which are shown.
  const sent = new Set([...news, ...latest].filter((event) => event.kind === "Admitted" || event.kind === "Blocked").map((event) => event.command));
  const entered = lane.placed.filter(({ item }) => !before.tokens.has(item.command) && sent.has(item.command));
  // What was sent is what was admitted, or waits, or has been refused by now.
  const grown = (key: "admitted" | "withdrawn" | "rejected") => counts[key] - before.counts[key];
  const many = grown("admitted") + grown("withdrawn") + line.waiting - before.waiting;
  const [first] = entered;
  if (!first) return;
  if (many > MOST_FLYING) {
    const thing = createGhost(first.item, "count", `×${count(many)}`);
    const way = [...out(scene, first.item.client, 1), small({ x: g.gate, y: g.callY }, g, 1), { ...small({ x: g.gate, y: g.laneY }, g, 1), opacity: 0 }];
    motion.pass(thing, { way, ms });
    for (const placed of entered) {
      const element = lane.of(placed);
      if (element) motion.await(element, ms);
    }
    return;
  }
  entered.forEach((placed, i) => {
    const element = lane.of(placed);
    if (!element) return;
    const middle = { x: placed.x + g.token / 2, y: g.laneY };
    const down = placed.where === "waiting" ? [{ x: middle.x, y: g.callY }] : [{ x: g.gate, y: g.callY }, { x: g.gate, y: g.laneY }];
    const way = [...out(scene, placed.item.client), ...down.map((p) => small(p, g)), placed];
    motion.move(element, { way, ms, delayMs: i * STAGGER_MS });
  });
}

// Commands that were counted only come into sight from behind.
function emerge(before: Before, news: readonly TraceEvent[], { lane, motion, geometry: g }: Scene, ms: number): void {
  for (const placed of lane.placed) {
    const element = lane.of(placed);
    if (placed.where === "current" || !element || before.tokens.has(placed.item.command) || motion.moves(element)) continue;
    const pitch = placed.where === "slot" ? g.slotPitch : g.linePitch;
    motion.move(element, { way: [{ x: placed.x - pitch, y: placed.y, opacity: 0 }, placed], ...forward(news, ms) });
  }
}

// Commands that left the picture: a handled one goes into the disc, a withdrawn one back to its caller, and a dropped one falls.
function leave(before: Before, news: readonly TraceEvent[], scene: Scene, ms: number): void {
  const { lane, motion, geometry: g } = scene;
  const here = new Set(lane.placed.map(({ item }) => item.command));
  for (const event of news) {
    const gone = before.tokens.get(event.command);
    if (!gone || here.has(event.command)) continue;
    const { at, placed } = gone;
    const ghost = () => createGhost(placed.item, event.kind === "Dropped" ? "error" : null);
    if (event.kind === "Handled" || event.kind === "Panicked") {
      const edge = { x: g.disc.x - g.disc.radius * 0.55 - g.token / 2, y: at.y, scale: 0.5 };
      motion.pass(ghost(), { way: [at, { ...edge, opacity: 1 }, { ...edge, x: edge.x + 2, opacity: 0 }], ms: ms * 0.8 });
      scene.disc.animate([{ scale: 1 }, { scale: event.kind === "Panicked" ? 0.94 : 1.05, offset: 0.7 }, { scale: 1 }], { duration: ms * 1.4, easing: "ease-out" });
    } else if (event.kind === "Withdrawn") {
      motion.pass(ghost(), { way: [at, small({ x: at.x + g.token / 2, y: g.callY }, g), ...home(scene, event.who)], ms: ms * 1.5 });
    } else if (event.kind === "Dropped") {
      motion.pass(ghost(), { way: [at, { ...at, y: at.y + g.token * 0.15, opacity: 0 }], ms: ms * DROP });
    }
  }
}

// A refused command goes to the gate, and back to its caller.
function refuse(before: Before, news: readonly TraceEvent[], scene: Scene, ms: number): void {
  const { motion, geometry: g } = scene;
  let delayMs = 0;
  for (const event of news) {
    if (event.kind !== "Rejected" || event.client < 0 || before.tokens.has(event.command)) continue;
    const ghost = createRefused(event);
    const corner = small({ x: g.gate, y: g.callY }, g);
    const door = small({ x: g.gate, y: g.mailbox.y - g.token * SMALL * 0.6 }, g);
    motion.pass(ghost, { way: [...out(scene, event.who), corner, door, corner, ...home(scene, event.who)], ms: ms * 2, delayMs });
    delayMs += STAGGER_MS;
  }
}

// Replies come out of the disc and go to their callers, one behind the other.
function reply(news: readonly TraceEvent[], recent: readonly TraceEvent[], { motion, cards, geometry: g, scale }: Scene): void {
  const refused = new Set(recent.filter((event) => event.kind === "Rejected" || event.kind === "Withdrawn").map((event) => event.command));
  let delayMs = 0;
  for (const event of news) {
    const tone = refused.has(event.command) ? null : replyTone(event);
    if (!tone || event.client < 0) continue;
    const text = tone === "answer" ? String(event.value) : tone === "lost" ? "discarded" : event.outcome;
    const thing = createReply(text, tone);
    const width = (text.length * LETTER + (tone === "answer" ? 16 : 32)) * scale;
    const height = REPLY_HEIGHT * scale;
    const stop = (p: Point, more: Partial<Stop> = {}): Stop => ({ x: Math.min(Math.max(p.x - width / 2, 2), g.width - width - 2), y: p.y - height / 2, ...more });
    const start = stop({ x: g.disc.x, y: g.disc.y - g.disc.radius }, { opacity: 0 });
    const rail = stop({ x: g.disc.x, y: g.replyY });
    const card = cards.indexOf(event.who);
    const path = tone === "lost" ? undefined : g.ways[card]?.reply;
    const narrow = path !== undefined && path.length > 2; // between two cards
    const up = path ? [...path].reverse() : [];
    const way = path
      ? [start, rail, stop(up[0]!), ...(narrow ? up : up.slice(1)).map((p) => narrow ? stop(p, { scale: (GAP * scale) / width }) : stop({ x: p.x, y: p.y + height / 2 + 1 }, { opacity: 0.2 }))]
      : [start, rail, stop({ x: g.disc.x - 2.2 * g.disc.radius, y: g.replyY }), stop({ x: g.disc.x - 2.4 * g.disc.radius, y: g.replyY }, { opacity: 0 })];
    const far = way.reduce((sum, p, i) => (i === 0 ? 0 : sum + Math.hypot(p.x - way[i - 1]!.x, p.y - way[i - 1]!.y)), 0);
    const ms = far / (REPLY_PX_A_MS * scale);
    motion.pass(thing, { way, ms, delayMs, even: true });
    const written = tone === "lost" ? null : cards.outcome(event.who);
    if (written) motion.await(written, delayMs + ms);
    delayMs += (width / scale + REPLY_APART) / REPLY_PX_A_MS;
  }
}

function replyTone(event: TraceEvent): "answer" | "error" | "lost" | null {
  if (event.command === 0) return null;
  if (event.kind === "Answered") return "answer";
  if (event.kind === "Abandoned") return "lost";
  // Who gives up gets nothing from the actor.
  const fromActor = event.kind === "Failed" && event.op !== undefined && !TELLS.has(event.op) && event.outcome !== "timeout";
  return fromActor ? "error" : null;
}

// From a caller's card to the call rail, the smaller if it is between two cards.
function out({ cards, geometry: g }: Scene, who: string, scale = SMALL): Stop[] {
  const way = g.ways[cards.indexOf(who)]?.call ?? [];
  const rail = way[way.length - 1];
  if (!rail) return [];
  if (way.length > 2) return [...way.map((p) => small(p, g, SMALLEST)), small(rail, g, scale)];
  return [small({ x: rail.x, y: Math.min(rail.y, way[0]!.y + (g.token * scale) / 2 + 1) }, g, scale), small(rail, g, scale)];
}

// The same back, to vanish at the card.
function home(scene: Scene, who: string): Stop[] {
  return out(scene, who).reverse().map((stop, i, way) => ({ ...stop, opacity: i === way.length - 1 ? 0 : 1 }));
}

// A token that small, its middle at a point.
function small({ x, y }: Point, g: Geometry, scale = SMALL): Stop {
  return { x: x - g.token / 2, y: y - g.token / 2, scale };
}
