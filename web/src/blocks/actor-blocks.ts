// For pages of documentation: makes a playground of each block of code whose language is "actor", as their Markdown writes it.
//
//     <script src="actor-playground/actor-blocks.js" defer></script>
//
//     ```actor
//     mailbox 2
//     writer x3: set 1, set 2
//     ```
//
// The block stays where it is and is hidden while its playground stands after it: frameworks that render pages in the browser
// find their own nodes again. A copy of it stands in the playground, until that is ready, and if it can't be loaded.
// Without scripts, or if the element's own script can't be loaded, there is the block alone. Blocks that come later are found, too.
//
// It is built to one file without static imports, which runs as a classic script, too: not all generators write type="module".
// It loads the element only if there is a block.

import { type Block, blocksIn } from "./find";
import { isRendered } from "./rendered";
import { settingsOf } from "./settings";

const TAG = "actor-playground";
/** Marks a block that has a playground, and that playground. */
const MARK = "data-actor-block";
const RULES = `[${MARK}]:not(${TAG}) { display: none !important } ${TAG}[${MARK}] { margin-block: 1em }`;
/** A page that changes all the time is looked at no more often. */
const WAIT_MS = 100;
/** How often a page is looked at that isn't taken over yet, if nothing in it changes. */
const MOST_WAITS = 300;
/** What the document has if this script runs in it. */
const ONCE = Symbol.for("actor-blocks.js");

const made = new Map<Element, Element>(); // playgrounds by their blocks
let planned = false;
let waits = 0;
let dressed = false;

async function look(): Promise<void> {
  planned = false;
  for (const [block, playground] of made) {
    if (block.isConnected) {
      if (playground.parentNode !== block.parentNode) block.after(playground);
      continue;
    }
    playground.remove();
    block.removeAttribute(MARK); // it may come back
    made.delete(block);
  }
  if (!isRendered(document)) {
    if (waits++ < MOST_WAITS) plan();
    return;
  }
  const found = blocksIn(document.body, `[${MARK}]`);
  if (found.length === 0) return;
  await import("../element/actor-playground");
  for (const each of found) upgrade(each);
}

function upgrade({ block, text }: Block): void {
  // While the element was loaded: taken out, or upgraded by another copy of this script.
  if (!block.isConnected || block.hasAttribute(MARK)) return;
  if (!dressed) {
    const rules = new CSSStyleSheet();
    rules.replaceSync(RULES);
    document.adoptedStyleSheets.push(rules);
    dressed = true;
  }
  const playground = document.createElement(TAG);
  const { settings, unknown } = settingsOf(text);
  for (const [name, value] of settings) playground.setAttribute(name, value);
  for (const line of unknown) console.warn(`actor-blocks.js: "${line}" sets nothing: after "#:" stands one of the element's attributes, as in "#: view: stage log".`);
  const script = document.createElement("script");
  script.type = "text/actor"; // a block of data: nothing runs it
  script.textContent = `\n${text}`;
  playground.append(script, copyOf(block));
  playground.setAttribute(MARK, "");
  block.setAttribute(MARK, "");
  block.after(playground);
  made.set(block, playground);
}

/** Looks soon. */
function plan(): void {
  if (planned) return;
  planned = true;
  setTimeout(() => void look().catch(report), WAIT_MS);
}

function start(): void {
  new MutationObserver(plan).observe(document.documentElement, { childList: true, subtree: true });
  void look().catch(report);
}

// Not on a server that renders pages, and once a page: some have this script in each block.
if (globalThis.document && !(ONCE in document)) {
  Object.defineProperty(document, ONCE, { value: true });
  if (document.readyState === "complete") start();
  else addEventListener("load", start, { once: true });
}

/** What is shown of the block until there is a playground: no buttons, which would do nothing, and no name twice. */
function copyOf(block: Element): Element {
  const copy = block.cloneNode(true) as Element;
  for (const button of copy.querySelectorAll("button")) button.remove();
  for (const named of [copy, ...copy.querySelectorAll("[id]")]) named.removeAttribute("id");
  return copy;
}

function report(cause: unknown): void {
  console.error(`actor-blocks.js: the blocks stay as they are, for actor-playground.js can't be loaded. See that all files of the package lie beside actor-blocks.js. (${String(cause)})`);
}
