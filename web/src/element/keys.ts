// Keys that a reader types.

const FIELDS = "input, textarea, select, [contenteditable], [role=slider]";

/**
 * Keeps what is typed into the fields of a shadow root from the document around it, which sees no field there and would take
 * a letter for one of its own shortcuts. Escape, Tab and what is pressed with a modifier of the browser pass.
 */
export function keepTyping(root: ShadowRoot): void {
  for (const type of ["keydown", "keypress", "keyup"] as const) root.addEventListener(type, (event) => keep(event as KeyboardEvent));
}

function keep(event: KeyboardEvent): void {
  const types = event.getModifierState("AltGraph"); // which some systems report as Ctrl and Alt
  const passes = event.key === "Escape" || event.key === "Tab" || ((event.ctrlKey || event.metaKey || event.altKey) && !types);
  if (!passes && event.target instanceof Element && event.target.matches(FIELDS)) event.stopPropagation();
}
