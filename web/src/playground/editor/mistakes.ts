// The list of what is wrong with the script. Each mistake leads to its place, and can be mended if it is clear what was meant.

import type { Mistake } from "../../client/stage";
import { Rows, h, say } from "../ui/dom";
import { count } from "../ui/format";

const MOST_SHOWN = 12; // a reader with more mends these first

export class MistakeList {
  readonly element: HTMLElement;
  readonly #rows: Rows<Mistake, string>;
  readonly #more = h("p", { class: "editor-more", hidden: true });
  readonly #goTo: (mistake: Mistake) => void;
  readonly #mend: (mistake: Mistake) => void;

  constructor(goTo: (mistake: Mistake) => void, mend: (mistake: Mistake) => void) {
    this.#goTo = goTo;
    this.#mend = mend;
    const list = h("ul", { class: "editor-mistakes", "aria-label": "Mistakes" });
    this.#rows = new Rows(list, (m) => `${m.line}:${m.column} ${m.message}`, (m) => this.#create(m));
    this.element = h("div", { class: "editor-wrong", hidden: true }, list, this.#more);
  }

  show(mistakes: readonly Mistake[]): void {
    this.element.hidden = mistakes.length === 0;
    this.#rows.update(mistakes.slice(0, MOST_SHOWN));
    const more = mistakes.length - MOST_SHOWN;
    this.#more.hidden = more <= 0;
    if (more > 0) say(this.#more, `${count(more)} more, shown as these are mended.`);
  }

  #create(mistake: Mistake) {
    const { line, column, message, mend } = mistake;
    const go = h("button", { type: "button", class: "editor-mistake" }, h("span", { class: "editor-where" }, `${line}:${column}`), message);
    go.addEventListener("click", () => this.#goTo(mistake));
    const row = h("li", null, go);
    if (mend !== "") {
      const button = h("button", { type: "button", class: "editor-mend" }, `Change to “${mend}”`);
      button.addEventListener("click", () => this.#mend(mistake));
      row.append(button);
    }
    return { element: row, update() {} };
  }
}
