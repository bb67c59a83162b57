// <actor-playground>. Importing this registers nothing: actor-playground.ts does. It is small, for pages load it up front; the
// playground itself comes with the first element that is about to be seen.
//
// A page styles it with custom properties, all of them in tokens.css, and with ::part: "playground", "stage", "timeline",
// "log", "code", "stats", "script", "controls" and "live"; before it is ready, "start" and "message".

import { ActorError, messageOf, show } from "../client/errors";
import { isInt32, notInt32 } from "../client/int32";
import type { Snapshot } from "../client/stage";
import type { Command } from "../playground/play/view";
import type { Scene } from "../playground/playground";
import css from "./element.css" with { type: "text" };
import type { ElementEvents } from "./events";
import type { Session } from "./session";

export type { ElementEvents };

/** Something to be done once it is ready, and what to do if it never is. */
interface Wish {
  readonly grant: (session: Session) => void;
  readonly refuse: (reason: unknown) => void;
}

// Where there is no DOM, as on a server, the class must still be there to be imported.
const Base = globalThis.HTMLElement ?? (class {} as unknown as typeof HTMLElement);

/** How near the viewport a lazy one must come. */
const NEAR = "200px";

/**
 * An actor that can be watched, stepped both ways, and called. README.md has its attributes.
 *
 * What is asked of it before it is ready is not lost: it is done, in order, once it is, and the playground is loaded for it
 * whatever the attribute loading says, as soon as the element is in a document. Where it can't be loaded get() rejects with
 * the reason, and the others come to nothing.
 */
export class ActorPlayground extends Base {
  static readonly observedAttributes = ["capacity", "controls", "handle", "loading", "loop", "scenario", "speed", "theme", "view", "wasm-url"];

  readonly #root: ShadowRoot;
  readonly #place: HTMLElement;
  #session: Session | null = null;
  #setup: typeof import("./setup") | null = null; // once it is loaded
  #life: AbortController | null = null; // ends what was begun when the element was put in
  #watch: IntersectionObserver | null = null;
  #near = false;
  #loading = false;
  #outdated = false; // an attribute was changed while it was loading
  #playing: boolean | null = null; // whether a new playground is to go on; null if it is the first
  #failure: unknown = null;
  #scene: Scene | null = null; // set by the page; counts more than attributes
  #wishes: Wish[] = [];
  #ready = deferred();

  constructor() {
    super();
    this.#root = this.attachShadow({ mode: "open" });
    this.#place = made("div", { class: "place" }, this.#root);
    this.#wait();
  }

