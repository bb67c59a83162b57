// A place for a part of the playground that is loaded when it is first shown.

import { h } from "./ui/dom";
import { messageOf } from "../client/errors";
import type { Frame } from "./play/view";

/** What can be put there: a view, or the editor. */
export interface Mountable {
  readonly element: HTMLElement;
  render(frame: Frame): void;
  dispose?(): void;
}

export class Mount<T extends Mountable> {
  readonly place: HTMLElement;
  readonly #load: () => Promise<T>;
  readonly #latest: () => Frame | null;
  #content: T | null = null;
  #loading: Promise<void> | null = null;
  #shown = false;
  #disposed = false;

  /** load makes the content; latest returns the frame that it shows first. */
  constructor(place: HTMLElement, load: () => Promise<T>, latest: () => Frame | null) {
    this.place = place;
    this.#load = load;
    this.#latest = latest;
  }

  /** The content; null until it is loaded. */
  get content(): T | null {
    return this.#content;
  }

  /** Shows it. Resolves when it is there, or when the place says why it can't be loaded. */
  show(): Promise<void> {
    this.#shown = true;
    this.place.hidden = false;
    const frame = this.#latest();
    if (this.#content && frame) this.#content.render(frame);
    return (this.#loading ??= this.#fill());
  }

  hide(): void {
    this.#shown = false;
    this.place.hidden = true;
  }

  /** Shows the frame, if the element is in sight. */
  render(frame: Frame): void {
    if (this.#shown) this.#content?.render(frame);
  }

  dispose(): void {
    this.#disposed = true;
    this.#content?.dispose?.();
  }

  async #fill(): Promise<void> {
    try {
      const content = await this.#load();
      if (this.#disposed) {
        content.dispose?.();
        return;
      }
      this.#content = content;
      this.place.replaceChildren(content.element);
      const frame = this.#latest();
      if (this.#shown && frame) content.render(frame);
    } catch (cause) {
      this.#loading = null;
      if (!this.#disposed) this.place.replaceChildren(this.#failure(cause));
    }
  }

  #failure(cause: unknown): HTMLElement {
    const again = h("button", { type: "button" }, "Try again");
    again.addEventListener("click", () => {
      this.place.replaceChildren();
      void this.show();
    });
    return h("div", { class: "mount-failure" }, h("p", { role: "alert" }, `This part can't be loaded: ${messageOf(cause)}`), again);
  }
}
