// Restart, back, play, forward and speed.

import type { Emit, Frame } from "../play/view";
import { SPEEDS, parseSpeed, speedText } from "../play/speed";
import { h, say, set } from "../ui/dom";
import { icon, turnInto } from "../ui/icons";
import { signButton } from "./button";

export class Transport {
  readonly element: HTMLElement;
  readonly #play: HTMLButtonElement;
  readonly #playSign = icon("play");
  readonly #playText = h("span", { class: "dock-play-text" }, "Play");
  readonly #back: HTMLButtonElement;
  readonly #step: HTMLButtonElement;
  readonly #speed = h("select", { class: "dock-speed", "aria-label": "Speed", title: "Speed" }, ...SPEEDS.map((speed) => h("option", { value: speed }, speedText(speed))));
  #playing = false;

  constructor(emit: Emit) {
    this.#play = h("button", { type: "button", class: "button-main dock-play" }, this.#playSign, this.#playText);
    this.#play.addEventListener("click", () => emit({ do: this.#playing ? "pause" : "play" }));
    this.#back = signButton("Back", "back", "One step back", () => emit({ do: "back" }));
    this.#step = signButton("Step", "forward", "One step forward", () => emit({ do: "step" }));
    this.#speed.addEventListener("change", () => emit({ do: "speed", speed: parseSpeed(this.#speed.value) ?? 1 }));
    this.element = h(
      "div",
      { class: "dock-transport", role: "group", "aria-label": "Playback" },
      signButton("Restart", "reset", "Back to the beginning, without your calls", () => emit({ do: "reset" })),
      this.#back,
      this.#play,
      this.#step,
      this.#speed,
    );
  }

  render({ snapshot, beat, playing, speed }: Frame): void {
    const { position } = snapshot;
    const ended = snapshot.ended && beat.index === beat.count;
    if (this.#playing !== playing) {
      this.#playing = playing;
      turnInto(this.#playSign, playing ? "pause" : "play");
    }
    say(this.#playText, playing ? "Pause" : ended && position > 0 ? "Replay" : "Play");
    // Not disabled, so that the button keeps the focus at the end.
    set(this.#step, { "aria-disabled": ended ? "true" : null });
    set(this.#back, { "aria-disabled": position === 0 ? "true" : null });
    const chosen = String(speed);
    if (this.#speed.value === chosen) return;
    if (!SPEEDS.includes(speed) && this.#speed.options.length === SPEEDS.length) this.#speed.append(h("option", { value: chosen }, speedText(speed)));
    this.#speed.value = chosen;
  }
}
