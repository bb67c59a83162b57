// What a view is, and what passes between views, controls and the player.
// Data flows one way: script -> stage -> snapshot -> views. What a view wants changed it says with a command.

import type { NamedActor, Mistake, Snapshot, TraceEvent } from "../../client/stage";
import type { Mode } from "./mode";

/** A picture of the stage, such as the log. It knows no other view, and its element stays the same until disposed of. */
export interface View {
  readonly element: HTMLElement;
  /** Shows the frame. Called at most once an animation frame, and not at all while the view isn't seen. */
  render(frame: Frame): void;
  /** What it shows, as a drawing that stands alone; of views that can be saved so. */
  toSVG?(): string | Promise<string>;
  dispose(): void;
}

/** How the element makes a view: what each module in views/ exports as `view`. */
export interface ViewKind {
  /** For the tab and the view's accessible name. */
  readonly title: string;
  /** Rules for the view's own classes. They share one shadow root, so each starts with the view's name: ".log-row". */
  readonly css: string;
  create(emit: Emit): View;
}

/** What the trace tells. Events come in order; those of steps after the snapshot's position are the future, once known. */
export interface TraceReader {
  /** How many events are kept, and how many older ones are not any more. */
  trace(): { kept: number; fallen: number };
  /** At most count kept events, from the from-th. Each call crosses to the module and parses: ask for what is seen. */
  events(from: number, count: number): TraceEvent[];
  /** Index of the first kept event of this step or a later one. */
  find(step: number): number;
  /** Declared actors from the from-th, at most count, as a beat of the position's step has them. */
  actors(beat: number, from: number, count: number): NamedActor[];
  mermaid(): string;
  jsonLines(): string;
}

/** Virtual time for real time: 0.1 to 100, or as fast as it goes. */
export type Speed = number | "max";

export type Move = "forward" | "back" | "jump";

/** A call of the client "you", up to the position of the play. */
export interface OwnCall {
  /** In the script's words: "set 7"; of a burst, "burst 100". */
  readonly what: string;
  readonly stand: "waiting" | "admitted" | "current" | "kept" | "stopping" | "through";
  /** Once it is through: "answered", "handled", or in a word of the script what it failed with. */
  readonly outcome: string;
  /** The answer, if it was answered. */
  readonly value: number | null;
  /** How many commands it is, more than one in a burst; of those, how many were handled, and how many never will be. */
  readonly count: number;
  readonly handled: number;
  readonly lost: number;
  /** No step was taken since. */
  readonly fresh: boolean;
  /** How many calls it has put out of the run: they came later, and the reader had gone back. */
  readonly replaced: number;
}

/** What a run answers a question with: a number, or in a word of the script what the get failed with. */
export type Answer = number | string;

/** One moment to show. */
export interface Frame {
  readonly snapshot: Snapshot;
  readonly stage: TraceReader;
  readonly script: string;
  /** Raised when known events may have changed or gone: after load, reset and live commands. Drop what you kept of the trace. */
  readonly epoch: number;
  /** The newest events up to the position, oldest first: a few dozen at most, to describe the last steps. */
  readonly recent: readonly TraceEvent[];
  readonly mode: Mode;
  /** The clock runs. */
  readonly playing: boolean;
  readonly seeking: boolean;
  readonly speed: Speed;
  readonly reducedMotion: boolean;
  /** How this position was reached from the one of the last frame. */
  readonly moved: Move;
  /** How much of the position's step is shown. */
  readonly beat: Beat;
  /** The command whose life the reader follows, by number, or null. */
  readonly followed: number | null;
  /** The reader's newest call at this position. */
  readonly call: OwnCall | null;
  /** What is wrong with the editor's text, which is why the last command wasn't obeyed. */
  readonly mistakes: readonly Mistake[];
  /** Why the last command wasn't obeyed otherwise, or "". */
  readonly refused: string;
  /** The reader's calls were waited for in vain: a handler doesn't return. */
  readonly stuck: boolean;
  /** What the reader was to guess, once the play has passed it. */
  readonly answer: Answer | null;
}

/**
 * A step's beats are what the core reported of one critical section, in order: it received a command, and the first in line
 * was admitted. The trace has them as one step; a view may show them one after the other. The step is shown whole when
 * index is count.
 */
export interface Beat {
  readonly index: number;
  readonly count: number;
}

/** What readers do. Positions are steps; see the stage for what one is. */
export type Command =
  | { readonly do: "play" }
  | { readonly do: "pause" }
  | { readonly do: "step" }
  | { readonly do: "back" }
  | { readonly do: "reset" }
  | { readonly do: "seek"; readonly position: number }
  | { readonly do: "speed"; readonly speed: Speed }
  | { readonly do: "live"; readonly steps: string }
  | { readonly do: "burst"; readonly count: number }
  /** Follow the life of a command, by number; null follows none. */
  | { readonly do: "follow"; readonly command: number | null }
  | { readonly do: "load"; readonly script: string }
  /** Write the reader's calls into the script. */
  | { readonly do: "write" };

export type Emit = (command: Command) => void;
