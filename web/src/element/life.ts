// The life of an element: how it comes to its playground, loses it and gets another. It is in one of these states, and each
// event leads from one to the next:
//
//   state     shows                       leads to
//   apart     the author's content        waiting: put into a document
//   waiting   the author's content        loading: near the viewport, or something is wished, or loading="eager"
//                                         offering: loading="click"
//   offering  the same, and a button      loading: the button is pressed, or as above
//   loading   the author's content        playing: loaded · failed: it can't be loaded · loading: an attribute has changed
//   playing   the playground              failed: its program has ended · loading: an attribute asks for a new one
//   failed    what happened, and a button loading: the button is pressed, or an attribute or the page says what else to play
//
// Taken out of the document it is apart again, from any state.

import { ActorError, messageOf } from "../client/errors";
import type { Scene } from "../playground/playground";
import { type Deferred, deferred } from "./deferred";
import type { ElementEvents } from "./events";
import { Face } from "./face";
import { ownText } from "./own-script";
import type { Session } from "./session";

type Setup = typeof import("./setup");

type State =
  | { readonly is: "apart" }
  | { readonly is: "waiting" }
  | { readonly is: "offering" }
  | { readonly is: "loading"; readonly over: AbortController }
  | { readonly is: "playing"; readonly session: Session; readonly setup: Setup }
  | { readonly is: "failed"; readonly cause: unknown };

/** Something to be done once it plays, and what to do if it never does. */
export interface Wish {
  readonly grant: (session: Session) => void;
  readonly refuse: (reason: unknown) => void;
}

/** How near the viewport a lazy one must come. */
const NEAR = "200px";

/** Attributes that say what is played. */
const SCENE = ["scenario", "scenario-src", "script", "capacity", "handle"];

export class Life {
  readonly #element: HTMLElement;
  readonly #face: Face;
  #state: State = { is: "apart" };
  #ready: Deferred = deferred();
  #wishes: Wish[] = [];
  #scene: Scene | null = null; // set by the page, or kept from a former playground; counts more than attributes
  #playing: boolean | null = null; // whether a new playground is to go on; null if it is the first
  #inserted: AbortController | null = null; // ends what was begun when the element was put in
  #near = false;
  #asked = new AbortController(); // of the scene that was last asked for while it played

  constructor(element: HTMLElement, root: ShadowRoot) {
    this.#element = element;
    this.#face = new Face(element, root);
  }

  get ready(): Promise<void> {
    return this.#ready.promise;
  }

  /** What it plays with; null unless it is playing. */
  get session(): Session | null {
    return this.#state.is === "playing" ? this.#state.session : null;
  }

  get script(): string {
    return this.session?.script ?? this.#scene?.script ?? ownText(this.#element);
  }

  // --- what happens to it ---

