// One command's life as lines: from its caller's lane down into the mailbox, there towards the front, into the actor, and back.

import type { Message, Moment } from "../../play/trace-store";
import type { Levels } from "./ground";
import type { Queue } from "./queue";
import { MARGIN, type Sheet, WORDS, isOwn, sent } from "./sheet";
import type { Ink } from "./shapes";

const BAR = 16; // px high: a wait with words in it
const HAND = 22;
const PILL = 16;
const BAND = 5; // px of a level, if each command is to be visible in it

// Calls that wait for the handler's end, by what they are called in a script.
const ASKS = new Set(["get", "crash", "exit", "ask itself", "send itself"]);

export class Lives {
  /** Lines as they were drawn, each x1, y1, x2, y2: for pointing at. */
  readonly drawn: { readonly message: Message; readonly lines: readonly number[] }[] = [];

  constructor(
    private readonly sheet: Sheet,
    private readonly levels: Levels,
    private readonly queue: Queue,
    private readonly withWords: boolean,
  ) {}

  /** Draws what a caller does while its call is under way, on its lane. */
  waits(message: Message): void {
    const { sheet } = this;
    const { blocked, admitted, lost, answered, failed, what, client, command } = message;
    const { y, room } = sheet.client(client);
    if (blocked) {
      const end = admitted ?? lost;
      const x = sheet.near(sheet.x(blocked));
      const width = Math.max(sheet.near(end ? sheet.x(end) : sheet.end) - x, 1.5);
      const height = Math.min(BAR, Math.max(1, room - 1));
      sheet.used.add("waits");
      if (height < 4) sheet.add({ kind: "box", x, y: y - height / 2, width, height, radius: 0, fill: "mailbox", of: command });
      else {
        sheet.add({ kind: "box", x, y: y - height / 2, width, height, radius: 3, fill: "mailbox-soft", stroke: { ink: "mailbox", dash: [4, 2] }, of: command });
        sheet.labels.block(x, y - BAR / 2, x, y + BAR / 2, 0.5);
        sheet.labels.block(x + width, y - BAR / 2, x + width, y + BAR / 2, 0.5);
      }
    }
    if (!admitted || client < 0 || room < WORDS || !ASKS.has(what)) return;
    const end = answered ?? failed;
    sheet.used.add("awaits");
    sheet.path([sheet.near(sheet.x(admitted)), y, sheet.near(end ? sheet.x(end) : sheet.end), y], { ink: "reply", width: 2, dash: [2, 3] }, command);
  }

  /** Draws a command's way from the call to the actor. */
  send(message: Message): void {
    const { sheet } = this;
    const { blocked, admitted, received, handled, lost, client, command } = message;
    const { y: line, ink } = sheet.client(client);
    const y = isOwn(client) ? line - HAND / 2 : line; // the actor's own call comes out of its handler
    const lines: number[] = [];
    const called = sent(message);
    if (called && this.withWords) this.#call(message, called);
    if (blocked) lines.push(sheet.x(blocked), y, sheet.near(admitted || lost ? sheet.x((admitted ?? lost)!) : sheet.end), y);
    if (admitted) {
      const path = this.#inMailbox(message);
      const x = sheet.x(admitted);
      sheet.upright(x, y, path[1]!, { ink, width: 1.25 }, command);
      lines.push(x, y, x, path[1]!);
      for (let i = 0; i + 3 < path.length; i += 2) lines.push(...path.slice(i, i + 4));
      const [endX, endY] = path.slice(-2) as [number, number];
      if (received) {
        const to = sheet.scene.rows.actor.line - HAND / 2;
        sheet.upright(endX, endY, to, { ink, width: 1.25 }, command, true);
      } else if (lost) sheet.cross(endX, endY, command);
    } else if (lost) {
      const x = sheet.x(lost);
      const gate = isOwn(client) ? y : sheet.scene.rows.mailbox.top + 5;
      if (lost.kind === "Rejected" && !blocked) {
        sheet.upright(x, y, gate, { ink, width: 1.25 }, command);
        sheet.cross(x, gate, command);
        lines.push(x, y, x, gate);
      } else sheet.cross(x, y, command);
      if (lines.length === 0) lines.push(x - 4, y, x + 4, y);
    }
    if (called && client >= 0) sheet.sign(sheet.x(called), client, command);
    if (received) lines.push(sheet.x(received), sheet.scene.rows.actor.line, sheet.near(handled ? sheet.x(handled) : sheet.end), sheet.scene.rows.actor.line);
    this.drawn.push({ message, lines });
  }

