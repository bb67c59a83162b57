// "Try it": one press changes the lesson's script, shows what changed, and plays it. Another press undoes it.

import type { ActorPlayground } from "../element/element";
import { type Lesson, lessonNamed } from "../element/lessons";

/** Sets up the buttons of all lessons. */
export function tryButtons(playground: ActorPlayground): void {
  for (const button of document.querySelectorAll<HTMLElement>("[data-try]")) {
    const article = button.closest("article");
    const lesson = article && lessonNamed(article.id);
    const shown = article?.querySelector<HTMLElement>(".change");
    if (!lesson || !shown) continue;
    const show = (changed: boolean) => {
      shown.hidden = !changed;
      button.textContent = changed ? "Undo" : "Try it";
    };
    button.addEventListener("click", () => {
      const change = shown.hidden !== false;
      show(change);
      if (change) {
        playground.open(changed(lesson));
      } else {
        playground.removeAttribute("scenario"); // set anew it brings all that belongs to the lesson
        playground.setAttribute("scenario", lesson.name);
      }
      playground.play();
    });
    addEventListener("hashchange", () => show(false));
    show(false);
    button.hidden = false;
  }
}

/** The lesson's script with its change made. */
export function changed({ script, change }: Lesson): string {
  return change ? script.replace(change.from, () => change.to) : script;
}
