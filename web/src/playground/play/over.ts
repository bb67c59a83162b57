// Whether calls make sense any more.

import type { Snapshot } from "../../client/stage";

/** How the actor has ended, or all of several; null while one takes calls or will. */
export function over({ actor, actors }: Snapshot): "crashed" | "stopped" | null {
  if (actors) return actors.total === actors.shown.length && actors.shown.every((one) => one.actor.state === "stopped") ? "stopped" : null;
  return actor.failure !== "" ? "crashed" : actor.state === "stopped" ? "stopped" : null;
}
