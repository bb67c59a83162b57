// One line beside the controls: what a run is for, and its result once it has ended.

import { type Goal, type Verdict, judge } from "./goal";
import type { Frame } from "./play/view";
import { h, say, set } from "./ui/dom";

const MOST_EVENTS = 200_000; // as many as a trace keeps

export class Remark {
  readonly element: HTMLElement;
  readonly #text = h("p", { class: "remark-text", role: "status" });
  readonly #onVerdict: (verdict: Verdict) => void;
  #goal: Goal | null = null;
  #end = "";
  #judged = ""; // the run that was judged last

  /** onVerdict is called for each run that ended and was judged. */
  constructor(onVerdict: (verdict: Verdict) => void) {
    this.#onVerdict = onVerdict;
    this.element = h("div", { class: "remark", role: "group", "aria-label": "Remark" }, this.#text);
  }

  /** Whether there is anything to say. */
  get has(): boolean {
    return this.#goal !== null || this.#end !== "";
  }

  /** Says something at the end: whether a goal is met, or a sentence. */
  pose(goal: Goal | null, end: string): void {
    this.#goal = goal;
    this.#end = end;
    this.#judged = "";
    this.element.hidden = !this.has;
    this.#wait(false);
  }

  render(frame: Frame): void {
    const { snapshot } = frame;
    if (!this.has) return;
    if (!snapshot.ended) {
      this.#wait(frame.playing);
      this.#judged = "";
      return;
    }
    const run = `${frame.epoch} ${snapshot.position} ${frame.script}`;
    if (run === this.#judged) return;
    this.#judged = run;
    if (!this.#goal) {
      this.#show(this.#end, "turn");
      return;
    }
    const verdict = judge(this.#goal, { snapshot, events: frame.stage.events(0, MOST_EVENTS) });
    this.#show(verdict.text, verdict.met ? "met" : "missed");
    this.#onVerdict(verdict);
  }

  #wait(playing: boolean): void {
    const story = playing ? "Watch, or join in: Set and Get work at any time." : "Press Play to watch.";
    this.#show(this.#goal ? "Change the script, press Play, and see whether the goal is met." : story, "open");
  }

  /** Whether it is the reader's turn: what was to be seen is over. */
  get turn(): boolean {
    return this.element.getAttribute("data-stand") === "turn";
  }

  #show(text: string, stand: "open" | "turn" | "met" | "missed"): void {
    set(this.element, { "data-stand": stand });
    say(this.#text, text);
  }
}
