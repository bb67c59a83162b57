// How every view distinguishes callers: each has a shape and a colour, by its index among the clients. The first six differ
// in both; 36 differ in one of them. The reader, who is the client "you", has a sign that no other caller has.

import { svg } from "./dom";

/** Paths of 16 by 16, in the order in which callers get them. */
const shapes = [
  "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2z", // circle
  "M3.5 2.6h9a.9.9 0 0 1 .9.9v9a.9.9 0 0 1-.9.9h-9a.9.9 0 0 1-.9-.9v-9a.9.9 0 0 1 .9-.9z", // square
  "M8 1.8 14.6 13.4H1.4z", // triangle
  "M8 .9 15.1 8 8 15.1.9 8z", // diamond
  "M8 1 14.1 4.5v7L8 15l-6.1-3.5v-7z", // hexagon
  "M5.8 1.6h4.4v4.2h4.2v4.4h-4.2v4.2H5.8v-4.2H1.6V5.8h4.2z", // cross
];
const yours = "M8 1.2a6.8 6.8 0 1 1 0 13.6A6.8 6.8 0 0 1 8 1.2zm0 2.6a4.2 4.2 0 1 0 0 8.4 4.2 4.2 0 0 0 0-8.4z";

/** Colours that tokens.css has as --caller-1 to --caller-6. */
const COLOURS = 6;

export interface Identity {
  /** The number of its colour, from 1; 0 is the text's own. */
  readonly colour: number;
  /** A path of 16 by 16. */
  readonly shape: string;
}

/** A disc in its ring, as the stage draws an actor. */
const actors = "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1zm0 2a5 5 0 1 0 0 10A5 5 0 0 0 8 3zm0 1.6a3.4 3.4 0 1 1 0 6.8 3.4 3.4 0 0 1 0-6.8z";

/** The look of a caller, by its index and name. An index below 0 is no caller's, or the actor's own; one below -2 is another actor's. */
export function identity(index: number, name: string): Identity {
  if (index < -2) return { colour: 0, shape: actors };
  if (index < 0 || name === YOU) return { colour: 0, shape: yours };
  const turn = Math.floor(index / COLOURS);
  return { colour: (index % COLOURS) + 1, shape: shapes[(index + turn) % shapes.length] ?? "" };
}

/** The client that the reader's own calls come from. */
export const YOU = "you";

/** A caller's sign. The rule .caller-sign[data-caller] in tokens.css colours it. */
export function sign(index: number, name: string): SVGSVGElement {
  const { colour, shape } = identity(index, name);
  return svg("svg", { class: "caller-sign", viewBox: "0 0 16 16", "aria-hidden": "true", "data-caller": colour }, svg("path", { d: shape }));
}
