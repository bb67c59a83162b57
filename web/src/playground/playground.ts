// The playground inside the element: player, views and controls put together. It comes when it is needed, not before.

import { Stage, type Mistake } from "../client/stage";
import { bench } from "./bench";
import { LiveCalls, Settings, Transport } from "./controls";
import type { Editor } from "./editor";
import type { Goal, Verdict } from "./goal";
import { type KeyAction, KeyHelp, keyAction } from "./keys";
import { Mount, type Mountable } from "./mount";
import { type PanelName, type Parts, type ViewName, panelsOf } from "./parts";
import { type Moment, Player } from "./play/player";
import type { Command, Frame, Speed, View } from "./play/view";
import playgroundCss from "./playground.css" with { type: "text" };
import { Prediction, type Question } from "./prediction";
import { Remark } from "./remark";
import { type Drawing, saveMenu } from "./save";
import { type SettingName, withSetting } from "./settings";
import { Tabs } from "./tabs";
import tokensCss from "./tokens.css" with { type: "text" };
import { h, say, set } from "./ui/dom";
import { adopt } from "./sheets";
import { TITLES, loadView } from "./views";

/** What is played. */
export interface Scene {
  readonly script: string;
  readonly position?: number;
  readonly question?: Question | null;
  /** What the reader's run must be like. It holds for the scripts that the reader makes of this one, too. */
  readonly goal?: Goal | null;
  /** Said once it has been played. */
  readonly end?: string;
}

export interface PlaygroundOptions {
  readonly scene: Scene;
  readonly parts: Parts;
  readonly speed: Speed;
  readonly loop: boolean;
  readonly wasmUrl?: string;
  /** Gives it up while it loads. */
  readonly signal: AbortSignal;
  /** Told after each change that was shown. */
  readonly onMoment?: (moment: Moment) => void;
  /** Told whether a run that has ended met its goal. */
  readonly onVerdict?: (verdict: Verdict) => void;
  /** Told if the program in the module ends: the playground is of no use any more. */
  readonly onEnd?: (cause: unknown) => void;
}

const ANNOUNCE_MS = 1500; // a live region that speaks more often is no help

export class Playground {
  readonly element: HTMLElement;
  readonly player: Player;
  readonly #stage: Stage;
  readonly #root: ShadowRoot;
  readonly #mounts: Mount<Mountable>[] = [];
  readonly #drawings: Drawing[] = [];
  readonly #tabs: Tabs | null = null;
  readonly #transport: Transport | null;
  readonly #calls: LiveCalls | null;
  readonly #settings: Settings | null;
  readonly #prediction: Prediction;
  readonly #remark: Remark;
  readonly #help = new KeyHelp();
  readonly #guess: HTMLElement; // its place
  readonly #status = h("p", { class: "quiet", role: "status" });
  readonly #motion = matchMedia("(prefers-reduced-motion: reduce)");
  readonly #onMoment: ((moment: Moment) => void) | undefined;
  #editor: Editor | null = null; // once it is loaded
  #presented: { readonly script: string; readonly mistakes: readonly Mistake[] } | null = null;
  #announced = -Infinity;
  #scene: Scene = { script: "" }; // as it was opened

  /**
   * Loads the module and makes a playground, paused at its script's beginning, with all that is seen of it at first. Rejects
   * as Stage.create does.
   */
  static async create(root: ShadowRoot, options: PlaygroundOptions): Promise<Playground> {
    // Meanwhile. What can't be had is said in its place.
    for (const name of firstShown(options.parts)) void (name === "script" ? import("./editor") : loadView(name)).catch(() => {});
    const { signal } = options;
    const stage = await Stage.create(options.wasmUrl);
    if (signal.aborted) stage.close();
    signal.throwIfAborted();
    const playground = new Playground(root, stage, options);
    const giveUp = () => playground.dispose();
    signal.addEventListener("abort", giveUp);
    await playground.#show(options.parts);
    signal.throwIfAborted();
    signal.removeEventListener("abort", giveUp);
    return playground;
  }

