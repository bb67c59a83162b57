// What belongs to a lesson besides its script.

import type { Scene } from "../playground/playground";
import { type Lesson, lessonNamed } from "./lessons";

export function sceneOfLesson({ script, ask, answer, why = "", goal, end = "" }: Lesson): Scene {
  const question = ask && answer ? { ask, answer, why } : null;
  return { script, question, goal: goal ? { conditions: goal, why } : null, end };
}

/** The scene, with what belongs to the element's lesson if that has the same script: a link to a moment of the lesson asks its question, too. */
export function completed(scene: Scene, element: Element): Scene {
  const lesson = lessonNamed(element.getAttribute("scenario") ?? "");
  return lesson?.script === scene.script ? { ...sceneOfLesson(lesson), ...scene } : scene;
}
