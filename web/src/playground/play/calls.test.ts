import type { Snapshot, TraceEvent } from "../../client/stage";
import { equal, test } from "../../testing/test";
import { OwnCalls } from "./own-calls";
import { Secret } from "./secret";
import type { TraceReader } from "./view";

const event = (step: number, kind: string, more: Partial<TraceEvent> = {}) =>
  ({ step, at: step, kind, who: "main", client: 0, command: 2, op: "get", value: 0, outcome: "", len: 0, waiting: 0, ...more }) as TraceEvent;

/** A run of 8 steps, in which main sends a get at step 2 that is answered at step 6. */
const run = [event(2, "Admitted"), event(3, "Received"), event(6, "Answered", { value: 42, outcome: "ok" }), event(8, "Slept")];

test("the trace ends before a secret until the play has shown it", () => {
  const secret = new Secret({ of: "get", name: "main" });
  secret.find(run, { position: 8, ended: true } as Snapshot);
  for (const [position, last, passed] of [[0, 2, null], [4, 4, null], [5, 5, null], [6, Infinity, 42], [0, Infinity, 42]] as const) {
    secret.pass(position);
    equal([secret.last(position), secret.passed], [last, passed], `at ${position}`);
  }
});

test("the outcome of a call follows the position both ways", () => {
  const events = [...run];
  const find = (step: number) => events.filter((e) => e.step < step).length;
  const calls = new OwnCalls({ trace: () => ({ kept: events.length, fallen: 0 }), find, events: (from: number, count: number) => events.slice(from, from + count) } as TraceReader);
  events.splice(3, 0, event(6, "Handled"));
  calls.made("get", 2, 1, () => false);
  for (const [position, stand, through] of [[2, "get admitted", false], [3, "get current", false], [8, "get through answered 42", true], [5, "get current", false], [1, "none", true]] as const) {
    calls.follow(position);
    const call = calls.at(position);
    equal([call ? [call.what, call.stand, call.outcome, call.value].join(" ").trim() : "none", calls.through(position)], [stand, through], `at ${position}`);
  }
});
