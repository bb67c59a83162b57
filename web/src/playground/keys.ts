// The playground's keys. They work while the focus is inside the element. A field keeps its own keys, and a button its space
// bar; those with Ctrl, Alt or the command key are the browser's.

import { h } from "./ui/dom";

/** What a key does. */
export type KeyAction = "toggle" | "step" | "back" | "start" | "end" | "set" | "get" | "help";

const KEYS: readonly { readonly key: string; readonly shown: string; readonly action: KeyAction; readonly text: string }[] = [
  { key: " ", shown: "Space", action: "toggle", text: "Play or pause" },
  { key: "ArrowRight", shown: "→", action: "step", text: "One step forward" },
  { key: "ArrowLeft", shown: "←", action: "back", text: "One step back" },
  { key: "Home", shown: "Home", action: "start", text: "Go to the beginning" },
  { key: "End", shown: "End", action: "end", text: "Go to the end, as far as it is known" },
  { key: "s", shown: "S", action: "set", text: "Set the value in the field" },
  { key: "g", shown: "G", action: "get", text: "Get the value" },
  { key: "?", shown: "?", action: "help", text: "Show these keys" },
];

/** The action of a key, or null if it isn't the playground's. */
export function keyAction(e: KeyboardEvent): KeyAction | null {
  if (e.defaultPrevented || e.altKey || e.ctrlKey || e.metaKey) return null;
  const at = e.composedPath()[0];
  if (!(at instanceof Element) || at.matches("input, textarea, select, [contenteditable], [role=tab], [role=slider]")) return null;
  if (e.key === " " && at.matches("button, a, summary")) return null;
  return KEYS.find(({ key }) => key === e.key)?.action ?? null;
}

/** The list of the keys. */
export class KeyHelp {
  readonly element: HTMLDialogElement;

  constructor() {
    const close = h("button", { type: "button" }, "Close");
    const rows = KEYS.map(({ shown, text }) => h("div", null, h("dt", null, h("kbd", null, shown)), h("dd", null, text)));
    this.element = h("dialog", { class: "keys", "aria-label": "Keys" }, h("h2", { class: "keys-title" }, "Keys"), h("dl", { class: "keys-list" }, ...rows), close);
    close.addEventListener("click", () => this.element.close());
    // Its own keys are not the playground's. Escape closes it, and is the host's too.
    this.element.addEventListener("keydown", (e) => e.key !== "Escape" && e.stopPropagation());
  }

  show(): void {
    if (!this.element.open) this.element.showModal();
  }
}
