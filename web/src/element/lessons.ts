// The lessons, as the build puts them in: package web/lessons has them, and says what each field means.

import found from "lessons";
import type { Condition, Measure } from "../playground/play/measure";

/** An idea of the actor, shown by a script. */
export interface Lesson {
  /** In links and in the scenario attribute. */
  readonly name: string;
  readonly kind: "lesson" | "challenge" | "story";
  readonly title: string;
  /** What the reader guesses, what answers it, and why. */
  readonly ask?: string;
  readonly answer?: Measure;
  readonly why?: string;
  readonly change?: { readonly from: string; readonly to: string };
  /** What the reader's run must be like. */
  readonly goal?: readonly Condition[];
  /** Said when it has been played. */
  readonly end?: string;
  readonly script: string;
}

const all: readonly Lesson[] = found;

/** The course, in order: all but the story. */
export const lessons: readonly Lesson[] = all.filter(({ kind }) => kind !== "story");

/** The lesson with that very script. */
export function lessonOf(script: string): Lesson | undefined {
  return all.find((lesson) => lesson.script === script);
}

export function lessonNamed(name: string): Lesson | undefined {
  return all.find((lesson) => lesson.name === name);
}
