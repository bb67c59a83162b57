// The lessons, as the build puts them in: package web/lessons has them.

import found from "lessons";

/** An idea of the actor, shown by a script. */
export interface Lesson {
  /** In links and in the scenario attribute. */
  readonly name: string;
  readonly title: string;
  /** Two or three sentences. */
  readonly text: string;
  /** What to try then. */
  readonly try: string;
  readonly script: string;
}

export const lessons: readonly Lesson[] = found;

export function lessonNamed(name: string): Lesson | undefined {
  return lessons.find((lesson) => lesson.name === name);
}
