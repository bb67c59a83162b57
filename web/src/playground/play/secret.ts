// The answer that a reader guesses: its value, when the play has shown it, and which part of the trace must not be shown before.

import type { Snapshot, TraceEvent } from "../../client/stage";
import { type Measure, take } from "./measure";
import type { Answer, TraceReader } from "./view";

export class Secret {
  readonly #measure: Measure;
  #answer: Answer | null = null; // if it is known ahead
  #shown = Infinity; // from the end of this step on
  #from = 0; // up to this step nothing tells it
  #passed: Answer | null = null;

  /** What is kept secret. */
  constructor(of: Measure) {
    this.#measure = of;
  }

  /** The answer, once the play has shown it. */
  get passed(): Answer | null {
    return this.#passed;
  }

  /** Takes the run, as far as it is known, which is up to a snapshot. It may be another than before. */
  find(events: readonly TraceEvent[], last: Snapshot): void {
    if (this.#passed !== null) return;
    this.#answer = null;
    if (this.#measure.of === "get") {
      const { name } = this.#measure;
      const sent = events.find((e) => e.who === name && e.op === "get" && (e.kind === "Admitted" || e.kind === "Blocked"));
      const got = sent && events.find((e) => e.command === sent.command && (e.kind === "Answered" || e.kind === "Failed"));
      if (!got) return;
      this.#answer = got.kind === "Answered" ? got.value : got.outcome;
      this.#from = sent.step;
      this.#shown = got.step;
    } else if (last.ended) {
      this.#answer = take(this.#measure, { snapshot: last, events });
      this.#from = 0;
      this.#shown = last.position;
    }
  }

  /** The play has reached a position, and shows it whole. */
  pass(position: number): void {
    if (position >= this.#shown) this.#passed ??= this.#answer;
  }

  /** The last step of the trace that may be shown while the play is at a position. */
  last(position: number): number {
    return this.#passed !== null || this.#answer === null ? Infinity : Math.max(position, this.#from);
  }
}

/** The trace as far as a secret lets it be read. */
export function concealing(trace: TraceReader, lastStep: () => number): TraceReader {
  const kept = () => {
    const last = lastStep();
    return last === Infinity ? Infinity : trace.find(last + 1);
  };
  return {
    trace: () => {
      const { kept: all, fallen } = trace.trace();
      return { kept: Math.min(all, kept()), fallen };
    },
    events: (from, count) => trace.events(from, Math.max(0, Math.min(count, kept() - from))),
    find: (step) => Math.min(trace.find(step), kept()),
    actors: (beat, from, count) => trace.actors(beat, from, count),
    mermaid: () => trace.mermaid(),
    jsonLines: () => trace.jsonLines(),
  };
}
