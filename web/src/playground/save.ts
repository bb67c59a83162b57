// Saves the trace as a file.

import { h } from "./ui/dom";
import type { TraceReader } from "./play/view";

/** A view that can be saved as a drawing. */
export interface Drawing {
  readonly title: string;
  /** Has the view shown, then drawn. */
  readonly draw: () => Promise<string>;
}

/** Makes the row of buttons that save what has been played so far. */
export function saveRow(trace: Pick<TraceReader, "mermaid" | "jsonLines">, drawings: readonly Drawing[]): HTMLElement {
  return h(
    "div",
    { class: "save", role: "group", "aria-label": "Save the trace" },
    "Save the trace as",
    button("JSON Lines", () => save("trace.jsonl", "application/jsonl", trace.jsonLines())),
    button("Mermaid diagram", () => save("trace.mmd", "text/plain", trace.mermaid())),
    ...drawings.map(({ title, draw }) =>
      button(`${title} as SVG`, async () => save(`${title.toLowerCase()}.svg`, "image/svg+xml", await draw())),
    ),
  );
}

function button(text: string, act: () => void | Promise<void>): HTMLButtonElement {
  const element = h("button", { type: "button" }, text);
  element.addEventListener("click", () => void act());
  return element;
}

/** Has the browser save a text as a file. */
export function save(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  h("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000); // the download has begun by then
}
