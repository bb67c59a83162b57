// Draws a stretch of the timeline. What it can't draw all of it thins out evenly: one command in two, four, eight …

import { roundInterval, tickText } from "../../ui/axis";
import type { Mark, Message, Moment, TraceStore } from "../../play/trace-store";
import type { Ink, Pen } from "./pen";
import { AXIS, type Row, type Rows, lineOf, rowOf, spacing } from "./rows";
import { type Scale, place } from "./scale";

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
}

/** A command's way as it was drawn: for pointing at. */
export interface Drawn {
  readonly message: Message;
  /** Lines, each x1, y1, x2, y2. */
  readonly lines: readonly number[];
}

export interface Painted {
  readonly drawn: readonly Drawn[];
  /** One in so many commands was drawn: of those that begin or end here, and of those that only pass. */
  readonly every: number;
  readonly passing: number;
}

const MOST_DRAWN = 160; // commands that begin or end here
const FEW_DRAWN = 48; // where those are too many: they should be told apart
const PASSING_PX = 9; // between those that only pass
const MARGIN = 40; // px that something may be wider than where it is
const BAR = 12; // px high
const HAND = 24;
const PILL = 16;
const HEAD = 9; // of an arrow

export function paint(pen: Pen, scene: Scene): Painted {
  const painter = new Painter(pen, scene);
  return painter.paint();
}

class Painter {
  readonly #labels = new Labels();
  readonly #drawn: Drawn[] = [];
  readonly #right: number;
  #thinned = false;
  #panic = -1; // the step of one

  constructor(private readonly pen: Pen, private readonly scene: Scene) {
    this.#right = scene.width;
  }

  paint(): Painted {
    const { store, reach } = this.scene;
    this.#axis();
    this.#lines();
    this.#depth();
    // First what begins or ends here, then what only passes.
    const here: Message[] = [];
    for (const command of store.commands(this.scene.from, this.scene.to)) {
      const message = store.messages.get(command);
      if (message && this.#isHere(message)) here.push(message);
    }
    const every = here.length > MOST_DRAWN ? thinned(here.length, FEW_DRAWN) : 1;
    this.#thinned = every > 1;
    const messages = here.filter(({ command }) => command % every === 0);
    const { least, most } = store.span(reach.from, reach.to);
    const passing = Math.max(every, thinned(this.#busiest(), (this.scene.rows.actor.top - AXIS) / PASSING_PX));
    const known = new Set(here);
    for (let command = Math.ceil(least / passing) * passing; command <= most; command += passing) {
      const message = store.messages.get(command);
      if (message && !known.has(message) && this.#passes(message)) messages.push(message);
    }
    for (const message of messages) this.#wait(message);
    for (const message of messages) this.#send(message);
    this.#hands();
    for (const message of messages) this.#back(message);
    this.#marks();
    this.#labels.write(this.pen);
    return { drawn: this.#drawn, every, passing };
  }

  #x(moment: Moment): number {
    return place(this.scene.scale, moment) - this.scene.left;
  }

  #isHere({ blocked, admitted, received, handled, answered, failed, lost }: Message): boolean {
    for (const moment of [blocked, admitted, received, handled, answered, failed, lost]) {
      if (!moment) continue;
      const x = this.#x(moment);
      if (x > -MARGIN && x < this.#right + MARGIN) return true;
    }
    return false;
  }

  #passes({ blocked, admitted, received, lost }: Message): boolean {
    const start = blocked ?? admitted;
    const end = received ?? lost;
    return start !== null && this.#x(start) <= 0 && (end === null || this.#x(end) >= 0);
  }

  // How many commands were under way at most.
  #busiest(): number {
    let most = 0;
    this.scene.store.each(this.scene.from, this.scene.to, (_at, _step, len, waiting) => (most = Math.max(most, len + waiting)));
    return most;
  }

  // --- ground ---

  #axis(): void {
    const { store, scale, rows, left, width, from, to } = this.scene;
    const bottom = rows.height;
    this.pen.line(0, AXIS - 0.5, width, AXIS - 0.5, { ink: "line" });
    if (store.end === store.first) return;
    const start = store.moment(Math.min(from, store.end - 1)).at;
    const last = store.moment(Math.min(to, store.end) - 1).at;
    let free = -Infinity;
    const tick = (at: number, x: number, interval: number) => {
      this.pen.line(Math.round(x) + 0.5, AXIS - 6, Math.round(x) + 0.5, bottom, { ink: "line" });
      const text = tickText(at, interval, last);
      const room = this.pen.width(text);
      if (x < free) return;
      this.pen.text(x + 4, AXIS - 9, text, "text-soft");
      free = x + room + 16;
    };
    if (scale.time > 0 && last > start) {
      const interval = roundInterval(88 / scale.time);
      for (let at = Math.ceil(start / interval) * interval; at <= last; at += interval) {
        const next = store.search((moment) => moment.at >= at);
        const before = next > store.first ? store.moment(next - 1).step : scale.origin.step;
        const x = place(scale, { at, step: before }) - left;
        if (x >= -MARGIN && x <= width) tick(at, x, interval);
      }
    } else {
      tick(start, Math.max(0, place(scale, store.moment(store.search((moment) => moment.at >= start))) - left), 1e9);
    }
    this.#instants(from, to);
  }

  // Where the clock stands still while steps are taken, the axis is thick.
  #instants(from: number, to: number): void {
    const { store, scale } = this.scene;
    let at = -1;
    let start = 0;
    let end = 0;
    const flush = () => {
      if (at >= 0 && end - start > 2 * scale.step && end - start > 3) this.pen.box(start, AXIS - 4, end - start, 4, 0, "line-strong", null);
    };
    store.each(from, to, (t, step) => {
      const x = (t - scale.origin.at) * scale.time + (step - scale.origin.step) * scale.step - this.scene.left;
      if (t !== at) {
        flush();
        at = t;
        start = x;
      }
      end = x;
    });
    flush();
  }

