// Finds the blocks of code whose language is "actor", in the forms that generators write, and reads their text back.

export interface Block {
  /** All that stands for it: the code and the frame around that. */
  readonly block: Element;
  /** What its author wrote. */
  readonly text: string;
}

/** What the language is marked on: the code, its pre, or a frame around that. */
const CODE = [
  ":is(code, pre):is(.language-actor, .lang-actor)", // CommonMark and all that follow it; Docsify 4
  ":is(code, pre):is([data-lang='actor'], [data-language='actor'], [lang='actor'])", // Hugo, Antora, Docsify, Starlight
  ":is(.language-actor, .highlight-actor) pre", // VitePress, Docusaurus, Jekyll; Sphinx
].join();

/** Frames around a pre: all of them are the block. */
const FRAME = [
  ".language-actor",
  ".highlight-actor",
  ".highlight",
  ".highlighter-rouge",
  ".codehilite",
  ".expressive-code",
  ".expressive-code > figure",
  ".listingblock",
  ".listingblock > .content",
  "[class*='codeBlock']", // Docusaurus
].join();

/** What may stand between a frame and a pre. */
const WITHIN = "table, tbody, tr, td, pre, code";

/** In a block, but not of its text: numbers of lines, buttons, and the names of the language that some show. */
const NO_TEXT = "button, [aria-hidden='true'], .lineno, .linenos, .ln, .lnt, .gutter, .line-number, .line-numbers-rows, .copy, .lang, .source-toolbox";

/** Elements that are a line each, if a generator makes elements of lines. */
const LINES = ["div", "li", "p", "tr"];

/** The blocks in a page, in order, but those that match taken or are in them. */
export function blocksIn(page: Element, taken: string): Block[] {
  const found = new Map<Element, Block>();
  for (const code of page.querySelectorAll(CODE)) {
    if (code.closest(taken) || code.matches(NO_TEXT)) continue;
    const block = frameOf(code);
    // The innermost counts: a pre comes before its code, and the numbers of the lines before what they number.
    found.set(block, { block, text: textOf(code) });
  }
  return [...found.values()].filter(({ text }) => text.trim() !== "");
}

/** All that stands for a piece of code: its pre, and the frames around that, also through the table that numbers of lines make. */
function frameOf(code: Element): Element {
  let block = code.closest("pre") ?? code;
  for (let around = block.parentElement; around?.matches(`${FRAME}, ${WITHIN}`); around = around.parentElement) {
    if (around.matches(FRAME)) block = around;
  }
  return block;
}

/** The text in a node as it was written: some highlighters make elements of its lines, and some put more into it. */
export function textOf(node: Node): string {
  if (node instanceof Text) return node.data;
  if (!(node instanceof Element) || node.matches(NO_TEXT)) return "";
  if (node.localName === "br") return "\n";
  let text = "";
  for (const child of node.childNodes) {
    if (isLine(child) && text !== "" && !text.endsWith("\n")) text += "\n";
    text += textOf(child);
  }
  return isLine(node) ? text.replace(/\n?$/, "\n") : text;
}

function isLine(node: Node): boolean {
  return node instanceof Element && LINES.includes(node.localName);
}
