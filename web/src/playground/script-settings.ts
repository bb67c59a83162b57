// The script's two settings as fields: what they change is the script.

import type { SettingName } from "../client/stage";
import type { Frame } from "./play/view";
import { h } from "./ui/dom";

export class ScriptSettings {
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

// Shows a number, unless the reader is typing another.
function show(field: HTMLInputElement, n: number): void {
  if (!field.matches(":focus") && field.valueAsNumber !== n) field.value = String(n);
}
