// What a drawing stands on: the axis of time, the lanes' lines and the mailbox's depth.

import { roundInterval, tickText } from "../../ui/axis";
import { time } from "../../ui/format";
import type { Moment } from "../../play/trace-store";
import { AXIS, isCrowd, lineOf } from "./rows";
import { place } from "./scale";
import { MARGIN, type Sheet } from "./sheet";

const TICK_PX = 88; // between ticks, at least

export function axis(sheet: Sheet): void {
  const { store, scale, rows, left, width, from, to, measure, wall } = sheet.scene;
  sheet.path([0, AXIS - 0.5, width, AXIS - 0.5], { ink: "line" });
  if (store.end === store.first) return;
  // What is seen lies between the last step before it and the first after it: in a long wait there is none within.
  const before = store.moment(Math.min(from, store.end - 1));
  const within = store.moment(Math.max(Math.min(to, store.end) - 1, store.first));
  const after = store.moment(Math.min(to, store.end - 1));
  const atX = (x: number, { step }: Moment) => scale.origin.at + (left + x - (step - scale.origin.step) * scale.step) / scale.time;
  const start = scale.time > 0 ? Math.max(before.at, atX(-MARGIN, before)) : before.at;
  const last = scale.time > 0 ? Math.min(after.at, atX(width, within)) : after.at;
  let free = -Infinity;
  const tick = (x: number, text: string) => {
    sheet.path([Math.round(x) + 0.5, AXIS - 5, Math.round(x) + 0.5, rows.height], { ink: "line" });
    const end = x + 4 + measure(text);
    if (x < free || end > wall) return;
    sheet.add({ kind: "text", x: x + 4, y: AXIS - 8, text, ink: "text-soft" });
    free = end + 12;
  };
  if (scale.given) {
    let labelled = -1;
    store.each(from, to, (at, step) => {
      const x = sheet.x({ at, step });
      if (at !== labelled && x >= 0) tick(x, time(at));
      labelled = at;
    });
  } else if (scale.time > 0 && last > start) {
    const interval = roundInterval(TICK_PX / scale.time);
    for (let at = Math.ceil(start / interval) * interval; at <= last; at += interval) {
      const next = store.search((moment) => moment.at >= at);
      const step = next > store.first ? store.moment(next - 1).step : scale.origin.step;
      const x = place(scale, { at, step }) - left;
      if (x >= -MARGIN && x <= width) tick(x, tickText(at, interval, last));
    }
  } else {
    tick(Math.max(0, place(scale, before) - left), time(before.at));
  }
  instants(sheet);
}

// Where the clock stands still while steps are taken, the axis is thick.
function instants(sheet: Sheet): void {
  const { store, scale, from, to } = sheet.scene;
  let instant = -1;
  let start = 0;
  let end = 0;
  const flush = () => {
    if (instant < 0 || end - start <= 2 * scale.step || end - start <= 3) return;
    sheet.used.add("instant");
    sheet.add({ kind: "box", x: start, y: AXIS - 4, width: end - start, height: 4, radius: 0, fill: "line-strong" });
  };
  store.each(from, to, (at, step) => {
    const x = sheet.x({ at, step });
    if (at !== instant) {
      flush();
      instant = at;
      start = x;
    }
    end = x;
  });
  flush();
}

export function lanes(sheet: Sheet): void {
  const { rows, width, store } = sheet.scene;
  for (const row of rows.clients) {
    const line = lineOf(row, row.lane.first);
    if (!isCrowd(row.lane)) sheet.path([0, line, width, line], { ink: "line" });
    else sheet.add({ kind: "box", x: 0, y: row.top + 3, width, height: row.height - 6, radius: 0, stroke: { ink: "line" } });
  }
  const { line } = rows.actor;
  // Once it is done there is no actor.
  const until = store.stopped ? Math.min(Math.max(sheet.x(store.stopped), 0), width) : width;
  sheet.path([0, line, until, line], { ink: "line-strong" });
  if (until < width) sheet.path([until, line, width, line], { ink: "line-strong", dash: [1, 5] });
}

/** The mailbox from the bottom up: a level for each slot. */
export class Levels {
  readonly bottom: number;
  /** Of a level, px. */
  readonly pitch: number;
  readonly top: number;
  readonly #most: number;

  constructor(private readonly sheet: Sheet) {
    const { rows, capacity, store } = sheet.scene;
    const { top, height } = rows.mailbox;
    // A mailbox that is never nearly full is shown as far as it was filled.
    this.#most = capacity <= Math.max(4, 4 * store.peak) ? capacity : Math.max(1, store.peak);
    this.top = top + 5;
    this.bottom = top + height - 3;
    this.pitch = (this.bottom - this.top) / this.#most;
  }

  /** The height of a number of taken slots. */
  y(len: number): number {
    return this.bottom - Math.min(len, this.#most) * this.pitch;
  }

  /** How many slots are taken, as an area; the dashed line above it is the capacity. */
  draw(): void {
    const { sheet, bottom } = this;
    const { store, capacity, from, to, width } = sheet.scene;
    sheet.path([0, bottom, width, bottom], { ink: "line-strong" });
    if (this.#most === capacity) sheet.path([0, this.top, width, this.top], { ink: "mailbox", dash: [2, 3] });
    let len = from === 0 ? 0 : (store.depth(Math.max(from - 1, store.first)) ?? 0);
    let x = -MARGIN;
    const points = [x, bottom, x, this.y(len)];
    let high = len; // within the last pixel
    let any = len > 0;
    store.each(from, to, (at, step, next) => {
      const there = sheet.x({ at, step });
      if (there - x >= 1) {
        if (high !== len) points.push(x, this.y(high));
        points.push(x, this.y(len), there, this.y(len));
        x = there;
        high = next;
      }
      high = Math.max(high, next);
      len = next;
      any ||= next > 0;
    });
    if (!any) return;
    sheet.used.add("mailbox");
    const until = Math.min(width + MARGIN, Math.max(x, to < store.end ? Infinity : sheet.end));
    points.push(x, this.y(len), until, this.y(len), until, bottom);
    sheet.add({ kind: "path", points, fill: "mailbox-soft" }, { kind: "path", points: points.slice(2, -2), stroke: { ink: "mailbox", width: 1.25 } });
  }
}
