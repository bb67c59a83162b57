// The script that the author of a page gave an element. It comes through whatever made the page, and some hosts drop the text
// of a script on the way, or its type: then another script must not be played in its place.

/** What an author's script is: its text, the address of its file, what has become of it, or nothing. */
export type OwnScript =
  | { readonly text: string }
  | { readonly file: string }
  /** There should be one, and it can't be loaded. */
  | { readonly lost: string }
  | null;

const INSTEAD = "Use the attribute scenario-src or script, or a block of code and actor-blocks.js: hosts leave those as they are.";

/** The script that stands in an element: the first of its attributes script and scenario-src, and of a script or template in it. */
export function ownScript(element: Element): OwnScript {
  const text = element.getAttribute("script");
  if (text !== null) return textOr(text, "The attribute script is empty.");
  const file = element.getAttribute("scenario-src");
  if (file !== null) return file.trim() === "" ? { lost: "The attribute scenario-src is empty." } : { file: file.trim() };
  const child = element.querySelector('script[type="text/actor"]');
  if (child) return textOr(child.textContent, `The <script type="text/actor"> in the element is empty: what made this page has left its text out. ${INSTEAD}`);
  const template = element.querySelector<HTMLTemplateElement>(":scope > template");
  if (template) return textOr(template.content.textContent, `The <template> in the element is empty: what made this page has left its text out. ${INSTEAD}`);
  if (element.querySelector(":scope script:not([src], [type]), :scope script:not([src])[type='']")) {
    return { lost: `The <script> in the element has no type="text/actor": what made this page has left it out. ${INSTEAD}` };
  }
  return null;
}

/** The text of that script, or "" if it isn't at hand. */
export function ownText(element: Element): string {
  const own = ownScript(element);
  return own && "text" in own ? own.text : "";
}

function textOr(text: string | null, lost: string): OwnScript {
  return text === null || text.trim() === "" ? { lost } : { text: unindent(text) };
}

// Takes off the indentation that all lines share: scripts stand inside indented pages.
function unindent(text: string): string {
  const lines = text.replace(/^\s*\n/, "").trimEnd().split("\n");
  const margin = Math.min(...lines.filter((line) => line.trim() !== "").map((line) => line.length - line.trimStart().length));
  return lines.map((line) => line.slice(margin)).join("\n") + "\n";
}