  connectedCallback(): void {
    if (this.#life) {
      this.#session?.followTheme(); // moved: the page around may be another's
      return;
    }
    this.#life = new AbortController();
    document.addEventListener("visibilitychange", () => this.#see(), { signal: this.#life.signal });
    this.#watch = new IntersectionObserver((entries) => this.#come(entries[entries.length - 1]?.isIntersecting ?? false), { rootMargin: NEAR });
    this.#watch.observe(this);
    if (this.getAttribute("loading") === "eager" || this.#wishes.length > 0) void this.#load();
    else if (this.getAttribute("loading") === "click") this.#offer("Start the playground");
  }

  disconnectedCallback(): void {
    // Moving an element takes it out and puts it in again at once: the play goes on.
    queueMicrotask(() => {
      if (this.isConnected || !this.#life) return;
      this.#life.abort();
      this.#life = null;
      this.#watch?.disconnect();
      this.#watch = null;
      this.#near = false;
      this.#failure = null;
      this.#playing = null;
      this.#unload();
      this.#refuse(removed());
    });
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    if (before === now) return;
    const settles = name === "scenario" || name === "capacity" || name === "handle";
    if (settles) this.#scene = null;
    if (this.#loading && !this.#session) this.#outdated = true;
    if (name === "loading") {
      this.#reload(now);
    } else if (!this.#session || !this.#setup) {
      return;
    } else if (name === "theme") {
      this.#session.followTheme();
    } else if (name === "speed") {
      this.#session.do({ do: "speed", speed: this.#setup.speedOf(this) });
    } else if (settles) {
      this.#session.open(this.#setup.sceneOf(this, this.#ownScript()));
    } else {
      this.#rebuild();
    }
  }

  /** Resolves when it can play; rejects with an ActorError where it can't. After a failure that was overcome it is another. */
  get ready(): Promise<void> {
    return this.#ready.promise;
  }

  /** The script that is played. Setting it plays another from its beginning. */
  get script(): string {
    return this.#session?.script ?? this.#scene?.script ?? this.#ownScript() ?? "";
  }

  set script(script: string) {
    this.open(script);
  }

  /** Plays a script, shown at a position. One with mistakes is shown with them, and isn't played. */
  open(script: string, position = 0): void {
    this.#scene = { script: String(script), position: steps("open", position) };
    this.#refuse(new ActorError("discarded", "The get came to nothing: another script was opened before it could be made."));
    this.#session?.open(this.#scene);
  }

  /** The present state of the play; null until it is ready. */
  get snapshot(): Snapshot | null {
    return this.#session?.snapshot ?? null;
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

  /** Has the client "you" set the value. Throws a RangeError or TypeError that names it if it is no int32, and nothing is sent. */
  set(value: number): void {
    if (!isInt32(value)) throw notInt32("set", value);
    this.#do({ do: "live", steps: `set ${value}` });
  }

  /**
   * Has the client "you" get the value. Resolves when the play shows the answer: not while it is paused before that, or out
   * of sight, or holds for a guess, and in a deadlock never. Rejects with an ActorError: what the call failed with, such as
   * "stopped"; "discarded", where the play was reset, or went on otherwise from before the get; "removed", with the element.
   */
  get(): Promise<number> {
    return new Promise((resolve, reject) => this.#wish({ grant: (session) => void session.get().then(resolve, reject), refuse: reject }));
  }

  #do(command: Command): void {
    this.#wish({ grant: (session) => session.do(command), refuse: () => {} });
  }

  #wish(wish: Wish): void {
    if (this.#session) wish.grant(this.#session);
    else if (this.#failure !== null) wish.refuse(this.#failure);
    else {
      this.#wishes.push(wish);
      void this.#load();
    }
  }

  #refuse(reason: unknown): void {
    for (const wish of this.#wishes.splice(0)) wish.refuse(reason);
  }

  async #load(): Promise<void> {
    if (this.#loading || this.#session || !this.#life) return;
    this.#loading = true;
    if (this.#failure !== null) this.#ready = deferred();
    this.#failure = null;
    try {
      const setup = await import("./setup").catch(unreachable);
      this.#outdated = false;
      const scene = this.#scene ?? setup.sceneOf(this, this.#ownScript());
      const session = await setup.setUp(this.#root, this, scene, (type, detail) => this.#tell(type, detail), (cause) => this.#ended(cause));
      if (!this.isConnected) session.dispose(removed());
      else this.#begin(setup, session, scene);
    } catch (cause) {
      this.#fail(cause);
    } finally {
      this.#loading = false;
    }
    if (this.#outdated && this.#session) this.#again();
  }

  #begin(setup: typeof import("./setup"), session: Session, scene: Scene): void {
    this.#setup = setup;
    this.#session = session;
    this.#root.adoptedStyleSheets = [ownSheet(), ...this.#root.adoptedStyleSheets];
    const inside = made("div", { class: "inside" });
    inside.append(session.view);
    this.#place.replaceChildren(...reserve(), inside);
    if (this.#scene && this.#scene !== scene) session.open(this.#scene); // set in the meantime
    this.#see();
    this.#ready.resolve();
    this.#tell("actor-ready", null);
    if (this.#playing ?? setup.isOn(this, "autoplay")) session.do({ do: "play" });
    this.#playing = null;
    for (const wish of this.#wishes.splice(0)) wish.grant(session);
  }

  // In mid-play. What the reader had is kept for another try.
  #ended(cause: unknown): void {
    if (!this.#session) return;
    this.#scene = { script: this.#session.script, position: this.#session.position };
    this.#unload();
    this.#fail(cause, "The playground has stopped.");
  }

  #fail(cause: unknown, what = "The playground can't start."): void {
    if (!this.isConnected) return;
    this.#failure = cause;
    this.#offer("Try again", `${what} ${messageOf(cause)}`);
    this.#ready.reject(cause);
    this.#refuse(cause);
    this.#tell("actor-error", { error: cause });
  }

  // What some attributes say can't be changed but by a new playground. It goes on with what the reader has.
  #rebuild(): void {
    if (!this.#session) return;
    this.#scene = { script: this.#session.script, position: this.#session.snapshot.position };
    this.#playing = this.#session.playing;
    this.#again();
  }

  #again(): void {
    this.#unload();
    void this.#load();
  }

  #unload(): void {
    if (!this.#session) return;
    this.#session.dispose(removed());
    this.#session = null;
    this.#ready = deferred();
    this.#wait();
  }

  #wait(): void {
    this.#root.adoptedStyleSheets = [ownSheet()];
    this.#place.removeAttribute("data-failed");
    const before = made("div", { class: "before" });
    made("slot", {}, before);
    this.#place.replaceChildren(...reserve(), before);
  }

  // The attribute loading has changed.
  #reload(loading: string | null): void {
    if (!this.#life || this.#session || this.#loading) return;
    if (loading === "eager" || (loading !== "click" && this.#near)) void this.#load();
    else if (loading === "click") this.#offer("Start the playground");
  }

  #come(near: boolean): void {
    this.#near = near;
    this.#see();
    if (near && this.#failure === null && this.getAttribute("loading") !== "click") void this.#load();
  }

  #see(): void {
    if (this.#session) this.#session.visible = this.#near && !document.hidden;
  }

  #tell(type: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }

  /** What the author wrote between the tags. */
  #ownScript(): string | null {
    const child = this.querySelector('script[type="text/actor"]');
    return child?.textContent ? unindent(child.textContent) : null;
  }

  #offer(label: string, message = ""): void {
    this.#wait();
    if (message !== "") this.#place.setAttribute("data-failed", "");
    const button = made("button", { type: "button", part: "start" });
    button.textContent = label;
    button.addEventListener("click", () => {
      this.#wait();
      void this.#load();
    });
    const words = made("p", message === "" ? {} : { part: "message", role: "alert" });
    words.textContent = message;
    this.#place.querySelector(".before")?.prepend(words, button);
  }
}

/** As high as the playground will be, more or less: element.css says how high that is. */
function reserve(): HTMLElement[] {
  const element = made("div", { class: "reserve", "aria-hidden": "true" });
  for (const part of ["stage", "guess", "controls", "live", "script", "tabs", "save"]) made("div", { class: `reserve-${part}` }, element);
  return [element];
}

let sheet: CSSStyleSheet | undefined;

// One for all of a page.
function ownSheet(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  return sheet;
}

function made<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Readonly<Record<string, string>>, parent?: Node): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  parent?.appendChild(element);
  return element;
}

function unreachable(cause: unknown): never {
  throw new ActorError("script-missing", `A script of the playground can't be loaded: ${messageOf(cause)}. See that all files of the build are on the server.`, { cause });
}

function removed(): ActorError {
  return new ActorError("removed", "The playground was removed from the page, or made anew.");
}

function steps(what: string, position: unknown): number {
  if (typeof position !== "number" || Number.isNaN(position)) throw new TypeError(`${what}: the position is ${show(position)}, must be a number of steps`);
  return position;
}

interface Deferred {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

// A promise that may be rejected without anybody asking: the event has told it.
function deferred(): Deferred {
  let resolve = () => {};
  let reject: (reason: unknown) => void = () => {};
  const promise = new Promise<void>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  promise.catch(() => {});
  return { promise, resolve, reject };
}

/** Takes off the indentation that all lines share: scripts stand inside indented pages. */
function unindent(text: string): string {
  const lines = text.replace(/^\s*\n/, "").trimEnd().split("\n");
  const margin = Math.min(...lines.filter((line) => line.trim() !== "").map((line) => line.length - line.trimStart().length));
  return lines.map((line) => line.slice(margin)).join("\n") + "\n";
}
