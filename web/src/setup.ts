// Reads the element's attributes and makes its playground of them. Attributes are strings that anybody may have written:
// what makes no sense is passed over, and the console says so once.

import { parseSpeed } from "./controls";
import { lessonNamed } from "./lessons";
import type { Moment } from "./player";
import { Playground } from "./playground";
import { withSetting } from "./settings";
import { isViewName, type ViewName } from "./views";

const DEFAULT_VIEWS: readonly ViewName[] = ["stage", "script", "log"];
const told = new Set<string>();

export function setUp(root: ShadowRoot, element: Element, own: string, onMoment: (moment: Moment) => void): Promise<Playground> {
  const of = (name: string) => element.getAttribute(name)?.trim() || null;
  let script = own;
  const scenario = of("scenario");
  if (scenario !== null) {
    const lesson = lessonNamed(scenario);
    if (lesson) script = lesson.script;
    else complain("scenario", scenario, "the name of a lesson");
  }
  const capacity = of("capacity");
  if (capacity !== null) {
    if (/^\d+$/.test(capacity) && Number(capacity) >= 1 && Number(capacity) <= 65536) script = withSetting(script, "mailbox", capacity);
    else complain("capacity", capacity, "a number from 1 to 65536");
  }
  const handle = of("handle");
  if (handle !== null) {
    if (/^\d+(\.\d+)?(us|ms|s|m)$/.test(handle)) script = withSetting(script, "handle", handle);
    else complain("handle", handle, "a duration such as 300ms");
  }
  const controls = of("controls") ?? "full";
  if (!isControls(controls)) complain("controls", controls, "full, compact or none");
  const speed = of("speed");
  const parsed = speed === null ? 1 : parseSpeed(speed);
  if (parsed === undefined) complain("speed", speed ?? "", "a number from 0.1 to 100, or max");
  const loop = of("loop") ?? (element.hasAttribute("loop") ? "true" : "false");
  const wasmUrl = of("wasm-url");
  return Playground.create(root, {
    script,
    views: viewsOf(of("view")),
    controls: isControls(controls) ? controls : "full",
    speed: parsed ?? 1,
    loop: loop !== "false",
    ...(wasmUrl === null ? {} : { wasmUrl }),
    onMoment,
  });
}

function isControls(value: string): value is "full" | "compact" | "none" {
  return value === "full" || value === "compact" || value === "none";
}

function viewsOf(value: string | null): readonly ViewName[] {
  if (value === null) return DEFAULT_VIEWS;
  const names = value.split(/[\s,]+/);
  const known = names.filter(isViewName);
  for (const name of names) if (!isViewName(name)) complain("view", name, "any of stage, timeline, log, code, stats and script");
  return known.length > 0 ? known : DEFAULT_VIEWS;
}

function complain(attribute: string, value: string, expected: string): void {
  const message = `<actor-playground ${attribute}="${value}">: expected ${expected}; the attribute is ignored.`;
  if (told.has(message)) return;
  told.add(message);
  console.warn(message);
}
