// What has just happened and why, in a place that keeps its height.

import { h, say, set } from "../../ui/dom";
import { running } from "../../ui/format";
import type { Frame } from "../../play/view";
import { narrate } from "./narrate";

const TURNS = {
  begin: "Or call the actor yourself: press Set.",
  end: "Your turn: press Set.",
  over: "Restart begins again.",
} as const;

export class Caption {
  readonly element = h("div", { class: "stage-caption", role: "group", tabindex: 0, "aria-label": "What has just happened" });
  readonly #when = h("span", { class: "stage-when" });
  readonly #what = h("span", { class: "stage-what" });
  readonly #why = h("span", { class: "stage-why" });
  // Only if there are buttons for it: the style sheet knows.
  readonly #turn = h("span", { class: "stage-turn" });

  constructor() {
    this.element.append(this.#when, h("p", { class: "stage-story" }, this.#what, " ", h("span", { class: "stage-cause" }, this.#why, " ", this.#turn)));
  }

  render(frame: Frame): void {
    const { what, why, tone, turn } = narrate(frame);
    say(this.#when, running(frame.snapshot.clock));
    say(this.#what, what);
    say(this.#why, why);
    say(this.#turn, turn ? TURNS[turn] : "");
    set(this.element, { "data-tone": tone, "data-turn": turn });
  }
}
