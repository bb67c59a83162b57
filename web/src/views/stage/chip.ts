// A chip is one command, wherever it is: in the waiting line, in a slot, in the actor's hands.

import { type Icon, icon, turnInto } from "../../icons";
import { h, say, set } from "../../dom";
import type { Item } from "../../stage";

export interface Chip {
  readonly element: HTMLElement;
  update(item: Item): void;
}

/** The sign of a command, by its first word in the script. */
export function signOf(what: string): Icon {
  if (what.startsWith("set") || what.startsWith("try set")) return "set";
  return what.startsWith("get") ? "get" : "bolt";
}

export function createChip(): Chip {
  const sign = icon("set");
  const what = h("span", { class: "stage-what" });
  const who = h("span", { class: "stage-who" });
  const element = h("span", { class: "stage-chip" }, sign, what, who);
  return {
    element,
    update(item) {
      turnInto(sign, signOf(item.what));
      say(what, item.what);
      say(who, item.client);
      set(element, { "data-command": item.command });
    },
  };
}

/** The chips on the stage, one for each command that is somewhere: it goes from panel to panel and stays the same element. */
export class Chips {
  readonly all = new Map<number, Chip>();
  #placed = new Set<number>();

  /** Gives the command's chip, to be put where it is now. */
  place(item: Item): HTMLElement {
    let chip = this.all.get(item.command);
    if (!chip) {
      chip = createChip();
      this.all.set(item.command, chip);
    }
    chip.update(item);
    this.#placed.add(item.command);
    return chip.element;
  }

  /** Ends a round of placing: what has no place any more is removed. */
  sweep(): void {
    for (const [command, chip] of this.all) {
      if (this.#placed.has(command)) continue;
      chip.element.remove();
      this.all.delete(command);
    }
    this.#placed.clear();
  }
}

/** Has parent hold this chip and no other. */
export function hold(parent: HTMLElement, chip: HTMLElement | null): void {
  if (chip === null) {
    if (parent.firstChild) parent.replaceChildren();
  } else if (parent.firstChild !== chip || parent.childNodes.length !== 1) {
    parent.replaceChildren(chip);
  }
}
