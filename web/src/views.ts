// The views there are, by the names that the element's view attribute takes. The script's editor is one of those names.

import type { ViewKind } from "./view";
import { view as code } from "./views/code-view";
import { view as log } from "./views/log-view";
import { view as stage } from "./views/stage-view";
import { view as stats } from "./views/stats-view";
import { view as timeline } from "./views/timeline-view";

export const kinds = { stage, timeline, log, code, stats } satisfies Record<string, ViewKind>;

export type ViewName = keyof typeof kinds | "script";

export function isViewName(name: string): name is ViewName {
  return name === "script" || Object.hasOwn(kinds, name);
}
