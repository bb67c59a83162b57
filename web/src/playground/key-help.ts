// The list of the keys, which is loaded when a reader asks for it. What they do is in keys.ts.

import css from "./key-help.css" with { type: "text" };
import { h } from "./ui/dom";

export { css };

const KEYS: Readonly<Record<string, string>> = {
  Space: "Play or pause",
  "→": "One step forward",
  "←": "One step back",
  Home: "Go to the beginning",
  End: "Go to the end, as far as it is known",
  S: "Set the value in the field",
  G: "Get the value",
  "?": "Show these keys",
};

/** Shows the list until the reader closes it. */
export function showKeys(place: HTMLElement): void {
  const close = h("button", { type: "button" }, "Close");
  const rows = Object.entries(KEYS).map(([key, text]) => h("div", null, h("dt", null, h("kbd", null, key)), h("dd", null, text)));
  const list = h("dialog", { class: "keys", "aria-label": "Keys" }, h("h2", { class: "keys-title" }, "Keys"), h("dl", { class: "keys-list" }, ...rows), close);
  close.addEventListener("click", () => list.close());
  list.addEventListener("close", () => list.remove());
  // Its own keys are not the playground's. Escape closes it, and is the host's too.
  list.addEventListener("keydown", (e) => e.key !== "Escape" && e.stopPropagation());
  place.append(list);
  list.showModal();
}
