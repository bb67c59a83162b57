// The reader's edits: what was edited in one place is there again when the reader comes back to it, in the same tab. Only the
// text is kept, and it isn't played by itself. While the text isn't the place's own the lesson says so, with a way back.

import type { ActorPlayground } from "../element/element";
import { toast } from "./share";
import { recall, remember } from "./storage";

/** A lesson, or a shared script. */
export interface Place {
  /** "" for one whose edits are not kept. */
  readonly name: string;
  /** What is played there, and what else is no edit of the reader's. */
  readonly script: string;
  readonly tried?: string;
}

const STORAGE = "sessionStorage";

let place: Place | null = null;

/** The reader has come to a place. With again, the edit that was left there is shown in the editor. */
export function enter(playground: ActorPlayground, entered: Place, again: boolean): void {
  place = entered;
  const edit = again && entered.name !== "" ? recall(key(entered), STORAGE) : null;
  const show = () => {
    if (place !== entered) return;
    if (edit !== null && playground.draft === null && playground.script === entered.script) playground.draft = edit;
    mark(playground);
  };
  playground.ready.then(show, () => {});
}

/** The reader leaves the place, or the page. */
export function leave(playground: ActorPlayground): void {
  if (!place || place.name === "" || !playground.snapshot) return;
  const kept = remember(key(place), isEdit(playground) ? textOf(playground) : null, STORAGE);
  if (!kept && isEdit(playground)) toast("The browser couldn't keep your edit of the script that you left. Back brings you to it, but not to the edit.");
}

/** Has the mark follow what the reader does. */
export function followEdits(playground: ActorPlayground): void {
  for (const type of ["input", "click", "actor-step"]) playground.addEventListener(type, () => mark(playground));
}

const key = ({ name }: Place) => `edit:${name}`;

const textOf = (playground: ActorPlayground) => playground.draft ?? playground.script;

function isEdit(playground: ActorPlayground): boolean {
  const text = textOf(playground);
  return place !== null && text !== place.script && text !== place.tried;
}

let shown: HTMLElement | null = null;

function mark(playground: ActorPlayground): void {
  const lesson = document.querySelector("article[data-current]");
  const due = playground.snapshot !== null && isEdit(playground);
  if (due && shown && lesson?.contains(shown)) return;
  shown?.remove();
  shown = null;
  if (!due || !lesson) return;
  const revert = document.createElement("button");
  revert.type = "button";
  revert.textContent = "Revert";
  revert.addEventListener("click", () => {
    if (place) playground.open(place.script);
    mark(playground);
    playground.shadowRoot?.querySelector<HTMLElement>(".dock-play")?.focus(); // the button is gone
  });
  shown = document.createElement("span");
  shown.className = "edited";
  shown.append("Your edit", revert);
  (lesson.querySelector(".eyebrow") ?? lesson.querySelector("h2"))?.append(shown);
}
