import { h, svg } from "../playground/ui/dom";

export interface Bar {
  readonly label: string;
  readonly role: string; // its colour: "actor", "thread" …
  readonly value: number | null;
  readonly text: string;
}

/**
 * Bars under a title. On a scale of logarithms, with a line for each power of ten, or on one from 0. They are a picture of
 * what a table says, so they say nothing to a screen reader.
 */
export function barsOf(title: string, bars: readonly Bar[], scale: "log" | "linear", write: (n: number) => string): HTMLElement {
  const values = bars.map(({ value }) => value).filter((value) => value !== null);
  const most = Math.max(...values);
  // From the power of ten below the least, so that each bar has a length.
  const low = scale === "log" ? Math.ceil(Math.log10(Math.min(...values))) - 1 : 0;
  const high = scale === "log" ? Math.max(low + 1, Math.ceil(Math.log10(most))) : most;
  const place = (value: number): number => (100 * ((scale === "log" ? Math.log10(value) : value) - low)) / (high - low);
  const powers = scale === "log" && values.length > 0 ? Array.from({ length: high - low + 1 }, (_, i) => low + i) : [];

  const rows = bars.map(({ label, role, value, text }) => {
    const drawing = svg("svg", { class: "bar" });
    for (const power of powers) drawing.append(svg("line", { x1: percent(place(10 ** power)), x2: percent(place(10 ** power)), y1: 0, y2: "100%", class: "bar-line" }));
    if (value !== null) drawing.append(svg("rect", { width: percent(place(value)), height: "100%", rx: 3, class: `bar-fill bar-${role}` }));
    return h("div", { class: "bars-row" }, h("span", { class: "bars-label" }, label), drawing, h("span", { class: value === null ? "bars-value bars-none" : "bars-value" }, text));
  });
  const element = h("div", { class: "bars", "aria-hidden": "true" }, h("p", { class: "bars-title" }, title), ...rows);
  if (powers.length > 0) element.append(h("div", { class: "bars-row bars-axis" }, h("span"), axis(powers, place, write), h("span")));
  return element;
}

const MOST_MARKS = 4;

// Few enough marks that they don't overlap on a narrow screen.
function axis(powers: readonly number[], place: (value: number) => number, write: (n: number) => string): SVGElement {
  const step = Math.ceil((powers.length - 1) / (MOST_MARKS - 1)) || 1;
  const drawing = svg("svg", { class: "bar-axis" });
  powers.forEach((power, i) => {
    if (i % step !== 0) return;
    const at = place(10 ** power);
    const text = svg("text", { x: percent(at), y: "0.9em", "text-anchor": at < 2 ? "start" : at > 98 ? "end" : "middle" });
    text.textContent = write(10 ** power);
    drawing.append(text);
  });
  return drawing;
}

const percent = (n: number): string => `${n.toFixed(2)}%`;
