// The reader's guess: what a client's get will be answered with. The play holds where the get has been sent, and tells no more
// until the reader has guessed, or has passed.

import { h, say, set } from "./ui/dom";
import type { Frame } from "./play/view";

export interface Question {
  /** The client whose first answer is guessed. */
  readonly client: string;
  /** Why the answer is what it is. */
  readonly why: string;
}

export class Prediction {
  readonly element: HTMLElement;
  readonly #ask = h("span", { class: "guess-ask" });
  readonly #number = h("input", { type: "number", required: true, step: 1, class: "live-number", "aria-label": "Your guess" });
  readonly #form: HTMLFormElement;
  readonly #told = h("p", { class: "guess-told", role: "status" });
  readonly #release: () => void;
  #question: Question | null = null;
  #guess: number | null = null;
  #open = false;

  /** release lets the play go on. */
  constructor(release: () => void) {
    this.#release = release;
    const pass = h("button", { type: "button" }, "Just show me");
    pass.addEventListener("click", () => this.#close(null));
    this.#form = h("form", { class: "guess-form" }, this.#ask, this.#number, h("button", { type: "submit", class: "button-main" }, "Guess"), pass);
    this.#form.addEventListener("submit", (e) => {
      e.preventDefault();
      this.#close(this.#number.valueAsNumber);
    });
    this.element = h("div", { class: "guess", role: "group", "aria-label": "Your guess", hidden: true }, this.#form, this.#told);
  }

  /** Asks, or with null doesn't. */
  pose(question: Question | null): void {
    this.#question = question;
    this.#guess = null;
    this.#open = question !== null;
    this.#number.value = "";
    this.element.hidden = question === null;
    this.#form.hidden = false;
    say(this.#ask, question ? `What will ${question.client}'s get be answered with?` : "");
    say(this.#told, "");
  }

  render(frame: Frame): void {
    if (!this.#question) return;
    set(this.element, { "data-held": this.#open && frame.held });
    if (this.#open) return;
    const { client, why } = this.#question;
    const events = frame.recent;
    const answer = events.find((event) => event.kind === "Answered" && event.who === client);
    if (!answer) {
      const over = this.#told.getAttribute("data-answered") === "true" && frame.snapshot.position > 0;
      if (!over) say(this.#told, this.#guess === null ? "Play on to see the answer." : `You guessed ${this.#guess}. Play on to see.`);
      return;
    }
    set(this.#told, { "data-answered": "true" });
    const right = this.#guess === answer.value;
    const verdict = this.#guess === null ? `It is ${answer.value}.` : right ? `You guessed ${this.#guess}, and ${answer.value} it is.` : `You guessed ${this.#guess}, but it is ${answer.value}.`;
    say(this.#told, `${verdict} ${why}`);
  }

  #close(guess: number | null): void {
    this.#guess = guess;
    this.#open = false;
    this.#form.hidden = true;
    set(this.#told, { "data-answered": null });
    this.#release();
  }
}
