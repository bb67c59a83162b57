// The reader's own calls: Set, Get, Try set, and behind More the rarer ones.

import type { Command, Emit, Frame } from "../play/view";
import { h } from "../ui/dom";
import { YOU, sign } from "../ui/identity";
import { wordButton } from "./button";
import { Menu } from "./menu";

export class Calls {
  readonly element: HTMLElement;
  readonly #emit: Emit;
  readonly #value = h("input", { type: "number", value: 42, min: -2147483648, max: 2147483647, step: 1, required: true, class: "dock-number", "aria-label": "Value to set" });
  readonly #count = h("input", { type: "number", value: 100, min: 1, max: 10000, step: 1, required: true, class: "dock-number", "aria-label": "How many sets in a burst" });
  readonly #menu: Menu;
  readonly #to = h("select", { class: "dock-to", "aria-label": "Actor that you call" });
  readonly #toPlace = h("label", { class: "dock-to-place", hidden: true }, h("span", { class: "dock-to-word" }, "to"), this.#to);
  #names = "";

  constructor(emit: Emit) {
    this.#emit = emit;
    this.#value.addEventListener("keydown", (e) => {
      if (e.key === "Enter") this.set();
    });
    this.#menu = new Menu("More", "More calls", [
      h("div", { class: "dock-burst" }, this.#count, this.#item("Burst", "This many callers set 1, 2, 3 … all at once.", () => this.#withCount())),
      this.#item("Stop", "Nothing more is admitted; admitted commands are still handled.", () => this.#live("stop")),
      this.#item("Kill", "The actor stops at once; commands in the mailbox are discarded.", () => this.#live("kill")),
      this.#item("Crash", "Asks with a command whose handler panics.", () => this.#live("crash")),
    ]);
    this.element = h(
      "div",
      { class: "dock-calls", role: "group", "aria-label": "Your calls", part: "live" },
      h("span", { class: "dock-you", title: "Your calls" }, sign(-1, YOU), h("span", { class: "dock-you-word" }, "you")),
      this.#toPlace,
      this.#value,
      wordButton("Set", "Sends set. Waits for a slot if the mailbox is full.", () => this.set()),
      wordButton("Get", "Asks for the value and waits for the reply.", () => this.get()),
      wordButton("Try set", "Sends set without waiting: a full mailbox refuses it.", () => this.#do(this.#withValue("try set"))),
      this.#menu.element,
    );
  }

  /** Sets the value in the field. */
  set(): void {
    this.#do(this.#withValue("set"));
  }

  get(): void {
    this.#do(this.#live("get"));
  }

  /** Offers the actors that there are to be called, if the script declares several. */
  render({ snapshot: { actors } }: Frame): void {
    const shown = actors && actors.total > 1 ? actors.shown.map(({ name }) => name) : [];
    const names = shown.join(" ");
    if (names === this.#names) return;
    this.#names = names;
    const chosen = this.#to.value;
    this.#to.replaceChildren(...shown.map((name) => h("option", { value: name }, name)));
    if (shown.includes(chosen)) this.#to.value = chosen;
    this.#toPlace.hidden = shown.length === 0;
  }

  // Steps without a name are for the first actor.
  #live(step: string): Command {
    return { do: "live", steps: this.#to.selectedIndex > 0 ? `${step} at ${this.#to.value}` : step };
  }

  #do(command: Command | null): void {
    if (command) this.#emit(command);
  }

  #withValue(words: string): Command | null {
    return this.#value.reportValidity() ? this.#live(`${words} ${this.#value.valueAsNumber}`) : null;
  }

  #withCount(): Command | null {
    return this.#count.reportValidity() ? { do: "burst", count: this.#count.valueAsNumber } : null;
  }

  #item(text: string, title: string, wanted: () => Command | null): HTMLButtonElement {
    return wordButton(text, title, () => {
      const command = wanted();
      if (!command) return;
      this.#menu.close();
      this.#emit(command);
    });
  }
}
