/**
 * Importing this defines <actor-playground>, once, and does nothing where there is no DOM.
 *
 *     import "actor-playground";
 */
import type { Miss, Mistake, Snapshot } from "./actor.js";

export type { Miss, Mistake, Snapshot };

/**
 * An actor that can be watched, stepped both ways, and called. What is asked of it before it is ready is done once it is,
 * and has it loaded.
 */
export class ActorPlayground extends HTMLElement {
  static readonly observedAttributes: string[];

  /** Resolves when it can play; rejects with an ActorError where it can't. After a failure that was overcome it is another. */
  get ready(): Promise<void>;
  /** The script that is played. Setting it plays another from its beginning. */
  get script(): string;
  set script(script: string);
  /** The present state of the play; null until it is ready. */
  get snapshot(): Snapshot | null;

  /** The calls of the client "you" in this run, as a text for open(). Throws a RangeError if they are too many for that. */
  get calls(): string;

  /**
   * Plays a script, shown at a position, with calls of the client "you" that are part of the run. One with mistakes is shown
   * with them, and isn't played. Calls that can't be read are left out, and actor-error has the reason.
   */
  open(script: string, position?: number, calls?: string): void;
  play(): void;
  pause(): void;
  /** Takes one step. */
  step(): void;
  /** Goes one step back. */
  back(): void;
  /** Goes to a position: 0 is the beginning, n is after step n. Throws a TypeError for what is no number. */
  seek(position: number): void;
  /** Goes back to the beginning and forgets the reader's own calls. */
  reset(): void;
  /** Has the client "you" set the value, as get() gets it. Throws a RangeError or TypeError that names it if it is no int32. */
  set(value: number): void;
  /**
   * Has the client "you" get the value, and runs the clock until that is done, unless the play was paused. Resolves when the
   * play shows the answer. Rejects with an ActorError: what the call failed with, such as "stopped"; "script-invalid", if the
   * editor has a script with mistakes; "discarded", if the play was reset or went on otherwise; "removed", with the element.
   */
  get(): Promise<number>;

  addEventListener<K extends keyof ActorPlaygroundEventMap>(
    type: K,
    listener: (this: ActorPlayground, event: ActorPlaygroundEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
  removeEventListener<K extends keyof ActorPlaygroundEventMap>(
    type: K,
    listener: (this: ActorPlayground, event: ActorPlaygroundEventMap[K]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | EventListenerOptions): void;
}

/** The element's own events bubble and are composed. */
export interface ActorPlaygroundEvents {
  /** It can play. */
  "actor-ready": CustomEvent<null>;
  /** The position has changed: at most once a frame. */
  "actor-step": CustomEvent<{ readonly position: number; readonly snapshot: Snapshot }>;
  /** The play has come to expectations of the script, met or not: at most once a frame. */
  "actor-expect": CustomEvent<Expectations>;
  /** A run of a challenge has ended: whether it met the goal, and in words what is missing, or why it did. */
  "actor-goal": CustomEvent<{ readonly met: boolean; readonly text: string }>;
  /** It can't play; or the script that the page gave it has mistakes, and these are they. */
  "actor-error": CustomEvent<{ readonly error: unknown; readonly mistakes?: readonly Mistake[] }>;
}

export interface Expectations {
  /** Those that the play has come to since the last event, in order. */
  readonly results: readonly Expectation[];
  /** All so far that were not met, the first 20, with what was expected and what came. */
  readonly misses: readonly Miss[];
}

/** One expect of a script that the play has come to. */
export interface Expectation {
  readonly client: string;
  /** Its line in the script. */
  readonly line: number;
  readonly step: number;
  readonly met: boolean;
}

export interface ActorPlaygroundEventMap extends HTMLElementEventMap, ActorPlaygroundEvents {}

/** The element's attributes, for frameworks that check them. All are text; those without a value are set by being there. */
export interface ActorPlaygroundAttributes {
  /** A lesson's name, such as "backpressure". */
  scenario?: string;
  /** The address of a file that holds the script. */
  "scenario-src"?: string;
  /** The script. Without it and the two above it is that of a child script or template. */
  script?: string;
  /** Slots of the mailbox, 1 to 65536, in the place of the script's. */
  capacity?: number | string;
  /** Virtual time for one command, such as "300ms", in the place of the script's. */
  handle?: string;
  /** 0.1 to 100, or "max". */
  speed?: number | string;
  /** Any of stage, timeline, log, code, stats, lab and script, with spaces between. */
  view?: string;
  controls?: "full" | "compact" | "none";
  theme?: "auto" | "light" | "dark";
  loading?: "lazy" | "click" | "eager";
  autoplay?: boolean | "" | "true" | "false";
  loop?: boolean | "" | "true" | "false";
  /** Where the module is, if not beside the script; relative to the page. */
  "wasm-url"?: string;
}

declare global {
  interface HTMLElementTagNameMap {
    "actor-playground": ActorPlayground;
  }
}
