// The column of names beside the lanes, and the legend below.

import { h, set, svg } from "../../ui/dom";
import { count, plural } from "../../ui/format";
import { sign } from "../../ui/identity";
import { LEGEND, SIGN } from "./legend";
import { AXIS, type Rows, isCrowd } from "./rows";
import type { Sign } from "./sheet";
import { elementOf } from "./svg";

const SHORT = 9; // letters, that always fit
const END = 3;
const TWO_LINES = 34; // px

export function nameColumn({ clients, mailbox, actor }: Rows, capacity: number, actorName: string): HTMLElement[] {
  const row = (role: string, top: number, height: number, label: string, more = "") => {
    // A name that is too long loses its middle: at its end is the number that a count adds.
    const letters = [...label];
    const end = letters.length > SHORT ? letters.splice(-END) : [];
    const name = h("span", { class: "timeline-label", title: label }, h("span", { class: "timeline-beginning" }, letters.join("")), end.join(""));
    const made = h("div", { class: `timeline-name timeline-name-${role}` }, name);
    if (more) made.append(h("span", { class: "timeline-more" }, more));
    set(made, { "data-tight": height < TWO_LINES });
    made.style.setProperty("inset-block-start", `${top}px`);
    made.style.setProperty("block-size", `${height}px`);
    return made;
  };
  const corner = h("div", { class: "timeline-corner" });
  corner.style.setProperty("block-size", `${AXIS}px`);
  const callers = clients.map(({ lane, top, height }) => {
    const made = row(isCrowd(lane) ? "crowd" : "caller", top, height, lane.label, lane.crowd > 1 ? `×${count(lane.crowd)}` : "");
    if (!isCrowd(lane)) made.prepend(sign(lane.first, lane.label));
    return made;
  });
  return [corner, ...callers, row("mailbox", mailbox.top, mailbox.height, "mailbox", plural(capacity, "slot")), row("actor", actor.top, actor.height, actorName)];
}

/** What the shapes mean: those that have been seen. It isn't hidden: readers who need it don't know that there is one. */
export class Legend {
  readonly #entries = new Map<Sign, HTMLElement>();
  readonly element: HTMLElement;

  constructor() {
    for (const { sign: name, words, shapes } of LEGEND) {
      const drawn = shapes.map((shape) => {
        const { tag, attributes } = elementOf(shape, () => null);
        return svg(tag, attributes);
      });
      const picture = svg("svg", { viewBox: `0 0 ${SIGN.width} ${SIGN.height}`, class: "timeline-sign", "aria-hidden": "true" }, ...drawn);
      this.#entries.set(name, h("li", { hidden: true }, picture, words));
    }
    this.element = h("ul", { class: "timeline-legend" }, ...this.#entries.values());
  }

  /** Explains these too; or, after something else was played, these alone. */
  show(used: ReadonlySet<Sign>, afresh: boolean): void {
    for (const [name, entry] of this.#entries) entry.hidden = !used.has(name) && (afresh || entry.hidden);
  }
}
