// What lies behind the field and beside it: its text in colours, what is wrong underlined, and the lines' numbers. Lines are
// drawn as far as they can be seen.

import { h } from "../ui/dom";
import { identity, sign } from "../ui/identity";

const MORE_LINES = 8; // above and below what can be seen, so that not every line of a scroll is a new picture
const MORE_COLUMNS = 60;
const MOST_KEPT = 1000; // lines that are known by their runs

/** A place in a line that is wrong, in UTF-16 units. If something is missing there, to is from. */
export interface Wrong {
  readonly from: number;
  readonly to: number;
}

/** What is to be drawn. Lines are numbered as in the whole text. */
export interface Sheet {
  readonly lines: readonly string[];
  /** The number of the first of lines. */
  readonly first: number;
  /** Lines of the whole text. */
  readonly total: number;
  readonly wrong: ReadonlyMap<number, readonly Wrong[]>;
  /** The lines that the newest step comes from, and those whose expectation was not met. */
  readonly lit: ReadonlySet<number>;
  readonly missed: ReadonlySet<number>;
  /** Where clients begin, and whose looks they have. */
  readonly clients: ReadonlyMap<number, { readonly name: string; readonly index: number }>;
}

interface Drawn {
  readonly line: HTMLElement;
  readonly number: HTMLElement;
  /** What it was drawn of. */
  readonly of: readonly unknown[];
}

type Run = readonly [kind: string, from: number, to: number];

export class Paper {
  readonly gutter = h("div", { class: "editor-gutter", "aria-hidden": "true" });
  readonly layer = h("div", { class: "editor-marks", "aria-hidden": "true" });
  readonly #numbers = h("div", { class: "editor-numbers" });
  readonly #lines = h("div", { class: "editor-lines" });
  readonly #probe = h("span", { class: "editor-probe" }, "0".repeat(20));
  readonly #text: HTMLTextAreaElement;
  readonly #paint: (lines: string) => string;
  readonly #runs = new Map<string, readonly Run[]>();
  #drawn = new Map<number, Drawn>();
  #sheet: Sheet = { lines: [""], first: 1, total: 1, wrong: new Map(), lit: new Set(), missed: new Set(), clients: new Map() };
  #lineHeight = 0;
  #columnWidth = 0;
  #padding = 0;
  #seen = ""; // what part of the sheet is drawn

