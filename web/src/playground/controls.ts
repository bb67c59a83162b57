// What a reader drives the play with: the transport, and the reader's own calls.

import { h, say, set } from "./ui/dom";
import { count, running } from "./ui/format";
import { type Icon, icon, turnInto } from "./ui/icons";
import type { SettingName } from "./settings";
import type { Command, Emit, Frame, Speed } from "./play/view";

const SPEEDS: readonly Speed[] = [0.1, 0.25, 0.5, 1, 2, 5, 10, 25, 100, "max"];

/** Play, pause, step, back, reset, the scrubber, the clock and the speed. */
export class Transport {
  readonly element: HTMLElement;
  readonly #play: HTMLButtonElement;
  readonly #playSign = icon("play");
  readonly #playText = h("span", null, "Play");
  readonly #back: HTMLButtonElement;
  readonly #step: HTMLButtonElement;
  readonly #scrubber = h("input", { type: "range", min: 0, max: 1, step: 1, value: 0, class: "scrubber", "aria-label": "Position" });
  readonly #position = h("span", { class: "transport-position" });
  readonly #clock = h("span", { class: "transport-clock", title: "virtual time" });
  readonly #speed = h("select", { "aria-label": "Speed" }, ...SPEEDS.map((speed) => h("option", { value: speed }, speedText(speed))));
  #playing = false;

