// Elements on the page of a test.

import type { ActorPlayground } from "../element/element";
import { afterwards } from "./test";

export type { ActorPlayground };

/** After the next frame has been shown. */
export const frame = (): Promise<void> => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))));

/** After as many frames as it takes. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await frame();
}

/** A new element with these attributes, and a script in it if one is given. It is not in the page yet. */
export function made(attributes: Readonly<Record<string, string>> = {}, script = ""): ActorPlayground {
  const element = document.createElement("actor-playground") as ActorPlayground;
  for (const [name, value] of Object.entries({ view: "stage", controls: "none", loading: "eager", ...attributes })) element.setAttribute(name, value);
  if (script !== "") {
    const child = document.createElement("script");
    child.type = "text/actor";
    child.textContent = script;
    element.append(child);
  }
  return element;
}

/** Puts an element into the page until the present test is over, and waits until it can play. */
export async function shown(element: ActorPlayground): Promise<ActorPlayground> {
  document.body.append(element);
  afterwards(() => element.remove());
  await element.ready;
  return element;
}

/** A new element in the page that can play. */
export const added = (attributes?: Readonly<Record<string, string>>, script?: string): Promise<ActorPlayground> => shown(made(attributes, script));

/** What is inside an element: the first that matches the selector. */
export function inside<E extends Element = HTMLElement>(element: ActorPlayground, selector: string): E {
  const found = element.shadowRoot?.querySelector<E>(selector);
  if (!found) throw new Error(`there is no ${selector} in the element`);
  return found;
}

/** Hears the events of a type in the document until the present test is over. */
export function hear<T>(type: string, f: (detail: T, event: CustomEvent<T>) => void): void {
  const listener = (event: Event) => f((event as CustomEvent<T>).detail, event as CustomEvent<T>);
  document.addEventListener(type, listener);
  afterwards(() => document.removeEventListener(type, listener));
}