  private constructor(root: ShadowRoot, stage: Stage, options: PlaygroundOptions) {
    this.#root = root;
    this.#stage = stage;
    this.#onMoment = options.onMoment;
    this.player = new Player(stage, { request: (f) => requestAnimationFrame(f), cancel: (r) => cancelAnimationFrame(r) }, options);
    const emit = (command: Command) => this.player.do(command);
    const { views, controls } = options.parts;
    adopt(root, tokensCss, playgroundCss);

    const places = bench(options.parts);
    this.element = places.root;
    this.element.classList.add("playground");
    set(this.element, { "data-theme": "light", part: "playground" });
    this.#transport = places.dock ? new Transport(emit) : null;
    if (this.#transport) places.dock?.append(this.#transport.element);
    this.#calls = controls === "full" ? new LiveCalls(emit) : null;
    if (this.#calls) places.dock?.append(this.#calls.element);
    this.#settings = controls === "full" && views.includes("script") ? new Settings((name, value) => this.#change(name, value)) : null;
    this.#prediction = new Prediction(() => {
      this.player.hold(null);
      this.player.do({ do: "play" });
    });
    this.#remark = new Remark((verdict) => options.onVerdict?.(verdict));
    this.#guess = places.guess;
    this.#guess.append(this.#prediction.element, this.#remark.element);

    for (const [name, place] of [["stage", places.stage], ["timeline", places.timeline]] as const) {
      if (place) this.#mount(place, () => this.#view(name, emit));
    }
    if (places.timeline) this.#drawable("Timeline", this.#mounts.at(-1)!);
    if (places.panels) {
      const tabs = panelsOf(views).map((name) => ({ name, title: TITLES[name], mount: this.#panel(name, emit) }));
      this.#tabs = new Tabs(tabs);
      const bar = h("div", { class: "panels-bar" }, this.#tabs.list);
      if (controls === "full") bar.append(saveMenu(stage, this.#drawings), this.#helpButton());
      places.panels.append(bar, ...tabs.map(({ mount }) => mount.place));
      const stats = tabs.find(({ name }) => name === "stats");
      if (stats) this.#drawable("Stats", stats.mount);
    }
    this.element.append(this.#status, this.#help.element);
    this.element.addEventListener("keydown", (e) => this.#key(e));
    this.player.subscribe((moment) => this.#render(moment));
    this.open(options.scene);
  }

  /** Plays another scene. A script with mistakes is shown with them, and nothing is played. */
  open(scene: Scene): readonly Mistake[] {
    const { script, position = 0, question = null, goal = null, end = "" } = scene;
    this.#scene = scene;
    this.#remark.pose(goal, end);
    const mistakes = this.player.load(script);
    if (mistakes.length > 0) this.player.load("");
    this.#presented = { script, mistakes };
    this.#editor?.present(script, mistakes);
    this.#pose(mistakes.length === 0 ? question : null);
    if (mistakes.length > 0) return mistakes;
    if (question) this.player.hold(question.client);
    if (position > 0) this.player.do({ do: "seek", position });
    return [];
  }

  /** What is played, as it is now. */
  get scene(): Scene {
    const { script, moment } = this.player;
    return { ...(script === this.#scene.script ? this.#scene : {}), script, position: moment?.snapshot.position ?? 0 };
  }

  /** "light" or "dark". */
  set theme(theme: "light" | "dark") {
    set(this.element, { "data-theme": theme });
  }

  dispose(): void {
    this.player.close();
    for (const mount of this.#mounts) mount.dispose();
    this.#stage.close();
    this.element.remove();
  }

  #mount<T extends Mountable>(place: HTMLElement, load: () => Promise<T>): Mount<T> {
    const mount = new Mount(place, load, () => this.#latest());
    this.#mounts.push(mount);
    return mount;
  }

  #panel(name: PanelName, emit: (command: Command) => void): Mount<Mountable> {
    const place = h("div", { class: "panel" });
    return name === "script" ? this.#mount(place, () => this.#makeEditor()) : this.#mount(place, () => this.#view(name, emit));
  }

  async #view(name: Exclude<ViewName, "script">, emit: (command: Command) => void): Promise<View> {
    const kind = await loadView(name);
    adopt(this.#root, kind.css);
    const view = kind.create(emit);
    set(view.element, { part: name });
    return view;
  }

  async #makeEditor(): Promise<Mountable> {
    const { Editor } = await import("./editor");
    const editor = (this.#editor = new Editor({ apply: (script) => this.#apply(script) }));
    if (this.#presented) editor.present(this.#presented.script, this.#presented.mistakes);
    const element = h("div", { class: "script" }, ...(this.#settings ? [this.#settings.element] : []), editor.element);
    return { element, render: (frame) => editor.render(frame) };
  }

  // All that is seen at first.
  async #show(parts: Parts): Promise<void> {
    const shown = this.#mounts.filter((mount) => !mount.place.classList.contains("panel")).map((mount) => mount.show());
    if (this.#tabs) shown.push(this.#tabs.show(panelsOf(parts.views)[0]));
    await Promise.all(shown);
  }

  #drawable(title: string, mount: Mount<Mountable>): void {
    const draw = async () => {
      await (title === "Stats" ? this.#tabs?.show("stats") : mount.show());
      await laidOut();
      const view = mount.content as View | null;
      return view?.toSVG?.() ?? "";
    };
    this.#drawings.push({ title, draw });
  }

  #latest(): Frame | null {
    const { moment } = this.player;
    return moment && { ...this.#frame(moment), moved: "jump", reducedMotion: true };
  }

  #frame(moment: Moment): Frame {
    return { ...moment, stage: this.player.reader, reducedMotion: this.#motion.matches };
  }

  #render(moment: Moment): void {
    const frame = this.#frame(moment);
    this.#transport?.render(frame);
    this.#settings?.render(frame);
    this.#prediction.render(frame);
    this.#remark.render(frame);
    for (const mount of this.#mounts) mount.render(frame);
    this.#announce(frame);
    this.#onMoment?.(moment);
  }

  #pose(question: Question | null): void {
    this.#prediction.pose(question);
    this.#guess.hidden = question === null && !this.#remark.has;
  }

  #change(name: SettingName, value: string): void {
    this.open({ script: withSetting(this.player.script, name, value) });
  }

  // The reader's own script: what was asked of the former one no longer fits.
  #apply(script: string): readonly Mistake[] {
    const mistakes = this.player.load(script);
    if (mistakes.length === 0) this.#pose(null);
    return mistakes;
  }

  // While it plays, only what has changed in the large is told; of a single step, what happened.
  #announce({ snapshot, playing, recent }: Frame): void {
    const { mailbox, line, ended, position } = snapshot;
    const now = performance.now();
    if (playing && now - this.#announced < ANNOUNCE_MS) return;
    const full = mailbox.depth >= mailbox.capacity ? "mailbox full" : `${mailbox.depth} in the mailbox`;
    const told = playing
      ? `${full}, ${line.waiting} waiting`
      : recent.filter((event) => event.step === position).slice(0, 3).map((event) => event.text).join("; ");
    const text = snapshot.deadlock ? "Deadlock: nothing can ever happen any more." : ended && playing ? `${told}; the end` : told;
    if (this.#status.textContent === text) return;
    say(this.#status, text);
    this.#announced = now;
  }

  #key(e: KeyboardEvent): void {
    const action = keyAction(e);
    if (!action) return;
    e.preventDefault();
    e.stopPropagation();
    this.#act(action);
  }

  #act(action: KeyAction): void {
    const { player } = this;
    switch (action) {
      case "toggle":
        player.do({ do: player.moment?.playing ? "pause" : "play" });
        break;
      case "step":
      case "back":
        player.do({ do: action });
        break;
      case "start":
        player.do({ do: "seek", position: 0 });
        break;
      case "end":
        player.do({ do: "seek", position: player.snapshot.end });
        break;
      case "set":
        this.#calls?.set();
        break;
      case "get":
        this.#calls?.get();
        break;
      case "help":
        this.#help.show();
        break;
    }
  }

  #helpButton(): HTMLElement {
    const button = h("button", { type: "button", class: "keys-button", "aria-label": "Keys", title: "Keys" }, "?");
    button.addEventListener("click", () => this.#help.show());
    return button;
  }
}

/** The views that are seen before the reader chooses a tab. */
function firstShown({ views }: Parts): readonly ViewName[] {
  const [panel] = panelsOf(views);
  return [...views.filter((name) => name === "stage" || name === "timeline"), ...(panel ? [panel] : [])];
}

/** Resolves when what has just been shown has its size. */
const laidOut = () => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())));
