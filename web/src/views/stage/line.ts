// The senders that wait for a slot, in the order in which they'll get one.

import { Rows, h, say } from "../../dom";
import { plural, time } from "../../format";
import type { Item } from "../../stage";
import type { Frame } from "../../view";
import { type Chips, hold } from "./chip";
import { createPanel } from "./panel";

const SHOWN = 5;

export class Line {
  readonly panel = createPanel("line", "Waiting line", "senders that found no slot");
  readonly #rows: Rows<Item, number>;
  readonly #list = h("ol", { class: "stage-line-list" });
  readonly #more = h("p", { class: "stage-more" });
  readonly #empty = h("p", { class: "stage-empty" }, "Nobody waits: there is room.");
  #clock = 0;

  constructor(private readonly chips: Chips) {
    this.#rows = new Rows(this.#list, (item) => item.command, () => this.#createRow());
    this.panel.body.append(this.#empty, this.#list, this.#more);
  }

  render({ snapshot }: Frame): void {
    const { waiting, first } = snapshot.line;
    this.#clock = snapshot.clock;
    this.panel.figure(waiting === 0 ? "" : plural(waiting, "sender"));
    this.#empty.hidden = waiting > 0;
    say(this.#empty, snapshot.mailbox.depth < snapshot.mailbox.capacity ? "Nobody waits: the mailbox has room." : "Nobody waits.");
    this.#rows.update(first.slice(0, SHOWN));
    say(this.#more, waiting > SHOWN ? `and ${plural(waiting - SHOWN, "more sender")} behind them` : "");
  }

  #createRow() {
    const place = h("div", { class: "stage-place" });
    const since = h("span", { class: "stage-since" });
    return {
      element: h("li", { class: "stage-line-row" }, place, since),
      update: (item: Item) => {
        hold(place, this.chips.place(item));
        say(since, time(this.#clock - item.since));
      },
    };
  }
}
