// A button that opens a few more. The browser closes it at Escape and at a press elsewhere.

import { h } from "../ui/dom";

const GAP = 4; // px

export class Menu {
  readonly element: HTMLElement;
  readonly #button: HTMLButtonElement;
  readonly #list: HTMLElement;

  constructor(text: string, name: string, items: readonly HTMLElement[]) {
    this.#list = h("div", { class: "dock-menu", popover: "auto", role: "group", "aria-label": name }, ...items);
    this.#button = h("button", { type: "button", class: "dock-more", "aria-expanded": "false" }, text, h("span", { class: "dock-caret", "aria-hidden": "true" }));
    this.#button.popoverTargetElement = this.#list;
    this.#list.addEventListener("beforetoggle", (e) => {
      const open = e.newState === "open";
      this.#button.setAttribute("aria-expanded", String(open));
      // Where it will be is known once it has its size.
      if (open) requestAnimationFrame(() => this.#place());
    });
    this.element = h("div", { class: "dock-more-place" }, this.#button, this.#list);
  }

  close(): void {
    this.#list.hidePopover();
  }

  // Above the button, as the dock stands low; below it if there is no room. It scrolls with the page.
  #place(): void {
    const at = this.#button.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = this.#list;
    const { clientWidth, clientHeight } = document.documentElement;
    const above = at.top - height - GAP;
    const top = above >= 0 || at.bottom + height + GAP > clientHeight ? Math.max(above, 0) : at.bottom + GAP;
    const left = Math.max(0, Math.min(at.right - width, clientWidth - width));
    this.#list.style.setProperty("left", `${left + scrollX}px`);
    this.#list.style.setProperty("top", `${top + scrollY}px`);
  }
}
