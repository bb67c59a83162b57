// The tokens on the lane: which commands of a snapshot are shown, where each stands, and in what words.

import { Rows, h, set } from "../../ui/dom";
import { count } from "../../ui/format";
import type { Item, Snapshot } from "../../../client/stage";
import type { Geometry, Point } from "./geometry";
import { createToken } from "./token";

export type Where = "current" | "slot" | "waiting";

/** A command that is shown. */
export interface Placed extends Point {
  readonly item: Item;
  readonly where: Where;
  readonly words: string;
}

/** How many waiting senders are shown; the rest are counted. */
export function shownWaiting({ line }: Snapshot, g: Pick<Geometry, "waiting" | "waitingFew">): number {
  const places = line.waiting > g.waiting.length ? g.waitingFew : g.waiting;
  return Math.min(line.first.length, places.length);
}

/** The commands that a snapshot shows, from the actor outward. */
export function placesOf(snapshot: Snapshot, g: Pick<Geometry, "current" | "slots" | "waiting" | "waitingFew">): Placed[] {
  const { actor, mailbox, line } = snapshot;
  const placed: Placed[] = [];
  if (actor.hand) placed.push({ item: actor.hand, where: "current", words: "being handled", ...g.current });
  mailbox.slots.slice(0, g.slots.length).forEach((item, i) => {
    placed.push({ item, where: "slot", words: i === 0 ? "in the mailbox, the next to be received" : `in the mailbox, ${i} before it`, ...g.slots[i]! });
  });
  line.first.slice(0, shownWaiting(snapshot, g)).forEach((item, i) => {
    placed.push({ item, where: "waiting", words: i === 0 ? "waits for a slot, first in line" : `waits for a slot, ${count(i)} before it`, ...g.waiting[i]! });
  });
  return placed;
}

export class Lane {
  readonly element = h("ul", { class: "stage-tokens", "aria-label": "Commands" });
  readonly #rows: Rows<Placed, string>;
  #placed: readonly Placed[] = [];
  #followed: number | null = null;
  #chain: ReadonlySet<number> = new Set();

  /** pressed is called with the number of a command that the reader presses. */
  constructor(pressed: (command: number) => void) {
    this.#rows = new Rows(this.element, keyOf, ({ item }) => {
      const { element, button, update } = createToken(item, pressed);
      return {
        element,
        update: (placed: Placed) => {
          update(placed.item, placed.words, placed.item.command === this.#followed);
          set(button, { "data-where": placed.where, "data-chain": this.#chain.has(placed.item.command) });
          element.style.setProperty("transform", `translate(${placed.x}px, ${placed.y}px)`);
        },
      };
    });
  }

  /** What is shown. */
  get placed(): readonly Placed[] {
    return this.#placed;
  }

  /** Shows commands, of which one is followed, and with it those of its chain. */
  render(placed: readonly Placed[], followed: number | null, chain: ReadonlySet<number> = new Set()): void {
    this.#followed = followed;
    this.#chain = chain;
    this.#placed = placed;
    this.#rows.update(placed);
  }

  /** The element that moves of a command that is shown. */
  of(placed: Placed): HTMLElement | undefined {
    return this.#rows.get(keyOf(placed));
  }
}

// In another script the same number is another caller's command.
function keyOf({ item: { command, index, client } }: Placed): string {
  return `${command} ${index} ${client}`;
}
