// The script's editor: the browser's own text field, with its undo, its selection and its keyboards on phones; behind it the
// same text in colours. What is wrong with it is shown while it is typed, and words are suggested. What it knows of the
// language it asks the parser.

import type { Completion, Completions, Mistake, Stage } from "../../client/stage";
import type { Draft, Drafting } from "../play/draft";
import type { Frame } from "../play/view";
import { h, say, set } from "../ui/dom";
import { count, plural } from "../ui/format";
import css from "./editor.css" with { type: "text" };
import { MistakeList } from "./mistakes";
import { Paper, type Wrong } from "./paper";
import { Part, fits } from "./part";
import { Suggestions } from "./suggestions";

export { css };

export interface EditorOptions {
  /** What the parser knows of a text. */
  readonly language: Pick<Stage, "check" | "complete" | "paint">;
  /** Plays the text. */
  readonly play: () => void;
  /** Told of each edit. */
  readonly onEdit: () => void;
}

// Typing is not interrupted: a text is checked once the keys rest. A long one takes a few frames' time.
const REST_MS = 300;
const LONG_REST_MS = 800;
const LONG_UNITS = 1 << 16;

export class Editor implements Drafting {
  readonly element: HTMLElement;
  readonly #options: EditorOptions;
  readonly #text = h("textarea", {
    class: "editor-text",
    rows: 10,
    spellcheck: "false",
    autocapitalize: "off",
    autocomplete: "off",
    autocorrect: "off",
    wrap: "off",
    "aria-label": "Script",
  });
  readonly #part = new Part();
  readonly #paper: Paper;
  readonly #suggestions: Suggestions;
  readonly #list: MistakeList;
  readonly #play = h("button", { type: "button", class: "button-main" }, "Play it");
  readonly #revert = h("button", { type: "button" }, "Revert");
  readonly #says = h("span");
  readonly #detail = h("span", { class: "quiet" }); // the list says it to the eye
  readonly #status = h("p", { class: "editor-status", role: "status" }, this.#says, this.#detail);
  readonly #where = h("span", { class: "editor-where-part" });
  readonly #earlier = h("button", { type: "button" }, "Earlier");
  readonly #later = h("button", { type: "button" }, "Later");
  readonly #parts: HTMLElement;
  readonly #watch = new ResizeObserver(() => this.#measure());
  #mistakes: readonly Mistake[] = [];
  #clients: ReadonlyMap<number, { readonly name: string; readonly index: number }> = new Map();
  #checked = true; // the mistakes are those of the text as it is
  #timer = 0;
  #applied = ""; // what is played
  #changed = false;
  #lit: ReadonlySet<number> = new Set();
  #missed: ReadonlySet<number> = new Set();

  constructor(options: EditorOptions) {
    this.#options = options;
    const { language } = options;
    this.#paper = new Paper(this.#text, (lines) => language.paint(lines));
    this.#suggestions = new Suggestions(this.#text, {
      find: () => this.#complete(),
      place: (typed) => this.#placeOfCaret(typed.length),
      take: (completion, typed) => this.#take(completion, typed),
    });
    this.#list = new MistakeList((mistake) => this.goTo(mistake), (mistake) => this.#mend(mistake));
    this.#parts = h("div", { class: "editor-parts", role: "group", "aria-label": "Part of the script", hidden: true }, this.#where, this.#earlier, this.#later);
    const page = h("div", { class: "editor-page" }, this.#paper.layer, this.#text);
    this.element = h(
      "section",
      { class: "editor", "aria-label": "Script", part: "script" },
      this.#parts,
      h("div", { class: "editor-field" }, this.#paper.gutter, page),
      this.#list.element,
      h("div", { class: "editor-bar" }, this.#play, this.#revert, this.#status),
      this.#suggestions.element,
    );
    this.#play.addEventListener("click", () => this.#playIt());
    this.#revert.addEventListener("click", () => this.#show(this.#applied));
    this.#earlier.addEventListener("click", () => this.#openPart(this.#part.start - 1, "end"));
    this.#later.addEventListener("click", () => this.#openPart(this.#part.start + this.#part.field.length + 1, "start"));
    this.#text.addEventListener("beforeinput", (e) => this.#beforeInput(e));
    this.#text.addEventListener("input", (e) => this.#input(e as InputEvent));
    this.#text.addEventListener("scroll", () => {
      this.#paper.follow();
      this.#suggestions.follow();
    });
    this.#text.addEventListener("keydown", (e) => this.#key(e));
    for (const type of ["copy", "cut"] as const) this.#text.addEventListener(type, (e) => this.#copy(e));
    this.#watch.observe(this.#text);
  }

  render(frame: Frame): void {
    if (frame.script !== this.#applied) {
      if (frame.script === this.#part.text) this.#playedNow(frame.script);
      else this.present(frame.script);
    }
    const lit = new Set(frame.snapshot.latest.map((event) => event.line));
    const missed = new Set(frame.snapshot.misses.map((miss) => miss.line));
    if (same(lit, this.#lit) && same(missed, this.#missed)) return;
    this.#lit = lit;
    this.#missed = missed;
    this.#draw();
  }

  /** Shows a script that is played. */
  present(script: string): void {
    this.#applied = script;
    this.#show(script);
  }

  /** Shows a text that isn't played. */
  edit(draft: string): void {
    this.#show(draft);
  }

  draft(): Draft | null {
    if (!this.#changed) return null;
    if (!this.#checked) this.#check();
    return { script: this.#part.text, mistakes: this.#mistakes };
  }

  reject(mistakes: readonly Mistake[]): void {
    this.#found(mistakes);
    this.#draw();
  }

  goTo({ line, column, endColumn }: Mistake): void {
    const from = this.#part.offsetOf(line, column);
    this.#selectRange(from, this.#part.offsetOf(line, Math.max(endColumn, column)));
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#watch.disconnect();
  }

  // --- the text ---

  // Shows a text in place of the one there was.
  #show(script: string): void {
    this.#part.text = script;
    this.#fill();
    this.#changed = script !== this.#applied;
    this.#clients = new Map();
    this.#found([]);
    this.#checked = false;
    this.#checkLater(script.length > LONG_UNITS ? REST_MS : 0);
    this.#draw();
  }

  // A field's history is lost if its text is set, so it is set only if it differs.
  #fill(): void {
    if (this.#text.value !== this.#part.field) this.#text.value = this.#part.field;
  }

  #playedNow(script: string): void {
    this.#applied = script;
    this.#changed = false;
    this.#draw();
  }

  // A long text is edited in parts, so that what replaces all that can be selected replaces all of the text; and what would make
  // a part too long is put into the text, not into the field.
  #beforeInput(e: InputEvent): void {
    if (e.inputType.startsWith("history") || !e.cancelable) return;
    const { selectionStart: from, selectionEnd: to } = this.#text;
    const given = e.inputType === "insertLineBreak" ? "\n" : (e.data ?? e.dataTransfer?.getData("text/plain") ?? "");
    const all = this.#allSelected;
    if (!all && fits(given)) return;
    e.preventDefault();
    const { start, length } = this.#part;
    const at = this.#part.replace(all ? 0 : start + from, all ? length : start + to, given);
    this.#fill();
    this.#text.setSelectionRange(at, at);
    this.#reveal(at);
    this.#edited();
  }

  #input({ inputType }: InputEvent): void {
    const lines = this.#part.lines.length;
    const caret = this.#text.selectionStart;
    const tooLong = this.#part.edit(this.#text.value);
    this.#shift(this.#part.lines.length - lines);
    if (tooLong) this.#openPart(this.#part.start + caret, "there");
    this.#edited();
    if (inputType === "insertText" || inputType === "deleteContentBackward") this.#suggestions.edited();
    else this.#suggestions.close();
  }

  #edited(): void {
    this.#changed = this.#part.length !== this.#applied.length || this.#part.text !== this.#applied;
    this.#checked = false;
    this.#checkLater(this.#part.length > LONG_UNITS ? LONG_REST_MS : REST_MS);
    this.#draw();
    this.#options.onEdit();
  }

  get #allSelected(): boolean {
    const { selectionStart: from, selectionEnd: to, value } = this.#text;
    return !this.#part.isWhole && from === 0 && to === value.length && to > 0;
  }

  #copy(e: ClipboardEvent): void {
    if (!this.#allSelected || !e.clipboardData) return;
    e.preventDefault();
    e.clipboardData.setData("text/plain", this.#part.text);
    if (e.type !== "cut") return;
    this.#part.replace(0, this.#part.length, "");
    this.#fill();
    this.#edited();
  }

  #openPart(at: number, caret: "start" | "end" | "there"): void {
    const place = this.#part.open(Math.max(0, Math.min(at, this.#part.length)));
    this.#fill();
    const to = caret === "there" ? place : caret === "start" ? 0 : this.#text.value.length;
    this.#text.focus();
    this.#text.setSelectionRange(to, to);
    this.#reveal(to);
    this.#draw();
  }

  // --- what is wrong ---

  #checkLater(ms: number): void {
    clearTimeout(this.#timer);
    if (ms === 0) this.#check();
    else this.#timer = setTimeout(() => (this.#suggestions.isOpen ? this.#checkLater(ms) : this.#check()), ms);
  }

  #check(): void {
    const { mistakes, clients } = this.#options.language.check(this.#part.text);
    this.#clients = new Map(clients.map(({ line, name, index }) => [line, { name, index }]));
    this.#found(mistakes);
    this.#draw();
  }

  #found(mistakes: readonly Mistake[]): void {
    this.#checked = true;
    this.#mistakes = mistakes;
    this.#list.show(mistakes);
  }

  // Until the text is checked again, mistakes elsewhere stay marked in their lines.
  #shift(more: number): void {
    const line = this.#part.first + this.#lineAt(this.#text.selectionStart);
    const [from, to] = more > 0 ? [line - more, line - more] : [line, line - more];
    const shifted = <T extends { readonly line: number }>(one: T): T => (one.line > to ? { ...one, line: one.line + more } : one);
    this.#mistakes = this.#mistakes.filter((m) => m.line < from || m.line > to).map(shifted);
    if (more !== 0) this.#clients = new Map([...this.#clients].map(([at, client]) => [at > to ? at + more : at, client]));
  }

  #mend(mistake: Mistake): void {
    this.goTo(mistake);
    this.#insert(mistake.mend);
    this.#checkLater(0);
  }

  #playIt(): void {
    this.#options.play();
    const [first] = this.#mistakes;
    if (this.#changed && first) this.goTo(first);
  }

  // --- keys and completion ---

  #key(e: KeyboardEvent): void {
    if (this.#suggestions.key(e)) {
      e.preventDefault();
      e.stopPropagation();
      return;
    }
    if (e.key !== "Enter" || e.isComposing || e.altKey || e.shiftKey) return;
    if (e.ctrlKey || e.metaKey) {
      e.preventDefault();
      this.#playIt();
      return;
    }
    const { value, selectionStart } = this.#text;
    const [indent = ""] = /^[ \t]*/.exec(value.slice(value.lastIndexOf("\n", selectionStart - 1) + 1, selectionStart)) ?? [];
    if (indent === "") return;
    e.preventDefault();
    this.#insert("\n" + indent);
  }

  #complete(): Completions {
    const { value, selectionStart, selectionEnd } = this.#text;
    if (selectionStart !== selectionEnd) return { typed: "", items: [] };
    return this.#options.language.complete(value.slice(0, selectionStart), value.slice(selectionStart));
  }

  #take({ text }: Completion, typed: string): void {
    const { selectionStart: caret, value } = this.#text;
    this.#text.setSelectionRange(caret - typed.length, caret);
    this.#insert(value[caret] === " " ? text.trimEnd() : text);
    this.#suggestions.close();
  }

  // As if it was typed: so it can be undone, which is more than the ways that aren't deprecated can.
  #insert(text: string): void {
    this.#text.focus();
    if (document.execCommand("insertText", false, text)) return;
    this.#text.setRangeText(text, this.#text.selectionStart, this.#text.selectionEnd, "end");
    this.#text.dispatchEvent(new InputEvent("input", { inputType: "insertText", bubbles: true }));
  }

  // --- places ---

  #lineAt(offset: number): number {
    let line = 0;
    for (let at = this.#part.field.indexOf("\n"); at >= 0 && at < offset; at = this.#part.field.indexOf("\n", at + 1)) line++;
    return line;
  }

  #placeOfCaret(back: number): DOMRect | null {
    const at = this.#text.selectionStart - back;
    const start = this.#part.field.lastIndexOf("\n", at - 1) + 1;
    return this.#paper.placeOf(this.#part.first + this.#lineAt(at), at - start);
  }

  #selectRange(from: number, to: number): void {
    const { start, field } = this.#part;
    if (from < start || to > start + field.length) {
      this.#part.open(from);
      this.#fill();
      this.#draw();
    }
    const at = from - this.#part.start;
    this.#text.focus();
    this.#text.setSelectionRange(at, to - this.#part.start);
    this.#reveal(at);
  }

  // Scrolls the field, and nothing else, so that a place of it can be seen.
  #reveal(at: number): void {
    const { lineHeight, columnWidth } = this.#paper;
    const top = this.#lineAt(at) * lineHeight;
    const left = (at - (this.#part.field.lastIndexOf("\n", at - 1) + 1)) * columnWidth;
    const { scrollTop, scrollLeft, clientHeight, clientWidth } = this.#text;
    if (top < scrollTop || top + 2 * lineHeight > scrollTop + clientHeight) this.#text.scrollTop = Math.max(0, top - clientHeight / 3);
    if (left < scrollLeft || left + 4 * columnWidth > scrollLeft + clientWidth) this.#text.scrollLeft = Math.max(0, left - clientWidth / 3);
  }

  // --- the picture ---

  #measure(): void {
    this.#paper.resize();
    this.#suggestions.follow();
  }

  #draw(): void {
    const { lines, first, total, isWhole } = this.#part;
    this.#paper.draw({ lines, first, total, wrong: this.#wrong(), lit: this.#lit, missed: this.#missed, clients: this.#clients });
    this.#parts.hidden = isWhole;
    if (!isWhole) this.#sayPart();
    const wrong = this.#mistakes.length > 0;
    this.#play.disabled = !this.#changed;
    this.#revert.disabled = !this.#changed;
    set(this.#text, { "aria-invalid": wrong ? "true" : null });
    const [mistake] = this.#mistakes;
    const says = wrong ? plural(this.#mistakes.length, "mistake") : this.#changed ? "Edited. Ctrl+Enter plays it." : "Ctrl+Space completes.";
    // A reader who types must not hear the same mistakes again and again: the message stays until the text is checked.
    if (!this.#checked && this.#status.hasAttribute("data-wrong")) return;
    say(this.#says, says);
    say(this.#detail, mistake ? `, the first on line ${count(mistake.line)}: ${mistake.message}` : "");
    set(this.#status, { "data-wrong": wrong });
  }

  #sayPart(): void {
    const { first, lines, total, start, field, length, hasEarlier, hasLater, isCut } = this.#part;
    const [from, to, of, what] = isCut || lines.length === 1 ? [start + 1, start + field.length, length, "Characters"] : [first, first + lines.length - 1, total, "Lines"];
    say(this.#where, `${what} ${count(from)} to ${count(to)} of ${count(of)}`);
    this.#earlier.disabled = !hasEarlier;
    this.#later.disabled = !hasLater;
  }

  // The places of what is wrong in the part, by line.
  #wrong(): Map<number, Wrong[]> {
    const { lines, first, isCut, start } = this.#part;
    const found = new Map<number, Wrong[]>();
    for (const { line, column, endColumn } of this.#mistakes) {
      const text = lines[line - first];
      if (text === undefined) continue;
      // The columns of a line that is cut count from its beginning, which isn't here.
      const cut = line === first && isCut ? start - this.#part.offsetOf(line, 1) : 0;
      const unit = (of: number) => (cut > 0 ? of - 1 - cut : unitOf(text, of));
      const from = Math.max(0, unit(column));
      const to = Math.min(text.length, unit(endColumn));
      if (from > text.length || to < 0) continue;
      found.set(line, [...(found.get(line) ?? []), { from, to: Math.max(from, to) }]);
    }
    return found;
  }
}

// Columns count characters from 1, not UTF-16 units.
function unitOf(text: string, column: number): number {
  let at = 0;
  for (let n = 1; n < column && at < text.length; n++) at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  return at;
}

function same(a: ReadonlySet<number>, b: ReadonlySet<number>): boolean {
  return a.size === b.size && [...a].every((n) => b.has(n));
}
