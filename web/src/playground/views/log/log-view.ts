// The text twin of the picture: each event a sentence. A click goes there.

import { h, say, set } from "../../ui/dom";
import { count, time } from "../../ui/format";
import type { TraceEvent } from "../../../client/stage";
import type { Emit, Frame, View, ViewKind } from "../../play/view";
import css from "./log-view.css" with { type: "text" };

// The list is a window onto the trace's end; more is shown on demand. While it plays, only the rows that can be seen.
const WINDOW = 120;
const WINDOW_PLAYING = 14;
// More new steps than these can't be read at every frame.
const SWIFT_STEPS = 3;
const SWIFT_FRAMES = 8;
const ALL = "";

class LogView implements View {
  readonly element: HTMLElement;
  readonly #list = h("ol", { class: "log-list", tabindex: 0, "aria-label": "Events, newest last" });
  readonly #earlier = h("button", { type: "button", class: "log-earlier" });
  readonly #who = h("select", { "aria-label": "Show events of" }, h("option", { value: ALL }, "everybody"));
  readonly #count = h("span", { class: "log-count" });
  readonly #rows: Row[] = []; // used again and again: making rows is what costs
  #frame: Frame | null = null;
  #extra = 0; // more rows that the reader asked for
  #names = new Set<string>();
  #drawn = "";
  #drawnPosition = 0;
  #waited = 0; // frames

  constructor(emit: Emit) {
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
      h("div", { class: "log-scroll" }, this.#list, this.#earlier),
    );
  }

  render(frame: Frame): void {
    if (this.#frame?.epoch !== frame.epoch) this.#extra = 0;
    this.#frame = frame;
    this.#offer(frame);
    const { position } = frame.snapshot;
    const key = `${frame.epoch} ${position} ${frame.playing}`;
    if (key === this.#drawn) return;
    const swift = frame.playing && position - this.#drawnPosition > SWIFT_STEPS;
    if (swift && ++this.#waited < SWIFT_FRAMES) return;
    this.#waited = 0;
    this.#drawn = key;
    this.#drawnPosition = position;
    this.#draw(frame);
  }

  dispose(): void {
    this.element.remove();
  }

  #redraw(): void {
    if (this.#frame) this.#draw(this.#frame);
  }

  #draw({ snapshot, stage, playing }: Frame): void {
    const end = stage.find(snapshot.position + 1); // what comes after the position hasn't happened yet
    const who = this.#who.value;
    const most = playing && who === ALL ? WINDOW_PLAYING : WINDOW + this.#extra;
    const from = Math.max(0, end - most);
    const events = stage.events(from, end - from);
    this.#fill(who === ALL ? events : events.filter((event) => event.who === who || event.actorName === who), snapshot.position);
    const { fallen } = stage.trace();
    this.#earlier.hidden = from === 0;
    say(this.#earlier, `${count(from)} earlier events: show more`);
    say(this.#count, `${count(end + fallen)} events${fallen > 0 ? `, the last ${count(end)} kept` : ""}`);
  }

  #fill(events: readonly TraceEvent[], position: number): void {
    while (this.#rows.length < events.length) {
      const row = createRow();
      this.#rows.push(row);
      this.#list.append(row.element);
    }
    this.#rows.forEach((row, i) => row.show(events[i], position));
  }

  // The choice is of clients that can be named; a crowd's are found by scrolling.
  #offer({ snapshot }: Frame): void {
    const names = new Set(snapshot.clients.shown.map((client) => client.name));
    for (const { name } of snapshot.actors?.shown ?? []) names.add(name);
    if (!snapshot.actors) names.add("actor");
    if (names.size === this.#names.size && [...names].every((name) => this.#names.has(name))) return;
    this.#names = names;
    const chosen = this.#who.value;
    this.#who.replaceChildren(h("option", { value: ALL }, "everybody"), ...[...names].map((name) => h("option", { value: name }, name)));
    this.#who.value = names.has(chosen) ? chosen : ALL;
  }
}

interface Row {
  readonly element: HTMLElement;
  /** Shows an event, or nothing. */
  show(event: TraceEvent | undefined, position: number): void;
}

function createRow(): Row {
  const step = h("span", { class: "log-step" });
  const at = h("span", { class: "log-time" });
  const text = h("button", { type: "button", class: "log-text" });
  const element = h("li", { class: "log-row" }, step, at, text);
  return {
    element,
    show(event, position) {
      element.hidden = event === undefined;
      if (!event) return;
      set(element, { "data-step": event.step, "data-role": roleOf(event.kind), "data-now": event.step === position });
      say(step, String(event.step));
      say(at, time(event.at));
      say(text, event.text);
    },
  };
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
    case "Woke":
    case "LetGo":
    case "Ignored":
    case "Stopping":
      return "caller";
  }
  return "error";
}

export const view: ViewKind = { title: "Log", css, create: (emit) => new LogView(emit) };
