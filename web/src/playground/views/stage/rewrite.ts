// Text that is written anew if it begins elsewhere each time. It is a new element then: it hasn't moved, and isn't counted as
// a shift of the layout.

/** Writes the text, if it is another, and returns the element that has it now. */
export function rewrite(element: HTMLElement, text: string): HTMLElement {
  if (element.textContent === text) return element;
  const renewed = element.cloneNode() as HTMLElement;
  renewed.textContent = text;
  element.replaceWith(renewed);
  return renewed;
}
