// What the shapes mean.

import { type Shape, cross, tick } from "./shapes";
import type { Sign } from "./sheet";

/** The size of a sign of the legend, in px. */
export const SIGN = { width: 30, height: 14 };

export const LEGEND: readonly { readonly sign: Sign; readonly words: string; readonly shapes: readonly Shape[] }[] = [
  { sign: "waits", words: "waits for a slot", shapes: [{ kind: "box", x: 1, y: 1.5, width: 28, height: 11, radius: 3, fill: "mailbox-soft", stroke: { ink: "mailbox", dash: [4, 2] } }] },
  {
    sign: "mailbox", words: "in the mailbox",
    shapes: [
      { kind: "path", points: [1, 13, 1, 2, 18, 2, 18, 7, 29, 7, 29, 13], fill: "mailbox-soft" },
      { kind: "path", points: [1, 13, 1, 2, 18, 2, 18, 7, 29, 7, 29, 13], stroke: { ink: "mailbox", width: 1.25 } },
    ],
  },
  { sign: "handled", words: "being handled", shapes: [{ kind: "box", x: 1, y: 1, width: 28, height: 12, radius: 4, fill: "actor-soft", stroke: { ink: "actor", width: 1.25 } }] },
  { sign: "awaits", words: "awaits the reply", shapes: [{ kind: "path", points: [1, 7, 29, 7], stroke: { ink: "reply", width: 2, dash: [2, 3] } }] },
  {
    sign: "reply", words: "reply",
    shapes: [
      { kind: "path", points: [29, 7, 9, 7], stroke: { ink: "reply", width: 1.5, dash: [4, 3] } },
      { kind: "path", points: [9, 3.5, 9, 10.5, 2, 7], fill: "reply" },
    ],
  },
  { sign: "cross", words: "refused or discarded", shapes: cross(15, 7) },
  { sign: "met", words: "as expected", shapes: tick(15, 7) },
  { sign: "instant", words: "many steps at one time", shapes: [{ kind: "box", x: 1, y: 5, width: 28, height: 4, radius: 0, fill: "line-strong" }] },
];
