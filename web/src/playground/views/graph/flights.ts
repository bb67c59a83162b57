// What moves between two pictures of several actors: calls along their lines, handled commands into the disc, and replies back.
// Both pictures are true; the motion only joins them.

import type { TraceEvent } from "../../../client/stage";
import { createGhost, createRefused, createReply } from "../stage/token";
import type { Cards } from "../stage/cards";
import type { Point } from "../stage/geometry";
import type { Lane } from "../stage/lane";
import type { Motion, Stop } from "../stage/motion";
import type { Before } from "../stage/moves";
import { actorOf } from "../stage/several";
import type { Plan } from "./plan";

/** Commands that set out at once and are seen one by one. More just appear. */
const MOST = 8;
const SMALL = 0.5;
const REPLY_HEIGHT = 20;
const LETTER = 7.3;

export interface Scene {
  readonly plan: Plan;
  readonly cards: Cards;
  readonly lane: Lane;
  readonly motion: Motion;
  readonly scale: number;
}

export function fly(before: Before, news: readonly TraceEvent[], recent: readonly TraceEvent[], scene: Scene, ms: number): void {
  const { lane, motion, plan } = scene;
  const sent = new Map(news.filter(({ kind }) => kind === "Admitted" || kind === "Blocked").map((event) => [event.command, event]));
  const entered = lane.placed.filter(({ item }) => !before.tokens.has(item.command) && sent.has(item.command));
  if (entered.length <= MOST) {
    for (const placed of entered) {
      const element = lane.of(placed);
      const way = element && callWay(sent.get(placed.item.command)!, scene);
      if (way) motion.move(element, { way: [...way.map((p) => small(p, plan.token)), placed], ms });
    }
  }
  const here = new Set(lane.placed.map(({ item }) => item.command));
  for (const event of news) {
    const gone = before.tokens.get(event.command);
    if (event.kind === "Rejected" && !gone) bounce(event, scene, ms);
    if (!gone || here.has(event.command)) continue;
    const ghost = createGhost(gone.placed.item, event.kind === "Dropped" ? "error" : null);
    const { at } = gone;
    const node = plan.nodes[event.actor ?? 0];
    if ((event.kind === "Handled" || event.kind === "Panicked" || event.kind === "Kept") && node) {
      const middle = { x: node.disc.x - node.disc.radius * 0.5 - plan.token / 2, y: at.y, scale: 0.5 };
      motion.pass(ghost, { way: [at, { ...middle, opacity: 1 }, { ...middle, opacity: 0 }], ms: ms * 0.8 });
    } else if (event.kind === "Dropped" || event.kind === "Withdrawn") {
      motion.pass(ghost, { way: [at, { ...at, y: at.y + plan.token * 0.2, opacity: 0 }], ms: ms * 0.5 });
    }
  }
  let delayMs = 0;
  for (const event of news) if (reply(event, recent, scene, ms, delayMs)) delayMs += ms * 0.3;
}

// From the caller, which is a client or another actor.
function callWay(event: TraceEvent, { plan, cards }: Scene): readonly Point[] | undefined {
  const to = event.actor ?? 0;
  const from = actorOf(event.client);
  if (from >= 0) return plan.way(from, to);
  const card = event.client >= 0 ? cards.indexOf(event.who) : -1;
  return card >= 0 ? plan.down(card, to) : undefined;
}

function bounce(event: TraceEvent, scene: Scene, ms: number): void {
  const way = callWay(event, scene);
  if (!way) return;
  const ghost = createRefused(event);
  const stops = way.map((p) => small(p, scene.plan.token));
  scene.motion.pass(ghost, { way: [...stops, { ...stops[Math.max(0, stops.length - 2)]!, opacity: 0 }], ms: ms * 1.6 });
}

// An answer goes back to who asked, from the actor that gave it: if the question was forwarded, that is another than was asked.
function reply(event: TraceEvent, recent: readonly TraceEvent[], { plan, cards, motion, scale }: Scene, ms: number, delayMs: number): boolean {
  const failed = event.kind === "Failed" && event.op !== "set" && event.op !== "try set" && event.outcome !== "timeout" && event.outcome !== "deadlock" && event.outcome !== "itself";
  if (event.kind !== "Answered" && !failed) return false;
  const asked = event.actor ?? 0;
  const by = [...recent].reverse().find(({ kind, command }) => kind === "Replied" && command === event.command)?.by ?? asked;
  const from = actorOf(event.client);
  let way: readonly Point[] | undefined;
  if (from >= 0) {
    const back = plan.way(from, by);
    way = back ? [...back].reverse() : [plan.nodes[by]?.disc, plan.nodes[from]?.disc].filter((p) => p !== undefined);
  } else {
    const card = cards.indexOf(event.who);
    way = card >= 0 && plan.nodes[by] ? plan.up(by, card) : undefined;
  }
  if (!way || way.length < 2) return false;
  const text = failed ? event.outcome : String(event.value);
  const width = (text.length * LETTER + (failed ? 32 : 16)) * scale;
  const stop = ({ x, y }: Point, opacity: number): Stop => ({ x: Math.min(Math.max(x - width / 2, 2), plan.width - width - 2), y: y - (REPLY_HEIGHT * scale) / 2, opacity });
  motion.pass(createReply(text, failed ? "error" : "answer"), { way: way.map((p, i) => stop(p, i === way.length - 1 ? 0.2 : 1)), ms: ms * 1.7, delayMs });
  const written = from >= 0 ? null : cards.outcome(event.who);
  if (written) motion.await(written, delayMs + ms * 1.7);
  return true;
}

// A token that small, its middle at a point.
function small({ x, y }: Point, token: number): Stop {
  return { x: x - token / 2, y: y - token / 2, scale: SMALL };
}
