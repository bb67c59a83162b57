// The senders that wait for a slot, in the order in which they'll get one.

import { Rows, h, say } from "../../ui/dom";
import { count, plural, time } from "../../ui/format";
import type { Item, Snapshot } from "../../../client/stage";
import type { Frame } from "../../play/view";
import type { Chips } from "./chip";
import { createPanel } from "./panel";

const SHOWN = 5;

interface Place {
  readonly n: number; // from the head of the line, which is 0
  readonly item: Item;
}

function whyEmpty({ actor, mailbox }: Snapshot): string {
  if (actor.state === "unstarted") return "There is no actor yet.";
  if (actor.state !== "alive") return "The actor takes nothing more.";
  return mailbox.depth < mailbox.capacity ? "Nobody waits: the mailbox has room." : "Nobody waits.";
}

export class Line {
  readonly #chips: Chips;
  readonly panel = createPanel("line", "Waiting line", "senders that found no slot");
  readonly #rows: Rows<Place, number>;
  readonly #list = h("ol", { class: "stage-line-list" });
  readonly #more = h("p", { class: "stage-more" });
  readonly #empty = h("p", { class: "stage-empty" }, "Nobody waits: there is room.");
  readonly #first = h("span", { class: "stage-label" }, "first in line");
  readonly #waiting = h("span", { class: "stage-label" }, "waits for");
  #clock = 0;

  constructor(chips: Chips) {
    this.#chips = chips;
    this.#rows = new Rows(this.#list, (place: Place) => place.n, () => this.#createRow());
    this.panel.strip.append(this.#first, this.#waiting);
    this.panel.body.append(this.#empty, this.#list, this.#more);
  }

  render({ snapshot }: Frame): void {
    const { waiting, first } = snapshot.line;
    this.#clock = snapshot.clock;
    this.panel.figure(waiting === 0 ? "" : count(waiting));
    this.#empty.hidden = waiting > 0;
    this.#first.hidden = this.#waiting.hidden = waiting === 0;
    say(this.#empty, whyEmpty(snapshot));
    this.#rows.update(first.slice(0, SHOWN).map((item, n) => ({ n, item })));
    say(this.#more, waiting > SHOWN ? `and ${plural(waiting - SHOWN, "more sender")} behind them` : "");
  }

  #createRow() {
    const place = h("div", { class: "stage-place" });
    const since = h("span", { class: "stage-since" });
    return {
      element: h("li", { class: "stage-line-row" }, place, since),
      update: ({ item }: Place) => {
        this.#chips.place(place, item);
        say(since, time(this.#clock - item.since));
      },
    };
  }
}
