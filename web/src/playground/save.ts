// Saves the trace as a file.

import { messageOf } from "../client/errors";
import { h } from "./ui/dom";
import type { TraceReader } from "./play/view";

/** A view that can be saved as a drawing. */
export interface Drawing {
  readonly title: string;
  /** Has the view shown, then drawn. */
  readonly draw: () => Promise<string>;
}

/** Makes the menu that saves what has been played so far. drawings may grow until it is first opened. */
export function saveMenu(trace: Pick<TraceReader, "mermaid" | "jsonLines">, drawings: readonly Drawing[]): HTMLElement {
  const list = h("div", { class: "menu-list", role: "group", "aria-label": "Save the trace as" });
  const menu = h("details", { class: "menu" }, h("summary", { class: "menu-button" }, "Save"), list);
  const failure = h("p", { role: "alert" });
  const item = (text: string, act: () => void | Promise<void>) => {
    const element = h("button", { type: "button" }, text);
    element.addEventListener("click", async () => {
      failure.remove();
      menu.open = false;
      try {
        await act();
      } catch (cause) {
        failure.textContent = `Nothing was saved: ${messageOf(cause)}`;
        list.append(failure);
        menu.open = true;
      }
    });
    list.append(element);
  };
  const fill = () => {
    item("JSON Lines", () => save("trace.jsonl", "application/jsonl", trace.jsonLines()));
    item("Mermaid diagram", () => save("trace.mmd", "text/plain", trace.mermaid()));
    for (const { title, draw } of drawings) item(`${title} as SVG`, async () => save(`${title.toLowerCase()}.svg`, "image/svg+xml", await draw()));
  };
  menu.addEventListener("toggle", fill, { once: true });
  menu.addEventListener("keydown", (e) => {
    if (e.key !== "Escape" || !menu.open) return;
    e.stopPropagation();
    menu.open = false;
    menu.querySelector("summary")?.focus();
  });
  menu.addEventListener("focusout", (e) => {
    if (e.relatedTarget instanceof Node && !menu.contains(e.relatedTarget)) menu.open = false;
  });
  return menu;
}

/** Has the browser save a text as a file. */
export function save(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  h("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000); // the download has begun by then
}