  // The command on its caller's line: if it waits, within the wait.
  #call({ blocked, admitted, lost, what, client, command }: Message, called: Moment): void {
    const { sheet } = this;
    const refused = lost !== null && lost.kind !== "Dropped";
    const x = sheet.x(called);
    const end = admitted ?? lost;
    const last = (end ? sheet.x(end) : sheet.end) - sheet.scene.measure(what) - 3;
    const first = Math.max(x + 8, 3);
    if (blocked && refused) sheet.words(client, sheet.x(lost), word(lost), "error", command, 10);
    if (!blocked || first > last) {
      if (refused && !blocked) sheet.words(client, x, [`${what}: ${word(lost)}`, word(lost)], "error", command);
      else sheet.words(client, x, what, "text", command, 8);
      return;
    }
    const { y, room } = sheet.client(client);
    const starts: number[] = [];
    for (let start = first; start <= last && start < sheet.right; start += 12) starts.push(start);
    if (room >= WORDS && starts.length > 0) sheet.labels.add({ texts: [what], ink: "text", y, starts, ground: "mailbox-soft", of: command });
  }

  // The command's way in the mailbox, from the admission on: x, y, x, y …
  #inMailbox({ command, admitted, received, lost, client }: Message): number[] {
    const { sheet, levels } = this;
    const { ink, shape } = sheet.client(client);
    const left = received ?? lost;
    const places = this.queue.places(command, left?.step ?? Infinity);
    const end = left ? sheet.x(left) : sheet.end;
    const start = sheet.x(admitted!);
    const [first, last] = [places[0], places.at(-1)];
    if (!first || !last) return [start, levels.bottom, end, levels.bottom]; // not read yet
    if (levels.pitch < BAND) {
      const path = [start, levels.y(first.ahead + 1), end, received ? levels.bottom : levels.y(last.ahead + 1)];
      sheet.path(clipped(path, sheet), { ink, width: 1.25, alpha: 0.7 }, command);
      return path;
    }
    const middle = (ahead: number) => levels.y(ahead + 0.5);
    let y = middle(first.ahead);
    const path = [start, y];
    for (const place of places.slice(1)) {
      const x = sheet.x(place);
      path.push(x, y, x, (y = middle(place.ahead)));
    }
    path.push(end, y);
    const size = Math.min(levels.pitch - 4, 10);
    const wide = Math.min(levels.pitch - 3, 14);
    for (let i = 0; i + 3 < path.length; i += 2) {
      const [x1, y1, x2, y2] = path.slice(i, i + 4) as [number, number, number, number];
      if (y1 !== y2) sheet.path([x1, y1 - wide / 2, x1, y2 + wide / 2], { ink, width: 1.25 }, command);
      else if (sheet.near(x1) < sheet.near(x2)) sheet.path([sheet.near(x1), y1, sheet.near(x2), y2], { ink, width: wide, alpha: 0.3 }, command);
    }
    const seen = Math.max(start, 0);
    if (size >= 5 && (path[2] ?? start) - seen > 2 * size) sheet.add({ kind: "sign", x: seen + size, y: path[1]!, size, path: shape, ink, of: command });
    return path;
  }

  /** Draws what the actor handled: all commands, but those that lie side by side without room for words are one bar. */
  hands(): void {
    const { sheet } = this;
    const { store, rows, scale, from, to, measure } = sheet.scene;
    const y = rows.actor.line;
    const box = (x: number, width: number, of?: number) => {
      sheet.used.add("handled");
      sheet.add({ kind: "box", x, y: y - HAND / 2, width, height: HAND, radius: 4, fill: "actor-soft", stroke: { ink: "actor", width: 1.25 }, of });
      sheet.labels.block(x, y - HAND / 2, x + width, y + HAND / 2);
    };
    let start = NaN;
    let end = NaN;
    const flush = () => {
      if (!Number.isNaN(start)) box(start, Math.max(end - start, 1));
      start = NaN;
    };
    for (const command of store.hands(from, to)) {
      const message = store.messages.get(command);
      if (!message?.received) continue;
      const x = sheet.near(sheet.x(message.received));
      const until = sheet.near(message.handled ? sheet.x(message.handled) : sheet.end);
      if (until <= -MARGIN || x >= sheet.right + MARGIN) continue;
      if (until - x < 3 || scale.step < 1) {
        if (x - end > 2 || Number.isNaN(start)) {
          flush();
          start = x;
        }
        end = until;
        continue;
      }
      flush();
      box(x, Math.max(until - x, 1.5), command);
      const seen = Math.max(x, 0);
      const room = Math.min(until, sheet.right) - seen;
      const { what, client } = message;
      const { ink, shape } = sheet.client(client);
      if (room >= 16) sheet.add({ kind: "sign", x: seen + 9, y, size: 9, path: shape, ink, of: command });
      if (room >= measure(what) + 22) sheet.add({ kind: "text", x: seen + 17, y: y + 4, text: what, ink: "text", of: command });
    }
    flush();
  }

  /** Draws what comes back to the caller. */
  back({ answered, abandoned, failed, lost, handled, client, command }: Message): void {
    const { sheet } = this;
    const { y } = sheet.client(client);
    const top = sheet.scene.rows.actor.line - HAND / 2;
    if (answered) {
      this.#reply(sheet.x(answered), top, y, "reply", command);
      this.#pill(sheet.x(answered), client, String(answered.value), command);
    }
    if (abandoned) {
      const x = sheet.x(abandoned);
      this.#reply(x, top, y, "reply", command);
      sheet.cross(x, y, command);
      sheet.words(client, x, "no receiver", "error", command, 10);
    }
    if (!failed || (lost && lost.kind !== "Dropped")) return; // else it has been marked
    const x = sheet.x(failed);
    if (failed.kind === "LetGo") {
      sheet.words(client, x, "lets go", "text-soft", command, 6);
      return;
    }
    // With the handler's end, it is what the caller gets instead of a reply.
    if (handled && handled.step === failed.step) this.#reply(x, top, y, "error", command);
    sheet.cross(x, y, command);
    sheet.words(client, x, word(failed), "error", command, 10);
  }

  #reply(x: number, from: number, to: number, ink: Ink, of: number): void {
    this.sheet.used.add("reply");
    this.sheet.upright(x, from, to, { ink, width: 1.5, dash: [4, 3] }, of, true);
  }

  // The answer, where it comes to the caller.
  #pill(x: number, client: number, text: string, of: number): void {
    const { sheet } = this;
    const { y, room } = sheet.client(client);
    if (!sheet.isSeen(x)) return;
    if (room < WORDS) {
      sheet.add({ kind: "circle", x, y, radius: 2.5, fill: "reply", of });
      return;
    }
    const width = sheet.scene.measure(text, true) + 12;
    const left = x - width;
    sheet.labels.block(left, y - PILL / 2, left + width, y + PILL / 2);
    sheet.add(
      { kind: "box", x: left, y: y - PILL / 2, width, height: PILL, radius: PILL / 2, fill: "reply-soft", stroke: { ink: "reply", width: 1.25 }, of },
      { kind: "text", x: left + width / 2, y: y + 4, text, ink: "reply", bold: true, middle: true, of },
    );
  }
}

function word({ kind, outcome }: { kind: string; outcome: string }): string {
  if (kind === "Withdrawn" || outcome === "timeout") return "gave up";
  return outcome.replaceAll("-", " ");
}

// The part of a line, falling from left to right, that is near what is seen.
function clipped([x1, y1, x2, y2]: readonly number[], sheet: Sheet): number[] {
  const slope = x2! > x1! ? (y2! - y1!) / (x2! - x1!) : 0;
  const [from, to] = [sheet.near(x1!), sheet.near(x2!)];
  return [from, y1! + (from - x1!) * slope, to, x2! > x1! ? y1! + (to - x1!) * slope : y2!];
}
