// The playground's keys. A field keeps its own, and a button its space bar.

import type { Moment } from "./play/player";
import type { Command } from "./play/view";

/** What a key asks for, or null if it isn't the playground's. */
export function keyCommand(e: KeyboardEvent, { playing, snapshot }: Moment): Command | null {
  if (e.defaultPrevented || e.altKey || e.ctrlKey || e.metaKey) return null;
  const at = e.composedPath()[0];
  if (!(at instanceof Element) || at.matches("input, textarea, select, [role=tab]")) return null;
  switch (e.key) {
    case " ":
      return at.matches("button, a, summary") ? null : { do: playing ? "pause" : "play" };
    case "ArrowRight":
      return { do: "step" };
    case "ArrowLeft":
      return { do: "back" };
    case "Home":
      return { do: "seek", position: 0 };
    case "End":
      return { do: "seek", position: snapshot.end };
  }
  return null;
}
