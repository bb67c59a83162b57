/**
 * Importing this module defines <actor-playground>. Without a DOM it does nothing.
 *
 *     import "actor-playground";
 */
import type { Miss, Mistake, Snapshot } from "./actor.js";

export type { Miss, Mistake, Snapshot };

/**
 * An actor that can be watched, stepped both ways, and called. Calls before it is ready load the playground, and are made
 * when it is ready.
 */
export class ActorPlayground extends HTMLElement {
  static readonly observedAttributes: string[];

  /** Resolves when the element can play; rejects with an ActorError if it can't. After a retry it is a new promise. */
  get ready(): Promise<void>;
  /** The script that is played, or that Play would play: the editor's, if it has no mistakes. Setting it plays the new script from the beginning. */
  get script(): string;
  set script(script: string);
  /** The present state of the play; null until it is ready. */
  get snapshot(): Snapshot | null;

  /**
   * The text in the editor, if it isn't what is played: an edit that waits for Play, or a script with mistakes. Else null.
   * Setting it shows another text in the editor, which the next play, step or call plays; null shows what is played.
   */
  get draft(): string | null;
  set draft(draft: string | null);

  /** The calls of the client "you" in this run, as a text for open(). Throws a RangeError if there are too many. */
  get calls(): string;

  /**
   * Plays a script, beginning at a position, with calls of the client "you" as part of the run. A script with mistakes is
   * shown with its mistakes and not played. Calls that can't be read are left out, and actor-error has the reason.
   */
  open(script: string, position?: number, calls?: string): void;
  play(): void;
  pause(): void;
  /** Takes one step. */
  step(): void;
  /** Goes one step back. */
  back(): void;
  /** Goes to a position: 0 is the beginning, n is after step n. Throws a TypeError if position is not a number. */
  seek(position: number): void;
  /** Goes back to the beginning and forgets the reader's own calls. */
  reset(): void;
  /** Makes the client "you" set the value. Throws a RangeError or TypeError that names the value if it is not an int32. */
  set(value: number): void;
  /**
   * Makes the client "you" get the value, and runs the clock until the answer is there, unless the play was paused. Resolves
   * when the play shows the answer. Rejects with an ActorError: what the call failed with, such as "stopped"; "script-invalid", if the
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
  /** The position has changed: at most once per frame. */
  "actor-step": CustomEvent<{ readonly position: number; readonly snapshot: Snapshot }>;
  /** The play has reached expectations of the script, met or not: at most once per frame. */
  "actor-expect": CustomEvent<Expectations>;
  /** The run of a challenge has ended: whether it met the goal, and a text that says what is missing, or why it did. */
  "actor-goal": CustomEvent<{ readonly met: boolean; readonly text: string }>;
  /** The element can't play, or the script that the page set has these mistakes. */
  "actor-error": CustomEvent<{ readonly error: unknown; readonly mistakes?: readonly Mistake[] }>;
}

export interface Expectations {
  /** Those that the play has reached since the last event, in order. */
  readonly results: readonly Expectation[];
  /** The expectations not met so far, the first 20, with the expected and the actual outcome. */
  readonly misses: readonly Miss[];
}

/** An expect of the script that the play has reached. */
export interface Expectation {
  readonly client: string;
  /** Its line in the script. */
  readonly line: number;
  readonly step: number;
  readonly met: boolean;
}

export interface ActorPlaygroundEventMap extends HTMLElementEventMap, ActorPlaygroundEvents {}

/** The element's attributes, for frameworks that check them. All are text; boolean ones are set if they are present. */
export interface ActorPlaygroundAttributes {
  /** A lesson's name, such as "backpressure". */
  scenario?: string;
  /** The address of a file that holds the script. */
  "scenario-src"?: string;
  /** The script. Without it and the two above it is that of a child script or template. */
  script?: string;
  /** Slots of the mailbox, 1 to 65536. It replaces the script's. */
  capacity?: number | string;
  /** Virtual time for one command, such as "300ms". It replaces the script's. */
  handle?: string;
  /** 0.1 to 100, or "max". */
  speed?: number | string;
  /** Any of stage, timeline, log, code, stats, lab and script, separated by spaces. */
  view?: string;
  controls?: "full" | "compact" | "none";
  theme?: "auto" | "light" | "dark";
  loading?: "lazy" | "click" | "eager";
  autoplay?: boolean | "" | "true" | "false";
  loop?: boolean | "" | "true" | "false";
  /** The module's address, relative to the page. The default is beside the script. */
  "wasm-url"?: string;
}

declare global {
  interface HTMLElementTagNameMap {
    "actor-playground": ActorPlayground;
  }
}
