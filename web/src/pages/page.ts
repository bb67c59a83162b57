// The site's page: lessons around one playground. The address says what is shown: #backpressure is that lesson, #play=… a
// script and a position that somebody shared.

import { ActorPlayground } from "../element/actor-playground";
import { lessonNamed, lessons } from "../element/lessons";
import { fromFragment, toFragment } from "./link";

const playground = document.querySelector("actor-playground");
const own = document.getElementById("own");
const links = [...document.querySelectorAll<HTMLAnchorElement>(".syllabus a")];

async function show(): Promise<void> {
  if (!(playground instanceof ActorPlayground) || !own) return;
  const fragment = location.hash;
  const shared = await fromFragment(fragment);
  if (fragment !== location.hash) return; // the reader has gone on
  own.hidden = shared === null;
  const lesson = shared ? undefined : (lessonNamed(decodeURIComponent(fragment.slice(1))) ?? lessons[0]);
  if (shared) playground.open(shared.script, shared.position);
  else if (lesson) playground.setAttribute("scenario", lesson.name);
  for (const link of links) {
    if (link.getAttribute("href") === `#${lesson?.name}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  const at = lesson ? lessons.indexOf(lesson) : -1;
  document.getElementById("current")!.textContent = lesson ? `${at + 1} · ${lesson.title}` : "Your own play";
  turn("previous", lessons[at - 1]);
  turn("next", lessons[at + 1]);
  document.querySelector<HTMLDetailsElement>("#syllabus")!.open = false;
}

// Leads to a neighbour of the lesson, if there is one.
function turn(id: "previous" | "next", to: (typeof lessons)[number] | undefined): void {
  const link = document.getElementById(id) as HTMLAnchorElement;
  link.hidden = to === undefined;
  link.href = `#${to?.name ?? ""}`;
  link.title = to?.title ?? "";
  link.querySelector(".unseen")!.textContent = `${id === "next" ? "Next" : "Previous"}: ${to?.title ?? ""}`;
}

async function share(): Promise<void> {
  const told = document.getElementById("shared");
  const snapshot = playground?.snapshot;
  if (!told || !playground || !snapshot) return;
  const link = new URL(await toFragment({ script: playground.script, position: snapshot.position }), location.href).href;
  try {
    await navigator.clipboard.writeText(link);
    told.textContent = "Copied: the script, at this step. Your own calls are not part of it.";
  } catch {
    history.replaceState(null, "", link);
    told.textContent = "The link is in the address bar now.";
  }
}

addEventListener("hashchange", () => void show());
const button = document.getElementById("share");
if (button) {
  button.hidden = false;
  button.addEventListener("click", () => void share());
}
void show();
