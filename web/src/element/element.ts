// <actor-playground>. Importing this registers nothing: actor-playground.ts does. It is small, for pages load it up front; the
// playground itself comes with the first element that is about to be seen. How an element comes to it is in life.ts.
//
// A page styles it with custom properties, all of them in tokens.css and bench.css, and with ::part: "playground", "stage",
// "timeline", "log", "code", "stats", "script", "controls" and "live"; before it is ready, "start" and "message". Content with
// slot=lesson stands beside the playground; all other content is shown until it is ready.

import { show } from "../client/errors";
import { isInt32, notInt32 } from "../client/arguments";
import type { Snapshot } from "../client/stage";
import type { Command } from "../playground/play/view";
import type { ElementEvents } from "./events";
import { keepTyping } from "./keys";
import { Life } from "./life";

export type { ElementEvents };

// Without a DOM, as on a server, the class can still be imported.
const Base = globalThis.HTMLElement ?? (class {} as unknown as typeof HTMLElement);

/**
 * An actor that can be watched, stepped both ways, and called. README.md has its attributes.
 *
 * What is asked of it before it is ready is not lost: it is done, in order, once it is, and the playground is loaded for it
 * whatever the attribute loading says, as soon as the element is in a document. If it can't be loaded get() rejects with
 * the reason, and the others are discarded.
 */
export class ActorPlayground extends Base {
  static readonly observedAttributes = ["capacity", "controls", "handle", "loading", "loop", "scenario", "scenario-src", "script", "speed", "theme", "view", "wasm-url"];

  readonly #life: Life;

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    keepTyping(root);
    this.#life = new Life(this, root);
  }

  connectedCallback(): void {
    this.#life.insert();
  }

  disconnectedCallback(): void {
    this.#life.remove();
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    if (before !== now) this.#life.change(name);
  }

  /** Resolves when it can play; rejects with an ActorError where it can't. After a failure that was overcome it is another. */
  get ready(): Promise<void> {
    return this.#life.ready;
  }

  /** The script that is played, or that Play would play: the editor's, if it has no mistakes. Setting it plays another from its beginning. */
  get script(): string {
    return this.#life.script;
  }

  set script(script: string) {
    this.open(script);
  }

  /**
   * The text in the editor, if it isn't what is played: an edit that waits for Play, or a script with mistakes. Else null. Setting
   * it shows another text there, which the next play, step or call plays; null shows what is played.
   */
  get draft(): string | null {
    return this.#life.session?.draft ?? null;
  }

  set draft(draft: string | null) {
    const text = draft === null ? null : String(draft);
    this.#life.wish({ grant: (session) => session.edit(text), refuse: () => {} });
  }

  /** The calls of the client "you" in this run, as a text for open(). Throws a RangeError if they are too many for that. */
  get calls(): string {
    return this.#life.session?.calls ?? "";
  }

  /**
   * Plays a script, shown at a position, with calls of the client "you" that are part of the run. One with mistakes is shown
   * with them, and isn't played. Calls that can't be read are left out, and actor-error has the reason.
   */
  open(script: string, position = 0, calls = ""): void {
    this.#life.open({ script: String(script), position: steps("open", position), calls: String(calls) });
  }

  /** The present state of the play; null until it is ready. */
  get snapshot(): Snapshot | null {
    return this.#life.session?.snapshot ?? null;
  }

  play(): void {
    this.#do({ do: "play" });
  }

  pause(): void {
    this.#do({ do: "pause" });
  }

  /** Takes one step. */
  step(): void {
    this.#do({ do: "step" });
  }

  /** Goes one step back. */
  back(): void {
    this.#do({ do: "back" });
  }

  /** Goes to a position: 0 is the beginning, n is after step n. Beyond the end is the end. Throws a TypeError for what is no number. */
  seek(position: number): void {
    this.#do({ do: "seek", position: steps("seek", position) });
  }

  /** Goes back to the beginning and forgets the reader's own calls. */
  reset(): void {
    this.#do({ do: "reset" });
  }

  /** Has the client "you" set the value, as get() gets it. Throws a RangeError or TypeError that names it if it is no int32, and nothing is sent. */
  set(value: number): void {
    if (!isInt32(value)) throw notInt32("set", value);
    this.#do({ do: "live", steps: `set ${value}` });
  }

  /**
   * Has the client "you" get the value, and runs the clock until that is done, unless pause() or the reader has paused the
   * play. Resolves when the play shows the answer: not while it is paused or out of sight, and in a deadlock never. Rejects
   * with an ActorError: what the call failed with, such as "stopped"; "script-invalid", if the editor has a script with
   * mistakes; "discarded", if the play was reset, or went on otherwise from before the get; "removed", with the element.
   */
  get(): Promise<number> {
    return new Promise((resolve, reject) => this.#life.wish({ grant: (session) => void session.get().then(resolve, reject), refuse: reject }));
  }

  #do(command: Command): void {
    this.#life.wish({ grant: (session) => session.do(command), refuse: () => {} });
  }
}

function steps(what: string, position: unknown): number {
  if (typeof position !== "number" || Number.isNaN(position)) throw new TypeError(`${what}: the position is ${show(position)}, must be a number of steps`);
  return position;
}
