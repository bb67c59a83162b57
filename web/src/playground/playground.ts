// The playground inside the element: player, views and controls put together. It comes when it is needed, not before.

import { LiveCalls, Settings, Transport } from "./controls";
import { h, say, set } from "./ui/dom";
import { Editor } from "./editor";
import { type Moment, Player } from "./play/player";
import playgroundCss from "./playground.css" with { type: "text" };
import { type Drawing, saveRow } from "./save";
import { type SettingName, withSetting } from "./settings";
import { type Mistake, Stage } from "../client/stage";
import tokensCss from "./tokens.css" with { type: "text" };
import { Prediction, type Question } from "./prediction";
import type { Command, Frame, Speed, View, ViewKind } from "./play/view";
import { kinds, type ViewName } from "./views";

/** What is played. */
export interface Scene {
  readonly script: string;
  readonly position?: number;
  readonly question?: Question | null;
}

export interface PlaygroundOptions {
  readonly scene: Scene;
  readonly views: readonly ViewName[];
  readonly controls: "full" | "compact" | "none";
  readonly speed: Speed;
  readonly loop: boolean;
  readonly wasmUrl?: string;
  /** Told after each change that was shown. */
  readonly onMoment?: (moment: Moment) => void;
  /** Told if the program in the module ends: the playground is of no use any more. */
  readonly onEnd?: (cause: unknown) => void;
}

const ANNOUNCE_MS = 1500; // a live region that speaks more often is no help

export class Playground {
  readonly element: HTMLElement;
  readonly player: Player;
  readonly #stage: Stage;
  readonly #views: View[] = [];
  readonly #drawings: Drawing[] = [];
  readonly #seen = new Map<View, HTMLElement>(); // a view that can be hidden, and its tab's panel
  readonly #transport: Transport | null;
  readonly #editor: Editor | null;
  #settings: Settings | null = null;
  readonly #prediction: Prediction;
  readonly #status = h("p", { class: "quiet", role: "status" });
  readonly #motion = matchMedia("(prefers-reduced-motion: reduce)");
  readonly #onMoment: ((moment: Moment) => void) | undefined;
  #announced = -Infinity;

  /** Loads the module and makes a playground, paused at its script's beginning. Rejects as Stage.create does. */
  static async create(root: ShadowRoot, options: PlaygroundOptions): Promise<Playground> {
    return new Playground(root, await Stage.create(options.wasmUrl), options);
  }

