// The reader's guess of what the run answers to a question. It never holds up the play: once that has shown the answer, the
// bar says it, beside the guess if there is one.

import type { Measure } from "./play/measure";
import type { Answer, Frame } from "./play/view";
import { h, say, set } from "./ui/dom";

export interface Question {
  readonly ask: string;
  /** What of the run answers it. */
  readonly answer: Measure;
  /** Why that is so. */
  readonly why: string;
}

export class Guess {
  readonly element: HTMLElement;
  readonly #ask = h("label", { class: "guess-ask", for: "guess-number" });
  readonly #number = h("input", { id: "guess-number", type: "number", required: true, step: 1, class: "guess-number" });
  readonly #form: HTMLFormElement;
  readonly #verdict = h("strong");
  readonly #why = h("span", { class: "guess-why" });
  readonly #told: HTMLElement;
  readonly #play: () => void;
  #question: Question | null = null;
  #guess: number | null = null;
  #passed: Answer | null = null;

  /** play continues the play, after a guess. */
  constructor(play: () => void) {
    this.#play = play;
    this.#form = h("form", { class: "guess-form" }, this.#ask, this.#number, h("button", { type: "submit" }, "Guess"));
    this.#form.addEventListener("submit", (e) => {
      e.preventDefault();
      this.#guess = this.#number.valueAsNumber;
      this.#draw();
      this.#play();
    });
    this.#told = h("p", { class: "guess-told", role: "status" }, this.#verdict, " ", this.#why);
    this.element = h("div", { class: "guess", role: "group", "aria-label": "Your guess", hidden: true }, this.#form, this.#told);
  }

  /** Asks, or with null doesn't. */
  pose(question: Question | null): void {
    this.#question = question;
    this.#guess = null;
    this.#passed = null;
    this.#number.value = "";
    this.element.hidden = question === null;
    say(this.#ask, question?.ask ?? "");
    say(this.#why, question?.why ?? ""); // not seen yet, but its room is kept
    this.#draw();
  }

  render({ answer }: Frame): void {
    if (!this.#question || answer === this.#passed) return;
    this.#passed = answer;
    this.#draw();
  }

  #draw(): void {
    const stand = this.#passed !== null ? "passed" : this.#guess !== null ? "guessed" : "open";
    set(this.element, { "data-stand": stand, "data-right": this.#passed !== null && this.#passed === this.#guess });
    this.#form.inert = stand !== "open";
    say(this.#verdict, this.#verdictOf());
  }

  #verdictOf(): string {
    const guess = this.#guess === null ? "You didn't guess" : `You guessed ${this.#guess}`;
    // While the question is open this is not seen: it keeps the space.
    if (this.#passed === null) return this.#guess === null ? `${guess}: …` : `${guess}. Play shows the answer.`;
    const answer = typeof this.#passed === "number" ? `it is ${this.#passed}` : `it fails: ${this.#passed}`;
    return `${guess}${this.#guess === null ? ":" : this.#passed === this.#guess ? ", and" : ", but"} ${answer}.`;
  }
}
