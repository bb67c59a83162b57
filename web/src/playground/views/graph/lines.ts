// The lines between cards and actors: who may call whom, faint; who waits for whom, with a head; the replies that are kept, dashed;
// and a ring, thick and numbered in the order in which each would wait for the next.

import { svg, set } from "../../ui/dom";
import type { Point } from "../stage/geometry";

export interface Line {
  readonly kind: "script" | "client" | "call" | "kept" | "ring";
  readonly way: readonly Point[];
  /** The number of a caller's colour; 0 is the text's own. */
  readonly colour?: number;
  /** It waits for a slot, and not for an answer. */
  readonly slot?: boolean;
  /** Of the chain that is followed. */
  readonly lit?: boolean;
  /** In a ring, from 1. */
  readonly order?: number;
}

export class Lines {
  readonly element = svg("svg", { class: "stage-wires graph-lines", "aria-hidden": "true" });
  #drawn = "";

  lay(width: number, height: number): void {
    set(this.element, { width, height, viewBox: `0 0 ${width} ${height}` });
  }

  render(lines: readonly Line[], scale: number): void {
    const now = JSON.stringify([lines, scale]);
    if (now === this.#drawn) return;
    this.#drawn = now;
    const drawn = lines.map(({ kind, way, colour, slot, lit }) =>
      svg("path", { class: "graph-line", fill: "none", "data-kind": kind, "data-caller": colour ?? null, "data-slot": slot ?? false, "data-lit": lit ?? false, d: `${round(way, 5 * scale)}${kind === "kept" ? "" : head(way, (kind === "ring" ? 9 : kind === "script" ? 4.5 : 6) * scale)}` }),
    );
    const numbers = lines.filter(({ order }) => order !== undefined).map(({ way, order }) => number(middleOf(way), order!, 8 * scale));
    this.element.replaceChildren(...drawn, ...numbers);
  }
}

function number({ x, y }: Point, n: number, radius: number): SVGElement {
  const text = svg("text", { x, y, "font-size": radius * 1.35, "text-anchor": "middle", "dominant-baseline": "central" });
  text.textContent = String(n);
  return svg("g", { class: "graph-order" }, svg("circle", { cx: x, cy: y, r: radius }), text);
}

/** A way with its corners rounded. */
function round(way: readonly Point[], radius: number): string {
  const points = way.filter((p, i) => i === 0 || Math.hypot(p.x - way[i - 1]!.x, p.y - way[i - 1]!.y) > 0.5);
  const at = ({ x, y }: Point) => `${fix(x)} ${fix(y)}`;
  return points
    .map((p, i) => {
      const before = points[i - 1];
      const after = points[i + 1];
      if (!before) return `M${at(p)}`;
      if (!after) return `L${at(p)}`;
      return `L${at(toward(p, before, radius))}Q${at(p)} ${at(toward(p, after, radius))}`;
    })
    .join("");
}

// The point on the way to another, that far or half of the way.
function toward(p: Point, to: Point, far: number): Point {
  const length = Math.hypot(to.x - p.x, to.y - p.y);
  const part = Math.min(far, length / 2) / (length || 1);
  return { x: p.x + (to.x - p.x) * part, y: p.y + (to.y - p.y) * part };
}

function head(way: readonly Point[], size: number): string {
  const end = way[way.length - 1]!;
  const before = [...way].reverse().find((p) => Math.hypot(p.x - end.x, p.y - end.y) > 0.5);
  if (!before) return "";
  const angle = Math.atan2(end.y - before.y, end.x - before.x);
  const arm = (turn: number) => `M${fix(end.x)} ${fix(end.y)}L${fix(end.x - size * Math.cos(angle + turn))} ${fix(end.y - size * Math.sin(angle + turn))}`;
  return arm(0.5) + arm(-0.5);
}

const SHORT = 60; // pixels

/** The middle of the longest stretch. */
export function middleOf(way: readonly Point[]): Point {
  let found: Point = way[0]!;
  let longest = -1;
  way.forEach((p, i) => {
    const before = way[i - 1];
    if (!before) return;
    const length = Math.hypot(p.x - before.x, p.y - before.y);
    if (length > longest + 0.5) {
      longest = length;
      const part = length < SHORT ? 0.36 : 0.5; // short ones must show their head, too
      found = { x: before.x + (p.x - before.x) * part, y: before.y + (p.y - before.y) * part };
    }
  });
  return found;
}

function fix(n: number): string {
  return String(Math.round(n * 10) / 10);
}
