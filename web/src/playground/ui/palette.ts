// The colours of tokens.css for what can't ask the page for them: drawings that stand alone.

import tokens from "./tokens.css" with { type: "text" };

/** The colours by name, as "text", "mailbox-soft" and "caller-1": "#rrggbb", in the light or in the dark look. */
export const palettes: { readonly light: ReadonlyMap<string, string>; readonly dark: ReadonlyMap<string, string> } = (() => {
  const [light = "", dark = ""] = tokens.split(/\[data-theme=["']?dark/);
  return { light: coloursOf(light), dark: coloursOf(dark) };
})();

function coloursOf(rules: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, name = "", colour = ""] of rules.matchAll(/--([\w-]+):\s*(?:var\([\w-]+,\s*)?(#[0-9a-f]{3,8})/g)) found.set(name, colour);
  return found;
}
