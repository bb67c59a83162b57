/** The script that the author wrote between an element's tags; null if there is none. */
export function ownScript(element: Element): string | null {
  const child = element.querySelector('script[type="text/actor"]');
  return child?.textContent ? unindent(child.textContent) : null;
}

// Takes off the indentation that all lines share: scripts stand inside indented pages.
function unindent(text: string): string {
  const lines = text.replace(/^\s*\n/, "").trimEnd().split("\n");
  const margin = Math.min(...lines.filter((line) => line.trim() !== "").map((line) => line.length - line.trimStart().length));
  return lines.map((line) => line.slice(margin)).join("\n") + "\n";
}
