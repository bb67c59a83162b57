// The site's page: lessons around one playground. The address says what is shown: #backpressure is that lesson, #play=… a
// script and a position that somebody shared.

import { ActorPlayground } from "../element/actor-playground";
import { lessonNamed, lessons } from "../element/lessons";
import { fromFragment, toFragment } from "./link";

const playground = document.querySelector("actor-playground");
const own = document.getElementById("own");
const links = [...document.querySelectorAll(".course a")];

async function show(): Promise<void> {
  if (!(playground instanceof ActorPlayground) || !own) return;
  const fragment = location.hash;
  const shared = await fromFragment(fragment);
  if (fragment !== location.hash) return; // the reader has gone on
  own.hidden = shared === null;
  if (shared) {
    playground.open(shared.script, shared.position);
  } else {
    const lesson = lessonNamed(decodeURIComponent(fragment.slice(1))) ?? lessons[0];
    if (lesson) playground.setAttribute("scenario", lesson.name);
  }
  const current = shared ? "" : `#${playground.getAttribute("scenario")}`;
  for (const link of links) {
    if (link.getAttribute("href") === current) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
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
document.getElementById("share")?.addEventListener("click", () => void share());
void show();