  /** paint tells what lines are made of, as Stage.paint does. */
  constructor(text: HTMLTextAreaElement, paint: (lines: string) => string) {
    this.#text = text;
    this.#paint = paint;
    this.gutter.append(this.#numbers);
    this.layer.append(this.#lines, this.#probe);
  }

  get lineHeight(): number {
    return this.#lineHeight;
  }

  get columnWidth(): number {
    return this.#columnWidth;
  }

  /** Draws a sheet, or what has changed of it. */
  draw(sheet: Sheet): void {
    this.#sheet = sheet;
    this.#seen = "";
    this.gutter.style.setProperty("--digits", String(String(sheet.total).length));
    this.follow();
  }

  /** The field's font or size may have changed. */
  resize(): void {
    this.#measure();
    this.follow();
  }

  #measure(): void {
    const style = getComputedStyle(this.#text);
    this.#lineHeight = parseFloat(style.lineHeight);
    this.#padding = parseFloat(style.paddingTop);
    this.#columnWidth = this.#probe.getBoundingClientRect().width / 20;
  }

  /** Goes where the field has scrolled to. */
  follow(): void {
    if (!(this.#columnWidth > 0)) this.#measure();
    if (!(this.#lineHeight > 0 && this.#columnWidth > 0)) return; // nobody sees it
    const { scrollTop, scrollLeft, clientHeight, clientWidth } = this.#text;
    const { lines } = this.#sheet;
    const steps = (n: number, step: number) => Math.max(0, Math.floor(n / step) * step);
    const from = steps(scrollTop / this.#lineHeight - MORE_LINES, MORE_LINES);
    const to = Math.min(lines.length, steps((scrollTop + clientHeight) / this.#lineHeight, MORE_LINES) + 2 * MORE_LINES);
    const left = steps(scrollLeft / this.#columnWidth - MORE_COLUMNS, MORE_COLUMNS);
    const right = steps((scrollLeft + clientWidth) / this.#columnWidth, MORE_COLUMNS) + 2 * MORE_COLUMNS;
    const seen = [from, to, left, right].join();
    if (seen !== this.#seen) {
      this.#seen = seen;
      this.#show(from, to, left, right);
    }
    const top = this.#padding + from * this.#lineHeight - scrollTop;
    this.#lines.style.setProperty("transform", `translate(${-scrollLeft}px, ${top}px)`);
    this.#numbers.style.setProperty("transform", `translateY(${top}px)`);
  }

  /** Where a place in a line of the sheet is on the screen, if it is drawn. */
  placeOf(line: number, unit: number): DOMRect | null {
    const drawn = this.#drawn.get(line);
    if (!drawn) return null;
    const walk = document.createTreeWalker(drawn.line, NodeFilter.SHOW_TEXT);
    let left = unit;
    for (let node = walk.nextNode() as Text | null; node; node = walk.nextNode() as Text | null) {
      if (left <= node.length) {
        const range = document.createRange();
        range.setStart(node, left);
        return range.getBoundingClientRect();
      }
      left -= node.length;
    }
    return drawn.line.getBoundingClientRect();
  }

  #show(from: number, to: number, left: number, right: number): void {
    const { lines, first, wrong, lit, missed, clients } = this.#sheet;
    this.#learn(lines.slice(from, to));
    const before = this.#drawn;
    this.#drawn = new Map();
    for (let i = from; i < to; i++) {
      const text = lines[i] ?? "";
      const line = first + i;
      const client = clients.get(line);
      const long = text.length > right - left; // also if its end is what can be seen
      const of = [text, long ? left : 0, long ? right : 0, lit.has(line), missed.has(line), client?.name, client?.index, ...(wrong.get(line) ?? []).flatMap((w) => [w.from, w.to])];
      const known = before.get(line);
      const same = known && known.of.length === of.length && known.of.every((part, n) => part === of[n]);
      this.#drawn.set(line, same ? known : this.#draw(of, text, line, long ? left : 0, long ? right : text.length));
    }
    const drawn = [...this.#drawn.values()];
    arrange(this.#lines, drawn.map((d) => d.line));
    arrange(this.#numbers, drawn.map((d) => d.number));
  }

  #draw(of: readonly unknown[], text: string, number: number, left: number, right: number): Drawn {
    const { wrong, lit, missed, clients } = this.#sheet;
    const client = clients.get(number);
    const line = h("div", { class: "editor-line" });
    const marks = wrong.get(number) ?? [];
    const beside = h("div", {
      class: "editor-number",
      "data-lit": lit.has(number),
      "data-missed": missed.has(number),
      "data-wrong": marks.length > 0,
    });
    if (client) beside.append(sign(client.index, client.name));
    beside.append(String(number));

    let at = 0;
    const upTo = (end: number, parent: HTMLElement) => {
      this.#append(parent, text, at, end, left, right, client);
      at = Math.max(at, end);
    };
    for (const { from, to } of marks) {
      if (from < at) continue;
      upTo(from, line);
      const mark = h("mark", { "data-missing": to === from });
      upTo(to, mark);
      if (to === from) mark.append("\u00a0");
      line.append(mark);
    }
    upTo(text.length, line);
    if (!line.hasChildNodes()) line.append("\u200b");
    return { line, number: beside, of };
  }

  // Adds a piece of a line. What is left of what can be seen takes its place and no more, and what is right of it isn't there.
  #append(parent: HTMLElement, text: string, from: number, to: number, left: number, right: number, client: { readonly name: string; readonly index: number } | undefined): void {
    if (from < Math.min(to, left)) parent.append(text.slice(from, Math.min(to, left)));
    for (const [kind, start, end] of this.#runs.get(text) ?? []) {
      const a = Math.max(from, start, left);
      const b = Math.min(to, end, right);
      if (a >= b) continue;
      const piece = text.slice(a, b);
      if (kind === "t") {
        parent.append(piece);
        continue;
      }
      const look = kind === "a" && client && client.name === text.slice(start, end) ? identity(client.index, client.name).colour : null;
      parent.append(h("span", { class: `editor-${kind}`, "data-caller": look }, piece));
    }
  }

  // Finds the runs of lines, all that aren't known at once.
  #learn(lines: readonly string[]): void {
    if (this.#runs.size > MOST_KEPT) this.#runs.clear();
    const unknown = [...new Set(lines)].filter((line) => !this.#runs.has(line));
    if (unknown.length === 0) return;
    const painted = this.#paint(unknown.join("\n")).split("\n");
    unknown.forEach((line, i) => this.#runs.set(line, runsOf(painted[i] ?? "")));
  }
}

function runsOf(painted: string): Run[] {
  const runs: Run[] = [];
  let at = 0;
  for (const [, kind = "t", length] of painted.matchAll(/([a-z])(\d+)/g)) {
    runs.push([kind, at, at + Number(length)]);
    at += Number(length);
  }
  return runs;
}

// Makes these the children, and moves none that is in its place.
function arrange(parent: HTMLElement, children: readonly HTMLElement[]): void {
  const wanted = new Set<Element>(children);
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
  let place = parent.firstElementChild;
  for (const child of children) {
    if (child === place) place = place.nextElementSibling;
    else parent.insertBefore(child, place);
  }
}
