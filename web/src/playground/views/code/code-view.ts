// The Go that runs, from the very files, and the same actor in Rust. The lines that did what has just happened are lit.

import { h, say, set } from "../../ui/dom";
import type { EventKind, StageEvent } from "../../../client/stage";
import type { Frame, View, ViewKind } from "../../play/view";
import css from "./code.css" with { type: "text" };

type Sources = typeof import("source:go");
type Source = Sources["files"][number];
type Language = Source["language"];

/** As tokenClasses in web/internal/codeview/source.go. */
const classes = ["comment", "keyword", "type", "string", "number", "function"] as const;

const titles: Readonly<Record<Language, string>> = { go: "Go", rust: "Rust" };
const languages = ["go", "rust"] as const;

const LINGER_MS = 160; // while it plays: text that changes more often can't be read
const MARGIN_LINES = 3; // kept above and below what is lit

// A step often reports several events. The first of these is the one to look at.
const telling: readonly EventKind[] = [
  "Panicked", "Killed", "Stopping", "Abandoned", "Ignored", "Replied", "Handled", "Received", "Withdrawn", "Rejected", "Dropped",
  "Blocked", "Admitted", "Failed", "LetGo", "Answered", "Stopped", "Started",
];

class CodeView implements View {
  readonly element: HTMLElement;
  readonly #tabs = new Map<Language, HTMLButtonElement>();
  readonly #choice = h("select", { class: "code-choice", "aria-label": "File" });
  readonly #follow = h("button", { type: "button", class: "code-follow", "aria-pressed": "true", title: "Show the file of each event" }, "Follow");
  readonly #caption = h("p", { class: "code-caption" });
  readonly #panel = h("div", { class: "code-panel", id: "code-panel", role: "tabpanel", tabindex: 0 });
  readonly #texts = new Map<number, HTMLElement>(); // by file, once shown
  readonly #ended = new AbortController();
  #sources: Sources | null = null;
  #language: Language = "go";
  #following = true;
  #shown = -1; // file
  #lit: readonly Element[] = [];
  #frame: Frame | null = null;
  #drawn = "";
  #drawnAt = 0;

