// The actor at the reader's level, in the Go that runs and in Rust for comparison, and the core behind it. The lines that did
// what has just happened are lit.

import { h, say, set } from "../../ui/dom";
import type { StageEvent } from "../../../client/stage";
import type { Frame, View, ViewKind } from "../../play/view";
import css from "./code.css" with { type: "text" };
import { Inside } from "./inside";
import { lightsOf, mostTelling } from "./lights";
import { Text } from "./typeset";

type Language = "go" | "rust";

const languages = ["go", "rust"] as const;
const titles: Readonly<Record<Language, string>> = { go: "Go", rust: "Rust" };
const remarks: Readonly<Record<Language, string>> = { go: ": the code that this stage runs", rust: " with Tokio: for comparison, not run here" };

const LINGER_MS = 160; // while it plays: text that changes more often can't be read

class CodeView implements View {
  readonly element: HTMLElement;
  readonly #caption = h("p", { class: "code-caption" });
  readonly #buttons = new Map<Language, HTMLButtonElement>();
  readonly #panes = new Map<Language, HTMLElement>();
  readonly #texts = new Map<Language, { file: SourceFile; text: Text }>();
  readonly #inside = new Inside();
  readonly #ended = new AbortController();
  #frame: Frame | null = null;
  #before = 0; // how much of its step the last frame showed, if that was a part
  #drawn = "";
  #drawnAt = 0;

  constructor() {
    // The style hides the buttons if both languages fit side by side.
    const choice = h("div", { class: "code-languages", role: "group", "aria-label": "Language" });
    const panes = h("div", { class: "code-panes" });
    for (const language of languages) {
      const button = h("button", { type: "button", class: "code-language" }, titles[language]);
      button.addEventListener("click", () => this.#choose(language), { signal: this.#ended.signal });
      this.#buttons.set(language, button);
      choice.append(button);
      const pane = h("section", { class: "code-pane" }, h("p", { class: "code-title" }, h("strong", null, titles[language]), remarks[language]));
      this.#panes.set(language, pane);
      panes.append(pane);
    }
    this.element = h("div", { class: "code" }, h("div", { class: "code-bar" }, choice, this.#caption), panes, this.#inside.element);
    this.#choose("go");
  }

  render(frame: Frame): void {
    if (this.#frame === null) this.#load();
    this.#frame = frame;
    this.#update(false);
  }

  dispose(): void {
    this.#ended.abort();
    this.element.remove();
  }

  #load(): void {
    import("source:actor").then(
      (sources) => {
        if (this.#ended.signal.aborted) return;
        for (const language of languages) {
          const file = sources[language];
          const text = new Text(file);
          this.#texts.set(language, { file, text });
          this.#panes.get(language)!.append(text.element);
        }
        this.#update(true);
      },
      (error: unknown) => say(this.#caption, `The sources did not load: ${String(error)}`),
    );
  }

  #choose(language: Language): void {
    set(this.element, { "data-language": language });
    for (const [of, button] of this.#buttons) set(button, { "aria-pressed": of === language ? "true" : "false" });
    for (const [of, pane] of this.#panes) set(pane, { "data-chosen": of === language });
    this.#update(true);
  }

  #update(anew: boolean): void {
    if (this.#texts.size === 0 || !this.#frame) return;
    const { snapshot, playing, epoch, beat } = this.#frame;
    const key = `${epoch} ${snapshot.position} ${beat.index}`;
    const now = performance.now();
    if (!anew && (key === this.#drawn || (playing && now - this.#drawnAt < LINGER_MS))) return;
    const partly = beat.index < beat.count;
    // The last beat of a step that was shown in its beats is the step as a whole.
    const inBeats = partly || (anew ? false : this.#before > 0 && beat.index === this.#before + 1);
    this.#before = partly ? beat.index : 0;
    this.#drawn = key;
    this.#drawnAt = now;
    const { latest } = snapshot;
    this.#light(inBeats ? latest.slice(-1) : latest, snapshot.position);
  }

  #light(events: readonly StageEvent[], position: number): void {
    const places: string[] = [];
    for (const { file, text } of this.#texts.values()) {
      const lights = lightsOf(events, [file]);
      text.light(lights.map(({ line }) => line));
      if (lights[0]) places.push(`${file.name.replace(/^.*\//, "")}:${lights[0].line}`);
    }
    this.#inside.show(events);
    const event = mostTelling(events);
    say(this.#caption, event ? `${this.#sentence(event, position)} ${where(event, places)}` : "");
  }

  #sentence(event: StageEvent, position: number): string {
    const told = this.#frame?.recent.find(({ step, kind, command, client }) => step === position && kind === event.kind && command === event.command && client === event.client);
    const text = told?.text ?? event.kind;
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
  }
}

const clientsOwn: readonly string[] = ["Slept", "Woke", "Met", "Unmet"];

// Where the reader finds the code of what has just happened.
function where({ kind }: StageEvent, places: readonly string[]): string {
  if (places.length > 0) return places.join(" · ");
  return clientsOwn.includes(kind) ? "This is the client's own step." : "See Inside the mailbox.";
}

export const view: ViewKind = {
  title: "Code",
  css,
  create: () => new CodeView(),
};
