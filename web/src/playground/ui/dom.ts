// Elements, made without markup: text that comes from a script can never become HTML, and there is no style attribute.

type Attributes = Readonly<Record<string, string | number | boolean | null>>;

/** Makes an element. true sets an empty attribute, false and null leave it out. */
export function h<K extends keyof HTMLElementTagNameMap>(tag: K, attributes?: Attributes | null, ...children: (Node | string)[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (attributes) set(element, attributes);
  element.append(...children);
  return element;
}

/** Sets attributes that differ. */
export function set(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === false) {
      if (element.hasAttribute(name)) element.removeAttribute(name);
      continue;
    }
    const text = value === true ? "" : String(value);
    if (element.getAttribute(name) !== text) element.setAttribute(name, text);
  }
}

/** Sets the text if it differs: a write that changes nothing still costs a layout, and a live region would speak again. */
export function say(element: Element, text: string): void {
  const shown = element.firstChild; // the only one: reading textContent would gather it anew each time
  if (shown === null ? text !== "" : shown.nodeValue !== text) element.textContent = text;
}

/** Makes an SVG element. */
export function svg<K extends keyof SVGElementTagNameMap>(tag: K, attributes: Attributes, ...children: Node[]): SVGElementTagNameMap[K] {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  set(element, attributes);
  element.append(...children);
  return element;
}

/** One item's element in a list, and how it follows the item. */
export interface Row<T> {
  readonly element: HTMLElement;
  update(item: T): void;
}

/** A list whose elements stay with their items, so that focus, hover and motion survive a new snapshot. */
export class Rows<T, K> {
  readonly #parent: HTMLElement;
  readonly #key: (item: T) => K;
  readonly #create: (item: T) => Row<T>;
  readonly #rows = new Map<K, Row<T>>();

  constructor(parent: HTMLElement, key: (item: T) => K, create: (item: T) => Row<T>) {
    this.#parent = parent;
    this.#key = key;
    this.#create = create;
  }

  update(items: readonly T[]): void {
    const left = new Set(this.#rows.keys());
    let place = this.#parent.firstElementChild;
    for (const item of items) {
      const key = this.#key(item);
      left.delete(key);
      let row = this.#rows.get(key);
      if (!row) {
        row = this.#create(item);
        this.#rows.set(key, row);
      }
      if (row.element === place) place = place.nextElementSibling;
      else this.#parent.insertBefore(row.element, place);
      row.update(item);
    }
    for (const key of left) {
      this.#rows.get(key)?.element.remove();
      this.#rows.delete(key);
    }
  }

  get(key: K): HTMLElement | undefined {
    return this.#rows.get(key)?.element;
  }
}
