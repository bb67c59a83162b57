// A block may begin with lines that set attributes of its playground. For the script they are comments.
//
//     #: view: stage log
//     #: controls: compact

/** The attributes that a block may set: not wasm-url, because a module is a program, and scripts have other authors than pages. */
export const SETTABLE: readonly string[] = ["view", "controls", "speed", "theme", "loading", "autoplay", "loop", "capacity", "handle"];

export interface Settings {
  readonly settings: ReadonlyMap<string, string>;
  /** Lines that look so and set nothing. */
  readonly unknown: readonly string[];
}

/** What the first lines of a script set. */
export function settingsOf(script: string): Settings {
  const settings = new Map<string, string>();
  const unknown: string[] = [];
  for (const line of script.split("\n").map((each) => each.trim())) {
    if (line === "") continue;
    if (!line.startsWith("#:")) break;
    const [, name = "", value = ""] = /^#:\s*([a-z]+)(?:\s*:\s*(.*))?$/.exec(line) ?? [];
    if (SETTABLE.includes(name)) settings.set(name, value);
    else unknown.push(line);
  }
  return { settings, unknown };
}
