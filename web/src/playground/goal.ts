// The verdict on a run once it has ended: whether a challenge's goal is met, and if not, what is missing.

import { type Condition, type Run, meets, take } from "./play/measure";
import { count, time } from "./ui/format";

export interface Goal {
  readonly conditions: readonly Condition[];
  /** Shown if they are all met. */
  readonly why: string;
}

export interface Verdict {
  readonly met: boolean;
  readonly text: string;
}

/** Judges a run that has ended. */
export function judge({ conditions, why }: Goal, run: Run): Verdict {
  const failed = conditions.find((condition) => !meets(condition, run));
  return failed ? { met: false, text: `Not yet: ${missing(failed, run)}` } : { met: true, text: `You did it. ${why}` };
}

const EVENTS: Readonly<Record<string, string>> = {
  Handled: "commands handled",
  Dropped: "commands dropped",
  Stopped: "actors stopped",
};

const SIGNS: Readonly<Record<string, string>> = { "<=": "at most", ">=": "at least", "=": "exactly" };

function missing({ measure, sign, value }: Condition, run: Run): string {
  const n = take(measure, run) ?? 0;
  const demand = (text: string) => `must be ${SIGNS[sign]} ${text}.`;
  switch (measure.of) {
    case "longest wait":
      return `the longest wait for a slot was ${time(n)}, and ${demand(time(value))}`;
    case "handle":
      return `the time for one command is ${time(n)}, and ${demand(time(value))}`;
    case "end":
      return `the run ended at ${time(n)}, and ${demand(time(value))}`;
    case "mailbox":
      return `the mailbox has ${count(n)} slots, and ${count(value)} are enough.`;
    case "count":
      return `${EVENTS[measure.name ?? ""] ?? measure.name}: ${count(n)}, and it ${demand(count(value))}`;
  }
  return `${measure.of}: ${count(n)}, and it ${demand(count(value))}`;
}