  #lines(): void {
    const { rows, width } = this.scene;
    for (const row of rows.clients) {
      const { lane } = row;
      if (lane.end - lane.first === 1) {
        const y = lineOf(row, lane.first);
        this.pen.line(0, y, width, y, { ink: "line-strong" });
      } else {
        this.pen.box(0, row.top + 4, width, row.height - 8, 0, "caller-soft", null);
      }
    }
    const { mailbox, actor } = rows;
    this.pen.line(0, mailbox.top + mailbox.height - 4.5, width, mailbox.top + mailbox.height - 4.5, { ink: "line-strong" });
    // Once it is done there is no actor.
    const { stopped } = this.scene.store;
    const until = stopped ? Math.min(Math.max(this.#x(stopped), 0), width) : width;
    this.pen.line(0, actor.line, until, actor.line, { ink: "line-strong" });
    this.pen.line(until, actor.line, width, actor.line, { ink: "line-strong", dash: [1, 5] });
  }

  // How many slots are taken, as an area; the line above it is the capacity.
  #depth(): void {
    const { store, scale, rows, capacity, from, to, width, left, end } = this.scene;
    const { top, height } = rows.mailbox;
    const base = top + height - 4;
    const room = height - 14;
    const most = capacity <= Math.max(4, 4 * store.peak) ? capacity : Math.max(1, store.peak);
    const y = (len: number) => base - (Math.min(len, most) / most) * room;
    if (most === capacity) this.pen.line(0, y(capacity), width, y(capacity), { ink: "mailbox", dash: [2, 3] });
    const points: number[] = [];
    let len = store.depth(from > store.first ? from - 1 : store.first) ?? 0;
    if (from === 0) len = 0;
    let x = -MARGIN;
    points.push(x, base, x, y(len));
    let high = len; // within the last pixel
    store.each(from, to, (at, step, next) => {
      const there = (at - scale.origin.at) * scale.time + (step - scale.origin.step) * scale.step - left;
      if (there - x >= 1) {
        if (high !== len) points.push(x, y(high));
        points.push(x, y(len), there, y(len));
        x = there;
        high = next;
      }
      high = Math.max(high, next);
      len = next;
    });
    const until = Math.min(width + MARGIN, Math.max(x, to < store.end ? Infinity : end - left));
    points.push(x, y(len), until, y(len), until, base);
    this.pen.shape(points, "mailbox-soft", null);
    this.pen.shape(points.slice(2, -2), null, { ink: "mailbox", width: 1.25 });
  }

  // --- a command's way ---

