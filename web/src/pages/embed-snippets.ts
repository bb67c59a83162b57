// What the embed builder gives to copy.

/** What was chosen: the element's attributes, and a script if no lesson is played. */
export interface Choices {
  readonly attributes: Readonly<Record<string, string>>;
  readonly script: string | null;
}

/** The element's tag. base is this site's address. */
export function tagOf({ attributes, script }: Choices, base: string): string {
  const said = Object.entries(attributes).map(([name, value]) => (value === "" ? ` ${name}` : ` ${name}="${escapeAttribute(value)}"`));
  const lines = [`<script type="module" src="${escapeAttribute(at("actor-playground.js", base))}"></script>`, ""];
  lines.push(`<actor-playground${said.join("")}>`);
  if (script !== null) lines.push('  <script type="text/actor">', ...script.trimEnd().split("\n").map((line) => `    ${inScript(line)}`.trimEnd()), "  </script>");
  lines.push("  <p>The playground needs JavaScript and WebAssembly.</p>", "</actor-playground>");
  return lines.join("\n");
}

/** The iframe. fragment is the script's, or empty. */
export function iframeOf({ attributes }: Choices, fragment: string, base: string): string {
  const url = new URL("embed.html", base);
  // The frame as a whole waits for the reader to come near: see its own attribute.
  for (const [name, value] of Object.entries(attributes)) if (name !== "loading" || value === "click") url.searchParams.set(name, value);
  url.hash = fragment;
  const lazy = attributes["loading"] === "eager" ? "" : ' loading="lazy"';
  return (
    `<script defer src="${escapeAttribute(at("embed-host.js", base))}"></script>\n\n` +
    `<iframe src="${escapeAttribute(url.href)}" title="Actor playground" width="100%" height="600"${lazy}></iframe>`
  );
}

/** The address that plays it on this site: with a lesson's own link if nothing of it is changed. */
export function linkOf({ attributes }: Choices, fragment: string, base: string): string {
  const url = new URL("index.html", base);
  const changed = attributes["capacity"] !== undefined || attributes["handle"] !== undefined;
  url.hash = attributes["scenario"] !== undefined && !changed ? attributes["scenario"] : fragment;
  return url.href;
}

function at(file: string, base: string): string {
  return new URL(file, base).href;
}

export function escapeAttribute(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

// In a script nothing is unescaped; only what would end it, or seem to, must not stand there. A script of ours means the same
// with a space in between: such words can stand only in its comments.
function inScript(line: string): string {
  return line.replaceAll(/<(?=[!/]|script)/gi, "< ");
}
