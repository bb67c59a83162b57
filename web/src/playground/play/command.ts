// A command as the page writes it.

import type { TraceEvent } from "../../client/stage";

/** The command that an event is about: "set 5", "get"; "" if it is about none. */
export function commandOf({ op, value }: Pick<TraceEvent, "op" | "value">): string {
  return op?.endsWith("set") ? `${op} ${value}` : (op ?? "");
}
