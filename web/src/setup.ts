// Reads the element's attributes and makes its playground of them. Attributes are strings that anybody may have written:
// what makes no sense is passed over, and the console says so once.

import { parseSpeed } from "./controls";
import { lessonNamed } from "./lessons";
import type { Moment } from "./player";
import { Playground, type Scene } from "./playground";
import { withSetting } from "./settings";
import { isViewName, type ViewName } from "./views";

const DEFAULT_VIEWS: readonly ViewName[] = ["stage", "script", "log"];
/** What is played where nobody says anything. */
const DEFAULT_SCRIPT = `mailbox 2
handle 300ms
writer x3: set 1, set 2
reader: wait 200ms, get
`;
const told = new Set<string>();

/** What the element's attributes say to play; own is the script that stands in the element, if any. */
export function sceneOf(element: Element, own: string | null): Scene {
  const of = attributesOf(element);
  let script = own ?? DEFAULT_SCRIPT;
  let question = null;
  const scenario = of("scenario");
  if (scenario !== null) {
    const lesson = lessonNamed(scenario);
    if (lesson) {
      script = lesson.script;
      if (lesson.predict !== "") question = { client: lesson.predict, why: lesson.why };
    } else {
      complain("scenario", scenario, "the name of a lesson");
    }
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
  return { script, question };
}

/** Makes the playground of an element. Rejects as Stage.create does. */
export function setUp(root: ShadowRoot, element: Element, scene: Scene, onMoment: (moment: Moment) => void): Promise<Playground> {
  const of = attributesOf(element);
  const controls = of("controls") ?? "full";
  if (!isControls(controls)) complain("controls", controls, "full, compact or none");
  const speed = of("speed");
  const parsed = speed === null ? 1 : parseSpeed(speed);
  if (parsed === undefined) complain("speed", speed ?? "", "a number from 0.1 to 100, or max");
  const loop = of("loop") ?? (element.hasAttribute("loop") ? "true" : "false");
  const wasmUrl = of("wasm-url");
  return Playground.create(root, {
    scene,
    views: viewsOf(of("view")),
    controls: isControls(controls) ? controls : "full",
    speed: parsed ?? 1,
    loop: loop !== "false",
    ...(wasmUrl === null ? {} : { wasmUrl }),
    onMoment,
  });
}

function attributesOf(element: Element): (name: string) => string | null {
  return (name) => element.getAttribute(name)?.trim() || null;
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
