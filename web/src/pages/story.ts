// The page opens with a short story that plays by itself, unless the reader prefers reduced motion. It stops when the reader
// presses anything: a control does its work, and anywhere else a press pauses the play.

import type { ActorPlayground } from "../element/element";
import { lessonNamed } from "../element/lessons";

/** Plays the story, as soon as the playground is there. */
export function playStory(playground: ActorPlayground): void {
  const story = lessonNamed("story");
  if (!story || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  const over = new AbortController();
  const press = (e: Event) => {
    over.abort();
    if (!isControl(e)) playground.pause();
  };
  // While it plays the story, and not another script in its place.
  playground.addEventListener("actor-step", () => playground.script !== story.script && over.abort(), { signal: over.signal });
  playground.addEventListener("pointerdown", press, { capture: true, signal: over.signal });
  playground.addEventListener("keydown", press, { capture: true, signal: over.signal });
  playground.play();
}

// The transport and the reader's own calls: they know what to do with a run.
function isControl(e: Event): boolean {
  return e.composedPath().some((at) => at instanceof Element && /\b(controls|live)\b/.test(at.getAttribute("part") ?? ""));
}
