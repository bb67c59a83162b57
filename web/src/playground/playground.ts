// The playground inside the element: player, views and controls put together. It comes when it is needed, not before.

import { type ActorError, messageOf } from "../client/errors";
import { type Mistake, type SettingName, Stage } from "../client/stage";
import { turn } from "../client/turn";
import { bench } from "./bench";
import { Dock } from "./dock/dock";
import dockCss from "./dock/dock.css" with { type: "text" };
import type { Editor } from "./editor/editor";
import type { Goal, Verdict } from "./goal";
import { Guess, type Question } from "./guess";
import guessCss from "./guess.css" with { type: "text" };
import { type KeyAction, keyAction } from "./keys";
import { Mount, type Mountable } from "./mount";
import { type PanelName, type Parts, type ViewName, panelsOf } from "./parts";
import type { Draft } from "./play/draft";
import { type Moment, Player } from "./play/player";
import type { Command, Frame, Speed, View } from "./play/view";
import playgroundCss from "./playground.css" with { type: "text" };
import { Remark } from "./remark";
import { type Drawing, saveMenu } from "./save";
import { ScriptSettings } from "./script-settings";
import { Tabs } from "./tabs";
import tokensCss from "./ui/tokens.css" with { type: "text" };
import { h, say, set } from "./ui/dom";
import { adopt } from "./ui/sheets";
import { TITLES, loadView } from "./views";

/** What is played. */
export interface Scene {
  readonly script: string;
  /** What counts instead of the script's own settings. */
  readonly settings?: Readonly<Partial<Record<SettingName, string>>>;
  readonly position?: number;
  /** What the editor shows instead. It isn't played yet. */
  readonly draft?: string;
  /** The reader's own calls in the run, as Player.calls has them. */
  readonly calls?: string;
  readonly question?: Question | null;
  /** The goal of the reader's run. It applies to edits of this script, too. */
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
  /** Puts its element where it is to be seen. */
  readonly prepare: (element: HTMLElement) => void;
  /** Gives it up while it loads. */
  readonly signal: AbortSignal;
  /** Told of a scene's setting that is refused, and why. The script's own counts then. */
  readonly onRefusal?: (name: SettingName, value: string, why: string) => void;
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
  readonly #dock: Dock | null;
  readonly #settings: ScriptSettings | null;
  readonly #guess: Guess;
  readonly #guessPlace: HTMLElement;
  readonly #remark: Remark;
  readonly #editable: boolean;
  readonly #calls: boolean; // has buttons to call the actor
  readonly #status = h("p", { class: "quiet", role: "status" });
  readonly #motion = matchMedia("(prefers-reduced-motion: reduce)");
  readonly #onMoment: ((moment: Moment) => void) | undefined;
  readonly #onRefusal: PlaygroundOptions["onRefusal"];
  #editor: Editor | null = null; // once it is loaded
  #mistakes: readonly Mistake[] = []; // of the script that was opened
  #refused = false; // the script that was opened, and no other was played since
  #refusal: HTMLElement | null = null;
  #draft: string | null = null; // what the editor is to show first, unless another script is played by then
  #opened = ""; // what was played with it
  #announced = -Infinity;
  #asked: string | null = null; // the script that the question is about
  #rejected: readonly Mistake[] = [];
  #scene: Scene = { script: "" }; // as it was opened

  /**
   * Loads the module and makes a playground, paused at its script's beginning, with all that is seen of it at first. Rejects
   * as Stage.create does.
   */
  static async create(root: ShadowRoot, options: PlaygroundOptions): Promise<Playground> {
    // Meanwhile. If a part can't be loaded, its place says so.
    for (const name of firstShown(options.parts)) void (name === "script" ? import("./editor/editor") : loadView(name)).catch(() => {});
    const { signal } = options;
    const stage = await Stage.create(options.wasmUrl);
    await turn();
    if (signal.aborted) stage.close();
    signal.throwIfAborted();
    const playground = new Playground(root, stage, options);
    const giveUp = () => playground.dispose();
    signal.addEventListener("abort", giveUp);
    options.prepare(playground.element);
    await playground.#show(options.parts);
    signal.throwIfAborted();
    signal.removeEventListener("abort", giveUp);
    return playground;
  }

