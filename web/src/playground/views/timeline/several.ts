// A play of actors that the script declares, as a picture that stands alone: who calls whom, and who answers. Time goes down,
// a row for each event; callers and actors have a lane each, and those of one name may share one.

import type { TraceEvent } from "../../../client/stage";
import { time } from "../../ui/format";
import { commandOf } from "../../play/command";
import type { Measure, Shape, Stroke } from "./shapes";
import { type Played, type Still, drawStill, framed, light } from "./still";
import { textOf } from "./svg";

const TIMES = 50; // px, at the left
const EDGE = 10;
const HEAD = 44; // names, in two lines
const ROW = 22;
const OWN_LANES = 4; // of one name

interface Row {
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly sort: "call" | "reply" | "error" | "note";
}

/** Draws a play, of however many actors, as a picture that stands alone. */
export function drawPlay(played: Played, width: number, measure: Measure): Still {
  return (played.events[0]?.actor === undefined ? drawStill : drawSeveral)(played, width, measure);
}

function drawSeveral({ title, description, notes, events }: Played, width: number, measure: Measure): Still {
  const lanes = new Lanes(events);
  const gap = (width - TIMES - EDGE) / lanes.names.length;
  const x = (lane: string) => TIMES + gap * (lanes.names.indexOf(lane) + 0.5);
  const shapes: Shape[] = [];
  let y = HEAD;
  let at = -1;
  for (const [i, event] of events.entries()) {
    const row = rowOf(event, events, i, lanes);
    if (row === null) continue;
    y += ROW;
    if (event.at !== at) {
      shapes.push({ kind: "text", x: EDGE, y: y + 4, text: time(event.at), ink: "text-soft" });
      at = event.at;
    }
    draw(shapes, row, x(row.from), x(row.to), y, width, measure);
  }
  const lines: Shape[] = lanes.names.map((name) => ({ kind: "path", points: [x(name), HEAD, x(name), y + ROW / 2], stroke: { ink: "line-strong", dash: [1, 3] } }));
  const heads: Shape[] = lanes.names.map((name, i) => ({ kind: "text", x: x(name), y: i % 2 === 0 ? 20 : 36, text: shortened(name, 2 * gap, measure), ink: lanes.isActor(name) ? "actor" : "text", bold: true, middle: true }));
  y += ROW;
  const foot: Shape[] = notes.map(({ text, wrong }) => ({ kind: "text", x: EDGE, y: (y += 18), text, ink: wrong ? "error" : "text-soft", bold: wrong }));
  return framed(title, description, [textOf([...lines, ...heads, ...shapes, ...foot], light)], width, y + 12);
}

class Lanes {
  readonly names: readonly string[];
  readonly #actors: ReadonlySet<string>;
  readonly #shared: ReadonlySet<string>;

  constructor(events: readonly TraceEvent[]) {
    const callers = new Set(events.filter(({ client }) => client >= 0).map(({ who }) => who));
    const actors = new Map(events.map(({ actor = 0, actorName = "" }) => [actor, actorName]));
    const own = [...new Set([...actors].sort(([a], [b]) => a - b).map(([, name]) => name))];
    const all = [...callers, ...own];
    const crowds = all.map(base).filter((name, _, bases) => bases.filter((other) => other === name).length > OWN_LANES);
    this.#shared = new Set(crowds);
    this.#actors = new Set(own.map((name) => this.of(name)));
    this.names = [...new Set(all.map((name) => this.of(name)))];
  }

  of(name: string): string {
    return this.#shared.has(base(name)) ? base(name) : name;
  }

  isActor(lane: string): boolean {
    return this.#actors.has(lane);
  }
}

const base = (name: string) => name.replace(/-\d+$/, "");

