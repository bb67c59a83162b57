// The layout of an element: where each part stands. Its rules are in bench.css. The element puts an empty one there before
// the playground is loaded, so that nothing moves when it comes.

import { type Parts, hasColumns, panelsOf } from "./parts";
import { h, set } from "./ui/dom";

export interface Bench {
  readonly root: HTMLElement;
  /** Null if the element has no such part. */
  readonly stage: HTMLElement | null;
  readonly guess: HTMLElement;
  readonly dock: HTMLElement | null;
  readonly timeline: HTMLElement | null;
  readonly panels: HTMLElement | null;
}

export function bench(parts: Parts): Bench {
  const { views, controls } = parts;
  const part = (name: string) => h("div", { class: `part-${name}` });
  const optional = (name: string, there: boolean) => (there ? part(name) : null);
  const stage = optional("stage", views.includes("stage"));
  const timeline = optional("timeline", views.includes("timeline"));
  const dock = optional("dock", controls !== "none");
  const panels = optional("panels", panelsOf(views).length > 0);
  const guess = part("guess");
  guess.hidden = !parts.guess;
  const slot = h("slot", { name: "lesson" });
  const lesson = h("div", { class: "part-lesson" }, slot);
  lesson.hidden = !parts.lesson;
  // In the order of focus, which begins at the controls. The style puts the parts where they are seen.
  const main = h("div", { class: "bench-main" }, ...there(dock, guess, stage, timeline));
  const side = h("div", { class: "bench-side" }, lesson, ...there(panels));
  const root = h("div", { class: "bench", "data-columns": hasColumns(parts), "data-controls": controls }, main, side);
  slot.addEventListener("slotchange", () => {
    lesson.hidden = slot.assignedNodes().length === 0;
    set(root, { "data-columns": hasColumns({ ...parts, lesson: !lesson.hidden }) });
  });
  return { root, stage, guess, dock, timeline, panels };
}

function there(...parts: (HTMLElement | null)[]): HTMLElement[] {
  return parts.filter((part) => part !== null);
}
