// A chip is one command, wherever it is: in the waiting line, in a slot, in the actor's hands.

import { type Icon, icon, turnInto } from "../../ui/icons";
import { h, say, set } from "../../ui/dom";
import type { Item } from "../../../client/stage";

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

/** The chips on the stage, one for each command that is somewhere. */
export class Chips {
  /** By command. */
  readonly all = new Map<number, Chip>();
  readonly #chipOf = new WeakMap<Element, Chip>();
  #before: ReadonlyMap<number, Chip> = this.all;
  #follow = true;

  /**
   * Begins a round of placing. With follow each command keeps its element, which goes from place to place, so that it can
   * be seen moving; without, each place keeps its element, which is far cheaper where all of them have gone on at once.
   */
  begin(follow: boolean): void {
    this.#follow = follow;
    this.#before = new Map(this.all);
    this.all.clear();
  }

  /** Has parent hold the item's chip, or with null none. */
  place(parent: HTMLElement, item: Item | null): void {
    const held = parent.firstElementChild;
    if (item === null) {
      held?.remove();
      return;
    }
    const chip = (this.#follow ? this.#before.get(item.command) : held && this.#chipOf.get(held)) ?? this.#create();
    chip.update(item);
    this.all.set(item.command, chip);
    if (held !== chip.element) parent.replaceChildren(chip.element);
  }

  #create(): Chip {
    const chip = createChip();
    this.#chipOf.set(chip.element, chip);
    return chip;
  }
}