  private constructor(root: ShadowRoot, stage: Stage, options: PlaygroundOptions) {
    this.#root = root;
    this.#stage = stage;
    this.#onMoment = options.onMoment;
    this.#onRefusal = options.onRefusal;
    this.player = new Player(stage, { request: (f) => requestAnimationFrame(f), cancel: (r) => cancelAnimationFrame(r) }, {
      ...options,
      draft: () => this.#unplayed(),
    });
    const emit = (command: Command) => this.player.do(command);
    const { views, controls } = options.parts;
    this.#editable = views.includes("script");
    this.#calls = controls === "full";
    adopt(root, tokensCss, playgroundCss, dockCss, guessCss);

    const places = bench(options.parts);
    this.element = places.root;
    this.element.classList.add("playground");
    set(this.element, { "data-theme": "light", part: "playground" });
    const dock = { calls: this.#calls, scrubber: places.timeline === null, editor: () => this.#editor };
    this.#dock = places.dock && new Dock(emit, dock);
    if (this.#dock) places.dock?.append(this.#dock.element);
    this.#settings = this.#calls && views.includes("script") ? new ScriptSettings((name, value) => this.#change(name, value)) : null;
    this.#guess = new Guess(() => emit({ do: "play" }));
    this.#guessPlace = places.guess;
    this.#remark = new Remark((verdict) => options.onVerdict?.(verdict));
    this.#guessPlace.append(this.#guess.element, this.#remark.element);

    for (const [name, place] of [["stage", places.stage], ["timeline", places.timeline]] as const) {
      if (place) this.#mount(place, () => this.#view(name, emit));
    }
    if (places.timeline) this.#drawable("Timeline", this.#mounts.at(-1)!);
    if (places.panels) {
      const tabs = panelsOf(views).map((name) => ({ name, title: TITLES[name], mount: this.#panel(name, emit) }));
      this.#tabs = new Tabs(tabs);
      const bar = h("div", { class: "panels-bar" }, this.#tabs.list);
      if (this.#calls) bar.append(saveMenu(stage, this.#drawings), this.#helpButton());
      places.panels.append(bar, ...tabs.map(({ mount }) => mount.place));
      const stats = tabs.find(({ name }) => name === "stats");
      if (stats) this.#drawable("Stats", stats.mount);
    }
    this.element.append(this.#status);
    this.element.addEventListener("keydown", (e) => this.#key(e));
    this.player.subscribe((moment) => this.#render(moment));
    this.open(options.scene);
  }

  /** Plays another scene. A script with mistakes is shown with them, and nothing is played. */
  open(scene: Scene): readonly Mistake[] {
    const { position = 0, calls = "", question = null, goal = null, end = "" } = scene;
    const script = this.#scriptOf(scene);
    this.#scene = { ...scene, script, settings: {} };
    this.#remark.pose(goal, this.#calls ? end : "");
    const mistakes = this.player.load(script, { position, calls, secret: question?.answer ?? null });
    if (mistakes.length > 0) this.player.refuse(mistakes);
    this.#mistakes = mistakes;
    this.#opened = this.player.script;
    this.#draft = scene.draft ?? (mistakes.length > 0 ? script : null);
    this.#showRefusal(mistakes).catch(() => {}); // then the dock alone says it
    this.#editor?.present(this.player.script);
    if (this.#draft !== null) this.#editor?.edit(this.#draft);
    this.#pose(mistakes.length === 0 ? question : null, script);
    return mistakes;
  }

  /** Those of the script that was presented last. */
  get mistakes(): readonly Mistake[] {
    return this.#mistakes;
  }

  /** The text in the editor, if it isn't what is played: an edit, or a script with mistakes. Else null. */
  get draft(): string | null {
    return this.#unplayed()?.script ?? null;
  }

  /** Shows a text that isn't played in the editor, now or once there is one; null for what is played. */
  edit(text: string | null): void {
    [this.#draft, this.#opened] = [text, this.player.script];
    this.#editor?.edit(text ?? this.player.script);
  }

  /** The script that is played, or that Play would play: a draft that has no mistakes. */
  get script(): string {
    const draft = this.#unplayed();
    return draft && draft.mistakes.length === 0 ? draft.script : this.player.script;
  }

  /** What is played, as it is now, and what isn't yet. */
  get scene(): Scene {
    const { script, moment } = this.player;
    const { draft: _, ...opened } = this.#scene;
    const { draft } = this;
    if (this.#refused) return { ...opened, ...(draft === null ? {} : { draft }) };
    return { ...(script === opened.script ? opened : {}), ...(draft === null ? {} : { draft }), script, position: moment?.snapshot.position ?? 0, calls: this.player.callsToKeep };
  }

  // The draft, with its mistakes as far as they are known.
  #unplayed(): Draft | null {
    if (this.#editor) return this.#editor.draft();
    return this.#draft === null || this.player.script !== this.#opened ? null : { script: this.#draft, mistakes: this.#mistakes };
  }

  /** "light" or "dark". */
  set theme(theme: "light" | "dark") {
    set(this.element, { "data-theme": theme });
  }

  /** Ends the play. The gets that still wait are rejected with reason. */
  dispose(reason?: ActorError): void {
    this.player.close(reason);
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
    const { Editor, css } = await import("./editor/editor");
    adopt(this.#root, css);
    const editor = new Editor({
      language: this.#stage,
      play: () => this.player.do({ do: "play" }),
      onEdit: () => this.#dock?.edited(),
    });
    const { draft } = this; // before there is an editor
    this.#editor = editor;
    editor.present(this.player.script);
    if (draft !== null) editor.edit(draft);
    const element = h("div", { class: "script" }, ...(this.#settings ? [this.#settings.element] : []), editor.element);
    return { element, render: (frame) => editor.render(frame), dispose: () => editor.dispose() };
  }

  // All that is seen at first, one part a turn: the page must not stand still meanwhile.
  async #show(parts: Parts): Promise<void> {
    await turn();
    this.player.show();
    for (const mount of this.#mounts) {
      if (mount.place.classList.contains("panel")) continue;
      await turn();
      await mount.show();
    }
    await turn();
    await this.#tabs?.show(panelsOf(parts.views)[0]);
  }

  #drawable(title: string, mount: Mount<Mountable>): void {
    const draw = async () => {
      await (title === "Stats" ? this.#tabs?.show("stats") : mount.show());
      await laidOut();
      const view = mount.content as View | null;
      if (!view?.toSVG) throw new Error(`${title} can't be loaded.`);
      return view.toSVG();
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
    this.#dock?.render(frame);
    this.#settings?.render(frame);
    if (this.#asked !== null && moment.script !== this.#asked) this.#pose(null);
    this.#guess.render(frame);
    this.#remark.render(frame);
    set(this.element, { "data-turn": this.#remark.turn && moment.snapshot.live === 0 });
    this.#reject(moment.mistakes);
    if (moment.script !== "" && this.#refused) void this.#showRefusal([]);
    for (const mount of this.#mounts) mount.render(frame);
    this.#announce(frame);
    this.#onMoment?.(moment);
  }

  // Once another script is played, what was asked of this one no longer fits.
  #pose(question: Question | null, script = ""): void {
    this.#asked = question ? script : null;
    this.#guess.pose(question);
    this.#guessPlace.hidden = question === null && !this.#remark.has;
  }

  // While the script that was opened has mistakes, they stand where its run would.
  async #showRefusal(mistakes: readonly Mistake[]): Promise<void> {
    this.#refusal?.remove();
    this.#refusal = null;
    this.#refused = mistakes.length > 0;
    set(this.element, { "data-refused": this.#refused });
    const [first, ...others] = mistakes;
    if (!first) return;
    const { refusal, css } = await import("./refusal");
    if (mistakes !== this.#mistakes || !this.#refused) return; // another script was opened or played
    adopt(this.#root, css);
    this.#refusal = refusal([first, ...others], this.#editable);
    this.element.firstElementChild?.append(this.#refusal);
  }

  // Mistakes of the text that was to be played are shown in it.
  #reject(mistakes: readonly Mistake[]): void {
    if (mistakes === this.#rejected) return;
    this.#rejected = mistakes;
    if (mistakes.length > 0) this.#editor?.reject(mistakes);
  }

  #scriptOf({ script, settings = {} }: Scene): string {
    for (const [name, value] of Object.entries(settings) as [SettingName, string][]) {
      try {
        script = this.#stage.withSetting(script, name, value);
      } catch (refusal) {
        if (!(refusal instanceof RangeError)) throw refusal;
        this.#onRefusal?.(name, value, refusal.message);
      }
    }
    return script;
  }

  // What the editor shows is what changes.
  #change(name: SettingName, value: string): void {
    const script = this.#scriptOf({ script: this.#editor?.draft()?.script ?? this.player.script, settings: { [name]: value } });
    this.#mistakes = this.player.load(script);
    this.#editor?.present(this.player.script);
    if (this.#mistakes.length > 0) this.#editor?.edit(script);
  }

  // While it plays, only large changes are announced; for a single step, what happened.
  #announce({ snapshot, playing, recent }: Frame): void {
    const { mailbox, line, ended, position } = snapshot;
    const now = performance.now();
    if (playing && now - this.#announced < ANNOUNCE_MS) return;
    const full = mailbox.depth >= mailbox.capacity ? "mailbox full" : `${mailbox.depth} in the mailbox`;
    const told = playing
      ? `${full}, ${line.waiting} waiting`
      : recent.filter((event) => event.step === position).slice(0, 3).map((event) => event.text).join("; ");
    const text = snapshot.deadlock ? "Deadlock: nothing can happen any more." : ended && playing ? `${told}; the end` : told;
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
        this.#dock?.calls?.set();
        break;
      case "get":
        this.#dock?.calls?.get();
        break;
      case "help":
        void this.#showKeys();
        break;
    }
  }

  #helpButton(): HTMLElement {
    const button = h("button", { type: "button", class: "keys-button", "aria-label": "Keys", title: "Keys" }, "?");
    button.addEventListener("click", () => this.#showKeys());
    return button;
  }

  async #showKeys(): Promise<void> {
    try {
      const { showKeys, css } = await import("./key-help");
      adopt(this.#root, css);
      if (!this.element.querySelector("dialog[open]")) showKeys(this.element);
    } catch (cause) {
      this.element.append(h("p", { role: "alert" }, `The list of keys can't be loaded: ${messageOf(cause)}`));
    }
  }
}

/** The views that are seen before the reader chooses a tab. */
function firstShown({ views }: Parts): readonly ViewName[] {
  const [panel] = panelsOf(views);
  return [...views.filter((name) => name === "stage" || name === "timeline"), ...(panel ? [panel] : [])];
}

/** Resolves when what has just been shown has its size. */
const laidOut = () => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())));
