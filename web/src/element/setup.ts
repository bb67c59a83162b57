// Reads the element's attributes and makes its playground of them. Attributes are strings that anybody may have written:
// what makes no sense is passed over, and the console says so once.

import { complain } from "./complain";
import { parseSpeed } from "../playground/controls";
import { lessonNamed } from "./lessons";
import { Playground, type Scene } from "../playground/playground";
import { Session, type Tell } from "./session";
import { withSetting } from "../playground/settings";
import type { Speed } from "../playground/play/view";
import { isViewName, type ViewName } from "../playground/views";

const DEFAULT_VIEWS: readonly ViewName[] = ["stage", "script", "log"];
/** What is played where nobody says anything. */
const DEFAULT_SCRIPT = `mailbox 2
handle 300ms
writer x3: set 1, set 2
reader: wait 200ms, get
`;

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

/** Makes the playground of an element, which shows the scene and tells what happens. Rejects as Stage.create does. */
export async function setUp(root: ShadowRoot, element: Element, scene: Scene, tell: Tell, onEnd: (cause: unknown) => void): Promise<Session> {
  const of = attributesOf(element);
  const controls = of("controls") ?? "full";
  if (!isControls(controls)) complain("controls", controls, "full, compact or none");
  const loading = of("loading");
  if (loading !== null && !["lazy", "click", "eager"].includes(loading)) complain("loading", loading, "lazy, click or eager");
  const wasmUrl = of("wasm-url");
  let session: Session | undefined;
  const playground = await Playground.create(root, {
    scene,
    views: viewsOf(of("view")),
    controls: isControls(controls) ? controls : "full",
    speed: speedOf(element),
    loop: isOn(element, "loop"),
    ...(wasmUrl === null ? {} : { wasmUrl }),
    onMoment: (moment) => session?.follow(moment),
    onEnd,
  });
  session = new Session(playground, element, tell);
  // A script with mistakes is shown, and an empty one is played. Opened again it says what they are.
  if (playground.player.script !== scene.script) session.open(scene);
  return session;
}

/** The speed that the attribute says. */
export function speedOf(element: Element): Speed {
  const speed = attributesOf(element)("speed");
  if (speed === null) return 1;
  const parsed = parseSpeed(speed);
  if (parsed === undefined) complain("speed", speed, "a number from 0.1 to 100, or max");
  return parsed ?? 1;
}

/** Whether an attribute that is there or not is there. Frameworks write "false" for what is not. */
export function isOn(element: Element, name: "autoplay" | "loop"): boolean {
  const value = element.getAttribute(name);
  if (value === null || value === "false") return false;
  if (value === "" || value === "true" || value === name) return true;
  complain(name, value, "nothing, true or false");
  return false;
}

/** Reads attributes, without the space around. An empty one says nothing, which is said. */
function attributesOf(element: Element): (name: string) => string | null {
  return (name) => {
    const value = element.getAttribute(name)?.trim() ?? null;
    if (value === "") complain(name, value, "a value");
    return value || null;
  };
}

function isControls(value: string): value is "full" | "compact" | "none" {
  return value === "full" || value === "compact" || value === "none";
}

function viewsOf(value: string | null): readonly ViewName[] {
  if (value === null) return DEFAULT_VIEWS;
  const names = value.split(/[\s,]+/);
  const known = names.filter(isViewName);
  for (const name of names) if (!isViewName(name)) complain("view", name, "any of stage, timeline, log, code, stats, lab and script");
  return known.length > 0 ? known : DEFAULT_VIEWS;
}
