// This file and, in wasm/, stages.go and stage/snapshotjson.go are the two sides of one protocol: change both.
// Times are virtual nanoseconds.

/** The exported functions for stages; see wasm/stages.go. Texts lie at textAddress(), and what leaves one returns its length in bytes. */
export interface StageExports {
  readonly mem: WebAssembly.Memory;
  stageCreate(): number;
  stageClose(stage: number): void;
  stageStep(stage: number): number;
  stageBack(stage: number): number;
  stageReset(stage: number): void;
  stageSeek(stage: number, position: number, budget: number): number;
  stageRunUntil(stage: number, clock: number, budget: number): number;
  stageBurst(stage: number, count: number): number;
  stageKept(stage: number): number;
  stageFallen(stage: number): number;
  stageFind(stage: number, step: number): number;
  stageSnapshot(stage: number): number;
  stageSnapshotAt(stage: number, beat: number): number;
  stageCalls(stage: number): number;
  stageWrite(stage: number): number;
  stageReason(stage: number): number;
  stageEvents(stage: number, from: number, count: number): number;
  stageMermaid(stage: number): number;
  textAddress(): number;
}

/** All that a view needs to show one position. What it lists is bounded; it counts the rest. */
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
  /** The core's own counters. */
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
  /** It has been there since. */
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

export type EventKind =
  // the core's own
  | "Blocked" | "Admitted" | "Withdrawn" | "Rejected" | "Received" | "Handled"
  | "Replied" | "Abandoned" | "Dropped" | "Stopped" | "Panicked"
  // a client's own
  | "Answered" | "Failed" | "LetGo" | "Ignored" | "Slept" | "Met" | "Unmet" | "Started" | "Stopping" | "Killed" | "Woke";

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

/** One place where a text is no script. Lines and columns count from 1; a column past the line's end means that something is missing. */
export interface Mistake {
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
  readonly message: string;
  /** The part of the line to show, and below it, in a fixed-width font, the mark. */
  readonly excerpt: string;
  readonly mark: string;
}

/** A script with a run's live commands in it. */
export interface Written {
  readonly script: string;
  /** The clients that were added. */
  readonly clients: readonly string[];
  /** It was played, and does what the run did. */
  readonly exact: boolean;
}
