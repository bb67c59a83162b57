// The outcomes of the reader's own calls, and the page's, as the play shows them. They are read from the trace, so they are right
// at any position, forward and back.

import { ActorError } from "../../client/errors";
import type { TraceEvent } from "../../client/stage";
import type { OwnCall, TraceReader } from "./view";

type Stand = OwnCall["stand"];

interface Ending {
  readonly step: number;
  readonly handled: boolean;
}

interface Life {
  readonly what: string;
  readonly step: number; // the call itself
  readonly client: number;
  readonly actor: number | undefined; // the actor called, if there are several
  readonly replaced: number; // calls that came later
  /** Its commands; 0 and 0 if it has none, as a stop. */
  readonly first: number;
  readonly last: number;
  /** Its handler kept the reply at this step, so the call ends once that is sent; Infinity if it didn't. */
  kept: number;
  /** Where it stood from a step on, in order. */
  stands: { readonly step: number; readonly stand: Stand }[];
  endings: Ending[];
  /** The result that its client got. */
  result: TraceEvent | null;
  wishes: { readonly resolve: (value: number) => void; readonly reject: (reason: ActorError) => void }[];
}

/** Events that are read at once: about four milliseconds. */
const AT_ONCE = 1000;

/** The kinds of event that end a command, whatever else is reported of it. */
const HANDLED = new Set(["Handled", "Panicked"]);
const LOST = new Set(["Rejected", "Withdrawn", "Dropped"]);

export class OwnCalls {
  readonly #trace: TraceReader;
  #lives: Life[] = []; // in order of step
  readonly #byCommand = new Map<number, Life>();
  #bursts: Life[] = [];
  #next = 0; // ordinal of the first event that wasn't read: how many came before it, those that are no longer kept included

  constructor(trace: TraceReader) {
    this.#trace = trace;
  }

  /** A call of count commands was made just now, in the step that led to a position. What came after that step is gone. */
  made(what: string, position: number, count: number, hasStopped: (actor: number) => boolean): void {
    const gone = this.#truncate(position);
    const [event] = this.#trace.events(this.#trace.find(position), 1);
    const first = event?.command ?? 0;
    const last = first === 0 ? 0 : first + count - 1;
    const life: Life = { what, step: position, client: event?.client ?? -1, actor: event?.actor, replaced: gone.length, first, last, kept: Infinity, stands: [], endings: [], result: null, wishes: [] };
    // The same call at the same step is the same, even if another makes it.
    const again = gone.find((old) => old.step === position && old.what === what);
    if (again) life.wishes = again.wishes.splice(0);
    for (const old of gone) reject(old, discarded());
    // Without a command it is a stop or a kill, and goes on until the actor has stopped; or it failed at once.
    if (event?.kind === "Failed") {
      life.result = event;
      end(life, position, false);
    } else if (first === 0 && (hasStopped(event?.actor ?? 0) || (event?.kind !== "Stopping" && event?.kind !== "Killed"))) {
      end(life, position, true);
    }
    this.#lives.push(life);
    if (count > 1) this.#bursts.push(life);
    else if (first > 0) this.#byCommand.set(first, life);
  }

  /** There are some in the run. */
  get any(): boolean {
    return this.#lives.length > 0;
  }

