// The text twin of the picture: each event a sentence. A click goes there.

import { type Row, Rows, h, say, set } from "../dom";
import { count, time } from "../format";
import type { TraceEvent } from "../stage";
import type { Emit, Frame, View, ViewKind } from "../view";
import css from "./log-view.css" with { type: "text" };

// Rows in the document at once. The rest is reached by scrolling: the list is a window onto the trace.
const WINDOW = 120;
const ALL = "";

class LogView implements View {
  readonly element: HTMLElement;
  readonly #list = h("ol", { class: "log-list", tabindex: 0, "aria-label": "Events, newest last" });
  readonly #earlier = h("button", { type: "button", class: "log-earlier" });
  readonly #who = h("select", { "aria-label": "Show events of" }, h("option", { value: ALL }, "everybody"));
  readonly #count = h("span", { class: "log-count" });
  readonly #rows: Rows<TraceEvent, string>;
  #frame: Frame | null = null;
  #extra = 0; // more rows that the reader asked for
  #names = new Set<string>();
  #drawn = "";

  constructor(emit: Emit) {
    this.#rows = new Rows(this.#list, (event) => `${event.step} ${event.kind} ${event.command} ${event.client}`, createRow);
    this.#list.addEventListener("click", (e) => {
      const step = (e.target as Element).closest("[data-step]")?.getAttribute("data-step");
      if (step) emit({ do: "seek", position: Number(step) });
    });
    this.#earlier.addEventListener("click", () => {
      this.#extra += WINDOW;
      this.#redraw();
    });
    this.#who.addEventListener("change", () => this.#redraw());
    this.element = h(
      "div",
      { class: "log" },
      h("div", { class: "log-bar" }, h("label", { class: "log-filter" }, "Events of ", this.#who), this.#count),
      h("div", { class: "log-scroll" }, this.#earlier, this.#list),
    );
  }

  render(frame: Frame): void {
    if (this.#frame?.epoch !== frame.epoch) this.#extra = 0;
    this.#frame = frame;
    this.#offer(frame);
    const key = `${frame.epoch} ${frame.snapshot.position}`;
    if (key === this.#drawn) return;
    this.#drawn = key;
    this.#draw(frame);
  }

  dispose(): void {
    this.element.remove();
  }

  #redraw(): void {
    if (this.#frame) this.#draw(this.#frame);
  }

  #draw({ snapshot, stage }: Frame): void {
    const scroller = this.#list.parentElement!;
    const atEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 24;
    const end = stage.find(snapshot.position + 1); // what comes after the position hasn't happened yet
    const from = Math.max(0, end - WINDOW - this.#extra);
    const events = stage.events(from, end - from);
    const who = this.#who.value;
    this.#rows.update(who === ALL ? events : events.filter((event) => event.who === who));
    const { fallen } = stage.trace();
    this.#earlier.hidden = from === 0;
    say(this.#earlier, `${count(from)} earlier events: show more`);
    say(this.#count, `${count(end + fallen)} events${fallen > 0 ? `, the last ${count(end)} kept` : ""}`);
    for (const row of this.#list.children) set(row, { "data-now": row.getAttribute("data-step") === String(snapshot.position) });
    if (atEnd) scroller.scrollTop = scroller.scrollHeight;
  }

  // The choice is of clients that can be named; a crowd's are found by scrolling.
  #offer({ snapshot }: Frame): void {
    const names = new Set(snapshot.clients.shown.map((client) => client.name));
    names.add("actor");
    if (names.size === this.#names.size && [...names].every((name) => this.#names.has(name))) return;
    this.#names = names;
    const chosen = this.#who.value;
    this.#who.replaceChildren(h("option", { value: ALL }, "everybody"), ...[...names].map((name) => h("option", { value: name }, name)));
    this.#who.value = names.has(chosen) ? chosen : ALL;
  }
}

function createRow(event: TraceEvent): Row<TraceEvent> {
  const element = h(
    "li",
    { class: "log-row", "data-step": event.step, "data-kind": event.kind, "data-role": roleOf(event.kind) },
    h("span", { class: "log-step" }, String(event.step)),
    h("span", { class: "log-time" }, time(event.at)),
    h("button", { type: "button", class: "log-text", tabindex: -1 }, event.text),
  );
  return { element, update() {} };
}

function roleOf(kind: string): string {
  switch (kind) {
    case "Blocked":
    case "Admitted":
      return "mailbox";
    case "Received":
    case "Handled":
    case "Started":
    case "Stopped":
      return "actor";
    case "Replied":
    case "Answered":
    case "Met":
      return "reply";
    case "Slept":
    case "LetGo":
    case "Ignored":
    case "Stopping":
      return "caller";
  }
  return "error";
}

export const view: ViewKind = { title: "Log", css, create: (emit) => new LogView(emit) };