  private constructor(root: ShadowRoot, stage: Stage, options: PlaygroundOptions) {
    this.#stage = stage;
    this.#onMoment = options.onMoment;
    this.player = new Player(stage, { request: (f) => requestAnimationFrame(f), cancel: (r) => cancelAnimationFrame(r) }, options);
    const emit = (command: Command) => this.player.do(command);
    const make = (kind: ViewKind): View => {
      const view = kind.create(emit);
      set(view.element, { part: kind.title.toLowerCase() });
      this.#views.push(view);
      return view;
    };
    const named = (name: ViewName) => options.views.includes(name);

    this.#transport = options.controls === "none" ? null : new Transport(emit);
    const live = options.controls === "full" ? new LiveCalls(emit) : null;
    this.#prediction = new Prediction(() => {
      this.player.hold(null);
      this.player.do({ do: "play" });
    });
    this.#editor = named("script") ? new Editor({ apply: (script) => this.#apply(script) }) : null;
    const tabs = options.views.filter((name): name is Exclude<ViewName, "stage" | "script"> => name !== "stage" && name !== "script" && name in kinds);

    this.element = h("div", { class: "playground", "data-theme": "light", "data-controls": options.controls, part: "playground" });
    if (named("stage")) this.element.append(make(kinds.stage).element);
    this.element.append(this.#prediction.element);
    if (this.#transport) this.element.append(this.#transport.element);
    if (live) this.element.append(live.element);
    const below = h("div", { class: "below" });
    if (this.#editor) {
      this.#settings = options.controls === "full" ? new Settings((name, value) => this.#change(name, value)) : null;
      const head = h("div", { class: "below-head" }, h("h3", { class: "below-title" }, "Script"));
      if (this.#settings) head.append(this.#settings.element);
      below.append(h("div", { class: "below-part" }, head, this.#editor.element));
    }
    if (tabs.length > 0) below.append(this.#tabs(tabs.map((name) => ({ name, view: make(kinds[name]), title: kinds[name].title }))));
    if (below.hasChildNodes()) this.element.append(below);
    if (options.controls === "full") this.element.append(saveRow(stage, this.#drawings));
    this.element.append(this.#status);
    this.element.addEventListener("keydown", (e) => this.#key(e));

    const used = [tokensCss, playgroundCss, ...options.views.filter((name) => name !== "script").map((name) => kinds[name].css)];
    root.adoptedStyleSheets = used.map(sheet);
    this.player.subscribe((moment) => this.#show(moment));
    this.open(options.scene);
  }

  /** Plays another scene. A script with mistakes is shown with them, and nothing is played. */
  open({ script, position = 0, question = null }: Scene): readonly Mistake[] {
    const mistakes = this.player.load(script);
    if (mistakes.length > 0) this.player.load("");
    this.#editor?.present(script, mistakes);
    this.#prediction.pose(mistakes.length === 0 ? question : null);
    if (mistakes.length > 0) return mistakes;
    if (question) this.player.hold(question.client);
    if (position > 0) this.player.do({ do: "seek", position });
    return [];
  }

  /** "light" or "dark". */
  set theme(theme: "light" | "dark") {
    set(this.element, { "data-theme": theme });
  }

  dispose(): void {
    this.player.close();
    for (const view of this.#views) view.dispose();
    this.#stage.close();
    this.element.remove();
  }

  #show(moment: Moment): void {
    const frame: Frame = { ...moment, stage: this.player.reader, reducedMotion: this.#motion.matches };
    this.#transport?.render(frame);
    this.#editor?.render(frame);
    this.#settings?.render(frame);
    this.#prediction.render(frame);
    for (const view of this.#views) if (!this.#seen.get(view)?.hidden) view.render(frame);
    this.#announce(frame);
    this.#onMoment?.(moment);
  }

  #change(name: SettingName, value: string): void {
    this.open({ script: withSetting(this.player.script, name, value) });
  }

  // The reader's own script: what was asked of the former one no longer fits.
  #apply(script: string): readonly Mistake[] {
    const mistakes = this.player.load(script);
    if (mistakes.length === 0) this.#prediction.pose(null);
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

  #tabs(entries: readonly { name: string; view: View; title: string }[]): HTMLElement {
    const list = h("div", { class: "tabs", role: "tablist", "aria-label": "Views" });
    const parts = entries.map(({ name, view, title }) => {
      const panel = h("div", { class: "tab-panel", role: "tabpanel", id: `panel-${name}`, "aria-labelledby": `tab-${name}` }, view.element);
      const tab = h("button", { type: "button", role: "tab", id: `tab-${name}`, "aria-controls": `panel-${name}` }, title);
      this.#seen.set(view, panel);
      return { tab, panel, view };
    });
    const choose = (chosen: number) => {
      parts.forEach(({ tab, panel, view }, i) => {
        set(tab, { "aria-selected": i === chosen ? "true" : "false", tabindex: i === chosen ? 0 : -1 });
        panel.hidden = i !== chosen;
        const moment = this.player.moment;
        if (i === chosen && moment) view.render({ ...moment, moved: "jump", stage: this.player.reader, reducedMotion: true });
      });
    };
    parts.forEach(({ tab, view }, i) => {
      const { toSVG } = view;
      if (toSVG) {
        const draw = async () => {
          choose(i);
          await laidOut();
          return toSVG.call(view);
        };
        this.#drawings.push({ title: entries[i]?.title ?? "", draw });
      }
      tab.addEventListener("click", () => choose(i));
      tab.addEventListener("keydown", (e) => {
        const next = e.key === "ArrowRight" ? i + 1 : e.key === "ArrowLeft" ? i - 1 : null;
        if (next === null) return;
        e.preventDefault();
        e.stopPropagation();
        const target = (next + parts.length) % parts.length;
        choose(target);
        parts[target]?.tab.focus();
      });
      list.append(tab);
    });
    choose(0);
    return h("div", { class: "below-part" }, list, ...parts.map(({ panel }) => panel));
  }

  // Keys of the playground as a whole. A field keeps its own, and a button its space bar.
  #key(e: KeyboardEvent): void {
    if (e.defaultPrevented || e.altKey || e.ctrlKey || e.metaKey) return;
    const at = e.composedPath()[0];
    if (!(at instanceof Element) || at.matches("input, textarea, select, [role=tab]")) return;
    if (e.key === " " && at.matches("button, a, summary")) return;
    const command = this.#commandOf(e.key);
    if (!command) return;
    e.preventDefault();
    e.stopPropagation();
    this.player.do(command);
  }

  #commandOf(key: string): Command | null {
    switch (key) {
      case " ":
        return { do: this.player.moment?.playing ? "pause" : "play" };
      case "ArrowRight":
        return { do: "step" };
      case "ArrowLeft":
        return { do: "back" };
      case "Home":
        return { do: "seek", position: 0 };
      case "End":
        return { do: "seek", position: this.player.moment?.snapshot.end ?? 0 };
    }
    return null;
  }
}

/** Resolves when what has just been shown has its size. */
const laidOut = () => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())));

const sheets = new Map<string, CSSStyleSheet>();

// One sheet for all playgrounds of a page.
function sheet(css: string): CSSStyleSheet {
  let made = sheets.get(css);
  if (!made) {
    made = new CSSStyleSheet();
    made.replaceSync(css);
    sheets.set(css, made);
  }
  return made;
}
