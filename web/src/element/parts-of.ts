// Which parts an element has, as its attributes and its children say. Small: the element asks before it loads the playground.

import { type Controls, type Parts, type ViewName, isViewName } from "../playground/parts";

const DEFAULT_VIEWS: readonly ViewName[] = ["stage", "script", "log"];

/** The parts of an element. What makes no sense in its attributes is passed over, and complained of. */
export function partsOf(element: Element, complain: (attribute: string, value: string, problem: string) => void = () => {}): Parts {
  const controls = element.getAttribute("controls")?.trim() ?? "";
  const known = isControls(controls);
  if (!known && element.hasAttribute("controls")) complain("controls", controls, "expected full, compact or none");
  return {
    views: viewsOf(element.getAttribute("view"), complain),
    controls: known ? controls : "full",
    guess: element.hasAttribute("scenario"),
    lesson: element.querySelector(':scope > [slot="lesson"]') !== null,
  };
}

function isControls(value: string): value is Controls {
  return value === "full" || value === "compact" || value === "none";
}

function viewsOf(value: string | null, complain: (attribute: string, value: string, problem: string) => void): readonly ViewName[] {
  if (value === null) return DEFAULT_VIEWS;
  const names = value.trim().split(/[\s,]+/);
  const known = names.filter(isViewName);
  for (const name of names) {
    if (name === "") complain("view", name, "expected a value");
    else if (!isViewName(name)) complain("view", name, "expected any of stage, timeline, log, code, stats and script");
  }
  return known.length > 0 ? known : DEFAULT_VIEWS;
}
