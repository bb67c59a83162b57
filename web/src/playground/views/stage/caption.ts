// What has just happened, in words, in a place that keeps its height.

import { h, say, set } from "../../ui/dom";
import { count, time } from "../../ui/format";
import type { Frame } from "../../play/view";

const SHOWN = 3;

export class Caption {
  readonly element = h("div", { class: "stage-caption", role: "group", tabindex: 0, "aria-label": "What has just happened" });
  readonly #when = h("p", { class: "stage-when" });
  readonly #lines = Array.from({ length: SHOWN }, () => h("p", { class: "stage-sentence" }));

  constructor() {
    this.element.append(this.#when, h("div", { class: "stage-sentences" }, ...this.#lines));
  }

  render(frame: Frame): void {
    const { position, clock } = frame.snapshot;
    say(this.#when, position === 0 ? "the beginning" : `step ${count(position)} · ${time(clock)}`);
    const told = sentences(frame);
    set(this.element, { "data-tone": toneOf(frame) });
    this.#lines.forEach((line, i) => say(line, told[i] ?? ""));
  }
}

/** The sentences for a frame, the most telling first. */
export function sentences(frame: Frame): string[] {
  const { position, deadlock, ended, misses, latestTotal } = frame.snapshot;
  if (deadlock) {
    const [first] = deadlock.waits;
    const others = deadlock.waitTotal - 1;
    return [
      "Deadlock: nothing can ever happen any more, and somebody still waits.",
      deadlock.because,
      first ? `${first.client} waits for ${first.for}${others > 0 ? `; ${others} more wait too` : ""}.` : "",
    ];
  }
  if (position === 0) return ["nothing has happened yet", "press play, or take one step"];
  const told = frame.recent.filter((event) => event.step === position).map((event) => event.text);
  const miss = misses.find((candidate) => candidate.step === position);
  if (miss) return [`${miss.client} expected ${miss.expected} and got ${miss.got}`];
  if (told.length > SHOWN) told.splice(SHOWN - 1, told.length, `… and ${latestTotal - SHOWN + 1} more at this step`);
  if (ended) told.push("that was the last step: nobody has anything left to do");
  return told.slice(0, SHOWN);
}

function toneOf({ snapshot }: Frame): string | null {
  if (snapshot.deadlock) return "error";
  if (snapshot.misses.some((miss) => miss.step === snapshot.position)) return "error";
  return snapshot.latest.some((event) => event.kind === "Panicked") ? "error" : null;
}