  /** The answer to the newest call. Rejects with an ActorError: what the call failed with, or "discarded". */
  answer(): Promise<number> {
    return new Promise((resolve, reject) => this.#lives.at(-1)?.wishes.push({ resolve, reject }));
  }

  /** Reads the trace on up to the play's position. Returns false if there is more to read: call again. */
  follow(position: number): boolean {
    const { fallen } = this.#trace.trace();
    const end = this.#trace.find(position + 1);
    const from = Math.max(0, this.#next - fallen);
    const idle = this.#lives.every(isThrough);
    const count = idle ? 0 : Math.min(AT_ONCE, Math.max(0, end - from));
    if (count === 0) {
      this.#next = Math.max(this.#next, fallen + end);
      for (const life of this.#lives) if (endOf(life) <= position) settle(life);
      return true;
    }
    const events = this.#trace.events(from, count);
    for (const event of events) this.#take(event);
    this.#next = fallen + from + count;
    const all = from + count === end;
    const whole = all ? position : (events.at(-1)?.step ?? 0) - 1; // the last step that was read to its end
    for (const life of this.#lives) if (endOf(life) <= whole) settle(life);
    return all;
  }

  /** Whether all calls up to a position were through by then. */
  through(position: number): boolean {
    return this.#lives.every((life) => life.step > position || endOf(life) <= position);
  }

  /** The newest call at a position. */
  at(position: number): OwnCall | null {
    const life = lastUpTo(this.#lives, position);
    if (!life) return null;
    const endings = life.endings.filter(({ step }) => step <= position);
    const handled = endings.filter((ending) => ending.handled).length;
    const through = endOf(life) <= position;
    const result = through ? life.result : null;
    return {
      what: life.what,
      stand: through ? "through" : (lastUpTo(life.stands, position)?.stand ?? "admitted"),
      outcome: !through ? "" : result ? (result.kind === "Answered" ? "answered" : result.outcome) : handled > 0 ? "handled" : "dropped",
      value: result?.kind === "Answered" ? result.value : null,
      count: countOf(life),
      handled,
      lost: endings.length - handled,
      fresh: life.step === position,
      replaced: life.replaced,
    };
  }

  /** Forgets all calls. */
  forget(reason = discarded()): void {
    for (const life of this.#lives) reject(life, reason);
    this.#lives = [];
    this.#bursts = [];
    this.#byCommand.clear();
    this.#next = 0;
  }

  // Forgets what came from a step on, and returns the calls that were removed.
  #truncate(position: number): readonly Life[] {
    const gone: Life[] = [];
    while ((this.#lives.at(-1)?.step ?? -1) >= position) {
      const life = this.#lives.pop()!;
      this.#byCommand.delete(life.first);
      gone.push(life);
    }
    this.#bursts = this.#bursts.filter(({ step }) => step < position);
    for (const life of this.#lives) {
      if (endOf(life) < position) continue;
      life.stands = life.stands.filter(({ step }) => step < position);
      life.endings = life.endings.filter(({ step }) => step < position);
      if (life.result && life.result.step >= position) life.result = null;
      if (life.kept >= position) life.kept = Infinity;
    }
    this.#next = Math.min(this.#next, this.#trace.trace().fallen + this.#trace.find(position));
    return gone;
  }

  #take(event: TraceEvent): void {
    const { step, kind, command } = event;
    if (kind === "Stopped") for (const life of this.#lives) if (life.first === 0 && life.actor === event.actor) end(life, step, true);
    const life = command > 0 ? this.#recordOf(command) : this.#lives.find((r) => r.first === 0 && r.client === event.client && !isThrough(r));
    if (!life) return;
    const single = life.first === life.last;
    const stand = STANDS[kind];
    if (stand && (single || life.stands.length === 0)) life.stands.push({ step, stand });
    if (kind === "Kept") life.kept = step;
    if (kind === "Answered" || kind === "Failed") {
      if (single) life.result = event;
      if (life.first === 0 || life.kept !== Infinity) end(life, step, life.first !== 0);
    } else if (kind === "Handled" && life.kept !== Infinity) {
      return; // the answer is still to come
    } else if (HANDLED.has(kind) || LOST.has(kind)) {
      end(life, step, HANDLED.has(kind));
    }
  }

  #recordOf(command: number): Life | undefined {
    return this.#byCommand.get(command) ?? this.#bursts.find(({ first, last }) => first <= command && command <= last);
  }
}

function end(life: Life, step: number, handled: boolean): void {
  if (!isThrough(life)) life.endings.push({ step, handled });
}

const STANDS: { readonly [kind: string]: Stand | undefined } = { Blocked: "waiting", Admitted: "admitted", Received: "current", Kept: "kept", Stopping: "stopping", Killed: "stopping" };

function lastUpTo<T extends { readonly step: number }>(list: readonly T[], position: number): T | undefined {
  let i = list.length - 1;
  while (i >= 0 && list[i]!.step > position) i--;
  return list[i];
}

function countOf({ first, last }: Life): number {
  return last - first + 1;
}

function isThrough(life: Life): boolean {
  return life.endings.length >= countOf(life);
}

/** The step at which it was through. */
function endOf(life: Life): number {
  return life.endings[countOf(life) - 1]?.step ?? Infinity;
}

function settle(life: Life): void {
  const { result } = life;
  for (const wish of life.wishes.splice(0)) {
    if (result?.kind === "Answered") wish.resolve(result.value);
    else wish.reject(failure(result));
  }
}

function reject(life: Life, reason: ActorError): void {
  for (const wish of life.wishes.splice(0)) wish.reject(reason);
}

function discarded(): ActorError {
  return new ActorError("discarded", "The get was discarded: the run was reset, another script was loaded, or a command was given at an earlier step.");
}

/** Codes that the headless client has, too; the others are the words of the script language. */
const CODES: { readonly [outcome: string]: string | undefined } = { panic: "failed", exit: "failed" };

function failure(result: TraceEvent | null): ActorError {
  if (!result) return new ActorError("failed", "The command had no answer.");
  return new ActorError(CODES[result.outcome] ?? result.outcome, `${result.text}.`);
}