  constructor(emit: Emit) {
    this.#play = h("button", { type: "button", class: "button-main" }, this.#playSign, this.#playText);
    this.#play.addEventListener("click", () => emit({ do: this.#playing ? "pause" : "play" }));
    this.#back = button("Back", "back", emit, { do: "back" });
    this.#step = button("Step", "forward", emit, { do: "step" });
    this.#scrubber.addEventListener("input", () => emit({ do: "seek", position: this.#scrubber.valueAsNumber }));
    this.#speed.addEventListener("change", () => emit({ do: "speed", speed: parseSpeed(this.#speed.value) ?? 1 }));
    this.element = h(
      "div",
      { class: "transport", role: "group", "aria-label": "Playback", part: "controls" },
      h("div", { class: "transport-buttons" }, button("Reset", "reset", emit, { do: "reset" }), this.#back, this.#play, this.#step),
      h("div", { class: "transport-scrub" }, this.#scrubber, h("div", { class: "transport-where" }, this.#position, this.#clock)),
      h("label", { class: "transport-speed" }, "Speed", this.#speed),
    );
  }

  render({ snapshot, playing, speed }: Frame): void {
    const { position, end, ended, clock } = snapshot;
    if (this.#playing !== playing) {
      this.#playing = playing;
      turnInto(this.#playSign, playing ? "pause" : "play");
    }
    say(this.#playText, playing ? "Pause" : ended ? "Replay" : "Play");
    // Not disabled: who has the focus on a button must not lose it when the end comes.
    set(this.#step, { "aria-disabled": ended ? "true" : null });
    set(this.#back, { "aria-disabled": position === 0 ? "true" : null });
    set(this.#scrubber, { max: Math.max(end, 1), "aria-valuetext": `step ${position} of ${end}` });
    if (this.#scrubber.valueAsNumber !== position) this.#scrubber.value = String(position);
    this.#scrubber.style.setProperty("--part", String(end === 0 ? 0 : position / end));
    say(this.#position, `step ${count(position)} of ${count(end)}${ended || position < end ? "" : "+"}`);
    say(this.#clock, running(clock));
    const chosen = String(speed);
    if (this.#speed.value !== chosen) {
      if (!SPEEDS.includes(speed) && this.#speed.options.length === SPEEDS.length) this.#speed.append(h("option", { value: chosen }, speedText(speed)));
      this.#speed.value = chosen;
    }
  }
}

/** Calls that the reader makes as one more caller, and what ends the actor. */
export class LiveCalls {
  readonly element: HTMLElement;
  /** As the buttons do. */
  readonly set: () => void;
  readonly get: () => void;

  constructor(emit: Emit) {
    const value = h("input", { type: "number", value: 42, min: -2147483648, max: 2147483647, step: 1, class: "live-number", "aria-label": "Value to set" });
    const burst = h("input", { type: "number", value: 100, min: 1, max: 10000, step: 1, class: "live-number", "aria-label": "How many sets in a burst" });
    const live = (steps: string): Command => ({ do: "live", steps });
    const withValue = (words: string) => (): Command | null => (value.reportValidity() ? live(`${words} ${value.valueAsNumber}`) : null);
    const send = (command: Command | null) => command && emit(command);
    this.set = () => send(withValue("set")());
    this.get = () => send(live("get"));
    this.element = h(
      "div",
      { class: "live", role: "group", "aria-label": "Your own calls", part: "live" },
      h("p", { class: "live-title" }, "You call too"),
      h(
        "div",
        { class: "live-group" },
        value,
        button("Set", "set", emit, withValue("set"), "Sends set. Waits for a slot if the mailbox is full."),
        button("Try set", "set", emit, withValue("try set"), "Sends set, but never waits: a full mailbox refuses it."),
        button("Get", "get", emit, live("get"), "Asks for the value and waits for the reply."),
      ),
      h(
        "div",
        { class: "live-group" },
        burst,
        button("Burst", "set", emit, () => (burst.reportValidity() ? { do: "burst", count: burst.valueAsNumber } : null), "So many callers set 1, 2, 3 … all at once."),
      ),
      h(
        "div",
        { class: "live-group live-ends" },
        button("Stop", "draining", emit, live("stop"), "Nothing more is admitted; what was admitted is still handled."),
        button("Kill", "refused", emit, live("kill"), "What is in the mailbox is discarded."),
        button("Crash", "bolt", emit, live("crash"), "Asks with a command whose handler panics."),
      ),
    );
  }
}

/** The script's two settings as fields: what they change is the script. */
export class Settings {
  readonly element: HTMLElement;
  readonly #capacity = h("input", { type: "number", min: 1, max: 65536, step: 1, required: true });
  readonly #handle = h("input", { type: "number", min: 0, max: 60000, step: "any", required: true });

  constructor(change: (name: SettingName, value: string) => void) {
    this.#capacity.addEventListener("change", () => {
      if (this.#capacity.reportValidity()) change("mailbox", String(this.#capacity.valueAsNumber));
    });
    this.#handle.addEventListener("change", () => {
      if (this.#handle.reportValidity()) change("handle", `${this.#handle.valueAsNumber}ms`);
    });
    this.element = h(
      "div",
      { class: "settings", role: "group", "aria-label": "Settings of the script" },
      h("label", null, "mailbox slots", this.#capacity),
      h("label", null, "handling takes, ms", this.#handle),
    );
  }

  render({ snapshot }: Frame): void {
    show(this.#capacity, snapshot.mailbox.capacity);
    show(this.#handle, snapshot.actor.handle / 1e6);
  }
}

// Shows a number, but not to who is typing another.
function show(field: HTMLInputElement, n: number): void {
  if (!field.matches(":focus") && field.valueAsNumber !== n) field.value = String(n);
}

type Wanted = Command | (() => Command | null);

function button(text: string, sign: Icon, emit: Emit, wanted: Wanted, title?: string): HTMLButtonElement {
  const element = h("button", { type: "button", title: title ?? null }, icon(sign), h("span", null, text));
  element.addEventListener("click", () => {
    const command = typeof wanted === "function" ? wanted() : wanted;
    if (command) emit(command);
  });
  return element;
}

/** Reads a speed: a number from 0.1 to 100, or "max". Anything else is undefined. */
export function parseSpeed(text: string): Speed | undefined {
  if (text === "max") return text;
  const speed = Number(text.trim().replace(/[x×]$/, ""));
  return text.trim() !== "" && speed >= 0.1 && speed <= 100 ? speed : undefined;
}

function speedText(speed: Speed): string {
  return speed === "max" ? "max" : `${speed}×`;
}
