// The inks as the page's style has them: custom properties, which the canvas is painted with, and classes for SVG.

import { INKS, type Ink } from "./shapes";

/** The custom property with an ink's colour. */
export const property = (ink: Ink): string => `--timeline-${ink}`;

/** The name of an ink's colour in tokens.css. */
export const token = (ink: Ink): string => (ink === "caller-0" ? "text" : ink);

function forced(ink: Ink): string {
  if (ink === "surface" || ink.endsWith("-soft")) return ink === "text-soft" ? "CanvasText" : "Canvas";
  return ink === "line" ? "GrayText" : ink === "reply" ? "LinkText" : "CanvasText";
}

const rules = (rule: (ink: Ink) => string) => INKS.map(rule).join("");

export const inkRules = `.timeline{${rules((ink) => `${property(ink)}:var(--${token(ink)});`)}}
${rules((ink) => `.timeline .f-${ink}{fill:var(${property(ink)})}.timeline .s-${ink}{stroke:var(${property(ink)})}`)}
@media (forced-colors:active){.timeline{${rules((ink) => `${property(ink)}:${forced(ink)};`)}}}`;
