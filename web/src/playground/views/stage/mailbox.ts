// The mailbox's box: its empty slots, the cell that counts what isn't shown, and how full all of it is. The cell of the senders
// that aren't shown is here too.

import { h, say, set } from "../../ui/dom";
import { Fit } from "../../ui/fit";
import { count } from "../../ui/format";
import type { Snapshot } from "../../../client/stage";
import type { Box, Geometry, Point } from "./geometry";
import { shownWaiting } from "./lane";

const MOST_LETTERS = { wide: 9, medium: 8, compact: 7, tiny: 4 } as const; // in the cell of slots
const MOST_LETTERS_WAITING = { wide: 7, medium: 6, compact: 3, tiny: 3 } as const;

/** What of a geometry concerns a mailbox. */
type Laid = Pick<Geometry, "size" | "mailbox" | "slots" | "more" | "waiting" | "waitingFew" | "moreWaiting" | "current">;

export class Mailbox {
  readonly element = h("div", { class: "stage-mailbox", "aria-hidden": "true" });
  readonly #box = h("div", { class: "stage-box" });
  readonly #slots: HTMLElement[] = [];
  readonly #fit = new Fit();
  readonly #more = createCell("more", this.#fit);
  readonly #waiting = createCell("waiting", this.#fit);
  readonly #current = h("div", { class: "stage-slot stage-current" });
  readonly #depth = h("div", { class: "stage-depth" }, h("span", { class: "stage-depth-part" }));

  constructor() {
    set(this.#more.element, { "data-of": "slots" });
    set(this.#waiting.element, { "data-of": "waiting" });
    this.element.append(this.#box, this.#current, this.#more.element, this.#waiting.element, this.#depth);
  }

  lay(g: Laid): void {
    this.#fit.forget();
    place(this.#box, g.mailbox);
    place(this.#depth, { x: g.mailbox.x, y: g.mailbox.y + g.mailbox.height + 3, width: g.mailbox.width, height: 4 });
    stand(this.#current, g.current);
    while (this.#slots.length > g.slots.length) this.#slots.pop()?.remove();
    while (this.#slots.length < g.slots.length) {
      const slot = h("div", { class: "stage-slot" });
      this.#slots.push(slot);
      this.element.append(slot);
    }
    g.slots.forEach((point, i) => stand(this.#slots[i]!, point));
    if (g.more) place(this.#more.element, g.more);
    if (g.moreWaiting) place(this.#waiting.element, g.moreWaiting);
  }

  render(snapshot: Snapshot, g: Laid): void {
    const { depth, capacity } = snapshot.mailbox;
    const { state } = snapshot.actor;
    set(this.#box, { "data-full": depth >= capacity, "data-closed": state === "unstarted" || state === "stopped" });
    this.#more.element.hidden = g.more === null;
    this.#depth.hidden = g.more === null;
    if (g.more) {
      const taken = depth - g.slots.length;
      const free = capacity - Math.max(depth, g.slots.length);
      this.#more.render(taken > 0 ? `+${count(taken)}` : count(free), taken > 0 ? "more" : "free", MOST_LETTERS[g.size]);
      set(this.#more.element, { "data-taken": taken > 0 });
      this.#depth.style.setProperty("--part", String(depth / capacity));
    }
    const uncounted = snapshot.line.waiting - shownWaiting(snapshot, g);
    this.#waiting.element.hidden = uncounted === 0 || g.moreWaiting === null;
    if (uncounted > 0) this.#waiting.render(`+${count(uncounted)}`, "more", MOST_LETTERS_WAITING[g.size]);
  }
}

// A cell with a number. If it doesn't fit, dots stand for it: the label has the number in full.
function createCell(of: string, fit: Fit) {
  const number = h("span", { class: "stage-cell-number" });
  const word = h("span", { class: "stage-cell-word" });
  return {
    element: h("div", { class: "stage-cell" }, number, word),
    render(text: string, what: string, most: number) {
      say(number, text.length > most ? "…" : text);
      say(word, what);
      fit.fit(number, of);
    },
  };
}

function stand(element: HTMLElement, { x, y }: Point): void {
  element.style.setProperty("transform", `translate(${x}px, ${y}px)`);
}

/** Puts an element in a box. */
export function place(element: HTMLElement, box: Box): void {
  stand(element, box);
  element.style.setProperty("inline-size", `${box.width}px`);
  element.style.setProperty("block-size", `${box.height}px`);
}
