// Measures of a run that has ended: what a lesson asks for, and what a challenge demands. web/lessons/measure.go says what
// each is, and writes them; change both.

import type { Snapshot, TraceEvent } from "../../client/stage";

export interface Measure {
  readonly of: string;
  /** Of a client, or a kind of event. */
  readonly name?: string;
  /** An outcome. */
  readonly why?: string;
  /** Virtual times, in nanoseconds. */
  readonly from?: number;
  readonly to?: number;
}

export interface Condition {
  readonly measure: Measure;
  readonly sign: string;
  /** A number, or a time in nanoseconds. */
  readonly value: number;
}

/** A run that has ended. */
export interface Run {
  readonly snapshot: Snapshot;
  readonly events: readonly TraceEvent[];
}

/** Takes a measure; null if the run doesn't have it, such as the answer to a get that was never made. */
export function take({ of, name, why, from = 0, to = 0 }: Measure, { snapshot, events }: Run): number | null {
  switch (of) {
    case "get": {
      const asked = events.find((e) => e.who === name && e.op === "get" && (e.kind === "Admitted" || e.kind === "Blocked"));
      return events.find((e) => e.command === asked?.command && e.kind === "Answered")?.value ?? null;
    }
    case "count":
      return events.filter((e) => e.kind === name && (why === undefined || e.outcome === why)).length;
    case "most waiting":
      return events.reduce((most, e) => Math.max(most, e.waiting), 0);
    case "longest wait":
      return longestWait(events);
    case "steps":
      return new Set(events.filter(({ at }) => at > from && at < to).map(({ step }) => step)).size;
    case "deadlocked":
      return snapshot.deadlock?.waitTotal ?? null;
    case "mailbox":
      return snapshot.mailbox.capacity;
    case "handle":
      return snapshot.actor.handle;
    case "end":
      return snapshot.clock;
  }
  return null;
}

/** Whether the run is as a condition demands. */
export function meets({ measure, sign, value }: Condition, run: Run): boolean {
  const n = take(measure, run);
  if (n === null) return false;
  return sign === "<=" ? n <= value : sign === ">=" ? n >= value : n === value;
}

function longestWait(events: readonly TraceEvent[]): number {
  const since = new Map<number, number>();
  let longest = 0;
  for (const { kind, command, at } of events) {
    const began = since.get(command);
    if (kind === "Blocked") since.set(command, at);
    else if (began !== undefined) {
      longest = Math.max(longest, at - began);
      since.delete(command);
    }
  }
  return longest;
}
