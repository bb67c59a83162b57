// Actors in a table, where they are too many for a picture. Of a thousand, only the rows in sight are made; those that the snapshot
// doesn't list are asked for.

import type { NamedActor, Snapshot } from "../../../client/stage";
import type { Emit, Frame } from "../../play/view";
import { h, say, set } from "../../ui/dom";
import { count } from "../../ui/format";
import { conditionOf } from "../stage/disc";
import { callWords, chainOf, ringOf } from "../stage/several";

const MARGIN = 6; // rows beyond those in sight
const MOST_ROWS = 48; // a call returns no more

export class Table {
  readonly element: HTMLElement;
  readonly #caption = h("p", { class: "graph-table-caption" });
  readonly #scroller = h("div", { class: "graph-scroller", tabindex: 0, role: "region", "aria-label": "Actors" });
  readonly #table: HTMLTableElement;
  readonly #above = h("tbody", { "aria-hidden": "true" });
  readonly #below = h("tbody", { "aria-hidden": "true" });
  readonly #body = h("tbody");
  readonly #rows: Row[] = [];
  readonly #emit: Emit;
  #frame: Frame | null = null;
  #rowHeight = 30;
  #requested = false;

  constructor(emit: Emit) {
    this.#emit = emit;
    const heads = ["Actor", "State", "Value", "Mailbox", "Waits for"].map((name) => h("th", { scope: "col", "data-of": name.toLowerCase().replace(" ", "-") }, name));
    this.#table = h("table", { class: "graph-table" }, h("thead", null, h("tr", null, ...heads)), this.#above, this.#body, this.#below);
    this.#scroller.append(this.#table);
    this.element = h("div", { class: "graph-many" }, this.#caption, this.#scroller);
    this.#scroller.addEventListener("scroll", () => this.#later(), { passive: true });
  }

  render(frame: Frame): void {
    this.#frame = frame;
    this.#draw();
  }

  #later(): void {
    if (this.#requested) return;
    this.#requested = true;
    requestAnimationFrame(() => {
      this.#requested = false;
      this.#draw();
    });
  }

  #draw(): void {
    const frame = this.#frame;
    const actors = frame?.snapshot.actors;
    if (!frame || !actors) return;
    const { snapshot } = frame;
    const height = this.#scroller.clientHeight || 300;
    const first = Math.max(0, Math.min(Math.floor(this.#scroller.scrollTop / this.#rowHeight) - MARGIN, actors.total - 1));
    const wanted = Math.min(actors.total - first, Math.ceil(height / this.#rowHeight) + 2 * MARGIN, MOST_ROWS);
    const listed = first + wanted <= actors.shown.length;
    const read = listed ? actors.shown.slice(first, first + wanted) : frame.stage.actors(frame.beat.index, first, wanted);
    while (this.#rows.length < read.length) {
      const row = createRow(this.#emit);
      this.#rows.push(row);
      this.#body.append(row.element);
    }
    const ring = ringOf(snapshot);
    const chain = chainOf(frame.followed, snapshot);
    // Who is called may be a row that is out of sight.
    const nameAt = (k: number) => (actors.shown[k] ?? read[k - first] ?? frame.stage.actors(frame.beat.index, k, 1)[0])?.name ?? "";
    this.#rows.forEach((row, i) => row.show(read[i], first + i, { frame, chain, order: ring?.actors.indexOf(first + i) ?? -1, nameAt }));
    set(this.#table, { "aria-rowcount": actors.total + 1 });
    const sample = this.#rows[0]?.element.offsetHeight;
    if (sample) this.#rowHeight = sample;
    pad(this.#above, first * this.#rowHeight);
    pad(this.#below, (actors.total - first - read.length) * this.#rowHeight);
    say(this.#caption, `${count(actors.total)} actors, too many for a picture: the table has them all, and the timeline shows their calls.`);
  }
}

function pad(body: HTMLElement, height: number): void {
  body.style.setProperty("--pad", `${Math.max(0, height)}px`);
}

interface Context {
  readonly frame: Frame;
  /** The commands that are followed. */
  readonly chain: ReadonlySet<number>;
  /** The actor's place in a ring, or -1. */
  readonly order: number;
  nameAt(actor: number): string;
}

interface Row {
  readonly element: HTMLElement;
  show(actor: NamedActor | undefined, index: number, context: Context): void;
}

function createRow(emit: Emit): Row {
  const name = h("th", { scope: "row" });
  const state = h("td", { "data-of": "state" });
  const value = h("td", { "data-of": "value" });
  const mailbox = h("td", { "data-of": "mailbox" });
  const call = h("button", { type: "button", class: "graph-call" });
  const waits = h("td", { "data-of": "waits-for" }, call);
  const element = h("tr", null, name, state, value, mailbox, waits);
  let command = 0;
  call.addEventListener("click", () => emit({ do: "follow", command: call.getAttribute("aria-pressed") === "true" ? null : command }));
  return {
    element,
    show(actor, index, { frame: { snapshot, followed }, chain, order, nameAt }) {
      element.hidden = actor === undefined;
      if (!actor) return;
      const hand = actor.actor.hand;
      const waiting = actor.line.waiting > 0 ? `, ${count(actor.line.waiting)} wait` : "";
      say(name, actor.name);
      say(state, stateWords(snapshot, actor));
      say(value, actor.actor.state === "unstarted" ? "–" : String(actor.actor.value));
      say(mailbox, `${count(actor.mailbox.depth)} / ${count(actor.mailbox.capacity)}${waiting}`);
      call.hidden = actor.call === null;
      if (actor.call) {
        command = actor.call.command;
        const words = callWords(actor.call, nameAt(actor.call.to));
        say(call, `${order >= 0 ? `${order + 1}. ` : ""}${words}`);
        set(call, { "aria-pressed": command === followed ? "true" : "false", "aria-label": `${actor.name}: ${words}. Call #${command}, ${actor.call.what}` });
      }
      const lit = (hand !== null && chain.has(hand.command)) || (actor.call !== null && chain.has(actor.call.command));
      set(element, { "aria-rowindex": index + 2, "data-ring": order >= 0, "data-chain": lit, "data-busy": hand !== null, "data-full": actor.mailbox.depth >= actor.mailbox.capacity });
    },
  };
}

function stateWords(snapshot: Snapshot, { actor, call }: NamedActor): string {
  const condition = conditionOf({ ...snapshot, actor, deadlock: call ? snapshot.deadlock : null });
  return condition === "busy" ? `handles ${actor.hand?.what ?? ""}` : condition === "unstarted" ? "not started" : condition;
}
