// The words under the lane: why a sender waits, how full the mailbox is, how long the current command still takes.

import { h, set } from "../../ui/dom";
import { count } from "../../ui/format";
import type { Snapshot } from "../../../client/stage";
import type { Geometry, Size } from "./geometry";
import { place } from "./mailbox";
import { rewrite } from "./rewrite";
import { left } from "./words";

type Lines = readonly [string, string];

export class Labels {
  readonly element = h("div", { class: "stage-labels" });
  readonly #waiting = createLabel("waiting");
  readonly #mailbox = createLabel("mailbox");
  readonly #current = createLabel("current");

  constructor() {
    this.element.append(this.#waiting.element, this.#mailbox.element, this.#current.element);
  }

  lay({ labels }: Geometry): void {
    place(this.#waiting.element, labels.waiting);
    place(this.#mailbox.element, labels.mailbox);
    place(this.#current.element, labels.current);
  }

  render(snapshot: Snapshot, { size }: Geometry): void {
    const { line, mailbox } = snapshot;
    this.#waiting.render(waitingWords(snapshot, size));
    this.#mailbox.render(mailboxWords(snapshot, size));
    this.#current.render(currentWords(snapshot, size));
    set(this.#waiting.element, { "data-none": line.waiting === 0 });
    set(this.#mailbox.element, { "data-full": mailbox.depth >= mailbox.capacity });
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
  if (size === "wide" || (size === "medium" && figure.length <= 13)) return [`Mailbox ${figure}`, full ? "full" : depth === 0 ? "empty" : `${count(capacity - depth)} free`];
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

function createLabel(of: string) {
  let what: HTMLElement = h("span", { class: "stage-label-what" });
  let more: HTMLElement = h("span", { class: "stage-label-more" });
  return {
    element: h("p", { class: "stage-label", "data-of": of }, what, more),
    render([first, second]: Lines) {
      what = rewrite(what, first);
      more = rewrite(more, second);
    },
  };
}
