// The few signs that the page draws: 16 by 16, in the text's colour, so that they hold in forced colours too.

import { svg } from "./dom";

const paths = {
  play: "M4 2.5v11l9-5.5z",
  pause: "M4 2.5h3v11H4zM9 2.5h3v11H9z",
  forward: "M3 2.5v11l6.5-5.5zM11 2.5h2.5v11H11z",
  back: "M13 2.5v11L6.5 8zM2.5 2.5H5v11H2.5z",
  reset: "M8 2a6 6 0 1 1-5.6 3.9l1.7.6A4.2 4.2 0 1 0 8 3.8V6L3.8 3 8 0z",
  ready: "M5 3.5v9L12 8z",
  asleep: "M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zm0 1.7a4.8 4.8 0 1 1 0 9.6 4.8 4.8 0 0 1 0-9.6zM7.2 4.5h1.6v3.2l2.3 1.6-.9 1.3-3-2.1z",
  waiting: "M3.5 1.5h9v1.7l-.9.4v1.6L9.4 8l2.2 2.8v1.6l.9.4v1.7h-9v-1.7l.9-.4v-1.6L6.6 8 4.4 5.2V3.6l-.9-.4zM6 4v.7l2 2.5 2-2.5V4zm2 4.9-2 2.5v.6h4v-.6z",
  awaiting: "M2 2.5h12v8.2H8.6L5 14v-3.3H2zm1.7 1.7V9h3v1.4L8 9.1 8.1 9h4.2V4.2z",
  draining: "M2.5 3h11v1.8h-11zM4.3 6.4h7.4v1.8H4.3zM6 9.8h4v1.8H6z",
  finished: "M6.3 12.8 1.9 8.4l1.4-1.4 3 3 6.4-6.4 1.4 1.4z",
  error: "M8 1.2 15 14H1zM7.1 6v3.8h1.8V6zm0 4.8v1.7h1.8v-1.7z",
  refused: "M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zm0 1.7A4.8 4.8 0 0 0 4.1 10.8l6.7-6.7A4.7 4.7 0 0 0 8 3.2zm3.9 2.1-6.7 6.6a4.8 4.8 0 0 0 6.7-6.6z",
  set: "M2.5 2.5h11v11h-11zm1.7 1.7v7.6h7.6V4.2zM7.1 5h1.8v3.1h1.9L8 11.2 5.2 8.1h1.9z",
  get: "M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zm0 1.7a4.8 4.8 0 1 0 0 9.6 4.8 4.8 0 0 0 0-9.6zM5.6 6.4C5.7 5 6.6 4.2 8 4.2s2.4.8 2.4 2.1c0 1.6-1.6 1.8-1.6 3H7.2c0-1.9 1.5-2 1.5-3 0-.4-.3-.6-.7-.6s-.8.2-.8.7zM7.1 10.2h1.8v1.6H7.1z",
  bolt: "M9.5 1 3 9.2h4L6.2 15 13 6.8H8.8z",
  reply: "M6.5 3v3C11 6 13.6 8.3 14 13c-1.6-2.4-3.7-3.4-7.5-3.4V13L1.5 8z",
  write: "M11.2 1.6 14.4 4.8 5.6 13.6 1.6 14.4 2.4 10.4zM11.2 4 4 11.2l-.3 1.1 1.1-.3L12 4.8z",
  arrow: "M2 7.1h8.2L7.4 4.3 8.7 3l5 5-5 5-1.3-1.3 2.8-2.8H2z",
  link: "M6.7 9.3a2.6 2.6 0 0 0 3.7 0l2.4-2.4a2.6 2.6 0 0 0-3.7-3.7L7.9 4.4M9.3 6.7a2.6 2.6 0 0 0-3.7 0L3.2 9.1a2.6 2.6 0 0 0 3.7 3.7l1.2-1.2",
} as const;

export type Icon = keyof typeof paths;

/** Makes a sign. It says nothing to a screen reader: words beside it do. */
export function icon(name: Icon): SVGSVGElement {
  const path = svg("path", name === "link" ? { d: paths[name], fill: "none", stroke: "currentColor", "stroke-width": 1.6 } : { d: paths[name], fill: "currentColor", "fill-rule": "evenodd" });
  return svg("svg", { viewBox: "0 0 16 16", "aria-hidden": "true", class: "icon", "data-icon": name }, path);
}

/** Turns a sign that is shown into another. */
export function turnInto(shown: SVGSVGElement, name: Icon): void {
  if (shown.getAttribute("data-icon") === name) return;
  shown.setAttribute("data-icon", name);
  shown.firstElementChild?.setAttribute("d", paths[name]);
}
