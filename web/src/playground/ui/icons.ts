// The few signs that the page draws: 16 by 16, in the text's colour, so that they hold in forced colours too.

import { svg } from "./dom";

const paths = {
  play: "M4 2.5v11l9-5.5z",
  pause: "M4 2.5h3v11H4zM9 2.5h3v11H9z",
  forward: "M3 2.5v11l6.5-5.5zM11 2.5h2.5v11H11z",
  back: "M13 2.5v11L6.5 8zM2.5 2.5H5v11H2.5z",
  reset: "M8 2a6 6 0 1 1-5.6 3.9l1.7.6A4.2 4.2 0 1 0 8 3.8V6L3.8 3 8 0z",
  error: "M8 1.2 15 14H1zM7.1 6v3.8h1.8V6zm0 4.8v1.7h1.8v-1.7z",
  bolt: "M9.5 1 3 9.2h4L6.2 15 13 6.8H8.8z",
  write: "M11.2 1.6 14.4 4.8 5.6 13.6 1.6 14.4 2.4 10.4zM11.2 4 4 11.2l-.3 1.1 1.1-.3L12 4.8z",
} as const;

export type Icon = keyof typeof paths;

/** Makes a sign. Screen readers skip it: the words beside it say the same. */
export function icon(name: Icon): SVGSVGElement {
  const path = svg("path", { d: paths[name], fill: "currentColor", "fill-rule": "evenodd" });
  return svg("svg", { viewBox: "0 0 16 16", "aria-hidden": "true", class: "icon", "data-icon": name }, path);
}

/** Turns a sign that is shown into another. */
export function turnInto(shown: SVGSVGElement, name: Icon): void {
  if (shown.getAttribute("data-icon") === name) return;
  shown.setAttribute("data-icon", name);
  shown.firstElementChild?.setAttribute("d", paths[name]);
}
