// Where things of a page are, and what lies over what.

/** Where the text of an element is, as it would be if nothing cut it off. */
export function written(e: Element): DOMRect {
  const range = document.createRange();
  range.selectNodeContents(e);
  return range.getBoundingClientRect();
}

/** What two boxes share. */
export function shared(a: DOMRect, b: DOMRect): DOMRect {
  const [x, y] = [Math.max(a.left, b.left), Math.max(a.top, b.top)];
  return new DOMRect(x, y, Math.max(0, Math.min(a.right, b.right) - x), Math.max(0, Math.min(a.bottom, b.bottom) - y));
}

/** In square pixels; 0 if it is too thin to be seen. */
export const area = ({ width, height }: DOMRect): number => (width > 0.5 && height > 0.5 ? width * height : 0);

/** What to call an element in a message: its class and its text. */
export const called = (e: Element): string => `${e.classList[0] ?? e.tagName} "${(e.textContent ?? "").replace(/\s+/g, " ").trim().slice(0, 30)}"`;
