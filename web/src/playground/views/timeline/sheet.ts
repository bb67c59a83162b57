// A stretch of the timeline while it is laid out: what is to be drawn of it, and the shapes that have been made.

import type { Message, Moment, TraceStore } from "../../play/trace-store";
import { identity } from "../../ui/identity";
import { Labels } from "./labels";
import { AXIS, type Row, type Rows, lineOf, rowOf, spacing } from "./rows";
import { type Scale, place } from "./scale";
import { type Ink, type Measure, type Shape, type Stroke, cross } from "./shapes";

export interface Scene {
  readonly store: TraceStore;
  readonly scale: Scale;
  readonly rows: Rows;
  readonly capacity: number;
  /** What is shown: from this place on, so wide. */
  readonly left: number;
  readonly width: number;
  /** The events that are shown, and those from which something that is shown may come or to which it may go. */
  readonly from: number;
  readonly to: number;
  readonly reach: { readonly from: number; readonly to: number };
  /** Where what is known ends. */
  readonly end: number;
  /** Words end before this x. */
  readonly wall: number;
  readonly followed: number | null;
  readonly measure: Measure;
}

/** What the legend explains. */
export type Sign = "waits" | "mailbox" | "handled" | "awaits" | "reply" | "cross" | "met" | "instant";

export const MARGIN = 40; // px that something may be wider than where it is
export const WORDS = 16; // px that a client needs for words
export const HEAD = 7; // of an arrow
const FOLLOWED = 0.8; // what is followed hides no more

export class Sheet {
  readonly labels = new Labels();
  readonly used = new Set<Sign>();
  readonly #shapes: Shape[] = [];
  readonly #above: Shape[] = []; // of the command that is followed
  readonly right: number;

  constructor(readonly scene: Scene) {
    this.right = scene.width;
  }

  get shapes(): Shape[] {
    const { measure, wall, followed } = this.scene;
    return [...this.#shapes, ...this.#above, ...this.labels.place(measure, wall, followed)];
  }

  x(moment: Moment): number {
    return place(this.scene.scale, moment) - this.scene.left;
  }

  /** Where what is known ends. */
  get end(): number {
    return this.scene.end - this.scene.left;
  }

  isSeen(x: number): boolean {
    return x > -MARGIN && x < this.right + MARGIN;
  }

  /** An x that may be far out of sight, moved to where that begins. */
  near(x: number): number {
    return Math.min(Math.max(x, -MARGIN), this.right + MARGIN);
  }

  /** A client's line, the room it has there, and its colour and sign. */
  client(index: number): { readonly y: number; readonly row: Row | null; readonly room: number; readonly ink: Ink; readonly shape: string } {
    const { rows, store } = this.scene;
    const row = index < 0 ? null : rowOf(rows, index);
    const { colour, shape } = identity(index, store.names.get(index) ?? "");
    const y = row ? lineOf(row, index) : isOwn(index) ? rows.actor.line : AXIS; // other actors call from above
    return { y, row, room: row ? spacing(row) : rows.actor.height, ink: `caller-${colour}` as Ink, shape };
  }

  add(...shapes: readonly Shape[]): void {
    for (const shape of shapes) {
      if (shape.of === undefined || shape.of !== this.scene.followed) this.#shapes.push(shape);
      else this.#above.push("stroke" in shape && shape.stroke && !shape.fill ? { ...shape, stroke: { ...shape.stroke, width: shape.stroke.alpha ? shape.stroke.width : 1.75 * (shape.stroke.width ?? 1), alpha: FOLLOWED } } : shape);
    }
  }

  path(points: readonly number[], stroke: Stroke, of?: number): void {
    this.add({ kind: "path", points, stroke, of });
  }

  /** A line straight up or down, which words must not cross; with a head at its end, if it has one. */
  upright(x: number, from: number, to: number, stroke: Stroke, of?: number, head = false): void {
    if (!this.isSeen(x)) return;
    this.labels.block(x, from, x, to);
    const down = Math.sign(to - from);
    const tip = to - down * HEAD;
    this.path([x, from, x, head ? tip : to], stroke, of);
    if (head) this.add({ kind: "path", points: [x - 3.5, tip, x + 3.5, tip, x, to], fill: stroke.ink, of });
  }

  cross(x: number, y: number, of?: number): void {
    if (!this.isSeen(x)) return;
    this.used.add("cross");
    this.labels.block(x - 7, y - 7, x + 7, y + 7);
    this.add(...cross(x, y, of));
  }

  /** A caller's sign where it calls; where there are too many of them, a dot. */
  sign(x: number, client: number, of?: number): void {
    if (!this.isSeen(x)) return;
    const { y, room, ink, shape } = this.client(client);
    if (room < WORDS) {
      this.add({ kind: "circle", x, y, radius: 1.75, fill: ink, of });
      return;
    }
    this.labels.block(x - 5, y - 5, x + 5, y + 5);
    this.add({ kind: "circle", x, y, radius: 6.5, fill: "surface", of }, { kind: "sign", x, y, size: 10, path: shape, ink, of });
  }

  /** Words on a client's line, the first that there is room for: right of an x, else left of it. */
  words(client: number, x: number, texts: string | readonly string[], ink: Ink, of?: number, offset = 9): void {
    const { y, room } = this.client(client);
    if (room < WORDS || x < -8 * MARGIN || x > this.right) return;
    this.labels.add({ texts: typeof texts === "string" ? [texts] : texts, ink, y, starts: [x + offset], ends: [x - offset], ground: "surface", of });
  }
}

/** Whether an index stands for the actor itself: those below are of other actors. */
export function isOwn(client: number): boolean {
  return client < 0 && client > -3;
}

/** The command's first event: when it was called. */
export function sent({ blocked, admitted, lost, failed }: Message): Moment | null {
  return blocked ?? admitted ?? lost ?? failed;
}
