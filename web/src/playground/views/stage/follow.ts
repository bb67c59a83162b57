// One line about the command that is followed: how long it waited, was queued and was handled. Without one, which line is which
// in the picture, and how to follow one.

import { h, say, set } from "../../ui/dom";
import type { Emit, Frame } from "../../play/view";
import { type Life, Lives } from "./life";
import { brief } from "./words";

export class Follow {
  readonly element = h("div", { class: "stage-follow" });
  readonly #hint = h(
    "span",
    { class: "stage-follow-hint" },
    ...legend("one", [["calls", "calls"], ["replies", "replies"]]),
    ...legend("several", [["answer", "awaits an answer"], ["slot", "awaits a slot"], ["kept", "kept reply"]]),
    h("span", { class: "stage-follow-how" }, "Press a command to follow it."),
  );
  readonly #number = h("b", { class: "stage-follow-number" });
  readonly #what = h("b", { class: "stage-follow-what" });
  readonly #who = h("span", { class: "stage-follow-who" });
  readonly #waited = part("waited");
  readonly #queued = part("queued");
  readonly #handled = part("handled");
  readonly #stop = h("button", { type: "button", class: "stage-follow-stop", "aria-label": "Follow no command" }, "×");
  readonly #lives = new Lives();

  constructor(emit: Emit) {
    this.#stop.addEventListener("click", () => emit({ do: "follow", command: null }));
    this.element.append(this.#hint, this.#number, this.#what, this.#who, this.#waited.element, this.#queued.element, this.#handled.element, this.#stop);
  }

  render(frame: Frame): void {
    const { followed, snapshot } = frame;
    const life = followed === null ? null : this.#lives.find(followed, frame);
    set(this.element, { "data-followed": followed !== null, "data-several": snapshot.actors !== undefined });
    this.#hint.hidden = followed !== null;
    this.#stop.hidden = followed === null;
    say(this.#number, followed !== null ? `#${followed}` : "");
    say(this.#what, life?.what ?? "");
    say(this.#who, life?.who ?? (followed !== null ? "isn't sent yet" : ""));
    const [waited, queued, handled] = life ? times(life, snapshot.clock) : ["", "", ""];
    this.#waited.render(waited);
    this.#queued.render(queued);
    this.#handled.render(handled);
  }
}

/** How long the life's three stretches took, or have taken by now, in words. */
function times(life: Life, clock: number): [string, string, string] {
  const { blocked, admitted, received, handled, lost } = life;
  const stretch = (from: number, to: number | null) => brief((to ?? clock) - from);
  if (lost === "Rejected") return ["refused", "", ""];
  if (lost === "Withdrawn") return ["gave up waiting", "", ""];
  const waited = blocked !== null ? `${admitted === null ? "waiting" : "waited"} ${stretch(blocked, admitted)}` : "didn't wait";
  if (admitted === null) return [waited, "", ""];
  if (lost === "Dropped" && received === null) return [waited, "dropped from the mailbox", ""];
  const queued = `${received === null ? "queuing" : "queued"} ${stretch(admitted, received)}`;
  if (received === null) return [waited, queued, ""];
  return [waited, queued, `${lost === "Panicked" ? "crashed after" : handled === null ? "handling" : "handled in"} ${stretch(received, handled)}`];
}

// Which line is which, in the picture of one actor or of several.
function legend(picture: "one" | "several", lines: readonly (readonly [of: string, text: string])[]): HTMLElement[] {
  return lines.map(([of, text]) => h("span", { class: "stage-legend", "data-picture": picture, "data-of": of, "aria-hidden": "true" }, text));
}

function part(of: string) {
  const element = h("span", { class: "stage-follow-part", "data-of": of });
  return {
    element,
    render(text: string) {
      say(element, text);
      element.hidden = text === "";
    },
  };
}
