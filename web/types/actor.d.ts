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

// --- actors ---

export interface StartOptions {
  /** How many commands the mailbox admits: a whole number from 1 to 65536. 1024 if not given. */
  readonly capacity?: number | undefined;
  /** Who has the actor handle its commands: each call, before it returns ("caller", the default), or step() alone ("manual"). */
  readonly executor?: "caller" | "manual" | undefined;
  /** Where the module is, if not beside the script; relative to the page. */
  readonly wasmUrl?: string | URL | undefined;
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

/** One snapshot: admitted === received + depth + dropped, and received === handled + busy. */
export interface Stats {
  /** Commands in the mailbox: admitted, and not yet received. */
  readonly depth: number;
  readonly capacity: number;
  /** Senders that wait for a slot. */
  readonly waiting: number;
  /** 1 while a command is in the actor's hands, else 0. */
  readonly busy: number;
  readonly admitted: number;
  readonly received: number;
  readonly handled: number;
  /** Commands discarded unhandled. */
  readonly dropped: number;
  /** Senders that gave up waiting. */
  readonly withdrawn: number;
  /** Commands refused: full, or stopped. */
  readonly rejected: number;
  /** Answers that reached their caller. */
  readonly replied: number;
  /** Answers whose caller had gone. */
  readonly abandoned: number;
}

/** What a program can tell errors by; the messages are for people. */
export type ActorErrorCode =
  | "full"
  | "stopped"
  | "failed"
  | "no-reply"
  | "too-many"
  | "module-missing"
  | "module-invalid"
  | "module-blocked"
  | "module-mismatch"
  | "module-ended"
  | (string & {});

/** Any failure that is not a wrong argument; those are TypeError and RangeError. */
export class ActorError extends Error {
  readonly code: ActorErrorCode;
  constructor(code: ActorErrorCode, message: string, options?: ErrorOptions);
}

// --- the stage ---

/**
 * One play: a script, on a virtual clock, that can be stepped both ways. Its methods return at once, and throw an
 * ActorError "module-ended" once the program in the module has ended. Close it after use.
 */
export class Stage {
  private constructor();
  /** Loads the module, once for the page, and makes a stage with an empty script. Rejects as startActor does. */
  static create(wasmUrl?: string | URL): Promise<Stage>;
  /** The script that is played. */
  get script(): string;
  /** Plays another script, from position 0. Where it has mistakes it returns all of them, and nothing changes. */
  load(script: string): Mistake[];
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
  /** Ends the play and frees what it holds. */
  close(): void;
}

/** A script with a run's live commands in it. */
export interface Written {
  readonly script: string;
  /** The clients that were added. */
  readonly clients: readonly string[];
  /** It was played, and does what the run did. */
  readonly exact: boolean;
}

/** One position of a play. What it lists is bounded; it counts the rest. Times are virtual nanoseconds. */
export interface Snapshot {
  readonly position: number;
  /** The furthest position known. */
  readonly end: number;
  /** Events of the last step that the picture has, and how many there are. */
  readonly beat: number;
  readonly beats: number;
  /** Live commands in the run, those after this position included. */
  readonly live: number;
  /** Live commands that setCalls took and that were left out, for they don't fit the script. */
  readonly unfit: number;
  /** Nothing can happen any more. */
  readonly ended: boolean;
  readonly clock: number;
  /** When the next step will be; -1 if there is none. */
  readonly nextAt: number;
  readonly actor: {
    readonly state: "unstarted" | "alive" | "stopping" | "stopped";
    /** What it failed with, or "". */
    readonly failure: string;
    readonly value: number;
    /** How long it takes for one command. */
    readonly handle: number;
    /** The command being handled. */
    readonly hand: Item | null;
  };
  readonly mailbox: { readonly capacity: number; readonly depth: number; readonly slots: readonly Item[] };
  readonly line: { readonly waiting: number; readonly first: readonly Item[] };
  readonly clients: {
    readonly total: number;
    readonly states: Readonly<Record<ClientState, number>>;
    readonly shown: readonly ClientView[];
  };
  readonly counts: Readonly<
    Record<"admitted" | "received" | "handled" | "dropped" | "withdrawn" | "rejected" | "replied" | "abandoned", number>
  >;
  /** What the last step reported, and how many events that were. */
  readonly latest: readonly StageEvent[];
  readonly latestTotal: number;
  /** Expectations that were not met. */
  readonly misses: readonly Miss[];
  readonly missTotal: number;
  /** Why nothing happens though somebody waits. */
  readonly deadlock: Deadlock | null;
}

/** A command somewhere. */
export interface Item {
  readonly command: number;
  /** Its client, by index (negative: the actor itself) and name. */
  readonly index: number;
  readonly client: string;
  /** In the script's words: "set 42". */
  readonly what: string;
  readonly since: number;
}

export type ClientState = "ready" | "asleep" | "waiting" | "awaiting" | "draining" | "finished";

export interface ClientView {
  readonly index: number;
  readonly name: string;
  readonly state: ClientState;
  /** What it does, or did last. */
  readonly what: string;
  /** The command that it waits for, or 0. */
  readonly command: number;
  readonly since: number;
  /** When it wakes or gives up, or 0. */
  readonly until: number;
  /** What came out of its last call: a number, or a word of the script's expect. */
  readonly last: string;
  /** Its line in the script; 0 for a live command's. */
  readonly line: number;
}

export interface StageEvent {
  /** That it was part of: position n is after step n. */
  readonly step: number;
  readonly at: number;
  readonly kind: EventKind;
  /** Its client's index; -1 nobody's, -2 the actor's own call to itself. */
  readonly client: number;
  /** The core's number of the command, or 0. */
  readonly command: number;
  /** The step in the script's words: "set", "try set", "get" … */
  readonly op?: string;
  readonly value: number;
  readonly outcome: string;
  readonly line: number;
  /** Depth and waiting senders right after. */
  readonly len: number;
  readonly waiting: number;
}

/** An event of the trace, in words too. */
export interface TraceEvent extends StageEvent {
  readonly who: string;
  readonly text: string;
}

export type EventKind =
  // the core's own
  | "Blocked"
  | "Admitted"
  | "Withdrawn"
  | "Rejected"
  | "Received"
  | "Handled"
  | "Replied"
  | "Abandoned"
  | "Dropped"
  | "Stopped"
  | "Panicked"
  // a client's own
  | "Answered"
  | "Failed"
  | "LetGo"
  | "Ignored"
  | "Slept"
  | "Met"
  | "Unmet"
  | "Started"
  | "Stopping"
  | "Killed"
  | "Woke";

/** An expectation that was not met. */
export interface Miss {
  readonly client: string;
  readonly line: number;
  readonly step: number;
  readonly expected: string;
  readonly got: string;
}

export interface Deadlock {
  readonly because: string;
  readonly waits: readonly { readonly client: string; readonly for: string }[];
  readonly waitTotal: number;
}

/** One place where a text is no script. Lines and columns count from 1. */
export interface Mistake {
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
  readonly message: string;
  /** The part of the line to show, and below it, in a fixed-width font, the mark. */
  readonly excerpt: string;
  readonly mark: string;
}
