// The link to what is shown.

import type { ActorPlayground } from "../element/element";
import { lessonNamed } from "../element/lessons";
import { toFragment } from "./link";

/** Copies a link to what a playground shows, or puts it into the address bar. Returns a sentence that says so. */
export async function share(playground: ActorPlayground): Promise<string> {
  const { snapshot } = playground;
  if (!snapshot) return "There is nothing to share yet.";
  // An edit that isn't played yet has no steps and no calls of its own.
  const { draft, script } = playground;
  let fragment: string;
  try {
    fragment = await toFragment(draft === null ? { script, position: snapshot.position, calls: playground.calls } : { script: draft, position: 0 });
  } catch (cause) {
    if (cause instanceof RangeError) return cause.message;
    throw cause;
  }
  const to =
    draft === null ? "to the script at this step, with your own calls" : draft === script ? "to the edited script, at its beginning" : "to the script as you have it. It has a mistake, which its readers will see";
  try {
    await navigator.clipboard.writeText(new URL(pageOfLesson() + fragment, location.href).href);
    return `Copied: a link ${to}.`;
  } catch {
    history.replaceState(null, "", fragment);
    return `In the address bar is a link ${to}.`;
  }
}

/**
 * The page of the lesson that is open, or "": who shows a link with a title and a picture takes them from there, and its reader is
 * sent on. The page that is one file has no other pages.
 */
function pageOfLesson(): string {
  const lesson = lessonNamed(document.querySelector("article.lesson[data-current]")?.id ?? "");
  return lesson && lesson.kind !== "story" && document.querySelector("footer[data-site]") ? `lessons/${lesson.name}/` : "";
}