  insert(): void {
    if (this.#inserted) {
      this.session?.followTheme(); // moved: the page around may be another's
      return;
    }
    this.#inserted = new AbortController();
    const { signal } = this.#inserted;
    document.addEventListener("visibilitychange", () => this.#see(), { signal });
    const watch = new IntersectionObserver((entries) => this.#come(entries[entries.length - 1]?.isIntersecting ?? false), { rootMargin: NEAR });
    watch.observe(this.#element);
    signal.addEventListener("abort", () => watch.disconnect());
    this.#enter({ is: "waiting" });
    this.#settle();
  }

  remove(): void {
    // Moving an element takes it out and puts it in again at once: the play goes on.
    queueMicrotask(() => {
      if (this.#element.isConnected || !this.#inserted) return;
      this.#inserted.abort();
      this.#inserted = null;
      this.#near = false;
      this.#playing = null;
      this.#enter({ is: "apart" });
      this.#refuse(removed());
    });
  }

  /** An attribute has changed. */
  change(name: string): void {
    if (SCENE.includes(name)) this.#scene = null;
    switch (this.#state.is) {
      case "apart":
        break;
      case "failed":
        if (SCENE.includes(name)) this.#load();
        break;
      case "waiting":
      case "offering":
        if (name === "loading") this.#settle();
        else this.#face.wait(this.#state.is === "offering" ? () => this.#load() : null);
        break;
      case "loading":
        if (name !== "loading") this.#load();
        break;
      case "playing":
        this.#changeWhilePlaying(name, this.#state);
        break;
    }
  }

  #changeWhilePlaying(name: string, { session, setup }: State & { is: "playing" }): void {
    if (name === "theme") session.followTheme();
    else if (name === "speed") session.do({ do: "speed", speed: setup.speedOf(this.#element) });
    else if (SCENE.includes(name)) void this.#reopen(setup);
    else if (name !== "loading") this.#again(session);
  }

  // Another scene was asked for: the playground goes on with that, unless it can't be loaded.
  async #reopen(setup: Setup): Promise<void> {
    this.#asked.abort();
    this.#asked = new AbortController();
    const { signal } = this.#asked;
    try {
      const asked = setup.sceneOf(this.#element, signal);
      const scene = asked instanceof Promise ? await asked : asked;
      if (!signal.aborted) this.session?.open(scene);
    } catch (cause) {
      if (!signal.aborted && this.#state.is === "playing") this.#fail(cause);
    }
  }

  /** Plays a scene, now or as soon as it can. */
  open(scene: Scene): void {
    this.#asked.abort();
    this.#scene = scene;
    this.#refuse(new ActorError("discarded", "The get was discarded: another script was opened before it could be made."));
    if (this.#state.is === "failed" && isMissing(this.#state.cause)) this.#load(); // here it is
    this.session?.open(scene);
  }

  /** Does something with the playground, now or once there is one. */
  wish(wish: Wish): void {
    switch (this.#state.is) {
      case "playing":
        wish.grant(this.#state.session);
        break;
      case "failed":
        wish.refuse(this.#state.cause);
        break;
      default:
        this.#wishes.push(wish);
        this.#settle();
    }
  }

  #come(near: boolean): void {
    this.#near = near;
    this.#see();
    if (near) this.#settle();
  }

  #see(): void {
    const { session } = this;
    if (session) session.visible = this.#near && !document.hidden;
  }

  // --- from state to state ---

  // Leaves the state it was in, and with it what that held.
  #enter(state: State): void {
    const before = this.#state;
    this.#state = state;
    if (before.is === "loading" && state.is !== "playing") before.over.abort(removed());
    if (before.is === "playing") {
      this.#asked.abort();
      before.session.dispose(removed());
    }
    if (before.is === "playing" || before.is === "failed") this.#ready = deferred();
    switch (state.is) {
      case "apart":
      case "waiting":
      case "loading":
        this.#face.wait(null);
        break;
      case "offering":
        this.#face.wait(() => this.#load());
        break;
      case "playing":
        this.#face.play();
        break;
      case "failed":
        this.#face.fail(() => this.#load(), messageOf(state.cause), before.is === "playing");
        break;
    }
  }

  // It waits, or offers: what does it wait for?
  #settle(): void {
    if (this.#state.is !== "waiting" && this.#state.is !== "offering") return;
    const loading = this.#element.getAttribute("loading");
    if (loading === "eager" || this.#wishes.length > 0 || (this.#near && loading !== "click")) this.#load();
    else if (loading === "click" && this.#state.is === "waiting") this.#enter({ is: "offering" });
    else if (loading !== "click" && this.#state.is === "offering") this.#enter({ is: "waiting" });
  }

  #load(): void {
    const over = new AbortController();
    this.#enter({ is: "loading", over });
    void this.#setUp(over.signal);
  }

  async #setUp(signal: AbortSignal): Promise<void> {
    try {
      const setup = await import("./setup").catch(unreachable);
      if (signal.aborted) return;
      const scene = this.#scene ?? (await setup.sceneOf(this.#element, signal));
      if (signal.aborted) return;
      const session = await setup.setUp({
        root: this.#face.root,
        element: this.#element,
        scene,
        signal,
        prepare: (view) => this.#face.prepare(view),
        tell: (type, detail) => this.#tell(type, detail),
        onEnd: (cause) => this.#ended(cause),
      });
      if (signal.aborted) session.dispose(removed()); // since it was made
      else this.#begin(setup, session, scene);
    } catch (cause) {
      if (!signal.aborted) this.#fail(cause);
    }
  }

  #begin(setup: Setup, session: Session, scene: Scene): void {
    this.#enter({ is: "playing", session, setup });
    if (this.#scene && this.#scene !== scene) session.open(this.#scene); // set in the meantime
    this.#see();
    this.#ready.resolve();
    this.#tell("actor-ready", null);
    if (this.#playing ?? setup.isOn(this.#element, "autoplay")) session.do({ do: "play" });
    this.#playing = null;
    for (const wish of this.#wishes.splice(0)) wish.grant(session);
  }

  // What some attributes say can't be changed but by a new playground. It goes on with what the reader has.
  #again(session: Session): void {
    this.#scene = session.scene;
    this.#playing = session.playing;
    this.#load();
  }

  // In mid-play. What the reader had is kept for another try.
  #ended(cause: unknown): void {
    if (this.#state.is !== "playing") return;
    this.#scene = this.#state.session.scene;
    this.#fail(cause);
  }

  #fail(cause: unknown): void {
    this.#enter({ is: "failed", cause });
    this.#ready.reject(cause);
    this.#refuse(cause);
    this.#tell("actor-error", { error: cause });
  }

  #refuse(reason: unknown): void {
    for (const wish of this.#wishes.splice(0)) wish.refuse(reason);
  }

  #tell<K extends keyof ElementEvents>(type: K, detail: ElementEvents[K]): void {
    this.#element.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }
}

function unreachable(cause: unknown): never {
  throw new ActorError("script-missing", `A script of the playground can't be loaded: ${messageOf(cause)}. See that all files of the build are on the server.`, { cause });
}

function isMissing(cause: unknown): boolean {
  return cause instanceof ActorError && cause.code === "scenario-missing";
}

function removed(): ActorError {
  return new ActorError("removed", "The playground was removed from the page, or made anew.");
}
