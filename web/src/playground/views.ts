// The views there are, by the names that the element's view attribute takes. The script's editor is one of those names.

import type { ViewKind } from "./play/view";
import { view as code } from "./views/code/code-view";
import { view as lab } from "./views/lab/lab-view";
import { view as log } from "./views/log/log-view";
import { view as stage } from "./views/stage/stage-view";
import { view as stats } from "./views/stats/stats-view";
import { view as timeline } from "./views/timeline/timeline-view";

export const kinds = { stage, timeline, log, code, stats, lab } satisfies Record<string, ViewKind>;

export type ViewName = keyof typeof kinds | "script";

export function isViewName(name: string): name is ViewName {
  return name === "script" || Object.hasOwn(kinds, name);
}