  constructor() {
    const { signal } = this.#ended;
    const list = h("div", { class: "code-tabs", role: "tablist", "aria-label": "Language" });
    for (const language of languages) {
      const tab = h("button", { type: "button", class: "code-tab", role: "tab", id: `code-tab-${language}`, "aria-controls": "code-panel" }, titles[language]);
      tab.addEventListener("click", () => this.#choose(language), { signal });
      this.#tabs.set(language, tab);
      list.append(tab);
    }
    list.addEventListener("keydown", (e) => this.#key(e), { signal });
    this.#choice.addEventListener("change", () => {
      this.#setFollowing(false);
      this.#open(Number(this.#choice.value));
      this.#update(true);
    }, { signal });
    this.#follow.addEventListener("click", () => {
      this.#setFollowing(!this.#following);
      this.#update(true);
    }, { signal });
    this.element = h(
      "div",
      { class: "code" },
      h("div", { class: "code-bar" }, list, this.#choice, this.#follow, this.#caption),
      this.#panel,
    );
    this.#markTabs();
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
    import("source:go").then(
      (sources) => {
        if (this.#ended.signal.aborted) return;
        this.#sources = sources;
        this.#choose(this.#language);
      },
      (error: unknown) => say(this.#caption, `The sources did not load: ${String(error)}`),
    );
  }

  #choose(language: Language): void {
    this.#language = language;
    this.#markTabs();
    const files = this.#sources?.files ?? [];
    const offered = files.flatMap(({ name, language: of }, i) => (of === language ? [h("option", { value: i }, name)] : []));
    this.#choice.replaceChildren(...offered);
    this.#choice.hidden = this.#follow.hidden = offered.length < 2;
    if (language !== "go") this.#setFollowing(true);
    this.#shown = -1;
    this.#update(true);
    if (this.#shown < 0 && offered[0]) this.#open(Number(offered[0].value));
  }

  #markTabs(): void {
    for (const [language, tab] of this.#tabs) {
      const chosen = language === this.#language;
      set(tab, { "aria-selected": chosen ? "true" : "false", tabindex: chosen ? 0 : -1 });
      if (chosen) set(this.#panel, { "aria-labelledby": tab.id });
    }
  }

  #key(e: KeyboardEvent): void {
    if (e.key !== "ArrowLeft" && e.key !== "ArrowRight") return;
    e.preventDefault();
    e.stopPropagation();
    this.#choose(this.#language === "go" ? "rust" : "go");
    this.#tabs.get(this.#language)?.focus();
  }

  #setFollowing(following: boolean): void {
    this.#following = following;
    set(this.#follow, { "aria-pressed": following ? "true" : "false" });
  }

  #update(anew: boolean): void {
    const { snapshot, playing, epoch } = this.#frame ?? {};
    if (!this.#sources || !snapshot) return;
    const key = `${epoch} ${snapshot.position}`;
    const now = performance.now();
    if (!anew && (key === this.#drawn || (playing && now - this.#drawnAt < LINGER_MS))) return;
    this.#drawn = key;
    this.#drawnAt = now;
    this.#light(this.#sources, snapshot.latest);
  }

  #light({ files, places }: Sources, latest: readonly StageEvent[]): void {
    const found = latest.flatMap((event, i) => {
      const key = keysOf(event, latest.slice(0, i)).find((k) => places[this.#language][k]);
      const at = key === undefined ? undefined : places[this.#language][key];
      return at ? [{ kind: event.kind, ...at }] : [];
    });
    found.sort((a, b) => telling.indexOf(a.kind) - telling.indexOf(b.kind));
    const [first] = found;
    if (first && this.#following && first.file !== this.#shown) this.#open(first.file);
    for (const line of this.#lit) set(line, { "data-lit": null });
    this.#lit = [];
    if (!first) {
      say(this.#caption, latest.length === 0 ? "" : "A client's own step: no line of the actor");
      return;
    }
    const file = files[first.file]!;
    say(this.#caption, `${first.kind}: ${file.name.replace(/^.*\//, "")}, ${first.to > first.from ? `lines ${first.from} to ${first.to}` : `line ${first.from}`}`);
    const text = this.#texts.get(this.#shown);
    const shown = files[this.#shown];
    if (!text || !shown) return;
    const lines = new Set<Element>();
    for (const { file: i, from, to } of found) {
      for (let n = from; i === this.#shown && n <= to; n++) {
        const line = text.children[n - shown.first];
        if (line) lines.add(line);
      }
    }
    this.#lit = [...lines];
    for (const line of this.#lit) set(line, { "data-lit": true });
    if (first.file === this.#shown && this.#following) this.#reveal(text, first.from - shown.first, first.to - shown.first);
  }

  // Scrolls the view's own scroller alone, and only if it must.
  #reveal(text: HTMLElement, from: number, to: number): void {
    const first = text.children[Math.max(from - MARGIN_LINES, 0)];
    const last = text.children[Math.min(to + MARGIN_LINES, text.children.length - 1)];
    if (!(first instanceof HTMLElement) || !(last instanceof HTMLElement)) return;
    const { scrollTop, clientHeight } = this.#panel;
    const top = first.offsetTop;
    const bottom = last.offsetTop + last.offsetHeight;
    if (top >= scrollTop && bottom <= scrollTop + clientHeight) return;
    this.#panel.scrollTop = Math.max((top + bottom - clientHeight) / 2, 0);
  }

  #open(file: number): void {
    const source = this.#sources?.files[file];
    if (!source || file === this.#shown) return;
    let text = this.#texts.get(file);
    if (!text) this.#texts.set(file, (text = typeset(source)));
    this.#shown = file;
    this.#choice.value = String(file);
    this.#panel.replaceChildren(text);
    this.#panel.scrollTop = 0;
  }
}

// What an event's place may be called in the sources, the most particular first.
function keysOf({ kind, op, outcome }: StageEvent, before: readonly StageEvent[]): string[] {
  const keys: string[] = [];
  const after = (...kinds: EventKind[]) => before.some((event) => kinds.includes(event.kind));
  // From the line of those who wait: its first gets the slot that came free, all are turned away at the end.
  if ((kind === "Admitted" && after("Received")) || (kind === "Rejected" && after("Stopping", "Killed", "Panicked"))) keys.push(`${kind}.line`);
  if (outcome) keys.push(`${kind}.${outcome}`);
  if (op) keys.push(`${kind}.${op}`);
  if (op === "try set") keys.push(`${kind}.set`);
  keys.push(kind);
  return keys;
}

function typeset({ name, first, text, tokens }: Source): HTMLElement {
  const made = h("pre", { class: "code-text", "aria-label": name });
  let number = first;
  let line = h("code", { class: "code-line", "data-line": number });
  const write = (words: string, kind: string | null) => {
    words.split("\n").forEach((part, i) => {
      if (i > 0) {
        made.append(line);
        line = h("code", { class: "code-line", "data-line": ++number });
      }
      if (part) line.append(kind ? h("span", { class: `code-${kind}` }, part) : part);
    });
  };
  let at = 0;
  for (let i = 0; i < tokens.length; i += 3) {
    const start = at + tokens[i]!;
    const end = start + tokens[i + 1]!;
    write(text.slice(at, start), null);
    write(text.slice(start, end), classes[tokens[i + 2]!] ?? null);
    at = end;
  }
  write(text.slice(at), null);
  made.append(line);
  return made;
}

export const view: ViewKind = {
  title: "Code",
  css,
  create: () => new CodeView(),
};
