// The theme that a page has, found out without asking it: by the ground that the element stands on. If none is painted, by the
// marks that site generators leave on the elements around, because a page may paint elsewhere; else by the browser's own canvas, which is
// white unless the page says that it may be dark.

export type Theme = "light" | "dark";

/** Attributes that name a theme: of Docusaurus and Starlight, Bootstrap, Material for MkDocs. Each with the words it has for the two. */
const MARKS: Readonly<Record<string, Readonly<Record<string, Theme>>>> = {
  "data-theme": { light: "light", dark: "dark" },
  "data-bs-theme": { light: "light", dark: "dark" },
  "data-md-color-scheme": { default: "light", slate: "dark" },
};

/** Classes: VitePress and many others. */
const CLASSES: Readonly<Record<string, Theme>> = { light: "light", dark: "dark" };

/** mdBook's, which it has on html alone: elsewhere words like these may mean anything. */
const BOOK_CLASSES: Readonly<Record<string, Theme>> = { rust: "light", coal: "dark", navy: "dark", ayu: "dark" };

/** What an element's own attributes say, if anything. */
function markedOn(element: Element): Theme | undefined {
  for (const [name, words] of Object.entries(MARKS)) {
    const word = element.getAttribute(name);
    const said = word === null ? undefined : own(words, word);
    if (said) return said;
  }
  const book = element === element.ownerDocument.documentElement;
  for (const name of element.classList) {
    const said = own(CLASSES, name) ?? (book ? own(BOOK_CLASSES, name) : undefined);
    if (said) return said;
  }
  return undefined;
}

// Not words["constructor"]: the word is the page's.
function own(words: Readonly<Record<string, Theme>>, word: string): Theme | undefined {
  return Object.hasOwn(words, word) ? words[word] : undefined;
}

/** The theme of the page where the element stands: that of the nearest ground; if there is none, of the nearest mark. */
export function hostTheme(element: Element): Theme {
  const around = ancestors(element);
  return first(around, (one) => themeOfGround(getComputedStyle(one).backgroundColor)) ?? first(around, markedOn) ?? canvasTheme(element.ownerDocument);
}

function first(elements: readonly Element[], themeOf: (element: Element) => Theme | undefined): Theme | undefined {
  for (const one of elements) {
    const theme = themeOf(one);
    if (theme) return theme;
  }
  return undefined;
}

/** The browser's canvas: what the reader prefers, if the page's color-scheme allows it. Of a page that says nothing it is white. */
function canvasTheme(page: Document): Theme {
  const schemes = getComputedStyle(page.documentElement).colorScheme.split(" ");
  if (!schemes.includes("dark")) return "light";
  return schemes.includes("light") && !preference().matches ? "light" : "dark";
}

/**
 * Tells follow the host's theme, now and after each change, until what it returns is called. That must be done when the
 * element is taken out; put somewhere else, it must follow anew.
 */
export function followHost(element: Element, follow: (theme: Theme) => void): () => void {
  let told: Theme | undefined;
  let over = false;
  const around = ancestors(element);
  const look = () => {
    const theme = hostTheme(element);
    if (over || theme === told) return;
    told = theme;
    follow(theme);
  };
  const changed = () => {
    look();
    // A ground that fades has its old colour still.
    const fades = around.flatMap((one) => one.getAnimations()).filter((a) => a instanceof CSSTransition && a.transitionProperty === "background-color");
    for (const fade of fades) fade.finished.then(look, () => {});
  };
  const marks = new MutationObserver(changed);
  for (const one of around) marks.observe(one, { attributeFilter: ["class", "style", ...Object.keys(MARKS)] });
  const preferred = preference();
  preferred.addEventListener("change", changed);
  look();
  return () => {
    over = true;
    marks.disconnect();
    preferred.removeEventListener("change", changed);
  };
}

function preference(): MediaQueryList {
  return matchMedia("(prefers-color-scheme: dark)");
}

// From the element outwards as it is shown: through slots, and out of shadow roots. The element itself is among them, for a
// page may give it a ground of its own.
function ancestors(element: Element): Element[] {
  const found: Element[] = [];
  for (let at: Node | null = element; at; at = at instanceof Element && at.assignedSlot ? at.assignedSlot : at instanceof ShadowRoot ? at.host : at.parentNode) {
    if (at instanceof Element) found.push(at);
  }
  return found;
}

/** Half way between black and white, as contrast goes: black and white text read equally well on it. */
const MIDDLE = 0.179;

function themeOfGround(color: string): Theme | undefined {
  const [red, green, blue, alpha] = channels(color);
  if (alpha < 0.5) return undefined; // what lies behind counts
  const linear = (c: number) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue) < MIDDLE ? "dark" : "light";
}

type Channels = [red: number, green: number, blue: number, alpha: number]; // 0 to 1

// A computed colour is rgb(r, g, b) or rgba(r, g, b, a), unless the page wrote it in a space of its own, such as oklch.
function channels(color: string): Channels {
  const [red, green, blue, alpha = 1] = /^rgba?\(([\d., ]+)\)$/.exec(color)?.[1]?.split(",").map(Number) ?? painted(color);
  return [red! / 255, green! / 255, blue! / 255, alpha];
}

function painted(color: string): number[] {
  const brush = new OffscreenCanvas(1, 1).getContext("2d");
  if (!brush) return [0, 0, 0, 0];
  brush.fillStyle = color;
  brush.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 0] = brush.getImageData(0, 0, 1, 1).data;
  return [red, green, blue, alpha / 255];
}
