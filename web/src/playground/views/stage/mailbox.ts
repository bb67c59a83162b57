// The mailbox's slots: all of them where they fit, else the first few, a count and a bar.

import { h, say, set } from "../../ui/dom";
import { count, plural } from "../../ui/format";
import type { Frame } from "../../play/view";
import type { Chips } from "./chip";
import { createPanel } from "./panel";

const SHOWN = 6;

interface Slot {
  readonly element: HTMLElement;
  readonly place: HTMLElement;
}

export class Mailbox {
  readonly #chips: Chips;
  readonly panel = createPanel("mailbox", "Mailbox", "first in, first out");
  readonly #slots: Slot[] = [];
  readonly #list = h("ol", { class: "stage-slots" });
  readonly #rest = h("p", { class: "stage-more" });
  readonly #bar = h("div", { class: "stage-bar stage-depth", "aria-hidden": "true" }, h("span", { class: "stage-bar-fill" }));

  constructor(chips: Chips) {
    this.#chips = chips;
    this.panel.body.append(this.#list, this.#rest);
    this.panel.strip.append(this.#bar);
  }

  render({ snapshot }: Frame): void {
    const { capacity, depth, slots } = snapshot.mailbox;
    const shown = capacity <= SHOWN ? capacity : SHOWN - 1; // the last place tells of the rest
    this.#draw(shown);
    this.#slots.forEach((slot, i) => {
      const item = slots[i];
      this.#chips.place(slot.place, item ?? null);
      set(slot.element, { "data-empty": !item });
    });
    const full = depth >= capacity;
    this.panel.figure(`${count(depth)} / ${count(capacity)}${full ? " full" : ""}`);
    set(this.panel.element, { "data-full": full });
    this.#bar.style.setProperty("--part", String(depth / capacity));
    const hidden = capacity - shown;
    const taken = Math.max(0, depth - shown);
    this.#rest.hidden = hidden === 0;
    if (hidden > 0) say(this.#rest, `${plural(hidden, "more slot")}, ${taken === 0 ? "all empty" : `${count(taken)} taken`}`);
  }

  // A capacity is a script's, so slots come and go only when another is loaded.
  #draw(n: number): void {
    while (this.#slots.length > n) this.#slots.pop()?.element.remove();
    while (this.#slots.length < n) {
      const place = h("div", { class: "stage-place" });
      const element = h("li", { class: "stage-slot" }, place);
      this.#list.append(element);
      this.#slots.push({ element, place });
    }
  }
}
