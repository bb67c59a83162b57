// The replies' own way back, from the actor to who asked.

import { Rows, h, say, set } from "../../ui/dom";
import { icon } from "../../ui/icons";
import type { Snapshot, TraceEvent } from "../../../client/stage";
import type { Frame } from "../../play/view";

const SHOWN = 3;
// A reply takes no virtual time, so it would never be seen. It stays in the picture until the next command has been handled.
const kinds = new Set(["Answered", "Failed", "Abandoned"]);
// Steps that want no reply, so that their errors are none.
const tells = new Set(["set", "try set", "stop", "start"]);

export interface Reply {
  readonly key: string;
  readonly to: string;
  readonly text: string;
  readonly tone: "answer" | "error" | "lost";
  readonly step: number;
}

export class Replies {
  readonly element = h("section", { class: "stage-replies", "aria-label": "Replies" });
  readonly #rows: Rows<Reply, string>;
  #shown: readonly Reply[] = [];

  constructor() {
    const list = h("ul", { class: "stage-reply-list" });
    this.#rows = new Rows(list, (reply) => reply.key, createRow);
    this.element.append(
      h("span", { class: "stage-replies-head" }, icon("reply"), "replies"),
      list,
    );
  }

  render(frame: Frame): void {
    this.#shown = repliesOf(frame.recent, frame.snapshot);
    this.#rows.update(this.#shown);
    set(this.element, { "data-none": this.#shown.length === 0 });
  }

  get shown(): readonly Reply[] {
    return this.#shown;
  }

  chip(reply: Reply): HTMLElement | undefined {
    return this.#rows.get(reply.key);
  }
}

/** The replies on their way: those of commands that were handled at the last time anything was. */
export function repliesOf(recent: readonly TraceEvent[], { clock, actor }: Snapshot): Reply[] {
  const found: Reply[] = [];
  for (let i = recent.length - 1; i >= 0 && found.length < SHOWN; i--) {
    const event = recent[i]!;
    if (event.at < clock - actor.handle) break;
    if (event.command === 0 || !kinds.has(event.kind)) continue;
    if (event.kind === "Failed" && (!event.op || tells.has(event.op) || event.outcome === "timeout")) continue;
    found.push(replyOf(event));
  }
  return found.reverse();
}

function replyOf(event: TraceEvent): Reply {
  const key = `${event.step} ${event.command} ${event.kind}`;
  const { step, who: to } = event;
  if (event.kind === "Answered") return { key, to, step, text: String(event.value), tone: "answer" };
  if (event.kind === "Abandoned") return { key, to: "nobody", step, text: "discarded", tone: "lost" };
  return { key, to, step, text: event.outcome, tone: "error" };
}

function createRow(reply: Reply): { element: HTMLElement; update(): void } {
  const text = h("span", { class: "stage-what" });
  const to = h("span", { class: "stage-who" });
  say(text, reply.text);
  say(to, `to ${reply.to}`);
  const element = h("li", { class: "stage-reply", "data-tone": reply.tone }, icon(reply.tone === "answer" ? "reply" : "refused"), text, to);
  return { element, update() {} };
}
