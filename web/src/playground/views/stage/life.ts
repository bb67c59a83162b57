// The life of one command, from its call to its reply, as far as the trace has it: when it began to wait, was admitted, received
// and handled.

import type { EventKind, TraceEvent } from "../../../client/stage";
import { commandOf } from "../../play/command";
import type { Frame, TraceReader } from "../../play/view";

/** Moments in virtual nanoseconds; null for what has not happened, or is not kept any more. */
export interface Life {
  readonly command: number;
  readonly what: string;
  readonly who: string;
  readonly blocked: number | null;
  readonly admitted: number | null;
  readonly received: number | null;
  readonly handled: number | null;
  /** It ended otherwise: how. */
  readonly lost: EventKind | null;
}

const AT_ONCE = 512; // events
/** The most events read to find a life: more would take too long for a frame. */
const FURTHEST = 8192;

/** Finds lives. It keeps the events of the one that it was asked for last. */
export class Lives {
  #command = 0;
  #epoch = -1;
  #events: TraceEvent[] = [];
  #read = 0; // ordinal of the first event not looked at yet

  /** The life of the command up to the frame's position; null if the trace doesn't have it. */
  find(command: number, frame: Frame): Life | null {
    const { stage, epoch, snapshot } = frame;
    if (command !== this.#command || epoch !== this.#epoch) this.#begin(command, epoch, stage, snapshot.position);
    this.#readOn(stage);
    const events = this.#events.filter((event) => event.step <= snapshot.position);
    const sent = events.find(({ kind }) => kind === "Blocked" || kind === "Admitted" || kind === "Rejected");
    if (!sent) return null;
    const at = (...kinds: EventKind[]) => events.find((event) => kinds.includes(event.kind))?.at ?? null;
    return {
      command,
      who: sent.who,
      what: commandOf(sent),
      blocked: at("Blocked"),
      admitted: at("Admitted"),
      received: at("Received"),
      handled: at("Handled", "Panicked"),
      lost: events.find(({ kind }) => kind === "Withdrawn" || kind === "Rejected" || kind === "Dropped" || kind === "Panicked")?.kind ?? null,
    };
  }

  #begin(command: number, epoch: number, stage: TraceReader, position: number): void {
    this.#command = command;
    this.#epoch = epoch;
    this.#events = [];
    const end = stage.find(position + 1);
    const least = Math.max(0, end - FURTHEST);
    let from = end;
    for (let sent = false; from > least && !sent; ) {
      const before = from;
      from = Math.max(least, from - AT_ONCE);
      const events = stage.events(from, before - from);
      this.#events.unshift(...events.filter((event) => event.command === command));
      // Commands are numbered as they are sent, so this one's first event comes after an earlier one's sending.
      sent = events.some(({ kind, command: other }) => other !== 0 && other <= command && (kind === "Blocked" || kind === "Rejected"));
    }
    this.#read = stage.trace().fallen + end;
  }

  #readOn(stage: TraceReader): void {
    const { kept, fallen } = stage.trace();
    const from = Math.max(0, this.#read - fallen);
    const count = Math.min(AT_ONCE * 4, kept - from);
    if (count <= 0) return;
    this.#events.push(...stage.events(from, count).filter((event) => event.command === this.#command));
    this.#read = fallen + from + count;
  }
}
