// The parts that an element can have, and which of them it has. Small, because the element asks before the playground is loaded.

/** The names that the view attribute takes. */
export const VIEW_NAMES = ["stage", "timeline", "script", "code", "log", "stats", "lab"] as const;

export type ViewName = (typeof VIEW_NAMES)[number];

/** Those that share a place, behind tabs, in the tabs' order. */
export const PANELS = ["script", "code", "log", "stats", "lab"] as const satisfies readonly ViewName[];

export type PanelName = (typeof PANELS)[number];

export type Controls = "full" | "compact" | "none";

export function isViewName(name: string): name is ViewName {
  return (VIEW_NAMES as readonly string[]).includes(name);
}

/** What an element shows. */
export interface Parts {
  readonly views: readonly ViewName[];
  readonly controls: Controls;
  /** There is a question, or something to say at the end. */
  readonly guess: boolean;
  /** There is content for the slot "lesson". */
  readonly lesson: boolean;
}

/** The panels among the views, in the tabs' order. */
export function panelsOf(views: readonly ViewName[]): readonly PanelName[] {
  return PANELS.filter((name) => views.includes(name));
}

/** Whether there is something for both columns of a wide element. */
export function hasColumns({ views, lesson }: Parts): boolean {
  return (views.includes("stage") || views.includes("timeline")) && (lesson || panelsOf(views).length > 0);
}
