// What the script can go on with, in a list at the caret. The field keeps the focus: the list is its own by aria-controls, and
// the chosen one by aria-activedescendant.

import type { Completion, Completions } from "../../client/stage";
import { h, set } from "../ui/dom";

const GAP = 4; // px, from the word
const MARGIN = 8; // px, from the window's edges

export interface SuggestionsOptions {
  /** What the text can go on with at the caret. */
  readonly find: () => Completions;
  /** Where the word at the caret begins on the screen. */
  readonly place: (typed: string) => DOMRect | null;
  /** Puts a completion in place of what was typed. */
  readonly take: (completion: Completion, typed: string) => void;
}

let made = 0;

export class Suggestions {
  readonly element: HTMLElement;
  readonly #text: HTMLTextAreaElement;
  readonly #options: SuggestionsOptions;
  readonly #id = `suggestions-${++made}`;
  #found: Completions = { typed: "", items: [] };
  #chosen = 0;
  #scrolling: AbortController | null = null; // while it is open it goes with the text, whatever scrolls

  constructor(text: HTMLTextAreaElement, options: SuggestionsOptions) {
    this.#text = text;
    this.#options = options;
    this.element = h("ul", { class: "editor-suggestions", id: this.#id, role: "listbox", "aria-label": "Completions", popover: "manual" });
    this.element.addEventListener("pointerdown", (e) => e.preventDefault()); // the field keeps the focus
    this.element.addEventListener("click", (e) => {
      const at = [...this.element.children].indexOf((e.target as Element).closest("li")!);
      if (at >= 0) this.#take(at);
    });
    set(text, { "aria-autocomplete": "list", "aria-haspopup": "listbox" });
    text.addEventListener("blur", () => this.close());
  }

  get isOpen(): boolean {
    return this.#scrolling !== null;
  }

  /** The text was edited. Suggests once a word is begun. */
  edited(): void {
    const found = this.#options.find();
    if (found.typed === "") this.close();
    else this.#show(found);
  }

  /** The caret's place on the screen may be another. */
  follow(): void {
    if (this.#scrolling) this.#place();
  }

  close(): void {
    if (!this.#scrolling) return;
    this.#scrolling.abort();
    this.#scrolling = null;
    this.element.hidePopover();
    set(this.#text, { "aria-controls": null, "aria-activedescendant": null });
  }

  /** Takes a key that is its own. Returns false for any other. */
  key(e: KeyboardEvent): boolean {
    if (e.isComposing || e.altKey || e.metaKey) return false;
    if (e.key === " " && e.ctrlKey) {
      this.#show(this.#options.find());
      return true;
    }
    if (!this.#scrolling || e.ctrlKey || e.shiftKey) return false;
    const { length } = this.#found.items;
    switch (e.key) {
      case "ArrowDown":
        this.#choose((this.#chosen + 1) % length);
        return true;
      case "ArrowUp":
        this.#choose((this.#chosen + length - 1) % length);
        return true;
      case "Enter":
      case "Tab":
        this.#take(this.#chosen);
        return true;
      case "Escape":
        this.close();
        return true;
      case "ArrowLeft":
      case "ArrowRight":
      case "Home":
      case "End":
        this.close();
    }
    return false;
  }

  #show(found: Completions): void {
    this.#found = found;
    if (found.items.length === 0) {
      this.close();
      return;
    }
    const options = found.items.map(({ form, meaning }, i) =>
      h("li", { role: "option", id: `${this.#id}-${i}` }, h("span", { class: "editor-form" }, form), h("span", { class: "editor-meaning" }, meaning)),
    );
    this.element.replaceChildren(...options);
    if (!this.#scrolling) {
      this.element.showPopover();
      this.#scrolling = new AbortController();
      document.addEventListener("scroll", () => this.#place(), { capture: true, passive: true, signal: this.#scrolling.signal });
    }
    this.element.scrollTop = 0;
    this.#choose(0);
    this.#place();
  }

  #choose(at: number): void {
    this.#chosen = at;
    [...this.element.children].forEach((option, i) => set(option, { "aria-selected": i === at ? "true" : "false" }));
    set(this.#text, { "aria-controls": this.#id, "aria-activedescendant": `${this.#id}-${at}` });
    const option = this.element.children[at] as HTMLElement | undefined;
    if (!option) return;
    const { offsetTop: top, offsetHeight: height } = option;
    const { scrollTop, clientHeight } = this.element;
    if (top < scrollTop) this.element.scrollTop = top;
    else if (top + height > scrollTop + clientHeight) this.element.scrollTop = top + height - clientHeight;
  }

  #take(at: number): void {
    const item = this.#found.items[at];
    this.close();
    if (item) this.#options.take(item, this.#found.typed);
  }

  // Below the word, or above it if there is no room.
  #place(): void {
    const at = this.#options.place(this.#found.typed);
    if (!at) return;
    const { offsetWidth: width, offsetHeight: height } = this.element;
    const { clientWidth, clientHeight } = document.documentElement;
    const below = at.bottom + GAP;
    const top = below + height <= clientHeight ? below : Math.max(0, at.top - GAP - height);
    this.element.style.setProperty("left", `${Math.max(MARGIN, Math.min(at.left - MARGIN, clientWidth - width - MARGIN))}px`);
    this.element.style.setProperty("top", `${top}px`);
  }
}
