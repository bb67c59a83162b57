// What the statistics keep of the trace: read once and in order, so that what was known at any step is a beginning of it.

import type { Frame } from "../../play/view";
import { TraceStore } from "../../play/trace-store";

const AT_ONCE = 2048; // events between two looks at the clock

/** The most of a stretch of time. */
export interface Column {
  readonly at: number;
  readonly len: number;
  readonly waiting: number;
}

export class History {
  /** Raised when there is more, or something else. */
  revision = 0;
  #store: TraceStore | null = null;
  #generation = -1;
  #next = 0; // ordinal of the first event that wasn't read
  #end = 0; // of the one after the position's
  #position = 0;
  // Of each receipt: how long after the command was sent, and in which step. Of each end of a turn: when, and in which step.
  readonly #waits: number[] = [];
  readonly #waitSteps: number[] = [];
  readonly #handled: number[] = [];
  readonly #handledSteps: number[] = [];

  /** How many events there are up to the position. */
  get length(): number {
    return this.#store ? this.#end - this.#store.first : 0;
  }

  /** Reads what there is of an actor up to the frame's position, until the deadline at the latest. Returns whether it got there. */
  read({ stage, epoch, snapshot }: Frame, actor: number, deadline: number): boolean {
    const store = TraceStore.of(stage, actor);
    const other = store !== this.#store;
    this.#store = store;
    store.sync(epoch);
    if (other || store.generation !== this.#generation) {
      this.#generation = store.generation;
      this.#next = store.first;
      this.#waits.length = this.#waitSteps.length = this.#handled.length = this.#handledSteps.length = 0;
      this.revision++;
    }
    this.#position = snapshot.position;
    this.#end = store.search(({ step }) => step > snapshot.position);
    this.#next = Math.max(this.#next, store.first);
    while (this.#next < this.#end) {
      if (performance.now() > deadline) return false;
      const to = Math.min(this.#next + AT_ONCE, this.#end);
      if (!store.read(this.#next, to, deadline)) return false;
      store.each(this.#next, to, (at, step, _len, _waiting, kind, command) => {
        if (kind === "Handled" || kind === "Panicked") {
          this.#handled.push(at);
          this.#handledSteps.push(step);
        } else if (kind === "Received") {
          const message = store.messages.get(command);
          const sent = message?.blocked ?? message?.admitted;
          if (!sent) return; // that is no longer kept
          this.#waits.push(at - sent.at);
          this.#waitSteps.push(step);
        }
      });
      this.#next = to;
      this.revision++;
    }
    return true;
  }

  /** How long the commands waited that were received by now, shortest first. */
  waits(): Float64Array {
    return Float64Array.from(this.#waits.slice(0, upTo(this.#waitSteps, this.#position))).sort();
  }

  /** How many commands were handled in each stretch of that length, up to a time. */
  handled(length: number, until: number): number[] {
    const counts = new Array<number>(Math.floor(until / length) + 1).fill(0);
    const end = upTo(this.#handledSteps, this.#position);
    for (let i = 0; i < end; i++) counts[Math.floor(this.#handled[i]! / length)]! += 1;
    return counts;
  }

  /** The course of depth and waiting senders, in at most so many columns: of each the most. */
  columns(until: number, columns: number): Column[] {
    const found: { at: number; len: number; waiting: number }[] = [];
    const width = until / Math.max(columns, 1);
    let column = -1;
    let last = { len: 0, waiting: 0 };
    this.#store?.each(this.#store.first, Math.min(this.#next, this.#end), (at, _step, len, waiting) => {
      const there = Math.floor(at / width);
      const newest = found.at(-1);
      if (there !== column || !newest) {
        // What it came to by the end of the column before.
        if (newest && (newest.len !== last.len || newest.waiting !== last.waiting)) found.push({ at: newest.at + width / 2, ...last });
        found.push({ at, len, waiting });
        column = there;
      } else {
        newest.len = Math.max(newest.len, len);
        newest.waiting = Math.max(newest.waiting, waiting);
      }
      last = { len, waiting };
    });
    const newest = found.at(-1);
    if (newest && (newest.len !== last.len || newest.waiting !== last.waiting)) found.push({ at: newest.at + width / 2, ...last });
    return found;
  }
}

function upTo(steps: readonly number[], position: number): number {
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (steps[middle]! <= position) low = middle + 1;
    else high = middle;
  }
  return low;
}
