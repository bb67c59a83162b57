// The core behind the actor: the files that run, folded away until the reader opens them.

import { h, say, set } from "../../ui/dom";
import type { StageEvent } from "../../../client/stage";
import { lightsOf } from "./lights";
import { Text } from "./typeset";

export class Inside {
  readonly element = h("details", { class: "code-inside" });
  readonly #place = h("span", { class: "code-place" });
  readonly #choice = h("select", { class: "code-choice", "aria-label": "File" });
  readonly #follow = h("button", { type: "button", class: "code-follow", "aria-pressed": "true", title: "Show the file of each event" }, "Follow");
  readonly #body = h("div", { class: "code-inside-body" });
  readonly #texts = new Map<string, Text>();
  #files: readonly SourceFile[] | null = null;
  #shown = "";
  #following = true;
  #events: readonly StageEvent[] = [];

  constructor() {
    this.element.append(h("summary", null, "Inside the mailbox"), h("div", { class: "code-bar" }, this.#choice, this.#follow, this.#place), this.#body);
    this.element.addEventListener("toggle", () => {
      if (this.element.open) this.#load();
    });
    this.#choice.addEventListener("change", () => {
      this.#setFollowing(false);
      this.#open(this.#choice.value);
      this.show(this.#events);
    });
    this.#follow.addEventListener("click", () => {
      this.#setFollowing(!this.#following);
      this.show(this.#events);
    });
  }

  show(events: readonly StageEvent[]): void {
    this.#events = events;
    if (!this.#files || !this.element.open) return;
    const lights = lightsOf(events, this.#files);
    const [first] = lights;
    if (this.#following) this.#open(first?.file.name ?? (this.#shown || this.#files[0]!.name));
    say(this.#place, first ? `${first.event.kind}: ${first.file.name}, line ${first.line}` : "");
    for (const [name, text] of this.#texts) text.light(lights.filter(({ file }) => file.name === name).map(({ line }) => line));
  }

  #load(): void {
    if (this.#files) return this.show(this.#events);
    import("source:core").then(
      ({ files }) => {
        this.#files = files;
        this.#choice.replaceChildren(...files.map(({ name }) => h("option", { value: name }, name)));
        this.show(this.#events);
      },
      (error: unknown) => say(this.#place, `The sources did not load: ${String(error)}`),
    );
  }

  #setFollowing(following: boolean): void {
    this.#following = following;
    set(this.#follow, { "aria-pressed": following ? "true" : "false" });
  }

  #open(name: string): void {
    const file = this.#files?.find((f) => f.name === name);
    if (!file || name === this.#shown) return;
    let text = this.#texts.get(name);
    if (!text) this.#texts.set(name, (text = new Text(file)));
    this.#shown = name;
    this.#choice.value = name;
    this.#body.replaceChildren(text.element);
  }
}
