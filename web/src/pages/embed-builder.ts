// The embed builder: shows the element as chosen, and writes the block, the tag, the iframe and the link for it. What is chosen is text
// everywhere: snippets are escaped, and set as text.

import { ActorPlayground } from "../element/actor-playground";
import { lessonNamed } from "../element/lessons";
import { copyText } from "./copy";
import { blockOf, type Choices, iframeOf, linkOf, tagOf } from "./embed-snippets";
import { toFragment } from "./link";
import { messageOf } from "../client/errors";
import { Stage } from "../client/stage";

const form = document.getElementById("choices") as HTMLFormElement;
const shown = document.getElementById("shown")!;
const own = document.getElementById("own")!;
const copied = document.getElementById("copied")!;
const wrong = document.getElementById("wrong")!;
const advice = document.getElementById("advice")!;
const copies = document.querySelectorAll<HTMLButtonElement>("[data-copy]");

const TEXTS = ["scenario", "capacity", "handle", "speed", "controls", "theme", "loading"];
const FLAGS = ["autoplay", "loop"];
const WAIT_MS = 300; // after the last letter

function choices(): Choices {
  const data = new FormData(form);
  const attributes: Record<string, string> = {};
  for (const name of TEXTS) {
    const value = String(data.get(name) ?? "").trim();
    if (value !== "") attributes[name] = value;
  }
  const views = data.getAll("view").map(String);
  if (views.length > 0) attributes["view"] = views.join(" ");
  for (const name of FLAGS) if (data.has(name)) attributes[name] = "";
  return { attributes, script: attributes["scenario"] === undefined ? String(data.get("script") ?? "").replaceAll("\r\n", "\n") : null };
}

/** What is wrong with the choices, each where it was made, and as sentences. */
function mistakes(): string[] {
  const found: string[] = [];
  for (const field of form.querySelectorAll<HTMLInputElement>("[data-must]")) {
    const name = field.labels?.[0]?.firstChild?.textContent?.trim() ?? field.name;
    mark(field, field.validity.valid ? "" : `${name} ${field.dataset["must"]}.`);
    if (!field.validity.valid) found.push(`${name} ${field.dataset["must"]}.`);
  }
  if (!form.querySelector('[name="view"]:checked')) found.push("Choose a view: without one there is nothing to see.");
  return found;
}

function mark(field: HTMLInputElement, text: string): void {
  let note = field.nextElementSibling;
  if (!note) {
    note = document.createElement("span");
    note.className = "builder-wrong";
    note.id = `${field.name}-wrong`;
    field.after(note);
    field.setAttribute("aria-describedby", note.id);
  }
  note.textContent = text;
  if (text === "") field.removeAttribute("aria-invalid");
  else field.setAttribute("aria-invalid", "true");
}

/** What is no mistake, and yet not what an author wants. */
function adviceOn({ attributes }: Choices): string {
  if (attributes["controls"] !== "none" || attributes["autoplay"] !== undefined) return "";
  return "Without controls and without an automatic start nothing happens, unless your page calls play().";
}

/** Nothing can be copied, because of this. */
function refuse(why: string): void {
  wrong.textContent = `Nothing can be copied yet. ${why}`;
  for (const id of ["block", "tag", "iframe", "link"]) write(id, "");
  for (const button of copies) button.disabled = true;
}

let latest = 0;
let tool: Promise<Stage> | undefined;

async function show(): Promise<void> {
  const number = ++latest;
  const found = mistakes();
  if (found.length > 0) return refuse(found.join(" "));
  const chosen = choices();
  advice.textContent = adviceOn(chosen);
  own.hidden = chosen.script === null;
  const element = document.createElement("actor-playground") as ActorPlayground;
  for (const [name, value] of Object.entries(chosen.attributes)) element.setAttribute(name, value);
  if (chosen.script?.trim() === "") element.open("");
  else if (chosen.script !== null) {
    const child = document.createElement("script");
    child.type = "text/actor"; // a block of data: nothing runs it
    child.textContent = chosen.script;
    element.append(child);
  }
  shown.replaceChildren(element);

  // The iframe has attributes of its own; the link has the script alone, so that must say it all.
  const { scenario = "", capacity, handle } = chosen.attributes;
  const played = chosen.script ?? lessonNamed(scenario)?.script ?? "";
  let script = played;
  showPicture(scenario, played);
  try {
    const plain = await toFragment({ script, position: 0 });
    if (chosen.script !== null || capacity !== undefined || handle !== undefined) {
      const stage = await (tool ??= Stage.create()); // its Go knows the lines of a script
      const [first, ...others] = stage.check(script).mistakes;
      if (number !== latest) return;
      if (first) return refuse(`Line ${first.line} of the script, column ${first.column}: ${first.message}${first.message.endsWith("?") ? "" : "."}${others.length > 0 ? ` And ${others.length} more.` : ""}`);
      if (capacity !== undefined) script = stage.withSetting(script, "mailbox", capacity);
      if (handle !== undefined) script = stage.withSetting(script, "handle", handle);
    }
    const fragment = await toFragment({ script, position: 0 });
    if (number !== latest) return;
    write("block", blockOf(chosen, played));
    write("tag", tagOf(chosen, location.href));
    write("iframe", iframeOf(chosen, chosen.script === null ? "" : plain, location.href));
    write("link", linkOf(chosen, fragment, location.href));
    copied.textContent = wrong.textContent = "";
    for (const button of copies) button.disabled = false;
  } catch (cause) {
    if (!(cause instanceof RangeError)) tool = undefined; // try again another time
    if (number !== latest) return;
    refuse(messageOf(cause));
  }
}

/** Offers the picture of what is played: a lesson's is a file of the site; for a script of the author's own, what draws it. */
function showPicture(scenario: string, script: string): void {
  const file = document.getElementById("picture-file") as HTMLAnchorElement;
  file.href = file.textContent = `lesson-${scenario}.svg`;
  (document.getElementById("script-file") as HTMLAnchorElement).href = `data:text/plain;charset=utf-8,${encodeURIComponent(script)}`;
  document.getElementById("picture-of-lesson")!.hidden = scenario === "";
  document.getElementById("picture-of-own")!.hidden = scenario !== "";
}

function write(id: string, text: string): void {
  document.getElementById(id)!.textContent = text;
}

async function copy(id: string): Promise<void> {
  copied.textContent = (await copyText(document.getElementById(id)!)) ? `Copied the ${id}.` : `The ${id} is selected: copy it with Ctrl+C.`;
}

let timer = 0;

form.addEventListener("submit", (e) => e.preventDefault());
form.addEventListener("change", () => void show());
form.addEventListener("input", (e) => {
  if (!(e.target instanceof HTMLTextAreaElement)) return; // change tells the others
  clearTimeout(timer);
  timer = setTimeout(() => void show(), WAIT_MS);
});
for (const button of copies) {
  button.addEventListener("click", () => void copy(button.dataset["copy"]!));
}
document.getElementById("builder")!.hidden = false;
void show();
