// The frame that the four places of the picture share: a title, a figure beside it, a line that says what the place is.

import { h, say } from "../../ui/dom";

export interface Panel {
  readonly element: HTMLElement;
  /** A line above the body, of one height in all panels, so that the first chips of all are level. */
  readonly strip: HTMLElement;
  readonly body: HTMLElement;
  /** Sets the figure beside the title. */
  figure(text: string): void;
}

export function createPanel(role: "callers" | "line" | "mailbox" | "actor", title: string, note: string): Panel {
  const figure = h("span", { class: "stage-figure" });
  const strip = h("div", { class: "stage-strip" });
  const body = h("div", { class: "stage-body" });
  const element = h(
    "section",
    { class: `stage-panel stage-${role}`, "aria-label": title, tabindex: 0 },
    h("header", { class: "stage-head" }, h("h3", { class: "stage-title" }, title), figure, h("p", { class: "stage-note" }, note)),
    strip,
    body,
  );
  return { element, strip, body, figure: (text) => say(figure, text) };
}
