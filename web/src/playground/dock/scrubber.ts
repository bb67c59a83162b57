// The slider over the run's steps.

import type { Emit, Frame } from "../play/view";
import { h, set } from "../ui/dom";

export class Scrubber {
  readonly element = h("input", { type: "range", min: 0, max: 1, step: 1, value: 0, class: "dock-scrubber", "aria-label": "Position" });

  constructor(emit: Emit) {
    this.element.addEventListener("input", () => emit({ do: "seek", position: this.element.valueAsNumber }));
  }

  render({ snapshot: { position, end } }: Frame): void {
    set(this.element, { max: Math.max(end, 1), "aria-valuetext": `step ${position} of ${end}` });
    if (this.element.valueAsNumber !== position) this.element.value = String(position);
    this.element.style.setProperty("--part", String(end === 0 ? 0 : position / end));
  }
}
