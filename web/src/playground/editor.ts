// The script's editor: a text field with line numbers; mistakes are marked in the text and told below it, and the lines
// that the newest step comes from are lit.

import { Rows, h, say, set } from "./ui/dom";
import type { Mistake } from "../client/stage";
import type { Draft, Drafting } from "./play/draft";
import type { Frame } from "./play/view";

export interface EditorOptions {
  /** Takes the text over. Returns what is wrong with it, if anything. */
  readonly apply: (script: string) => readonly Mistake[];
}

export class Editor implements Drafting {
  readonly element: HTMLElement;
  readonly #text: HTMLTextAreaElement;
  readonly #gutter = h("div", { class: "editor-gutter", "aria-hidden": "true" });
  readonly #marks = h("div", { class: "editor-marks", "aria-hidden": "true" });
  readonly #apply = h("button", { type: "button", class: "button-main" }, "Apply");
  readonly #revert = h("button", { type: "button" }, "Revert");
  readonly #status = h("p", { class: "editor-status", role: "status" });
  readonly #mistakes: Rows<Mistake, string>;
  readonly #take: (script: string) => readonly Mistake[];
  #wrong: readonly Mistake[] = [];
  #applied = ""; // what is played
  #lit = "";

  constructor({ apply }: EditorOptions) {
    this.#take = apply;
    this.#text = h("textarea", { class: "editor-text", rows: 10, spellcheck: "false", autocapitalize: "off", autocomplete: "off", wrap: "off", "aria-label": "Script" });
    const list = h("ul", { class: "editor-mistakes" });
    this.#mistakes = new Rows(list, (m) => `${m.line}:${m.column} ${m.message}`, (m) => this.#createMistake(m));
    const page = h("div", { class: "editor-page" }, this.#marks, this.#text);
    this.element = h(
      "section",
      { class: "editor", "aria-label": "Script", part: "script" },
      h("div", { class: "editor-field" }, this.#gutter, page),
      list,
      h("div", { class: "editor-bar" }, this.#apply, this.#revert, this.#status),
    );
    this.#apply.addEventListener("click", () => this.apply());
    this.#revert.addEventListener("click", () => this.#show(this.#applied));
    this.#text.addEventListener("input", () => this.#edited());
    this.#text.addEventListener("scroll", () => this.#follow());
    this.#text.addEventListener("keydown", (e) => {
      if (e.key !== "Enter" || !(e.ctrlKey || e.metaKey)) return;
      e.preventDefault();
      this.apply();
    });
  }

  render(frame: Frame): void {
    if (frame.script !== this.#applied) {
      this.#applied = frame.script;
      this.#show(frame.script);
    }
    const lines = new Set(frame.snapshot.latest.map((event) => event.line));
    const missed = new Set(frame.snapshot.misses.map((miss) => miss.line));
    const lit = [...lines].join() + "/" + [...missed].join();
    if (lit === this.#lit) return;
    this.#lit = lit;
    [...this.#gutter.children].forEach((number, i) => set(number, { "data-lit": lines.has(i + 1), "data-missed": missed.has(i + 1) }));
  }

  /** Plays the text, or shows what is wrong with it. */
  apply(): void {
    const script = this.#text.value;
    this.#wrong = this.#take(script);
    if (this.#wrong.length === 0) this.#applied = script;
    this.#draw();
    say(this.#status, this.#wrong.length === 0 ? "Applied." : `${this.#wrong.length} ${this.#wrong.length === 1 ? "mistake" : "mistakes"}: nothing changed.`);
    if (this.#wrong[0]) this.#select(this.#wrong[0]);
  }

  /** Shows a text, which is played unless something is wrong with it. */
  present(script: string, wrong: readonly Mistake[]): void {
    if (wrong.length === 0) this.#applied = script;
    this.#text.value = script;
    this.#wrong = wrong;
    this.#draw();
  }

  draft(): Draft | null {
    const script = this.#text.value;
    return script === this.#applied ? null : { script, mistakes: this.#wrong };
  }

  reject(mistakes: readonly Mistake[]): void {
    this.#wrong = mistakes;
    this.#draw();
    say(this.#status, `${mistakes.length} ${mistakes.length === 1 ? "mistake" : "mistakes"}: nothing changed.`);
  }

  goTo(mistake: Mistake): void {
    this.#select(mistake);
  }

  #show(script: string): void {
    this.#text.value = script;
    this.#wrong = [];
    this.#draw();
  }

  #edited(): void {
    this.#wrong = []; // their places are no longer those of the text
    this.#draw();
  }

  #draw(): void {
    const lines = this.#text.value.split("\n");
    while (this.#gutter.children.length > lines.length) this.#gutter.lastChild?.remove();
    while (this.#gutter.children.length < lines.length) this.#gutter.append(h("span", null, String(this.#gutter.children.length + 1)));
    const wrongLines = new Set(this.#wrong.map((m) => m.line));
    [...this.#gutter.children].forEach((number, i) => set(number, { "data-wrong": wrongLines.has(i + 1) }));
    this.#marks.replaceChildren(...lines.map((line, i) => h("div", { class: "editor-line" }, ...this.#marked(line, i + 1))));
    this.#mistakes.update(this.#wrong);
    const changed = this.#text.value !== this.#applied;
    this.#apply.disabled = !changed && this.#wrong.length === 0;
    this.#revert.disabled = !changed;
    set(this.#text, { "aria-invalid": this.#wrong.length > 0 ? "true" : null });
    say(this.#status, changed ? "Not applied yet: Ctrl+Enter" : "");
    this.#follow();
  }

  // The line's text, invisible under the field's own, with what is wrong underlined.
  #marked(line: string, number: number): (Node | string)[] {
    const parts: (Node | string)[] = [];
    const characters = [...line]; // columns count characters, not UTF-16 units
    let done = 0;
    for (const m of this.#wrong) {
      if (m.line !== number || m.column - 1 < done) continue;
      parts.push(characters.slice(done, m.column - 1).join(""));
      done = Math.max(m.endColumn, m.column + 1) - 1;
      parts.push(h("mark", null, characters.slice(m.column - 1, done).join("") || " "));
    }
    parts.push(characters.slice(done).join("") || "\u200b");
    return parts;
  }

  #follow(): void {
    const { scrollTop, scrollLeft } = this.#text;
    this.#gutter.scrollTop = scrollTop;
    this.#marks.scrollTop = scrollTop;
    this.#marks.scrollLeft = scrollLeft;
  }

  #select(m: Mistake): void {
    const lines = this.#text.value.split("\n");
    let at = 0;
    for (let i = 0; i < m.line - 1; i++) at += (lines[i]?.length ?? 0) + 1;
    const characters = [...(lines[m.line - 1] ?? "")];
    const units = (n: number) => characters.slice(0, n).join("").length;
    this.#text.focus();
    this.#text.setSelectionRange(at + units(m.column - 1), at + units(Math.max(m.endColumn, m.column) - 1));
  }

  #createMistake(mistake: Mistake) {
    const go = h("button", { type: "button", class: "editor-mistake" }, h("span", { class: "editor-where" }, `${mistake.line}:${mistake.column}`), mistake.message);
    go.addEventListener("click", () => this.#select(mistake));
    return { element: h("li", null, go, h("pre", { class: "editor-excerpt" }, `${mistake.excerpt}\n${mistake.mark}`)), update() {} };
  }
}
