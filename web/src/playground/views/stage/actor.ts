// The actor: the value that it alone may touch, and the one command in its hands.

import { h, say, set } from "../../ui/dom";
import { count, time } from "../../ui/format";
import type { Snapshot } from "../../../client/stage";
import type { Frame } from "../../play/view";
import type { Chips } from "./chip";
import { createPanel } from "./panel";

export class Actor {
  readonly #chips: Chips;
  readonly panel = createPanel("actor", "Actor", "one command at a time");
  readonly value = h("span", { class: "stage-value" });
  readonly hand = h("div", { class: "stage-place stage-hand" });
  readonly #handNote = h("span", { class: "stage-since" });
  readonly #bar = h("div", { class: "stage-bar stage-progress", "aria-hidden": "true" }, h("span", { class: "stage-bar-fill" }));
  readonly #handled = h("span", { class: "stage-label" });
  readonly #why = h("p", { class: "stage-why" });

  constructor(chips: Chips) {
    this.#chips = chips;
    this.panel.strip.append(h("span", { class: "stage-label" }, "in its hands"), this.#handNote);
    this.panel.body.append(
      h("div", null, this.hand, this.#bar),
      h("div", { class: "stage-state" }, h("span", { class: "stage-label" }, "its value"), this.value, this.#handled, this.#why),
    );
  }

  render({ snapshot }: Frame): void {
    const { actor, clock } = snapshot;
    const kind = condition(snapshot);
    this.panel.figure(labels[kind]);
    set(this.panel.element, { "data-condition": kind });
    const digits = count(actor.value);
    say(this.value, digits);
    set(this.value, { "data-long": digits.length > 6 });
    say(this.#handled, `${count(snapshot.counts.handled)} handled`);
    this.#chips.place(this.hand, actor.hand);
    set(this.hand, { "data-empty": !actor.hand });
    const spent = actor.hand ? Math.min(clock - actor.hand.since, actor.handle) : 0;
    say(this.#handNote, actor.hand ? `${time(spent)} of ${time(actor.handle)}` : "nothing");
    this.#bar.style.setProperty("--part", String(actor.hand && actor.handle > 0 ? spent / actor.handle : 0));
    say(this.#why, actor.failure === "" ? "" : `It failed: ${actor.failure.replace(/^actor: /, "")}`);
  }
}

type Condition = "unstarted" | "idle" | "busy" | "stopping" | "stopped" | "failed" | "stuck";

const labels: Readonly<Record<Condition, string>> = {
  unstarted: "not started",
  idle: "idle",
  busy: "handling",
  stopping: "stopping",
  stopped: "stopped",
  failed: "failed",
  stuck: "stuck",
};

function condition({ actor, deadlock }: Snapshot): Condition {
  if (actor.failure !== "") return "failed";
  if (deadlock && actor.hand) return "stuck";
  if (actor.state !== "alive") return actor.state;
  return actor.hand ? "busy" : "idle";
}
