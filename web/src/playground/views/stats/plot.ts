// A small chart: a title with its figures, and marks over an axis. Drawn in the pixels that it has, so that its words are
// of one size everywhere.

import { h, say, set, svg } from "../../ui/dom";
import { count } from "../../ui/format";
import { roundInterval, tickText } from "../../ui/axis";

export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface Bar extends Span {
  readonly height: number;
  readonly count: number;
}

const HEIGHT = 98; // px
const TOP = 14;
const BOTTOM = 20;
const LEFT = 48;
const RIGHT = 12;
const TICK_PX = 72; // between two on the time axis

export class Plot {
  readonly element: HTMLElement;
  readonly #figure = h("span", { class: "stats-figure" });
  readonly #more = h("span", { class: "stats-more" });
  readonly #drawing: SVGSVGElement;
  #width = 320;

  constructor(private readonly name: string, role: string) {
    this.#drawing = svg("svg", { class: "stats-drawing", role: "img", height: HEIGHT });
    this.element = h(
      "figure",
      { class: `stats-plot stats-${role}` },
      h("figcaption", { class: "stats-title" }, h("span", { class: "stats-what" }, name), this.#figure, this.#more),
      this.#drawing,
    );
  }

  /** How many columns there is room for. */
  get columns(): number {
    return Math.max(Math.floor((this.#width - LEFT - RIGHT) / 1.5), 40);
  }

  /** Looks how wide it is. */
  measure(): number {
    this.#width = Math.max(this.#drawing.clientWidth, 160);
    return this.#width;
  }

  title(figure: string, more: string): void {
    say(this.#figure, figure);
    say(this.#more, more);
    set(this.#drawing, { "aria-label": `${this.name}: ${figure}${more ? `, ${more}` : ""}` });
  }

  /** A course over time, from one value to the next at once, with a line across where it can't go higher. */
  steps(span: Span, values: readonly (readonly [at: number, value: number])[], until: number, most: number, limit: number | null): void {
    const { x, y, base, parts } = this.#ground(span, most, "");
    let d = `M${x(0)} ${base}`;
    let line = "";
    let last = 0;
    for (const [at, value] of values) {
      const step = `${n(x(at))} ${n(y(last))}L${n(x(at))} ${n(y(value))}`;
      d += `L${step}`;
      line += `${line ? "L" : "M"}${step}`;
      last = value;
    }
    const end = n(x(until));
    d += `L${end} ${n(y(last))}L${end} ${base}Z`;
    if (line) line += `L${end} ${n(y(last))}`;
    parts.push(svg("path", { d, class: "stats-area" }), svg("path", { d: line, class: "stats-line" }));
    if (limit !== null) parts.push(svg("path", { d: `M${LEFT} ${n(y(limit))}H${this.#width - RIGHT}`, class: "stats-limit" }), this.#text(this.#width - RIGHT, y(limit) - 3, "capacity", "end"));
    this.#drawing.replaceChildren(...parts);
  }

  /** A histogram, with lines at some of its values. */
  bars(span: Span, bars: readonly Bar[], marks: readonly { at: number; name: string }[], unit: string): void {
    const highest = bars.reduce((most, { height }) => Math.max(most, height), 0);
    const { x, y, base, parts } = this.#ground(span, round(highest), unit);
    let d = "";
    for (const { from, to, height } of bars) {
      if (height > 0) d += `M${n(x(from) + 0.5)} ${base}V${n(Math.min(y(height), base - 1.5))}H${n(Math.max(x(to) - 0.5, x(from) + 1))}V${base}Z`;
    }
    parts.push(svg("path", { d, class: "stats-bars" }));
    let free = -Infinity;
    for (const { at, name } of marks) {
      const place = x(at);
      parts.push(svg("path", { d: `M${n(place)} ${TOP - 4}V${base}`, class: "stats-mark" }));
      if (place < free) continue;
      free = place + 52;
      parts.push(place > this.#width - RIGHT - 44 ? this.#text(place - 4, TOP - 2, name, "end") : this.#text(place + 4, TOP - 2, name, "start"));
    }
    this.#drawing.replaceChildren(...parts);
  }

  #ground(span: Span, most: number, unit: string) {
    const width = this.#width;
    set(this.#drawing, { viewBox: `0 0 ${width} ${HEIGHT}` });
    const base = HEIGHT - BOTTOM;
    const long = Math.max(span.to - span.from, 1);
    const high = Math.max(most, 1e-9);
    const x = (at: number) => LEFT + ((at - span.from) / long) * (width - LEFT - RIGHT);
    const y = (value: number) => base - (value / high) * (base - TOP);
    const parts: SVGElement[] = [];
    let ticks = "";
    const interval = roundInterval((long * TICK_PX) / (width - LEFT - RIGHT));
    for (let at = span.from; at <= span.to * 1.0001; at += interval) {
      const place = n(x(at));
      ticks += `M${place} ${base}v4`;
      const last = at + interval > span.to * 1.0001;
      parts.push(this.#text(last ? Math.min(x(at), width - 2) : x(at), HEIGHT - 4, tickText(at, interval, span.to), at === span.from ? "start" : last && x(at) > width - RIGHT - 30 ? "end" : "middle"));
    }
    parts.push(
      svg("path", { d: `M${LEFT} ${base}H${width - RIGHT}${ticks}M${LEFT - 4} ${TOP}h4M${LEFT - 4} ${base}h4`, class: "stats-axis" }),
      this.#text(LEFT - 7, TOP + 4, `${count(Number(most.toPrecision(6)))}${unit}`, "end"),
      this.#text(LEFT - 7, base + 4, "0", "end"),
    );
    return { x, y, base, parts };
  }

  #text(x: number, y: number, words: string, anchor: "start" | "middle" | "end"): SVGTextElement {
    return svg("text", { x: n(x), y: n(y), "text-anchor": anchor, class: "stats-words" }, document.createTextNode(words));
  }
}

function round(most: number): number {
  if (most <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(most));
  return [1, 1.5, 2, 3, 4, 5, 6, 8, 10].map((m) => m * power).find((m) => m >= most) ?? most;
}

function n(value: number): number {
  return Math.round(value * 10) / 10;
}
