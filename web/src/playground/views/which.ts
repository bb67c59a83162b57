// Which of several actors a view is of. With one actor there is nothing to choose, and nothing is shown.

import type { Snapshot } from "../../client/stage";
import { h } from "../ui/dom";

type Parts = Pick<Snapshot, "actor" | "mailbox" | "line" | "counts">;

export class Which {
  readonly #select = h("select", { "aria-label": "Actor" });
  readonly element = h("label", { class: "which", hidden: true }, "Shown: ", this.#select);
  #names = "";

  /** chosen is called when the reader has chosen another. */
  constructor(chosen: () => void) {
    this.#select.addEventListener("change", chosen);
  }

  /** The index of the chosen actor; 0 if there is one alone. */
  get actor(): number {
    return Math.max(0, this.#select.selectedIndex);
  }

  /** Its name; "actor" if there is one alone. */
  get name(): string {
    return this.#select.value || "actor";
  }

  /** What a snapshot has of it. */
  of(snapshot: Snapshot): Parts {
    return snapshot.actors?.shown[this.actor] ?? snapshot;
  }

  /** Offers the actors of a snapshot: those that it lists. */
  render({ actors }: Snapshot): void {
    const shown = actors?.shown.map(({ name }) => name) ?? [];
    const names = shown.join(" ");
    if (names === this.#names) return;
    this.#names = names;
    const chosen = this.#select.value;
    this.#select.replaceChildren(...shown.map((name) => h("option", { value: name }, name)));
    if (shown.includes(chosen)) this.#select.value = chosen;
    this.element.hidden = shown.length < 2;
  }
}