function rowOf(event: TraceEvent, events: readonly TraceEvent[], i: number, lanes: Lanes): Row | null {
  const { kind, client, command, value, outcome, who, actorName = "" } = event;
  const actor = lanes.of(actorName);
  const caller = client === -1 || client === -2 ? actor : lanes.of(who);
  const named = caller === who || client < 0 ? "" : `${who}: `;
  const what = commandOf(event);
  const why = outcome.replaceAll("-", " ");
  const row = (from: string, to: string, text: string, sort: Row["sort"]): Row => ({ from, to, text, sort });
  const before = events.slice(0, i).filter((e) => e.command === command && command > 0);
  switch (kind) {
    case "Admitted":
      return row(caller, actor, named + what, "call");
    case "Blocked":
      return row(caller, caller, `${named + what} waits for a slot`, "note");
    case "Rejected":
      return row(caller, actor, `${named + what}: ${why}`, "error");
    case "Withdrawn":
      return row(caller, caller, `${named}gives up`, "error");
    case "Answered":
      return row(lanes.of(senderOf(before, events) ?? actor), caller, named + value, "reply");
    case "Failed":
      if (before.some((e) => e.kind === "Rejected" || e.kind === "Withdrawn")) return null; // it is drawn
      return row(command > 0 && outcome !== "timeout" ? actor : caller, caller, `${named}${outcome === "timeout" ? "gives up" : why}`, "error");
    case "Kept":
      return row(actor, actor, "keeps the reply", "note");
    case "Abandoned":
      return row(actor, actor, "a reply finds nobody", "error");
    case "Dropped":
      return row(actor, actor, `${what} dropped`, "error");
    case "Panicked":
      return row(actor, actor, outcome === "exit" ? "exit" : "panic", "error");
    case "Stopped":
      return row(actor, actor, "done", "note");
    case "Stopping":
    case "Killed":
    case "Started":
      return row(caller, actor, named + (kind === "Started" ? "start" : kind === "Killed" ? "kill" : "stop"), "call");
    case "Unmet":
      return row(caller, caller, `${named}not as expected`, "error");
    case "LetGo":
      return row(caller, caller, `${named}lets go`, "note");
    default:
      return null;
  }
}

// Whose handler sent a command's reply: another's, if it was forwarded.
function senderOf(ofCommand: readonly TraceEvent[], events: readonly TraceEvent[]): string | undefined {
  const by = ofCommand.filter(({ kind }) => kind === "Replied").at(-1)?.by;
  return events.find(({ actor }) => actor === by)?.actorName;
}

function draw(shapes: Shape[], { text, sort }: Row, from: number, to: number, y: number, width: number, measure: Measure): void {
  const ink = ({ call: "text", reply: "reply", error: "error", note: "text-soft" } as const)[sort];
  const stroke: Stroke = { ink, width: 1.5, ...(sort === "reply" && { dash: [4, 3] }) };
  if (from === to) shapes.push({ kind: "circle", x: from, y, radius: 3.5, fill: ink });
  else {
    const way = Math.sign(to - from);
    shapes.push({ kind: "path", points: [from, y, to - way * 5, y], stroke });
    if (sort === "error") shapes.push({ kind: "path", points: [to - 5, y - 5, to + 5, y + 5], stroke }, { kind: "path", points: [to - 5, y + 5, to + 5, y - 5], stroke });
    else shapes.push({ kind: "path", points: [to, y, to - way * 8, y - 4, to - way * 8, y + 4], fill: ink });
  }
  const wide = measure(text, sort === "reply");
  const x = from === to ? from + 8 : Math.min(from, to) + 9;
  shapes.push({ kind: "text", x: Math.max(Math.min(x, width - EDGE - wide), TIMES), y: from === to ? y + 4 : y - 5, text, ink, bold: sort === "reply" });
}

function shortened(name: string, room: number, measure: Measure): string {
  let text = name;
  for (let kept = name.length - 1; measure(text, true) > room - 6 && kept > 0; kept--) text = `${name.slice(0, kept)}…`;
  return text;
}
