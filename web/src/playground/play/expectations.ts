// The outcomes of the script's expectations, as the play passes them.

import type { Moment } from "./player";
import type { Miss, TraceEvent } from "../../client/stage";
import type { TraceReader } from "./view";

/** One expect of a script that the play has passed. */
export interface Expectation {
  readonly client: string;
  /** Its line in the script. */
  readonly line: number;
  readonly step: number;
  readonly met: boolean;
}

/** What the event actor-expect reports. */
export interface Expectations {
  /** Those that the play has passed since the last event, in order. */
  readonly results: readonly Expectation[];
  /** All so far that were not met, the first 20, with the outcomes expected and actual. */
  readonly misses: readonly Miss[];
}

/** Finds the expectations that a play passes. If it goes back and passes them again, they are reported again. */
export class ExpectationWatch {
  #position = 0;
  #script = "";

  /** Returns the expectations passed since the last call, or null. */
  follow({ snapshot, script }: Moment, reader: TraceReader): Expectations | null {
    const from = script === this.#script ? this.#position : 0;
    this.#script = script;
    this.#position = snapshot.position;
    // Most scripts have none, and then the trace needn't be read.
    if (snapshot.position <= from || !script.includes("expect")) return null;
    const first = reader.find(from + 1);
    const events = reader.events(first, reader.find(snapshot.position + 1) - first);
    const results = events.filter(decides).map((e) => ({ client: e.who, line: e.line, step: e.step, met: e.kind === "Met" }));
    return results.length > 0 ? { results, misses: snapshot.misses } : null;
  }
}

function decides(event: TraceEvent): boolean {
  return event.kind === "Met" || event.kind === "Unmet";
}
