// The actor's disc: the value, how far the current command is, and what state the actor is in, each with a shape of its own.

import { h, set, svg } from "../../ui/dom";
import type { Snapshot } from "../../../client/stage";
import type { Geometry, Size } from "./geometry";
import { place } from "./mailbox";
import { rewrite } from "./rewrite";

export type Condition = "unstarted" | "idle" | "busy" | "stopping" | "stopped" | "crashed" | "stuck";

/** What state the actor is in. */
export function conditionOf({ actor, deadlock }: Pick<Snapshot, "actor" | "deadlock">): Condition {
  if (actor.failure !== "") return "crashed";
  if (deadlock) return "stuck";
  if (actor.state !== "alive") return actor.state;
  return actor.hand ? "busy" : "idle";
}

const words: Readonly<Record<Condition, string>> = {
  unstarted: "not started",
  idle: "idle",
  busy: "handling",
  stopping: "stopping",
  stopped: "stopped",
  crashed: "crashed",
  stuck: "stuck",
};
const narrow: Partial<Record<Condition, string>> = { unstarted: "no actor", busy: "busy" };

/** Signs of 24 by 24 for the states that are not a matter of course. */
const signs: Partial<Record<Condition, string>> = {
  stopping: "M6 5h12v3H6zM8 10.5h8v3H8zM10 16h4v3h-4z",
  stopped: "M6 6h12v12H6z",
  crashed: "M13.5 2 5 13.4h5.4L9.2 22 19 9.6h-6.2z",
  stuck: "M8 10V8a4 4 0 0 1 8 0v2h1.5v10h-11V10zm2 0h4V8a2 2 0 0 0-4 0z",
};

const RING = 6; // width of its line, of 150

export class Disc {
  readonly element = h("div", { class: "stage-actor" });
  readonly disc = h("div", { class: "stage-disc" });
  #value: HTMLElement = h("span", { class: "stage-value" });
  readonly #name = h("span", { class: "stage-disc-name" }, "value");
  #state: HTMLElement = h("span", { class: "stage-state" });
  readonly #sign = svg("path", { d: "" });
  readonly #signs = svg("svg", { class: "stage-disc-sign", viewBox: "0 0 24 24", "aria-hidden": "true" }, this.#sign);
  readonly #done = svg("circle", { class: "stage-ring-done", cx: 75, cy: 75, r: 75 - RING / 2, pathLength: 1, fill: "none" });
  readonly #ring = svg(
    "svg",
    { class: "stage-ring", viewBox: "0 0 150 150", "aria-hidden": "true" },
    svg("circle", { class: "stage-ring-all", cx: 75, cy: 75, r: 75 - RING / 2, fill: "none" }),
    this.#done,
  );
  readonly #crack = svg(
    "svg",
    { class: "stage-crack", viewBox: "0 0 100 100", "aria-hidden": "true" },
    svg("path", { d: "M79 5l-7 12 9 4-7 11 11 1M-1 56l9 3-3 7 8 3-4 7", fill: "none" }),
  );

  constructor() {
    this.disc.append(this.#crack, this.#signs, this.#name, this.#value, this.#state);
    this.element.append(this.#ring, this.disc);
  }

  lay({ disc: { x, y, radius } }: Pick<Geometry, "disc">): void {
    place(this.element, { x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius });
  }

  render(snapshot: Snapshot, size: Size): void {
    const { actor, clock } = snapshot;
    const condition = conditionOf(snapshot);
    const digits = condition === "unstarted" ? "–" : String(actor.value);
    set(this.element, { "data-condition": condition });
    this.#value = rewrite(this.#value, digits);
    set(this.#value, { "data-length": Math.min(digits.length, 11) });
    this.#state = rewrite(this.#state, (size === "compact" || size === "tiny" ? narrow[condition] : undefined) ?? words[condition]);
    set(this.#sign, { d: signs[condition] ?? "" });
    const spent = actor.hand ? Math.min(clock - actor.hand.since, actor.handle) : 0;
    const part = actor.hand ? (actor.handle > 0 ? spent / actor.handle : 1) : 0;
    set(this.#done, { "stroke-dasharray": `${part} 2`, "data-none": part === 0 });
  }
}
