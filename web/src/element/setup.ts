// Reads the element's attributes and makes its playground of them. Attributes are strings that anyone may have written:
// what makes no sense is passed over, and the console says so once.

import { ActorError, messageOf } from "../client/errors";
import { moduleUrl } from "../client/module";
import { complain } from "./complain";
import { ownScript } from "./own-script";
import { parseSpeed } from "../playground/play/speed";
import { lessonNamed, lessons } from "./lessons";
import { Playground, type Scene } from "../playground/playground";
import { partsOf } from "./parts-of";
import { completed, sceneOfLesson } from "./scene";
import { Session, type Tell } from "./session";
import type { SettingName } from "../client/stage";
import type { Speed } from "../playground/play/view";

/** What is played if no attribute says so. */
const DEFAULT_SCRIPT = `mailbox 2
handle 300ms
writer x3: set 1, set 2
reader: wait 200ms, get
`;

/** The attributes that count instead of the script's settings. */
const ATTRIBUTES: Readonly<Record<SettingName, string>> = { mailbox: "capacity", handle: "handle" };

/**
 * What the element says to play: a lesson, or its author's script, or if it says nothing a script of ours. Another than the one
 * it says is never played: throws an ActorError "scenario-missing", or rejects with it if the script is in a file.
 */
export function sceneOf(element: Element, signal: AbortSignal): Scene | Promise<Scene> {
  const scenario = attributesOf(element)("scenario");
  if (scenario !== null) {
    const lesson = lessonNamed(scenario);
    if (!lesson) throw missing(`There is no lesson called "${scenario}". Those there are: ${lessons.map(({ name }) => name).join(", ")}.`);
    return withSettings(element, sceneOfLesson(lesson));
  }
  const own = ownScript(element);
  if (own === null) return withSettings(element, { script: DEFAULT_SCRIPT });
  if ("lost" in own) throw missing(own.lost);
  if ("text" in own) return withSettings(element, { script: own.text });
  const { file } = own;
  return import("./script-file")
    .catch((cause: unknown) => {
      throw missing(`scenario-src can't be read: ${messageOf(cause)}. Reload the page.`);
    })
    .then(({ fetchScript }) => fetchScript(file, element.ownerDocument.baseURI, signal))
    .then((script) => withSettings(element, { script }));
}

function missing(message: string): ActorError {
  return new ActorError("scenario-missing", message);
}

function withSettings(element: Element, scene: Scene): Scene {
  const of = attributesOf(element);
  const settings: Partial<Record<SettingName, string>> = {};
  for (const [name, attribute] of Object.entries(ATTRIBUTES) as [SettingName, string][]) {
    const value = of(attribute);
    if (value !== null) settings[name] = value;
  }
  return { ...scene, settings };
}

/** What an element's playground is made of, and whom it tells. */
export interface SetupOptions {
  readonly root: ShadowRoot;
  readonly element: Element;
  readonly scene: Scene;
  readonly tell: Tell;
  /** Puts the playground's own element into the document, before there is much in it. */
  readonly prepare: (view: HTMLElement) => void;
  /** Gives it up. */
  readonly signal: AbortSignal;
  /** Told if the program in the module ends while it plays. */
  readonly onEnd: (cause: unknown) => void;
}

/** Makes the playground of an element, which shows the scene and tells what happens. Rejects as Stage.create does. */
export async function setUp({ root, element, scene, tell, prepare, signal, onEnd }: SetupOptions): Promise<Session> {
  const of = attributesOf(element);
  const loading = of("loading");
  if (loading !== null && !["lazy", "click", "eager"].includes(loading)) complain("loading", loading, "expected lazy, click or eager");
  const wasmUrl = of("wasm-url");
  let session: Session | undefined;
  let ended: { readonly cause: unknown } | undefined;
  const playground = await Playground.create(root, {
    scene: completed(scene, element),
    signal,
    prepare,
    parts: partsOf(element, complain),
    speed: speedOf(element),
    loop: isOn(element, "loop"),
    ...(wasmUrl === null ? {} : { wasmUrl: moduleUrl(wasmUrl, "wasm-url") }),
    onRefusal: (name, value, why) => complain(ATTRIBUTES[name], value, why),
    onMoment: (moment) => session?.follow(moment),
    onVerdict: ({ met, text }) => tell("actor-goal", { met, text }),
    onEnd: (cause) => {
      ended = { cause };
      onEnd(cause);
    },
  });
  if (ended) throw ended.cause;
  session = new Session(playground, element, tell);
  // A script with mistakes is shown, and an empty one is played. Opened again it reports them, and why calls are left out.
  if (playground.mistakes.length > 0 || playground.player.refused !== "") session.open(scene);
  return session;
}

/** The speed that the attribute says. */
export function speedOf(element: Element): Speed {
  const speed = attributesOf(element)("speed");
  if (speed === null) return 1;
  const parsed = parseSpeed(speed);
  if (parsed === undefined) complain("speed", speed, "expected a number from 0.1 to 100, or max");
  return parsed ?? 1;
}

/** Whether an attribute that is there or not is there. Frameworks write "false" for what is not. */
export function isOn(element: Element, name: "autoplay" | "loop"): boolean {
  const value = element.getAttribute(name);
  if (value === null || value === "false") return false;
  if (value === "" || value === "true" || value === name) return true;
  complain(name, value, "expected nothing, true or false");
  return false;
}

/** Reads attributes, without the space around. Reports an empty one. */
function attributesOf(element: Element): (name: string) => string | null {
  return (name) => {
    const value = element.getAttribute(name)?.trim() ?? null;
    if (value === "") complain(name, value, "expected a value");
    return value || null;
  };
}
