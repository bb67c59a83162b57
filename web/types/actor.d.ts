/**
 * The headless client: actors of the Go core, and the stage that plays scripts, without a page.
 *
 *     import { startActor } from "actor-playground/actor.js";
 *     const actor = await startActor({ capacity: 1024 });
 *     await actor.set(42);
 *     await actor.get(); // 42
 *
 * All actors and stages of a page run in one WebAssembly module, which is loaded with the first.
 */

import type { Completions, Mistake, NamedActor, RefusalCode, ScriptCheck, Snapshot, Stats, TraceEvent, Written } from "./protocol.js";

export type * from "./protocol.js"; // generated from the Go sources: snapshots, events and stats

// --- actors ---

export interface StartOptions {
  /** The mailbox's capacity: a whole number from 1 to 65536. The default is 1024. */
  readonly capacity?: number | undefined;
  /** What runs the handler: each call, before it returns ("caller", the default), or only step() ("manual"). */
  readonly executor?: "caller" | "manual" | undefined;
  /** The module's address, relative to the page. The default is beside the script. */
  readonly wasmUrl?: string | URL | undefined;
  /**
   * Cancels loading the module: the call is rejected with the signal's reason. If no other call waits for the module, the
   * download is cancelled, and the next call begins another. The signal has no effect on a started actor.
   */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Starts an actor. Rejects with a RangeError or TypeError that names a wrong option, and with an
 * ActorError: "module-missing", "module-invalid", "module-blocked", "module-mismatch", "module-ended", "too-many".
 */
export function startActor(options: StartOptions & { readonly executor: "manual" }): Promise<ManualActor>;
export function startActor(options?: StartOptions): Promise<Actor>;

/** An actor owns one 32-bit integer, 0 at first, and handles one command at a time. Its methods can be used without the object. */
export interface Actor {
  /**
   * Sends a command that sets the value. Resolves when the mailbox has admitted it, before it is handled; waits while the
   * mailbox is full. Rejects with a RangeError or TypeError if value is not an int32, and with an ActorError: "stopped",
   * "module-ended". If it rejects, the command was not admitted.
   */
  set(value: number): Promise<void>;
  /** Asks for the value. Rejects with an ActorError: "stopped", "module-ended". */
  get(): Promise<number>;
  /** As set, but without waiting. It throws what set rejects with, and an ActorError "full" if the mailbox is full. */
  trySet(value: number): void;
  /** Returns the actor's counters; of a stopped actor, those at its end. Throws an ActorError "module-ended". */
  stats(): Stats;
  /** Stops the actor. Resolves when the admitted commands are handled. A second call waits for the same end. */
  stop(): Promise<void>;
}

/** An actor that was started with executor "manual". */
export interface ManualActor extends Actor {
  /** Receives one command and handles it. Returns false if there was none. Throws an ActorError "module-ended". */
  step(): boolean;
}

/** Identifies an error for programs; the messages are for people. */
export type ActorErrorCode =
  | Exclude<RefusalCode, "pending"> // of the actor, or the module
  | "module-missing"
  | "module-invalid"
  | "module-blocked"
  | "module-mismatch"
  | "module-ended"
  | "closed"
  | (string & {});

/** The error of every failure except wrong arguments, which are TypeErrors and RangeErrors. */
export class ActorError extends Error {
  readonly code: ActorErrorCode;
  constructor(code: ActorErrorCode, message: string, options?: ErrorOptions);
}

// --- the stage ---

/** A setting of a script that has a value. */
export type SettingName = "mailbox" | "handle";

/**
 * One run of a script, on a virtual clock, that can be stepped both ways. Its methods return at once. They throw a TypeError
 * that names an argument of the wrong type, and an ActorError: "module-ended" once the program in the module has ended,
 * "closed" after close(). Close it after use.
 */
export class Stage {
  private constructor();
  /** Loads the module, once for the page, and makes a stage with an empty script. Rejects as startActor does. */
  static create(wasmUrl?: string | URL, options?: { readonly signal?: AbortSignal | undefined }): Promise<Stage>;
  /** The script that is played. */
  get script(): string;
  /** Plays another script, from position 0. If it has mistakes, returns all of them and changes nothing. */
  load(script: string): Mistake[];
  /**
   * Returns script with the setting changed, or added as its first line. It doesn't play the result. Throws a RangeError if
   * the setting can't have that value.
   */
  withSetting(script: string, name: SettingName, value: string): string;
  /** Checks a script: its mistakes, and its first clients. Nothing is played. */
  check(script: string): ScriptCheck;
  /** Returns what a script can go on with between before and after. */
  complete(before: string, after: string): Completions;
  /**
   * Returns what lines of a script are made of: for each line its runs, one after the other, each a letter and a length in UTF-16
   * units. A newline ends a line. a is a client's name, k a word of the language, n a number, o an outcome, c a comment, t any
   * other text.
   */
  paint(lines: string): string;
  /** Makes the client "you" take steps of the script language, now. If they have mistakes, returns them and does nothing. */
  live(steps: string): Mistake[];
  /** Makes count clients set 1, 2, … count, all at once. Throws a RangeError unless count is a whole number from 1 to 10000. */
  burst(count: number): void;
  /** Takes one step. Returns false if nothing can happen any more. */
  step(): boolean;
  /** Goes one step back. Returns false at the beginning. */
  back(): boolean;
  /** Goes to a position, or to the end of the run, in at most budget steps. Returns false if it isn't there yet: call again. */
  seek(position: number, budget?: number): boolean;
  /** Takes the steps up to a virtual time, in ns, at most budget. Returns false if it isn't there yet: call again. */
  runUntil(clock: number, budget?: number): boolean;
  /** Goes back to position 0 and forgets the live commands. */
  reset(): void;
  snapshot(): Snapshot;
  /** Shows the last step as it was right after its first beat events: 0 is before it, snapshot().beats the present. */
  snapshotAt(beat: number): Snapshot;
  /** Returns declared actors beginning with the from-th, at most count and at most 64, as snapshotAt(beat) has them. */
  actors(beat: number, from: number, count: number): NamedActor[];
  /** The live commands of the run as a text for setCalls, "" if there are none. Throws a RangeError if there are too many. */
  calls(): string;
  /** Goes back to position 0 with the live commands of a text, in place of any others. Throws a RangeError if it can't be read. */
  setCalls(calls: string): void;
  /** Returns the script with the live commands added as clients. Throws a RangeError if it would be too long. */
  write(): Written;
  /** How many events the trace keeps, and how many older ones it has dropped. */
  trace(): { kept: number; fallen: number };
  /** Returns at most count events of the trace, beginning with the kept event of index from. */
  events(from: number, count: number): TraceEvent[];
  /** Returns the index, among the kept events, of the first one of that step or a later one. */
  find(step: number): number;
  /** The trace as a Mermaid sequence diagram. */
  mermaid(): string;
  /** The trace as JSON Lines. */
  jsonLines(): string;
  /** Ends the run and frees its memory. A second call does nothing. */
  close(): void;
}
