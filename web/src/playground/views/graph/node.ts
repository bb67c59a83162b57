// One actor of several: its name, mailbox, disc, and what it does now. Its commands are tokens of the picture, as all are.

import type { Snapshot } from "../../../client/stage";
import type { Emit } from "../../play/view";
import { h, say, set } from "../../ui/dom";
import { count } from "../../ui/format";
import { Disc, conditionOf } from "../stage/disc";
import { Mailbox, place } from "../stage/mailbox";
import { callWords, nameOf, snapshotOf } from "../stage/several";
import { left } from "../stage/words";
import type { Node } from "./plan";

export class ActorNode {
  readonly element: HTMLElement;
  readonly disc = new Disc();
  readonly #actor: number;
  readonly #box = h("div", { class: "graph-box" });
  readonly #name = h("p", { class: "graph-name" });
  readonly #mailbox = new Mailbox();
  readonly #mailboxWords = h("p", { class: "graph-words", "data-of": "mailbox" });
  readonly #doing = h("p", { class: "graph-words", "data-of": "doing" });
  readonly #call: HTMLButtonElement;
  #command = 0; // of its open call

  constructor(actor: number, emit: Emit) {
    this.#actor = actor;
    this.#call = h("button", { type: "button", class: "graph-words graph-call", tabindex: -1 });
    this.#call.addEventListener("click", () => emit({ do: "follow", command: this.#call.getAttribute("aria-pressed") === "true" ? null : this.#command }));
    this.element = h("li", { class: "graph-node", "data-actor": actor }, this.#box, this.#name, this.#mailbox.element, this.disc.element, this.#mailboxWords, this.#doing, this.#call);
  }

  lay(node: Node): void {
    place(this.#box, node.box);
    place(this.#name, node.name);
    place(this.#mailboxWords, node.mailboxWords);
    place(this.#doing, node.doing);
    place(this.#call, node.doing);
    this.#mailbox.lay(node);
    this.disc.lay(node);
    this.disc.element.style.setProperty("--disc", `${2 * node.disc.radius}px`);
  }

  /** Shows the actor, and whether it waits in a ring: one that was refused, a deadlock, or none. */
  render(snapshot: Snapshot, node: Node, ring: "refused" | "stuck" | null, chain: ReadonlySet<number>, followed: number | null): void {
    const one = snapshot.actors?.shown[this.#actor];
    if (!one) return;
    const own = snapshotOf(snapshot, this.#actor);
    set(this.element, { "data-condition": conditionOf(own), "data-ring": ring, "data-chain": one.call !== null && chain.has(one.call.command) });
    say(this.#name, one.name);
    this.#mailbox.render(own, node);
    this.disc.render(own, "compact");
    const { depth, capacity } = one.mailbox;
    const full = depth >= capacity;
    const waits = one.line.waiting;
    const figure = `${count(depth)} / ${count(capacity)}`;
    say(this.#mailboxWords, waits > 0 ? `${node.size === "tiny" ? "" : "mailbox "}${figure}, ${count(waits)} ${waits === 1 ? "waits" : "wait"}` : `mailbox ${figure}${full && node.size !== "tiny" ? ", full" : ""}`);
    set(this.#mailboxWords, { "data-full": full });
    const { call } = one;
    this.#doing.hidden = call !== null;
    this.#call.hidden = call === null;
    if (call) {
      this.#command = call.command;
      const words = callWords(call, nameOf(snapshot, call.to));
      say(this.#call, words);
      set(this.#call, {
        "aria-label": `${one.name}: ${words}. Call #${call.command}, ${call.what}`,
        "aria-pressed": call.command === followed ? "true" : "false",
        "data-slot": call.slot,
      });
    } else say(this.#doing, doingWords(own, one.keptTotal, node.doing.width / node.name.height));
  }
}

/** Letters in a width of one line's height, at least. */
const LETTERS = 2.6;

// width is in heights of a line.
function doingWords(own: Snapshot, kept: number, width: number): string {
  const { actor, clock } = own;
  const keeps = kept === 0 ? "" : kept === 1 ? "keeps a reply" : `keeps ${count(kept)} replies`;
  const condition = conditionOf(own);
  switch (condition) {
    case "busy": {
      const hand = actor.hand!;
      const rest = hand.since + actor.handle - clock;
      const words = `handles ${hand.what}`;
      const more = `, ${left(rest)} left`;
      return rest > 0 && (words + more).length <= width * LETTERS ? words + more : words; // the ring around the disc shows it, too
    }
    case "idle":
      return keeps === "" ? "idle" : keeps;
    case "unstarted":
      return "not started";
    default:
      return condition;
  }
}
