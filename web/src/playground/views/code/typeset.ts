// A source as numbered, coloured lines, and how they are lit.

import { h, set } from "../../ui/dom";

/** As tokenClasses in web/internal/codeview/highlight.go. */
const classes = ["comment", "keyword", "type", "string", "number", "function"] as const;

const MARGIN_LINES = 2; // kept in view above and below what is lit

/** A file's text in a scroller of its own. */
export class Text {
  readonly element: HTMLElement;
  readonly #lines = new Map<number, HTMLElement>();
  #lit: readonly HTMLElement[] = [];

  constructor({ name, parts }: SourceFile) {
    const text = h("pre", { class: "code-text" });
    parts.forEach((part, i) => {
      if (i > 0) text.append(h("span", { class: "code-gap", "aria-hidden": "true" }, "⋮\n"));
      text.append(...this.#typeset(part));
    });
    this.element = h("div", { class: "code-scroll", tabindex: 0, role: "region", "aria-label": name }, text);
  }

  /** Lights these lines and no others, and brings the first into view. */
  light(numbers: readonly number[]): void {
    const lines = [...new Set(numbers)].flatMap((n) => this.#lines.get(n) ?? []);
    for (const line of this.#lit) if (!lines.includes(line)) set(line, { "data-lit": null, "aria-current": null });
    for (const line of lines) set(line, { "data-lit": true, "aria-current": "step" });
    this.#lit = lines;
    if (lines[0]) this.#reveal(lines[0]);
  }

  // Scrolls its own scroller alone, and only if it must.
  #reveal(line: HTMLElement): void {
    const { scrollTop, clientHeight } = this.element;
    const margin = line.offsetHeight * MARGIN_LINES;
    const top = line.offsetTop;
    const bottom = top + line.offsetHeight;
    if (top - margin >= scrollTop && bottom + margin <= scrollTop + clientHeight) return;
    this.element.scrollTop = Math.max((top + bottom - clientHeight) / 2, 0);
  }

  #typeset({ first, text, tokens }: SourcePart): HTMLElement[] {
    const made: HTMLElement[] = [];
    const open = () => {
      const number = first + made.length;
      const line = h("code", { class: "code-line", "data-line": number });
      this.#lines.set(number, line);
      made.push(line);
      return line;
    };
    let line = open();
    const write = (run: string, kind: string | null) => {
      run.split("\n").forEach((part, i) => {
        if (i > 0) line = open();
        if (!part) return;
        const words = line.firstChild ? part : part.replace(/^( {4})+/, (spaces) => "\t".repeat(spaces.length / 4));
        line.append(kind ? h("span", { class: `code-${kind}` }, words) : words);
      });
    };
    let at = 0;
    for (let i = 0; i < tokens.length; i += 3) {
      const start = at + tokens[i]!;
      const end = start + tokens[i + 1]!;
      write(text.slice(at, start), null);
      write(text.slice(start, end), classes[tokens[i + 2]!] ?? null);
      at = end;
    }
    write(text.slice(at), null);
    text.split("\n").forEach((words, i) => made[i]!.style.setProperty("--indent", String(indent(words))));
    return made;
  }
}

// In steps: a tab in Go; in Rust four spaces, which are shown as a tab. Lines that are wrapped go on one step further in.
function indent(line: string): number {
  const space = line.slice(0, line.length - line.trimStart().length);
  return space.startsWith("\t") ? space.length : space.length / 4;
}
