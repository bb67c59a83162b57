// The playhead: a slider over the run's steps, which can be dragged and moved by keys.

import { h, say, set } from "../../ui/dom";
import { count, running, time } from "../../ui/format";
import type { Emit, Frame } from "../../play/view";

const JUMP = 10; // steps, for Page Up and Page Down

export interface PlayheadHost {
  readonly emit: Emit;
  frame(): Frame | null;
  /** Where the playhead is on the screen, from the chart's left border, px. */
  headAt(): number;
  seekTo(x: number): void;
  /** In, out, or as it was at first. */
  zoom(how: "in" | "out" | "auto"): void;
}

export class Playhead {
  readonly #clock = h("span", { class: "timeline-clock" });
  readonly element = h("div", { class: "timeline-head", role: "slider", tabindex: 0, "aria-label": "Playhead", "aria-valuemin": 0 }, this.#clock);
  /** Pressing it moves the playhead there. */
  readonly axis = h("div", { class: "timeline-axis" });
  /** What is after the playhead is known, but has not happened. */
  readonly veil = h("div", { class: "timeline-veil" });
  #measured = 0; // length of the clock's text, when that was measured
  #half = 0; // px

  constructor(private readonly host: PlayheadHost, signal: AbortSignal) {
    this.element.addEventListener("keydown", (e) => this.#key(e), { signal });
    this.#scrub(this.axis, signal);
    this.#scrub(this.element, signal);
  }

  render({ snapshot: { position, end, clock } }: Frame, width: number): void {
    const x = Math.round(this.host.headAt() * 2) / 2;
    this.element.style.setProperty("translate", `${x}px`);
    this.veil.style.setProperty("translate", `${Math.max(x, 0)}px`);
    set(this.element, { "aria-valuemax": Math.max(end, position), "aria-valuenow": position, "aria-valuetext": `step ${count(position)} of ${count(end)}, ${time(clock)}` });
    say(this.#clock, running(clock));
    // At the borders the time stays inside.
    const { length } = running(clock);
    if (length !== this.#measured) {
      this.#measured = length;
      this.#half = this.#clock.offsetWidth / 2;
    }
    const shift = Math.max(this.#half - x, 0) || Math.min(width - this.#half - x, 0);
    this.#clock.style.setProperty("translate", `calc(-50% + ${Math.abs(shift) < 2 * this.#half ? shift : 0}px)`);
  }

  #scrub(handle: HTMLElement, signal: AbortSignal): void {
    let grip = 0;
    let to = 0;
    let request = 0;
    const at = (e: PointerEvent) => e.clientX - this.axis.getBoundingClientRect().left;
    handle.addEventListener("pointerdown", (e) => {
      if (e.button !== 0) return;
      handle.setPointerCapture(e.pointerId);
      this.element.focus({ preventScroll: true });
      grip = handle === this.element ? at(e) - this.host.headAt() : 0;
      if (handle === this.axis) this.host.seekTo(at(e));
      e.preventDefault();
    }, { signal });
    handle.addEventListener("pointermove", (e) => {
      if (!handle.hasPointerCapture(e.pointerId)) return;
      to = at(e) - grip;
      request ||= requestAnimationFrame(() => {
        request = 0;
        this.host.seekTo(to);
      });
    }, { signal });
  }

  #key(e: KeyboardEvent): void {
    const frame = this.host.frame();
    if (e.altKey || e.ctrlKey || e.metaKey || !frame) return;
    const { position, end } = frame.snapshot;
    const { emit, zoom } = this.host;
    const acts: Readonly<Record<string, () => void>> = {
      ArrowRight: () => emit({ do: "step" }),
      ArrowUp: () => emit({ do: "step" }),
      ArrowLeft: () => emit({ do: "back" }),
      ArrowDown: () => emit({ do: "back" }),
      PageUp: () => emit({ do: "seek", position: Math.min(position + JUMP, end) }),
      PageDown: () => emit({ do: "seek", position: Math.max(position - JUMP, 0) }),
      Home: () => emit({ do: "seek", position: 0 }),
      End: () => emit({ do: "seek", position: end }),
      "+": () => zoom("in"),
      "-": () => zoom("out"),
      "0": () => zoom("auto"),
    };
    const act = acts[e.key];
    if (!act) return;
    act();
    e.preventDefault();
    e.stopPropagation();
  }
}
