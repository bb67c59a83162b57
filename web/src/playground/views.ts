// The views there are, except the script's editor. Each is loaded when it is first shown.

import type { PanelName, ViewName } from "./parts";
import type { ViewKind } from "./play/view";

const loads: Readonly<Record<Exclude<ViewName, "script">, () => Promise<ViewKind>>> = {
  stage: async () => (await import("./views/stage/stage-view")).view,
  timeline: async () => (await import("./views/timeline/timeline-view")).view,
  log: async () => (await import("./views/log/log-view")).view,
  code: async () => (await import("./views/code/code-view")).view,
  stats: async () => (await import("./views/stats/stats-view")).view,
  lab: async () => (await import("./views/lab/lab-view")).view,
};

/** Loads a view. Rejects if its script can't be loaded. */
export function loadView(name: Exclude<ViewName, "script">): Promise<ViewKind> {
  return loads[name]();
}

/** The tabs' texts. */
export const TITLES: Readonly<Record<PanelName, string>> = { script: "Script", code: "Code", log: "Log", stats: "Stats", lab: "Lab" };
