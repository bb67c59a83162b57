// Which lines are lit for what has just happened.

import type { EventKind, StageEvent } from "../../../client/stage";

/** An event and the line that did it. */
export interface Light {
  readonly event: StageEvent;
  readonly file: SourceFile;
  readonly line: number;
}

// A step often reports several events. The first of these is the one to look at.
const telling: readonly EventKind[] = [
  "Panicked", "Killed", "Stopping", "Abandoned", "Ignored", "Replied", "Handled", "Received", "Withdrawn", "Rejected", "Dropped",
  "Blocked", "Admitted", "Failed", "LetGo", "Answered", "Stopped", "Started",
];

/** The lights of these events, the most telling first. */
export function lightsOf(events: readonly StageEvent[], files: readonly SourceFile[]): Light[] {
  const found = events.flatMap((event, i) => {
    for (const key of keysOf(event, events.slice(0, i))) {
      const file = files.find(({ lights }) => lights[key] !== undefined);
      if (file) return [{ event, file, line: file.lights[key]! }];
    }
    return [];
  });
  return found.sort((a, b) => rank(a.event) - rank(b.event));
}

/** The event of these that tells most. */
export function mostTelling(events: readonly StageEvent[]): StageEvent | undefined {
  return [...events].sort((a, b) => rank(a) - rank(b))[0];
}

function rank({ kind }: StageEvent): number {
  const at = telling.indexOf(kind);
  return at < 0 ? telling.length : at;
}

// What an event's line may be called in the sources, the most particular first.
function keysOf({ kind, op, outcome }: StageEvent, before: readonly StageEvent[]): string[] {
  const keys: string[] = [];
  const after = (...kinds: EventKind[]) => before.some((event) => kinds.includes(event.kind));
  // From the line of those who wait: its first gets the slot that came free, and all are refused at the end.
  if ((kind === "Admitted" && after("Received")) || (kind === "Rejected" && after("Stopping", "Killed", "Panicked"))) keys.push(`${kind}.line`);
  if (outcome) keys.push(`${kind}.${outcome}`);
  if (op) keys.push(`${kind}.${op}`);
  keys.push(kind);
  return keys;
}
