// What an element shows: its playground, or until there is one the author's content, on a place of the same height.

import { bench } from "../playground/bench";
import benchCss from "../playground/bench.css" with { type: "text" };
import { adopt } from "../playground/ui/sheets";
import css from "./element.css" with { type: "text" };
import { partsOf } from "./parts-of";

export class Face {
  readonly root: ShadowRoot;
  readonly #element: Element;
  readonly #place: HTMLElement;

  constructor(element: Element, root: ShadowRoot) {
    this.#element = element;
    this.root = root;
    this.#place = made("div", { class: "place" }, root);
    this.wait(null);
  }

  /** Shows the author's content; with start, a button too. */
  wait(start: (() => void) | null): void {
    const before = this.#before();
    if (start) before.prepend(button("Start the playground", start));
  }

  /** Says that there is no playground and why, with a button for another try. */
  fail(again: () => void, cause: string, hasPlayed: boolean): void {
    const before = this.#before();
    this.#place.setAttribute("data-failed", "");
    const words = made("p", { part: "message", role: "alert" });
    before.prepend(words, button("Try again", again));
    words.textContent = `${hasPlayed ? "The playground has stopped." : "The playground can't start."} ${cause}`;
  }

  /** Puts the playground behind what is shown: it has its place there, so it can be laid out part by part, and isn't seen yet. */
  prepare(playground: HTMLElement): void {
    made("div", { class: "inside" }, this.#place).append(playground);
  }

  /** Shows the playground that was prepared, and nothing else. */
  play(): void {
    this.#place.firstElementChild?.remove();
    this.#place.getBoundingClientRect(); // laid out in this task: the first frame has enough to do
  }

  // The author's content, in an empty bench.
  #before(): HTMLElement {
    this.root.adoptedStyleSheets = [];
    adopt(this.root, benchCss, css);
    this.#place.removeAttribute("data-failed");
    const { root, stage, timeline, panels, dock } = bench(partsOf(this.#element));
    const before = made("div", { class: "before" }, stage ?? timeline ?? panels ?? dock ?? root);
    made("slot", {}, before);
    this.#place.replaceChildren(root);
    return before;
  }
}

function button(text: string, act: () => void): HTMLElement {
  const element = made("button", { type: "button", part: "start" });
  element.textContent = text;
  element.addEventListener("click", act);
  return element;
}

function made<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Readonly<Record<string, string>>, parent?: Node): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  parent?.appendChild(element);
  return element;
}
