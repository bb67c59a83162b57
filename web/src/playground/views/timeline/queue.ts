// How commands move up in the mailbox: each is behind those that were admitted before it and have not left.

import type { TraceStore } from "../../play/trace-store";

interface Leave {
  readonly at: number;
  readonly step: number;
  readonly ordinal: number;
}

/** The number of commands before it, from that moment on. */
export interface Place {
  readonly at: number;
  readonly step: number;
  readonly ahead: number;
}

export class Queue {
  readonly #leaves: Leave[] = []; // in order
  readonly #entries = new Map<number, Place & { readonly leavesBefore: number }>();

  /** Reads the events from one to before another. */
  constructor(store: TraceStore, from: number, to: number) {
    let ordinal = from;
    store.each(from, to, (at, step, len, _waiting, kind, command) => {
      ordinal++;
      if (kind === "Received" || kind === "Dropped") this.#leaves.push({ at, step, ordinal });
      if (kind === "Admitted") this.#entries.set(command, { at, step, ahead: Math.max(len - 1, 0), leavesBefore: this.#leaves.length });
    });
  }

  /** Where a command stood, from its admission to before the step in which it left; none if its admission isn't known. */
  places(command: number, leftInStep: number): Place[] {
    const entry = this.#entries.get(command);
    if (!entry) return [];
    const places: Place[] = [entry];
    let { ahead } = entry;
    for (let i = entry.leavesBefore; ahead > 0 && i < this.#leaves.length; i++) {
      const { at, step } = this.#leaves[i]!;
      if (step >= leftInStep) break;
      places.push({ at, step, ahead: --ahead });
    }
    return places;
  }
}
