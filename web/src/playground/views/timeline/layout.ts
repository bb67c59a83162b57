// Lays a stretch of the timeline out: from a trace to shapes. It is the one layout of all drawings, and knows neither page nor
// canvas: the page paints its shapes on a canvas, and saved files and the lessons' pictures are made of them as SVG text, these
// by web/picture at build time. (A Mermaid diagram, wasm/stage/export.go, is a text, which its renderer lays out.)
//
// If there is too much to draw it thins it out evenly: one command in two, four, eight …

import type { Mark, Message } from "../../play/trace-store";
import { Levels, axis, lanes } from "./ground";
import type { Words } from "./labels";
import { Lives } from "./life";
import { Queue } from "./queue";
import { AXIS } from "./rows";
import { type Scene, type Sign, Sheet, WORDS } from "./sheet";
import { type Shape, tick } from "./shapes";

export interface Drawing {
  readonly shapes: readonly Shape[];
  /** Commands as they were drawn, with lines, each x1, y1, x2, y2: for pointing at. */
  readonly drawn: Lives["drawn"];
  readonly used: ReadonlySet<Sign>;
  readonly words: Words;
  /** Of how many commands one was drawn: of those that begin or end here, and of those that only pass. */
  readonly every: number;
  readonly passing: number;
}

const MOST_DRAWN = 160; // commands that begin or end here, or
const DRAWN_PX = 10; // one for so much of the width
const FEW_DRAWN = 48; // if those are too many: each should be visible
const PASSING_PX = 9; // between those that only pass

export function layOut(scene: Scene): Drawing {
  const sheet = new Sheet(scene);
  const { store, reach, rows, followed } = scene;
  axis(sheet);
  lanes(sheet);
  const levels = new Levels(sheet);
  levels.draw();
  // First what begins or ends here, then what only passes.
  const here: Message[] = [];
  for (const command of store.commands(scene.from, scene.to)) {
    const message = store.messages.get(command);
    if (message && isHere(sheet, message)) here.push(message);
  }
  const every = here.length > Math.max(MOST_DRAWN, scene.width / DRAWN_PX) ? thinned(here.length, FEW_DRAWN) : 1;
  const messages = here.filter(({ command }) => command % every === 0 || command === followed);
  const { least, most } = store.span(reach.from, reach.to);
  const passing = Math.max(every, thinned(busiest(scene), (rows.actor.top - AXIS) / PASSING_PX));
  const known = new Set(here);
  for (let command = Math.ceil(least / passing) * passing; command <= most; command += passing) {
    const message = store.messages.get(command);
    if (message && !known.has(message) && passes(sheet, message)) messages.push(message);
  }
  const own = followed !== null ? store.messages.get(followed) : undefined;
  if (own && !messages.includes(own) && passes(sheet, own)) messages.push(own);

  const earliest = Math.min(...messages.map(({ admitted }) => admitted?.step ?? Infinity));
  const queue = new Queue(store, store.search(({ step }) => step >= earliest), scene.to);
  const lives = new Lives(sheet, levels, queue, every === 1);
  for (const message of messages) lives.waits(message);
  lives.hands();
  for (const message of messages) lives.send(message);
  for (const message of messages) lives.back(message);
  marks(sheet);
  return { words: sheet.labels.words(scene.measure), shapes: sheet.shapes, drawn: lives.drawn, used: sheet.used, every, passing };
}

function isHere(sheet: Sheet, { blocked, admitted, received, handled, answered, failed, lost }: Message): boolean {
  return [blocked, admitted, received, handled, answered, failed, lost].some((moment) => moment !== null && sheet.isSeen(sheet.x(moment)));
}

function passes(sheet: Sheet, { blocked, admitted, received, handled, answered, lost }: Message): boolean {
  const start = blocked ?? admitted;
  const end = answered ?? handled ?? (received ? null : lost);
  return start !== null && sheet.x(start) <= sheet.right && (end === null || sheet.x(end) >= 0);
}

// How many commands were under way at most.
function busiest({ store, from, to }: Scene): number {
  let most = 0;
  store.each(from, to, (_at, _step, len, waiting) => (most = Math.max(most, len + waiting)));
  return most;
}

function thinned(count: number, most: number): number {
  let every = 1;
  while (count / every > most) every *= 2;
  return every;
}

// --- what is no command's way ---

function marks(sheet: Sheet): void {
  const { store, from, to } = sheet.scene;
  let last = -Infinity;
  let panic = -1; // the step of one
  for (const mark of store.marks(from, to)) {
    const x = sheet.x(mark);
    if (!sheet.isSeen(x)) continue;
    if (sheet.client(mark.client).room < WORDS && x - last < 6) continue; // of a crowd, not all
    last = x;
    if (mark.kind === "Panicked") panic = mark.step;
    if (mark.kind !== "Stopped" || mark.step !== panic) draw(sheet, mark, x);
  }
}

function draw(sheet: Sheet, { kind, outcome, client }: Mark, x: number): void {
  const { rows, store } = sheet.scene;
  const own = rows.actor.line;
  const { y } = sheet.client(client);
  const box = (at: number, filled: boolean) => {
    sheet.labels.block(x - 5, at - 5, x + 5, at + 5);
    sheet.add({ kind: "box", x: x - 4.5, y: at - 4.5, width: 9, height: 9, radius: 1, fill: filled ? "text" : "surface", stroke: { ink: "text", width: 1.5 } });
  };
  switch (kind) {
    case "Stopped":
      box(own, true);
      sheet.words(-1, x, "done", "text");
      return;
    case "Panicked":
      sheet.cross(x, own);
      sheet.words(-1, x, outcome === "exit" ? "exit" : "panic", "error", undefined, 10);
      return;
    case "Ignored":
      sheet.words(-1, x, "second reply: ignored", "text-soft");
      return;
    case "Failed":
      sheet.cross(x, y);
      sheet.words(client, x, outcome.replaceAll("-", " "), "error", undefined, 10);
      return;
    case "Met":
      sheet.labels.block(x - 4, y - 5, x + 5, y + 5);
      sheet.used.add("met");
      sheet.add(...tick(x, y));
      return;
    case "Unmet":
      sheet.labels.block(x - 7, y - 7, x + 7, y + 7);
      sheet.add(
        { kind: "path", points: [x, y - 7, x + 7, y + 5.5, x - 7, y + 5.5], fill: "surface", stroke: { ink: "error", width: 1.5 } },
        { kind: "text", x, y: y + 4, text: "!", ink: "error", bold: true, middle: true },
      );
      sheet.words(client, x, "not as expected", "error", undefined, 10);
      return;
    case "Started":
    case "Stopping":
    case "Killed":
      // The closer waits until the actor is done.
      if (kind === "Stopping" && client >= 0) sheet.path([sheet.near(x), y, sheet.near(store.stopped ? sheet.x(store.stopped) : sheet.end), y], { ink: "text-soft", width: 2, dash: [2, 3] });
      sheet.upright(x, y, own - 11, { ink: "text-soft" }, undefined, true);
      box(y, false);
      sheet.words(client, x, kind === "Started" ? "start" : kind === "Killed" ? "kill" : "stop", "text");
      return;
    default:
      return;
  }
}
