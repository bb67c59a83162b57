const MOST_LINES = 40;

/** Keeps the last that a Go program printed, and puts it on the console, as Go's own glue does. */
export class Output {
  readonly #decoder = new TextDecoder();
  #rest = "";
  #lines: string[] = [];
  #dying = false;

  write(bytes: Uint8Array): void {
    const lines = (this.#rest + this.#decoder.decode(bytes, { stream: true })).split("\n");
    this.#rest = lines.pop() ?? "";
    if (lines.length > 0) console.log(lines.join("\n"));
    for (const line of lines) this.#keep(line);
  }

  // After the words that a program dies with comes a long list of goroutines: the words matter.
  #keep(line: string): void {
    if (/^(panic|fatal error): /.test(line)) {
      this.#dying = true;
      this.#lines = [];
    }
    if (this.#lines.length === MOST_LINES) {
      if (this.#dying) return;
      this.#lines.shift();
    }
    this.#lines.push(line);
  }

  /** The reason of its end, in one line; the last line if it gave none; "" if it printed nothing. */
  get reason(): string {
    return (this.#dying ? this.#lines[0] : this.#lines.at(-1)) ?? "";
  }

  /** The last lines: those from the message of the panic on, if there is one. */
  get text(): string {
    return this.#lines.join("\n");
  }
}
