// What became of the gets that a page has made: each waits until the play shows its answer.

import { ActorError } from "../../client/errors";
import type { Moment } from "./player";
import type { Snapshot, TraceEvent } from "../../client/stage";
import type { TraceReader } from "./view";

interface Waiter {
  readonly step: number; // at which the get was made
  readonly client: number; // that made it
  readonly resolve: (value: number) => void;
  readonly reject: (reason: ActorError) => void;
  looked: number; // up to this step there is no answer
}

const AT_ONCE = 512; // events

/** The gets of one play that wait for their answers. */
export class Answers {
  readonly #waiters = new Set<Waiter>();
  #epoch = -1;

  /** The promise for the get that was made just now: the step that the snapshot is of. */
  wait({ position, latest }: Snapshot): Promise<number> {
    const client = latest[0]?.client ?? -1;
    return new Promise((resolve, reject) => this.#waiters.add({ step: position, client, resolve, reject, looked: position - 1 }));
  }

  /** Settles what has been answered by then. */
  follow({ snapshot, epoch, held }: Moment, reader: TraceReader): void {
    if (held) return; // the reader is to guess first, and so long the trace doesn't tell all
    const changed = epoch !== this.#epoch;
    this.#epoch = epoch;
    for (const waiter of this.#waiters) {
      // The trace is another: the same get at the same step is the same, whoever made it again.
      if (changed) waiter.looked = waiter.step - 1;
      if (changed && !this.#isThere(waiter, reader)) {
        this.#settle(waiter, () => waiter.reject(discarded()));
        continue;
      }
      const event = this.#search(waiter, snapshot.position, reader);
      if (event?.kind === "Answered") this.#settle(waiter, () => waiter.resolve(event.value));
      else if (event) this.#settle(waiter, () => waiter.reject(failure(event)));
    }
  }

  /** Rejects all: the play is over. */
  end(reason: ActorError): void {
    for (const waiter of this.#waiters) waiter.reject(reason);
    this.#waiters.clear();
  }

  #settle(waiter: Waiter, tell: () => void): void {
    this.#waiters.delete(waiter);
    tell();
  }

  #isThere({ step, client }: Waiter, reader: TraceReader): boolean {
    const { kept, fallen } = reader.trace();
    const from = reader.find(step);
    if (from >= kept) return false;
    if (from === 0 && fallen > 0) return true; // too long ago to tell; it is the past, which only a reset undoes
    const [made] = reader.events(from, 1);
    return made?.step === step && made.client === client && made.who === "you" && made.op === "get";
  }

  #search(waiter: Waiter, position: number, reader: TraceReader): TraceEvent | undefined {
    const end = reader.find(position + 1);
    for (let at = reader.find(waiter.looked + 1); at < end; at += AT_ONCE) {
      const ours = (e: TraceEvent) => e.client === waiter.client && (e.kind === "Answered" || e.kind === "Failed");
      const event = reader.events(at, Math.min(AT_ONCE, end - at)).find(ours);
      if (event) return event;
    }
    waiter.looked = Math.max(waiter.looked, position);
    return undefined;
  }
}

function discarded(): ActorError {
  return new ActorError("discarded", "The get is no part of the play any more: it was reset, or another script was loaded, or a command was given at an earlier step.");
}

/** Codes that the headless client has too; the others are the words of the script language. */
const CODES: Readonly<Record<string, string>> = { panic: "failed", exit: "failed" };

function failure({ outcome, text }: TraceEvent): ActorError {
  return new ActorError(CODES[outcome] ?? outcome, `${text}.`);
}
