// The lines that tokens and replies go along, the gate and the arrows.

import { set, svg } from "../../ui/dom";
import type { Geometry, Point } from "./geometry";

export class Wires {
  readonly element = svg("svg", { class: "stage-wires", "aria-hidden": "true" });
  readonly #calls = wire("calls");
  readonly #replies = wire("replies");
  readonly #lane = wire("lane");
  readonly #gate = wire("gate");
  readonly #arrow = wire("arrow");
  readonly #link = wire("link");

  constructor() {
    this.element.append(this.#calls, this.#replies, this.#lane, this.#gate, this.#arrow, this.#link);
  }

  lay(g: Geometry): void {
    set(this.element, { width: g.width, height: g.height, viewBox: `0 0 ${g.width} ${g.height}` });
    const { disc, mailbox, current, laneY, token } = g;
    const calls = g.ways.map((way) => way.call[way.call.length - 1]!.x);
    const replies = g.ways.map((way) => way.reply[way.reply.length - 1]!.x);
    const corner = Math.min(6, g.callY - g.replyY);
    const door = mailbox.y;
    set(this.#calls, {
      d: `${g.ways.map((way) => line(way.call)).join("")}M${Math.min(g.gate, ...calls)} ${g.callY}H${Math.max(g.gate, ...calls)}M${g.gate} ${g.callY}V${door}`,
    });
    set(this.#replies, {
      d: `${g.ways.map((way) => line(way.reply)).join("")}M${disc.x} ${disc.y - disc.radius}V${g.replyY + corner}q0 ${-corner} ${-corner} ${-corner}H${Math.min(disc.x, ...replies)}${Math.max(...replies, 0) > disc.x ? `M${disc.x - corner} ${g.replyY}H${Math.max(...replies)}` : ""}`,
    });
    set(this.#lane, { d: `M${g.left} ${laneY}H${mailbox.x}` });
    set(this.#gate, { d: `M${g.gate} ${door}V${mailbox.y + mailbox.height}` });
    const from = mailbox.x + mailbox.width;
    const head = Math.min(7, (current.x - from) / 3);
    set(this.#arrow, { d: `M${from + 2} ${laneY}H${current.x - 3}m${-head} ${-head}l${head} ${head}l${-head} ${head}` });
    set(this.#link, { d: `M${current.x + token} ${laneY}H${disc.x - disc.radius}` });
  }

  /** Shows whether the gate is shut, and whether the actor works. */
  render(shut: boolean, busy: boolean): void {
    set(this.#gate, { "data-shut": shut });
    set(this.#link, { "data-busy": busy });
  }
}

function wire(of: string): SVGPathElement {
  return svg("path", { class: "stage-wire", "data-of": of, fill: "none" });
}

function line([first, ...rest]: readonly Point[]): string {
  return first ? `M${first.x} ${first.y}${rest.map((point) => `L${point.x} ${point.y}`).join("")}` : "";
}
