// The words under the lane: why a sender waits, how full the mailbox is, how long the current command still takes.

import { h, set } from "../../ui/dom";
import { Fit } from "../../ui/fit";
import { count } from "../../ui/format";
import type { Snapshot } from "../../../client/stage";
import type { Geometry, Size } from "./geometry";
import { place } from "./mailbox";
import { rewrite } from "./rewrite";
import { left } from "./words";

type Lines = readonly [string, string];

export class Labels {
  readonly element = h("div", { class: "stage-labels" });
  readonly #fit = new Fit();
  readonly #waiting = createLabel("waiting", this.#fit);
  readonly #mailbox = createLabel("mailbox", this.#fit);
  readonly #current = createLabel("current", this.#fit);

  constructor() {
    this.element.append(this.#waiting.element, this.#mailbox.element, this.#current.element);
  }

  lay({ labels }: Geometry): void {
    this.#fit.forget();
    place(this.#waiting.element, labels.waiting);
    place(this.#mailbox.element, labels.mailbox);
    place(this.#current.element, labels.current);
  }

  render(snapshot: Snapshot, { size }: Geometry): void {
    const { line, mailbox } = snapshot;
    const nobody = line.waiting === 0;
    const full = mailbox.depth >= mailbox.capacity;
    // Before the words are measured: they make some bold.
    set(this.#waiting.element, { "data-none": nobody });
    set(this.#mailbox.element, { "data-full": full });
    this.#waiting.render(waitingWords(snapshot, size), nobody);
    this.#mailbox.render(mailboxWords(snapshot, size), full);
    this.#current.render(currentWords(snapshot, size));
  }
}

function waitingWords({ actor, mailbox, line: { waiting, first } }: Snapshot, size: Size): Lines {
  const next = first[0];
  const roomy = size === "wide" || size === "medium";
  if (waiting === 0) {
    if (!roomy) return ["", ""];
    if (actor.state === "unstarted") return ["", ""];
    return actor.state === "alive" ? ["nobody waits", mailbox.depth < mailbox.capacity ? "there is room" : ""] : ["closed", "nothing more gets in"];
  }
  if (roomy) return [`${count(waiting)} ${waiting === 1 ? "waits" : "wait"} for a slot`, next ? `first: ${next.client}` : ""];
  if (size === "tiny" || waiting >= 1000) return [count(waiting), waiting === 1 ? "waits" : "wait"];
  return [`${count(waiting)} ${waiting === 1 ? "waits" : "wait"}`, "for a slot"];
}

function mailboxWords({ actor, mailbox: { depth, capacity } }: Snapshot, size: Size): Lines {
  if (actor.state === "unstarted") return ["Mailbox", "none yet"];
  const figure = `${count(depth)} / ${count(capacity)}`;
  const full = depth >= capacity;
  if (size === "wide" || (size === "medium" && figure.length <= 9)) return [`Mailbox ${figure}`, full ? "full" : depth === 0 ? "empty" : `${count(capacity - depth)} free`];
  if (figure.length <= 6) return ["Mailbox", full ? `${figure} full` : figure];
  return [full ? "Mailbox full" : "Mailbox", size === "tiny" ? figure.replaceAll(" ", "") : figure];
}

function currentWords({ actor, clock, deadlock }: Snapshot, size: Size): Lines {
  if (!actor.hand) return ["current", size === "wide" || size === "medium" ? "none" : ""];
  if (deadlock) return ["current", "stuck"];
  const rest = actor.hand.since + actor.handle - clock;
  if (rest <= 0) return ["current", size === "wide" ? "time is up" : ""];
  return ["current", size === "wide" ? `${left(rest)} left` : left(rest)];
}

function createLabel(of: string, fit: Fit) {
  let what: HTMLElement = h("span", { class: "stage-label-what" });
  let more: HTMLElement = h("span", { class: "stage-label-more" });
  return {
    element: h("p", { class: "stage-label", "data-of": of }, what, more),
    render([first, second]: Lines, marked = false) {
      what = rewrite(what, first);
      more = rewrite(more, second);
      fit.fit(what, `${of} ${marked} 1`);
      if (!second.startsWith("first: ")) fit.fit(more, `${of} ${marked} 2`); // a name may be cut off
    },
  };
}
