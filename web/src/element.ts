// <actor-playground>. Importing this registers nothing: actor-playground.ts does. It is small, for pages load it up front; the
// playground itself comes with the first element that is about to be seen.

import type { Moment } from "./player";
import type { Playground, Scene } from "./playground";
import type { Snapshot } from "./stage";
import type { Command } from "./view";

// Where there is no DOM, as on a server, the class must still be there to be imported.
const Base = globalThis.HTMLElement ?? (class {} as unknown as typeof HTMLElement);

/** An actor that can be watched, stepped both ways, and called. See README.md for its attributes. */
export class ActorPlayground extends Base {
  static readonly observedAttributes = ["capacity", "controls", "handle", "loop", "scenario", "speed", "theme", "view", "wasm-url"];

  readonly #root: ShadowRoot;
  #playground: Playground | null = null;
  #watch: IntersectionObserver | null = null;
  #life: AbortController | null = null; // ends what was begun when the element was put in
  #loading = false;
  #scene: Scene | null = null; // set by the page; counts more than attributes
  #sceneOf: ((element: Element, own: string | null) => Scene) | null = null; // once it is loaded
  #position = 0;
  #misses = 0;
  #ready = deferred();

  constructor() {
    super();
    this.#root = this.attachShadow({ mode: "open" });
    this.#root.append(document.createElement("slot"));
  }

  connectedCallback(): void {
    if (this.#life) return;
    this.#life = new AbortController();
    const { signal } = this.#life;
    document.addEventListener("visibilitychange", () => this.#see(), { signal });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#paint(), { signal });
    this.#watch = new IntersectionObserver((entries) => this.#near(entries[entries.length - 1]?.isIntersecting ?? false), { rootMargin: "200px" });
    this.#watch.observe(this);
    const loading = this.getAttribute("loading");
    if (loading === "eager") void this.#load();
    if (loading === "click") this.#offer("Start the playground");
  }

  disconnectedCallback(): void {
    // Moving an element takes it out and puts it in again at once: the play goes on.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#life?.abort();
      this.#life = null;
      this.#watch?.disconnect();
      this.#watch = null;
      this.#unload();
    });
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    if (before === now) return;
    const settles = name === "scenario" || name === "capacity" || name === "handle";
    if (settles) this.#scene = null;
    if (!this.#playground) return;
    if (name === "theme") {
      this.#paint();
    } else if (settles && this.#sceneOf) {
      this.#playground.open(this.#sceneOf(this, this.#ownScript()));
    } else {
      this.#unload();
      void this.#load();
    }
  }

  /** Resolves when it can play; rejects with an ActorError where it can't. */
  get ready(): Promise<void> {
    return this.#ready.promise;
  }

  /** The script that is played. Setting it plays another from its beginning. */
  get script(): string {
    return this.#playground?.player.script ?? this.#scene?.script ?? this.#ownScript() ?? "";
  }

  set script(script: string) {
    this.open(script);
  }

  /** Plays a script, shown at a position. One with mistakes is shown with them, and isn't played. */
  open(script: string, position = 0): void {
    this.#scene = { script, position };
    this.#playground?.open(this.#scene);
  }

  /** The present state of the play; null until it is ready. */
  get snapshot(): Snapshot | null {
    return this.#playground?.player.snapshot ?? null;
  }

  play(): void {
    this.#do({ do: "play" });
  }

  pause(): void {
    this.#do({ do: "pause" });
  }

  step(): void {
    this.#do({ do: "step" });
  }

  back(): void {
    this.#do({ do: "back" });
  }

  seek(position: number): void {
    this.#do({ do: "seek", position });
  }

  reset(): void {
    this.#do({ do: "reset" });
  }

  /** Has the client "you" set the value to an int32. */
  set(value: number): void {
    this.#do({ do: "live", steps: `set ${value}` });
  }

  /** Has the client "you" get the value. */
  get(): void {
    this.#do({ do: "live", steps: "get" });
  }

  #do(command: Command): void {
    this.#playground?.player.do(command);
  }

  async #load(): Promise<void> {
    if (this.#loading || this.#playground) return;
    this.#loading = true;
    try {
      const { sceneOf, setUp } = await import("./setup");
      this.#sceneOf = sceneOf;
      const scene = () => this.#scene ?? sceneOf(this, this.#ownScript());
      const begun = scene();
      const made = await setUp(this.#root, this, begun, (moment) => this.#follow(moment));
      if (this.#scene !== null && this.#scene !== begun) made.open(this.#scene); // set in the meantime
      if (!this.isConnected) {
        made.dispose();
        return;
      }
      this.#playground = made;
      this.#root.replaceChildren(made.element);
      this.#paint();
      this.#see();
      this.#ready.resolve();
      this.#tell("actor-ready", null);
      if (this.hasAttribute("autoplay") && this.getAttribute("autoplay") !== "false") this.play();
    } catch (cause) {
      this.#ready.reject(cause);
      this.#ready = deferred();
      const message = cause instanceof Error ? cause.message : String(cause);
      this.#offer("Try again", `The playground can't start. ${message}`);
      this.#tell("actor-error", { error: cause });
    } finally {
      this.#loading = false;
    }
  }

  #unload(): void {
    this.#playground?.dispose();
    this.#playground = null;
    this.#ready = deferred();
    this.#root.replaceChildren(document.createElement("slot"));
  }

  #follow({ snapshot }: Moment): void {
    if (snapshot.position !== this.#position) {
      this.#position = snapshot.position;
      this.#tell("actor-step", { position: snapshot.position, snapshot });
    }
    if (snapshot.missTotal > this.#misses) this.#tell("actor-expect", { misses: snapshot.misses });
    this.#misses = snapshot.missTotal;
  }

  #tell(type: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }

  #isNear = false;

  #near(near: boolean): void {
    this.#isNear = near;
    this.#see();
    const loading = this.getAttribute("loading");
    if (near && loading !== "click") void this.#load();
  }

  #see(): void {
    this.#playground?.player.setVisible(this.#isNear && !document.hidden);
  }

  #paint(): void {
    if (!this.#playground) return;
    const theme = this.getAttribute("theme");
    const dark = theme === "dark" || (theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
    this.#playground.theme = dark ? "dark" : "light";
  }

  /** What the author wrote between the tags. */
  #ownScript(): string | null {
    const child = this.querySelector('script[type="text/actor"]');
    return child?.textContent ? unindent(child.textContent) : null;
  }

  #offer(label: string, message = ""): void {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", () => {
      button.remove();
      words.remove();
      void this.#load();
    });
    const words = document.createElement("p");
    words.textContent = message;
    words.setAttribute("role", message === "" ? "none" : "alert");
    this.#root.replaceChildren(document.createElement("slot"), words, button);
  }
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
