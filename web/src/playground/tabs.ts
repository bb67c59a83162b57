// Panels behind tabs: one is shown at a time, and loaded when it first is.

import type { Mount, Mountable } from "./mount";
import { h, set } from "./ui/dom";

export interface Tab {
  readonly name: string;
  readonly title: string;
  readonly mount: Mount<Mountable>;
}

export class Tabs {
  /** The row of tabs; the panels stand elsewhere. */
  readonly list = h("div", { class: "tabs", role: "tablist", "aria-label": "Panels" });
  readonly #tabs: readonly (Tab & { readonly button: HTMLButtonElement })[];

  constructor(tabs: readonly Tab[]) {
    this.#tabs = tabs.map((tab) => {
      const button = h("button", { type: "button", role: "tab", id: `tab-${tab.name}`, "aria-controls": `panel-${tab.name}` }, tab.title);
      set(tab.mount.place, { role: "tabpanel", id: `panel-${tab.name}`, "aria-labelledby": `tab-${tab.name}` });
      return { ...tab, button };
    });
    this.#tabs.forEach(({ button }, i) => {
      button.addEventListener("click", () => void this.#choose(i));
      button.addEventListener("keydown", (e) => this.#key(e, i));
      this.list.append(button);
    });
  }

  /** Shows a panel, by its tab's name; without one the first. Resolves when it is there. */
  show(name?: string): Promise<void> {
    return this.#choose(Math.max(0, this.#tabs.findIndex((tab) => tab.name === name)));
  }

  #choose(chosen: number): Promise<void> {
    let shown = Promise.resolve();
    this.#tabs.forEach(({ button, mount }, i) => {
      set(button, { "aria-selected": i === chosen ? "true" : "false", tabindex: i === chosen ? 0 : -1 });
      if (i === chosen) shown = mount.show();
      else mount.hide();
    });
    return shown;
  }

  #key(e: KeyboardEvent, at: number): void {
    const last = this.#tabs.length - 1;
    const to = { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at === 0 ? last : at - 1, Home: 0, End: last }[e.key];
    if (to === undefined || e.altKey || e.ctrlKey || e.metaKey) return;
    e.preventDefault();
    e.stopPropagation();
    void this.#choose(to);
    this.#tabs[to]?.button.focus();
  }
}
