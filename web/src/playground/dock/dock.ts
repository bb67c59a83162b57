// The dock: the transport, the reader's own calls, and the answer beside them. One row if there is room, else more.

import type { Mistake } from "../../client/stage";
import type { Drafting } from "../play/draft";
import type { Emit, Frame } from "../play/view";
import { h, say, set } from "../ui/dom";
import { count, running } from "../ui/format";
import { signButton, wordButton } from "./button";
import { Calls } from "./calls";
import { Scrubber } from "./scrubber";
import { Transport } from "./transport";
import { type Words, wordsFor } from "./words";

export interface DockOptions {
  /** With the reader's own calls. */
  readonly calls: boolean;
  /** With a scrubber: the timeline, if it is shown, is one. */
  readonly scrubber: boolean;
  /** The editor, once there is one: calls are written into it, and mistakes are shown there. */
  readonly editor: () => Drafting | null;
}

export class Dock {
  readonly element: HTMLElement;
  /** Null if the dock has none. */
  readonly calls: Calls | null;
  readonly #transport: Transport;
  readonly #scrubber: Scrubber | null;
  readonly #position = h("span", { class: "dock-position" });
  readonly #clock = h("span", { class: "dock-clock", title: "Virtual time" });
  readonly #text = h("span", { class: "dock-text" });
  readonly #goTo: HTMLButtonElement;
  readonly #write: HTMLButtonElement;
  readonly #says: HTMLElement;
  readonly #editor: () => Drafting | null;
  #words: Words | null = null;
  #mistakes: readonly Mistake[] = [];
  #edited: readonly Mistake[] | null = null; // the mistakes that the reader has set about mending

  constructor(emit: Emit, { calls, scrubber, editor }: DockOptions) {
    this.#editor = editor;
    this.#transport = new Transport(emit);
    this.calls = calls ? new Calls(emit) : null;
    this.#scrubber = scrubber ? new Scrubber(emit) : null;
    this.#goTo = wordButton("Go there", "Goes to the mistake in the script", () => {
      if (this.#words?.at) editor()?.goTo(this.#words.at);
    });
    this.#write = signButton("Write into the script", "write", "Write your calls into the script", () => emit({ do: "write" }));
    this.#says = h("div", { class: "dock-says" }, h("p", { class: "dock-status", role: "status" }, this.#text), this.#goTo, this.#write);
    const dock = h(
      "div",
      { class: "dock", part: "controls", "data-calls": calls },
      ...(this.#scrubber ? [this.#scrubber.element] : []),
      this.#transport.element,
      ...(this.calls ? [this.calls.element] : []),
      this.#says,
      h("div", { class: "dock-where" }, this.#position, this.#clock),
    );
    this.element = h("div", { class: "dock-place" }, dock); // whose width decides
  }

  render(frame: Frame): void {
    this.#transport.render(frame);
    this.#scrubber?.render(frame);
    this.calls?.render(frame);
    const { position, end, ended, clock, live } = frame.snapshot;
    say(this.#position, `step ${count(position)} of ${count(end)}${ended || position < end ? "" : "+"}`);
    say(this.#clock, running(clock));
    this.#mistakes = frame.mistakes;
    if (frame.mistakes !== this.#edited) this.#say(wordsFor(frame, this.calls !== null));
    this.#write.hidden = live === 0 || this.#editor() === null;
  }

  /** The reader has changed the text: the mistakes shown are out of date. */
  edited(): void {
    this.#edited = this.#mistakes.length > 0 ? this.#mistakes : null;
    if (this.#edited) this.#say({ tone: "soft", text: "Play, Step, Set or Get plays the edited script." });
  }

  #say(words: Words): void {
    this.#words = words;
    set(this.#says, { "data-tone": words.tone });
    this.#goTo.hidden = !words.at || this.#editor() === null;
    // Where the button leads stands all of it.
    const shown = words.at && !this.#goTo.hidden ? `Not played: ${words.at.line}:${words.at.column}` : words.text;
    say(this.#text, shown);
    set(this.#text, { title: shown !== words.text || shown.length > 40 ? words.text : null });
  }
}
