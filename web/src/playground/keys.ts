// The playground's keys. They work while the focus is inside the element. A field keeps its own keys, and a button its space
// bar; those with Ctrl, Alt or the command key are the browser's. key-help.ts lists them for readers.

/** What a key does. */
export type KeyAction = "toggle" | "step" | "back" | "start" | "end" | "set" | "get" | "help";

const ACTIONS: Readonly<Record<string, KeyAction>> = {
  " ": "toggle", ArrowRight: "step", ArrowLeft: "back", Home: "start", End: "end", s: "set", g: "get", "?": "help",
};

/** The action of a key, or null if it isn't the playground's. */
export function keyAction(e: KeyboardEvent): KeyAction | null {
  if (e.defaultPrevented || e.altKey || e.ctrlKey || e.metaKey) return null;
  const at = e.composedPath()[0];
  if (!(at instanceof Element) || at.matches("input, textarea, select, [contenteditable], [role=tab], [role=slider]")) return null;
  if (e.key === " " && at.matches("button, a, summary")) return null;
  return Object.hasOwn(ACTIONS, e.key) ? ACTIONS[e.key]! : null;
}
