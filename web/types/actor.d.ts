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

import type { Mistake, RefusalCode, Snapshot, Stats, TraceEvent, Written } from "./protocol.js";

export type * from "./protocol.js"; // made of the Go sources: what is shown of a play, and stats

// --- actors ---

export interface StartOptions {
  /** How many commands the mailbox admits: a whole number from 1 to 65536. 1024 if not given. */
  readonly capacity?: number | undefined;
  /** Who has the actor handle its commands: each call, before it returns ("caller", the default), or step() alone ("manual"). */
  readonly executor?: "caller" | "manual" | undefined;
  /** Where the module is, if not beside the script; relative to the page. */
  readonly wasmUrl?: string | URL | undefined;
  /**
   * Gives up waiting for the module: the call is rejected with the signal's reason. If no other call waits, the download is
   * broken off, and the next call begins another. A started actor is not concerned.
   */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Starts an actor. Rejects with a RangeError or TypeError that names the option's value if that is none, and with an
 * ActorError: "module-missing", "module-invalid", "module-blocked", "module-mismatch", "module-ended", "too-many".
 */
export function startActor(options: StartOptions & { readonly executor: "manual" }): Promise<ManualActor>;
export function startActor(options?: StartOptions): Promise<Actor>;

/** An actor owns one 32-bit integer, 0 at first, and handles one command at a time. Its methods can be passed on by themselves. */
export interface Actor {
  /**
   * Sends a value for the actor to hold. Resolves when that is admitted to the mailbox, which is not yet "handled"; waits
   * while that is full. Rejects with a RangeError or TypeError if value is no int32, and with an ActorError: "stopped",
   * "module-ended". Then the value was not sent.
   */
  set(value: number): Promise<void>;
  /** Asks for the value. Rejects with an ActorError: "stopped", "module-ended". */
  get(): Promise<number>;
  /** As set, but at once or not at all. It throws instead of rejecting, and for a full mailbox an ActorError "full". */
  trySet(value: number): void;
  /** What the actor has and has done. After it has stopped: at its end. Throws an ActorError "module-ended". */
  stats(): Stats;
  /** Stops the actor. Resolves when what was admitted is handled. A second call waits for the same. */
  stop(): Promise<void>;
}

/** An actor that was started with executor "manual". */
export interface ManualActor extends Actor {
  /** Has the actor receive one command and handle it. Returns false if there was none. Throws an ActorError "module-ended". */
  step(): boolean;
}

/** What a program can tell errors by; the messages are for people. */
export type ActorErrorCode =
  | Exclude<RefusalCode, "pending"> // of the actor, or the module
  | "module-missing"
  | "module-invalid"
  | "module-blocked"
  | "module-mismatch"
  | "module-ended"
  | "closed"
  | (string & {});

/** Any failure that is not a wrong argument; those are TypeError and RangeError. */
export class ActorError extends Error {
  readonly code: ActorErrorCode;
  constructor(code: ActorErrorCode, message: string, options?: ErrorOptions);
}

// --- the stage ---

/** A setting of a script that has a value. */
export type SettingName = "mailbox" | "handle";

/**
 * One play: a script, on a virtual clock, that can be stepped both ways. Its methods return at once. They throw a TypeError
 * that names an argument of the wrong type, and an ActorError: "module-ended" once the program in the module has ended,
 * "closed" after close(). Close it after use.
 */
export class Stage {
  private constructor();
  /** Loads the module, once for the page, and makes a stage with an empty script. Rejects as startActor does. */
  static create(wasmUrl?: string | URL, options?: { readonly signal?: AbortSignal | undefined }): Promise<Stage>;
  /** The script that is played. */
  get script(): string;
  /** Plays another script, from position 0. Where it has mistakes it returns all of them, and nothing changes. */
  load(script: string): Mistake[];
  /**
   * Gives a script with a setting of that value: in place of the line that had it, or before all else. Nothing is played.
   * Throws a RangeError if the value is none of that setting.
   */
  withSetting(script: string, name: SettingName, value: string): string;
  /** Has the client "you" do steps of the script language, now. Where they have mistakes it returns them and nothing happens. */
  live(steps: string): Mistake[];
  /** Has count clients set 1, 2, … count, all at once. Throws a RangeError unless count is a whole number from 1 to 10000. */
  burst(count: number): void;
  /** Takes one step. Returns false where nothing can happen any more. */
  step(): boolean;
  /** Goes one step back. Returns false at the beginning. */
  back(): boolean;
  /** Goes to a position, or as far as the play goes, by at most budget steps. Returns false if it isn't there yet: call again. */
  seek(position: number, budget?: number): boolean;
  /** Takes the steps up to a virtual time, in ns, at most budget. Returns false if it isn't there yet: call again. */
  runUntil(clock: number, budget?: number): boolean;
  /** Goes back to position 0 and forgets the live commands. */
  reset(): void;
  snapshot(): Snapshot;
  /** Shows the last step as it was right after its first beat events: 0 is before it, snapshot().beats the present. */
  snapshotAt(beat: number): Snapshot;
  /** The live commands of the run as a text for setCalls, "" if there are none. Throws a RangeError if they are too many for that. */
  calls(): string;
  /** Goes back to position 0 with the live commands of a text, in place of any others. Throws a RangeError if it can't be read. */
  setCalls(calls: string): void;
  /** The script with the live commands written in, as clients of its own. Throws a RangeError if it would be too long. */
  write(): Written;
  /** How many events the trace keeps, and how many older ones it doesn't any more. */
  trace(): { kept: number; fallen: number };
  /** At most count events of the trace, from the from-th that is kept. */
  events(from: number, count: number): TraceEvent[];
  /** The place, among the events that are kept, of the first of that step or a later one. */
  find(step: number): number;
  /** The trace as a Mermaid sequence diagram. */
  mermaid(): string;
  /** The trace as JSON Lines. */
  jsonLines(): string;
  /** Ends the play and frees what it holds. Closing it again does nothing. */
  close(): void;
}
