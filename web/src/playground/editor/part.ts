// A text of which a field holds a part: all of it, unless it is long. A browser takes seconds to lay out a field of 200,000
// lines, and every stroke of a key takes it a tenth of one again.

/** The most lines of a part, and the most UTF-16 units. */
export const MOST_LINES = 2000;
export const MOST_UNITS = 1 << 15;

export class Part {
  #original: string | null = ""; // as it was given, until it is edited: a field has no carriage returns
  #before = "";
  #field = "";
  #after = "";
  #lines: readonly string[] = [""];
  #linesBefore = 0;
  #linesAfter = 0;

  /** The whole text. */
  get text(): string {
    return this.#original ?? this.#whole;
  }

  set text(text: string) {
    this.#original = text;
    this.#open(plain(text), 0);
  }

  /** What the field shows. */
  get field(): string {
    return this.#field;
  }

  /** The field's lines, which are those from the first-th of the text on; counted from 1. */
  get lines(): readonly string[] {
    return this.#lines;
  }

  get first(): number {
    return this.#linesBefore + 1;
  }

  /** Lines of the whole text. */
  get total(): number {
    return this.#linesBefore + this.#lines.length + this.#linesAfter;
  }

  /** The units of the text that are before the part, and its length. */
  get start(): number {
    return this.#before.length;
  }

  get length(): number {
    return this.#before.length + this.#field.length + this.#after.length;
  }

  get isWhole(): boolean {
    return this.#before === "" && this.#after === "";
  }

  get hasEarlier(): boolean {
    return this.#before !== "";
  }

  get hasLater(): boolean {
    return this.#after !== "";
  }

  /** The part's first line begins before it. */
  get isCut(): boolean {
    return this.#before !== "" && !this.#before.endsWith("\n");
  }

  /** The field was edited, and is this now. Returns whether it has become so long that a new part must be opened. */
  edit(field: string): boolean {
    this.#original = null;
    this.#field = field;
    this.#lines = field.split("\n");
    return field.length > 2 * MOST_UNITS || this.#lines.length > 2 * MOST_LINES;
  }

  /** Puts a text in place of what is between two offsets of the whole, and opens the part where it ends. Returns that place in the field. */
  replace(from: number, to: number, text: string): number {
    const whole = this.#whole;
    this.#original = null;
    const given = plain(text);
    return this.#open(whole.slice(0, from) + given + whole.slice(to), from + given.length);
  }

  /** Opens the part around an offset of the whole. Returns that place in the field. */
  open(at: number): number {
    return this.#open(this.#whole, at);
  }

  /** The offset of a line and column, which count from 1; columns count characters, and one past the end is the end. */
  offsetOf(line: number, column: number): number {
    const whole = this.#whole;
    let at = 0;
    for (let n = 1; n < line; n++) {
      const end = whole.indexOf("\n", at);
      if (end < 0) break;
      at = end + 1;
    }
    for (let n = 1; n < column && at < whole.length && whole[at] !== "\n"; n++) at += (whole.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
    return at;
  }

  get #whole(): string {
    return this.#before + this.#field + this.#after;
  }

  #open(whole: string, at: number): number {
    const [from, to] = around(whole, at);
    this.#before = whole.slice(0, from);
    this.#field = whole.slice(from, to);
    this.#after = whole.slice(to);
    this.#lines = this.#field.split("\n");
    this.#linesBefore = newlines(this.#before);
    this.#linesAfter = newlines(this.#after);
    return at - from;
  }
}

/** Whether a text is short enough to be one part. */
export function fits(text: string): boolean {
  return text.length <= MOST_UNITS && newlines(text, MOST_LINES) < MOST_LINES;
}

// As a field has it. To the language a carriage return is a blank.
function plain(text: string): string {
  return text.includes("\r") ? text.replaceAll("\r\n", "\n").replaceAll("\r", " ") : text;
}

function around(text: string, at: number): [from: number, to: number] {
  if (fits(text)) return [0, text.length];
  const from = lineBefore(text, at, MOST_LINES / 2, MOST_UNITS / 2);
  return [from, lineAfter(text, from, MOST_LINES, MOST_UNITS)];
}

// The beginning of a line that is at most so many lines and units before. In a line that is longer, a place in it.
function lineBefore(text: string, at: number, lines: number, units: number): number {
  const least = at - units;
  let found = -1;
  for (let end = at; lines >= 0; lines--) {
    const start = end === 0 ? 0 : text.lastIndexOf("\n", end - 1) + 1;
    if (start < least) break;
    found = start;
    if (start === 0) break;
    end = start - 1;
  }
  return found < 0 ? between(text, Math.max(0, least)) : found;
}

function lineAfter(text: string, from: number, lines: number, units: number): number {
  const most = from + units;
  let found = -1;
  for (let start = from; lines > 0; lines--) {
    const newline = text.indexOf("\n", start);
    const end = newline < 0 ? text.length : newline;
    if (end > most) break;
    found = end;
    if (newline < 0) break;
    start = newline + 1;
  }
  return found < 0 ? between(text, most) : found;
}

// A place between two characters, not amid the two units of one.
function between(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at;
}

function newlines(text: string, most = Infinity): number {
  let n = 0;
  for (let at = text.indexOf("\n"); at >= 0 && n < most; at = text.indexOf("\n", at + 1)) n++;
  return n;
}
