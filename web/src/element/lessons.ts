// The lessons, as the build puts them in: package web/lessons has them.

import found from "lessons";

/** An idea of the actor, shown by a script. */
export interface Lesson {
  /** In links and in the scenario attribute. */
  readonly name: string;
  readonly title: string;
  readonly text: string;
  readonly try: string;
  /** The client whose first answer the reader may guess, and why it is what it is; "" where there is none. */
  readonly predict: string;
  readonly why: string;
  readonly script: string;
}

export const lessons: readonly Lesson[] = found;

export function lessonNamed(name: string): Lesson | undefined {
  return lessons.find((lesson) => lesson.name === name);
}