  #at(message: Message): { y: number; row: Row | null } {
    const { rows } = this.scene;
    if (message.client < 0) return { y: rows.actor.line, row: null };
    const row = rowOf(rows, message.client);
    return { y: row ? lineOf(row, message.client) : AXIS, row };
  }

  // Waits for a slot: a striped bar on the client's line.
  #wait(message: Message): void {
    const { blocked } = message;
    if (!blocked) return;
    const { y, row } = this.#at(message);
    const x = this.#x(blocked);
    const until = this.#waitsUntil(message);
    const height = row ? Math.min(BAR, Math.max(1, spacing(row) - 1)) : BAR;
    const start = Math.max(x, -MARGIN);
    const length = Math.min(until, this.#right + MARGIN) - start;
    if (length < 0) return;
    if (height < 4) {
      this.pen.box(start, y - height / 2, Math.max(length, 1), height, 0, "mailbox", null);
      return;
    }
    this.pen.box(start, y - height / 2, Math.max(length, 1.5), height, 2, "mailbox-soft", { ink: "mailbox" });
    const stripe = height - 3;
    for (let at = x + 4 + Math.max(0, Math.floor((start - x) / 6)) * 6; at + stripe < start + length; at += 6) {
      this.pen.line(at, y + stripe / 2, at + stripe / 2, y - stripe / 2, { ink: "mailbox" });
    }
  }

  #waitsUntil({ admitted, lost }: Message): number {
    const end = admitted ?? lost;
    return end ? this.#x(end) : this.scene.end - this.scene.left;
  }

  #send(message: Message): void {
    const { blocked, admitted, received, lost, what } = message;
    const { rows } = this.scene;
    const { y, row } = this.#at(message);
    const lines: number[] = [];
    const sent = blocked ?? admitted ?? lost;
    if (sent && !this.#thinned) {
      const text = lost && lost.kind !== "Dropped" ? `${what}: ${word(lost)}` : what;
      // While the wait is seen, so is what waits.
      const waits = blocked ? Math.min(4, this.#waitsUntil(message) - this.pen.width(text) - 4) : -Infinity;
      this.#label(row, Math.max(this.#x(sent), waits), y, text, lost && lost.kind !== "Dropped" ? "error" : "text");
    }
    if (blocked) {
      const until = admitted ?? lost;
      lines.push(this.#x(blocked), y, until ? this.#x(until) : this.#right, y);
    }
    if (admitted) {
      const x = this.#x(admitted);
      const target = rows.actor.line - HAND / 2 - 1;
      const mailbox = rows.mailbox.top + rows.mailbox.height - 8;
      if (received) {
        const to = this.#x(received);
        this.#arrow(x, y, to, target, "caller");
        lines.push(x, y, to, target);
      } else if (lost) {
        const to = this.#x(lost);
        this.#slant(x, y, to, mailbox, "caller");
        this.#cross(to, mailbox);
        lines.push(x, y, to, mailbox);
      } else {
        // In its slot as far as anybody knows.
        this.#slant(x, y, x, mailbox, "caller");
        this.pen.circle(x, mailbox, 2.5, "caller", null);
        lines.push(x, y, x, mailbox);
      }
      if (message.client >= 0) this.#dot(x, y, row);
    }
    if (lost && !admitted) this.#cross(this.#x(lost), y);
    if (lines.length === 0 && lost) lines.push(this.#x(lost) - 4, y, this.#x(lost) + 4, y);
    if (received) lines.push(this.#x(received), rows.actor.line, message.handled ? this.#x(message.handled) : this.#right, rows.actor.line);
    this.#drawn.push({ message, lines });
  }

  // What the actor had in hand: all commands, but those that lie side by side without room for words are one bar.
  #hands(): void {
    const { store, rows, scale, from, to } = this.scene;
    const y = rows.actor.line;
    let start = NaN;
    let end = NaN;
    const flush = () => {
      if (!Number.isNaN(start)) this.pen.box(start, y - HAND / 2, Math.max(end - start, 1), HAND, 3, "actor-soft", { ink: "actor" });
      start = NaN;
    };
    const unit = scale.step;
    for (const command of store.hands(from, to)) {
      const message = store.messages.get(command);
      if (!message?.received) continue;
      const x = this.#x(message.received);
      const until = message.handled ? this.#x(message.handled) : this.scene.end - this.scene.left;
      if (until < -MARGIN || x > this.#right + MARGIN) continue;
      if (until - x < 3 || unit < 1) {
        if (x - end > 2 || Number.isNaN(start)) {
          flush();
          start = x;
        }
        end = until;
        continue;
      }
      flush();
      const width = Math.max(until - x, 1.5);
      this.pen.box(x, y - HAND / 2, width, HAND, 3, "actor-soft", { ink: "actor", width: 1.25 });
      const seen = Math.max(x, 0);
      const { what } = message;
      if (this.pen.width(what) + 8 <= until - seen) this.pen.text(seen + 5, y + 4, what, "text");
    }
    flush();
  }

  #back(message: Message): void {
    const { answered, abandoned, failed, lost, handled } = message;
    const { rows } = this.scene;
    const { y, row } = this.#at(message);
    const top = rows.actor.line - HAND / 2;
    if (answered) {
      const x = this.#x(answered);
      this.#reply(x, top, y, "reply");
      this.#pill(x, y, String(answered.value), row);
    }
    if (abandoned) {
      const x = this.#x(abandoned);
      const end = rows.mailbox.top + rows.mailbox.height / 2;
      this.pen.line(x, top, x, end, { ink: "reply", width: 1.5, dash: [4, 3] });
      this.#cross(x, end);
    }
    if (!failed || (lost && lost.kind !== "Dropped")) return; // else it has been marked
    const x = this.#x(failed);
    if (failed.kind === "LetGo") {
      this.#slashed(x, y);
      this.#label(row, x + 6, y, "lets go", "text-soft");
      return;
    }
    // With the handler's end, it is what the caller gets instead of a reply.
    if (handled && handled.step === failed.step) this.#reply(x, top, y, "error");
    this.#cross(x, y);
    this.#label(row, x + 6, y, word(failed), "error");
  }

  // --- strokes ---

  // Part of a line that may reach far out of what is seen.
  #slant(x1: number, y1: number, x2: number, y2: number, ink: Ink): void {
    const clip = clipped(x1, y1, x2, y2, -MARGIN, this.#right + MARGIN);
    if (clip) this.pen.line(clip[0], clip[1], clip[2], clip[3], { ink, width: 1.25 });
  }

  // However flat it comes, it ends straight down onto the actor.
  #arrow(x1: number, y1: number, x2: number, y2: number, ink: Ink): void {
    this.#slant(x1, y1, x2, y2 - HEAD, ink);
    if (x2 < -MARGIN || x2 > this.#right + MARGIN) return;
    this.pen.shape([x2 - 3.5, y2 - HEAD, x2 + 3.5, y2 - HEAD, x2, y2], ink, null);
  }

  #reply(x: number, from: number, to: number, ink: Ink): void {
    if (x < -MARGIN || x > this.#right + MARGIN) return;
    this.pen.line(x, from, x, to, { ink, width: 1.5, dash: [4, 3] });
    this.pen.shape([x - 4, to + PILL / 2 + 7, x, to + PILL / 2 + 1, x + 4, to + PILL / 2 + 7], null, { ink, width: 1.5 });
  }

  #dot(x: number, y: number, row: Row | null): void {
    if (x > -MARGIN && x < this.#right + MARGIN && (!row || spacing(row) > 5)) this.pen.circle(x, y, 2.5, "caller", null);
  }

  #pill(x: number, y: number, text: string, row: Row | null): void {
    if (x < -MARGIN || x > this.#right + MARGIN) return;
    if (row && spacing(row) < PILL) {
      this.pen.circle(x, y, 2.5, "reply", null);
      return;
    }
    const width = this.pen.width(text, true) + 10;
    this.pen.box(x - width / 2, y - PILL / 2, width, PILL, PILL / 2, "reply-soft", { ink: "reply" });
    this.pen.text(x, y + 4, text, "reply", { bold: true, anchor: "middle" });
  }

  #cross(x: number, y: number): void {
    if (x < -MARGIN || x > this.#right + MARGIN) return;
    this.pen.circle(x, y, 6.5, "surface", { ink: "error", width: 1.5 });
    this.pen.line(x - 2.7, y - 2.7, x + 2.7, y + 2.7, { ink: "error", width: 1.75 });
    this.pen.line(x + 2.7, y - 2.7, x - 2.7, y + 2.7, { ink: "error", width: 1.75 });
  }

  #slashed(x: number, y: number): void {
    if (x < -MARGIN || x > this.#right + MARGIN) return;
    this.pen.circle(x, y, 5, "surface", { ink: "text-soft", width: 1.5 });
    this.pen.line(x - 3.5, y + 3.5, x + 3.5, y - 3.5, { ink: "text-soft", width: 1.5 });
  }

  // --- marks ---

  #marks(): void {
    const { store, rows, from, to } = this.scene;
    let last = -Infinity;
    for (const mark of store.marks(from, to)) {
      const x = this.#x(mark);
      if (x < -MARGIN || x > this.#right + MARGIN) continue;
      const row = mark.client >= 0 ? rowOf(rows, mark.client) : null;
      if (row && spacing(row) < PILL && x - last < 6) continue; // of a crowd, not all
      last = x;
      this.#mark(mark, x, row, row ? lineOf(row, mark.client) : rows.actor.line);
    }
  }

  #mark({ kind, outcome, step }: Mark, x: number, row: Row | null, y: number): void {
    const own = this.scene.rows.actor.line;
    switch (kind) {
      case "Stopped":
        if (step === this.#panic) return;
        this.pen.box(x - 5, own - 5, 10, 10, 1, "text", null);
        this.#label(null, x + 9, own, "done", "text", true);
        return;
      case "Panicked":
        this.#panic = step;
        this.#cross(x, own);
        this.#label(null, x + 10, own, outcome === "exit" ? "exit" : "panic", "error", true);
        return;
      case "Ignored":
        this.#label(null, x + 9, own, "second reply: ignored", "text-soft", true);
        return;
      case "Failed":
        this.#cross(x, y);
        this.#label(row, x + 6, y, outcome.replaceAll("-", " "), "error");
        return;
      case "Met":
        this.pen.shape([x - 4, y, x - 1, y + 3.5, x + 5, y - 4], null, { ink: "actor", width: 2 });
        return;
      case "Unmet":
        this.pen.shape([x, y - 7, x + 7, y + 5.5, x - 7, y + 5.5], "surface", { ink: "error", width: 1.5 });
        this.pen.text(x, y + 4, "!", "error", { bold: true, anchor: "middle" });
        this.#label(row, x + 10, y, "not as expected", "error", true);
        return;
      case "Started":
      case "Stopping":
      case "Killed":
        this.pen.box(x - 4, y - 4, 8, 8, 1, "surface", { ink: "text", width: 1.5 });
        this.#label(row, x, y, kind === "Started" ? "start" : kind === "Killed" ? "kill" : "stop", "text");
        return;
      default:
        return;
    }
  }

  // Words above a client's line, or right of what is on the actor's.
  #label(row: Row | null, x: number, y: number, text: string, ink: Ink, beside = false): void {
    if (x < -MARGIN * 4 || x > this.#right || (row && spacing(row) < PILL)) return;
    this.#labels.add({ lane: `${row ? row.lane.key : "actor"}${beside ? "-" : ""}`, x, y: beside ? y + 4 : y - 10, text, ink, beside });
  }
}

interface Label {
  readonly lane: string;
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly ink: Ink;
  /** On a line, not above it. */
  readonly beside: boolean;
}

/** Words are left out where they would lie on others; what went wrong comes first. */
class Labels {
  readonly #labels: Label[] = [];

  add(label: Label): void {
    this.#labels.push(label);
  }

  write(pen: Pen): void {
    const taken = new Map<string, number[]>();
    const first = (label: Label) => (label.ink === "error" ? 0 : 1);
    for (const { lane, x, y, text, ink, beside } of this.#labels.sort((a, b) => first(a) - first(b) || a.x - b.x)) {
      let spans = taken.get(lane);
      if (!spans) taken.set(lane, (spans = []));
      const end = x + pen.width(text) + 6;
      let free = true;
      for (let i = 0; i < spans.length && free; i += 2) free = end <= spans[i]! || x >= spans[i + 1]!;
      if (!free) continue;
      spans.push(x, end);
      if (beside) pen.box(x - 2, y - 11, end - x, 15, 0, "surface", null);
      pen.text(x, y, text, ink, { halo: true });
    }
  }
}

function word({ kind, outcome }: { kind: string; outcome: string }): string {
  if (kind === "Withdrawn" || outcome === "timeout") return "gave up";
  return outcome.replaceAll("-", " ");
}

function thinned(count: number, most: number): number {
  let every = 1;
  while (count / every > most) every *= 2;
  return every;
}

/** The part of a line between two verticals, or null. */
export function clipped(x1: number, y1: number, x2: number, y2: number, left: number, right: number): [number, number, number, number] | null {
  if (x2 < left || x1 > right) return null;
  const slope = x2 > x1 ? (y2 - y1) / (x2 - x1) : 0;
  const from = Math.max(x1, left);
  const to = Math.min(x2, right);
  return [from, y1 + (from - x1) * slope, to, x2 > x1 ? y1 + (to - x1) * slope : y2];
}
