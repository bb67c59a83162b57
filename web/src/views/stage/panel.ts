// The frame that the four places of the picture share: a title, a figure beside it, a line that says what the place is.

import { h, say } from "../../dom";

export interface Panel {
  readonly element: HTMLElement;
  readonly body: HTMLElement;
  /** Sets the figure beside the title. */
  figure(text: string): void;
}

export function createPanel(role: "callers" | "line" | "mailbox" | "actor", title: string, note: string): Panel {
  const figure = h("span", { class: "stage-figure" });
  const body = h("div", { class: "stage-body" });
  const element = h(
    "section",
    { class: `stage-panel stage-${role}`, "aria-label": title, "data-role": role },
    h("header", { class: "stage-head" }, h("h3", { class: "stage-title" }, title), figure, h("p", { class: "stage-note" }, note)),
    body,
  );
  return { element, body, figure: (text) => say(figure, text) };
}
