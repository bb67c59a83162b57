// What views that look at more than the newest events keep of the trace. Events are read once, in chunks, when somebody looks
// at them; a store is shared by all views of a stage.

import type { EventKind, TraceEvent } from "../../client/stage";
import type { TraceReader } from "./view";

/** A place on virtual time: many steps can be at one time. */
export interface Moment {
  readonly at: number;
  readonly step: number;
}

/** How a call or a command came to something else than it was meant to. */
export interface Ending extends Moment {
  readonly kind: EventKind;
  readonly outcome: string;
}

/** The life of one command, as far as it has been read. */
export interface Message {
  readonly command: number;
  /** Its client, by index; -2 is the actor itself. */
  readonly client: number;
  readonly who: string;
  /** In the script's words: "set 42". */
  what: string;
  blocked: Moment | null;
  admitted: Moment | null;
  received: Moment | null;
  /** The handler is through with it, by a panic too. */
  handled: Moment | null;
  /** Its reply was sent after its caller had left. */
  abandoned: Moment | null;
  answered: (Moment & { readonly value: number }) | null;
  /** Rejected, Withdrawn or Dropped: it was never handled. */
  lost: Ending | null;
  /** Its client has got an error, or let go of the reply. */
  failed: Ending | null;
}

/** Something worth a mark that is no command's way from here to there. */
export interface Mark extends Moment {
  readonly kind: EventKind;
  readonly client: number;
  readonly outcome: string;
}

const CHUNK = 256; // events that are read at once: about a millisecond

const TIDY = 16_384; // events that have to fall out of the trace before it is worth looking for what is left of them

class Chunk {
  count = 0;
  readonly at = new Float64Array(CHUNK);
  readonly step = new Float64Array(CHUNK);
  readonly len = new Int32Array(CHUNK);
  readonly waiting = new Int32Array(CHUNK);
  readonly command = new Float64Array(CHUNK);
  readonly kind: EventKind[] = [];
  readonly marks: Mark[] = [];
  /** Places of events after which the actor was idle and the mailbox empty. */
  readonly idle: number[] = [];
  readonly commands: number[] = [];
  /** Those that were received. */
  readonly hands: number[] = [];
  leastCommand = Infinity;
  mostCommand = 0;
}

// What is drawn at build time has all the time there is, and no clock.
const isPast = (deadline: number) => deadline < Infinity && performance.now() > deadline;

type Reader = Pick<TraceReader, "trace" | "events">;

const stores = new WeakMap<Reader, Map<number, TraceStore>>();

/** In place of a depth: the event is about another actor. */
const ELSEWHERE = -1;

/** Events are named by their ordinal: how many came before them, those that are no longer kept included. */
export class TraceStore {
  /** Ordinals of the first event that is kept, and of the one after the last. */
  first = 0;
  end = 0;
  /** Raised when what was kept is void. */
  generation = 0;
  /** Raised when something was read. */
  revision = 0;
  /** The greatest depth that was read of. */
  peak = 0;
  /** When the actor was done, if that was read of. */
  stopped: Moment | null = null;
  readonly messages = new Map<number, Message>();
  /** Names of clients, by index. */
  readonly names = new Map<number, string>();
  readonly #chunks = new Map<number, Chunk>();
  readonly #heads = new Map<number, Moment>(); // of chunks that weren't read
  #epoch = -1;
  #forgotten = 0; // all before

  private constructor(
    private readonly reader: Reader,
    private readonly actor: number,
  ) {}

  /** What the trace has of an actor, by index: of the only one, or of one of several. */
  static of(reader: Reader, actor = 0): TraceStore {
    let all = stores.get(reader);
    if (!all) stores.set(reader, (all = new Map()));
    let store = all.get(actor);
    if (!store) all.set(actor, (store = new TraceStore(reader, actor)));
    return store;
  }

  /** Takes note of what the trace has now. */
  sync(epoch: number): void {
    if (epoch !== this.#epoch) {
      this.#epoch = epoch;
      this.generation++;
      this.revision++;
      this.peak = 0;
      this.stopped = null;
      this.messages.clear();
      this.names.clear();
      this.#chunks.clear();
      this.#heads.clear();
      this.#forgotten = 0;
    }
    const { kept, fallen } = this.reader.trace();
    if (fallen >= this.#forgotten + TIDY) this.#forget(fallen);
    this.first = fallen;
    this.end = fallen + kept;
  }

  /** The moment of an event. If it wasn't read, it alone is read. */
  moment(ordinal: number): Moment {
    const chunk = this.#chunks.get(Math.floor(ordinal / CHUNK));
    const i = ordinal % CHUNK;
    if (chunk && i < chunk.count) return { at: chunk.at[i]!, step: chunk.step[i]! };
    const kept = this.#heads.get(ordinal);
    if (kept) return kept;
    const [event] = this.reader.events(ordinal - this.first, 1);
    const moment = event ? { at: event.at, step: event.step } : { at: 0, step: 0 };
    if (event && (i === 0 || ordinal === this.first)) this.#heads.set(ordinal, moment);
    return moment;
  }

  /** Ordinal of the first event from which on is(moment) holds, which must go on holding for all that follow; end if none. */
  search(is: (moment: Moment) => boolean): number {
    // First among the chunks' heads: those are kept.
    let low = Math.floor(this.first / CHUNK);
    let high = Math.floor((this.end - 1) / CHUNK) + 1;
    const head = (chunk: number) => Math.max(chunk * CHUNK, this.first);
    while (low < high) {
      const middle = (low + high) >> 1;
      if (is(this.moment(head(middle)))) high = middle;
      else low = middle + 1;
    }
    if (low === Math.floor(this.first / CHUNK)) return this.first;
    let from = head(low - 1) + 1;
    let to = Math.min(low * CHUNK, this.end);
    while (from < to) {
      const middle = (from + to) >> 1;
      if (is(this.moment(middle))) to = middle;
      else from = middle + 1;
    }
    return from;
  }

  /** Reads the events from one to before another, until the deadline (of performance.now; Infinity: none) at the latest. Returns whether all are read. */
  read(from: number, to: number, deadline: number): boolean {
    const last = Math.min(to, this.end);
    for (let ordinal = Math.max(from, this.first); ordinal < last; ordinal = (Math.floor(ordinal / CHUNK) + 1) * CHUNK) {
      if (this.#isRead(ordinal, last)) continue;
      if (isPast(deadline)) return false;
      this.#readChunk(Math.floor(ordinal / CHUNK));
    }
    return true;
  }

  /**
   * Widens a stretch until nothing is on its way across its borders: to events after which the actor was idle, with nothing in
   * the mailbox. Reads what it needs for that until the deadline. Returns how far it got, and whether that is all.
   */
  settle(from: number, to: number, deadline: number): { from: number; to: number; done: boolean } {
    let left = Math.max(from, this.first);
    let right = Math.min(to, this.end);
    while (left > this.first) {
      const chunk = this.#need(left - 1, deadline);
      if (!chunk) return { from: left, to: right, done: false };
      const start = Math.floor((left - 1) / CHUNK) * CHUNK;
      const idle = chunk.idle.filter((i) => start + i < left).at(-1);
      left = Math.max(idle === undefined ? start : start + idle + 1, this.first);
      if (idle !== undefined) break;
    }
    while (right < this.end) {
      const chunk = this.#need(right, deadline);
      if (!chunk) return { from: left, to: right, done: false };
      const start = Math.floor(right / CHUNK) * CHUNK;
      const idle = chunk.idle.find((i) => start + i >= right);
      right = idle === undefined ? Math.min(start + CHUNK, this.end) : start + idle + 1;
      if (idle !== undefined) break;
    }
    return { from: left, to: right, done: true };
  }

  /** Numbers of the commands that the events of a stretch, or some near it, are about: all of them, if read. */
  commands(from: number, to: number): number[] {
    const found = new Set<number>();
    for (const chunk of this.#within(from, to)) for (const command of chunk.commands) found.add(command);
    return [...found];
  }

  /** The least and the most of these numbers. */
  span(from: number, to: number): { least: number; most: number } {
    let least = Infinity;
    let most = 0;
    for (const chunk of this.#within(from, to)) {
      least = Math.min(least, chunk.leastCommand);
      most = Math.max(most, chunk.mostCommand);
    }
    return { least, most };
  }

  /** Commands that were received in a stretch or near it, in that order, and first the one before, that may still be in hand. */
  hands(from: number, to: number): number[] {
    const found: number[] = [];
    for (const chunk of this.#within(from, to)) found.push(...chunk.hands);
    for (let number = Math.floor(from / CHUNK) - 1; number * CHUNK + CHUNK > this.first; number--) {
      const last = this.#chunks.get(number)?.hands.at(-1);
      if (last !== undefined) return [last, ...found];
    }
    return found;
  }

  marks(from: number, to: number): Mark[] {
    const found: Mark[] = [];
    for (const chunk of this.#within(from, to)) for (const mark of chunk.marks) found.push(mark);
    return found;
  }

  /** Tells of each event of a stretch that is read: when it was, and depth and waiting senders right after. */
  each(from: number, to: number, tell: (at: number, step: number, len: number, waiting: number, kind: EventKind, command: number) => void): void {
    for (let number = Math.floor(from / CHUNK); number * CHUNK < to; number++) {
      const chunk = this.#chunks.get(number);
      if (!chunk) continue;
      const last = Math.min(to - number * CHUNK, chunk.count);
      for (let i = Math.max(0, from - number * CHUNK, this.first - number * CHUNK); i < last; i++) {
        if (chunk.len[i]! !== ELSEWHERE) tell(chunk.at[i]!, chunk.step[i]!, chunk.len[i]!, chunk.waiting[i]!, chunk.kind[i]!, chunk.command[i]!);
      }
    }
  }

  /** Depth after an event that is read, else null. */
  depth(ordinal: number): number | null {
    for (let at = ordinal; at >= this.first; at--) {
      const chunk = this.#chunks.get(Math.floor(at / CHUNK));
      const i = at % CHUNK;
      if (!chunk || i >= chunk.count) return null;
      if (chunk.len[i]! !== ELSEWHERE) return chunk.len[i]!;
    }
    return null;
  }

  *#within(from: number, to: number): Generator<Chunk> {
    for (let number = Math.floor(from / CHUNK); number * CHUNK < to; number++) {
      const chunk = this.#chunks.get(number);
      if (chunk) yield chunk;
    }
  }

  // The chunk of an event, read; null if that can't be done before the deadline.
  #need(ordinal: number, deadline: number): Chunk | null {
    const number = Math.floor(ordinal / CHUNK);
    if (!this.#isRead(ordinal, Math.min((number + 1) * CHUNK, this.end))) {
      if (isPast(deadline)) return null;
      this.#readChunk(number);
    }
    return this.#chunks.get(number) ?? null;
  }

  #isRead(ordinal: number, before: number): boolean {
    const number = Math.floor(ordinal / CHUNK);
    const chunk = this.#chunks.get(number);
    return chunk !== undefined && chunk.count >= Math.min(before - number * CHUNK, CHUNK);
  }

  #readChunk(number: number): void {
    let chunk = this.#chunks.get(number);
    if (!chunk) this.#chunks.set(number, (chunk = new Chunk()));
    // What fell out of the trace before it was read counts as read: it is never asked for.
    const start = number * CHUNK;
    chunk.count = Math.max(chunk.count, this.first - start);
    const from = start + chunk.count;
    for (const event of this.reader.events(from - this.first, start + CHUNK - from)) this.#take(chunk, event);
    this.revision++;
  }

  #take(chunk: Chunk, event: TraceEvent): void {
    const i = chunk.count++;
    chunk.at[i] = event.at;
    chunk.step[i] = event.step;
    if (event.client >= 0 && !this.names.has(event.client)) this.names.set(event.client, event.who);
    if (event.actor !== undefined && event.actor !== this.actor) {
      chunk.len[i] = chunk.waiting[i] = ELSEWHERE;
      chunk.kind[i] = event.kind;
      chunk.command[i] = 0;
      return;
    }
    chunk.len[i] = event.len;
    chunk.waiting[i] = event.waiting;
    if (event.len > this.peak) this.peak = event.len;
    chunk.kind[i] = event.kind;
    chunk.command[i] = event.command;
    if (event.kind === "Stopped") this.stopped = { at: event.at, step: event.step };
    if (event.kind === "Received") chunk.hands.push(event.command);
    if (event.len === 0 && event.waiting === 0 && (event.kind === "Handled" || event.kind === "Panicked")) chunk.idle.push(i);
    if (event.command > 0) {
      if (chunk.commands.at(-1) !== event.command) chunk.commands.push(event.command);
      chunk.leastCommand = Math.min(chunk.leastCommand, event.command);
      chunk.mostCommand = Math.max(chunk.mostCommand, event.command);
      if (this.#follow(event)) return;
    }
    if (event.kind !== "Slept" && event.kind !== "Woke") {
      chunk.marks.push({ at: event.at, step: event.step, kind: event.kind, client: event.client, outcome: event.outcome });
    }
  }

  // Notes an event of a command's life, whichever of them is read first, and returns whether it was one.
  #follow(event: TraceEvent): boolean {
    const now = { at: event.at, step: event.step };
    const { kind, outcome } = event;
    switch (kind) {
      case "Blocked":
        this.#message(event).blocked = now;
        return true;
      case "Admitted":
        this.#message(event).admitted = now;
        return true;
      case "Received":
        this.#message(event).received = now;
        return true;
      case "Handled":
        this.#message(event).handled = now;
        return true;
      case "Panicked":
        this.#message(event).handled = now;
        return false;
      case "Replied":
        return true; // Answered says the same, with the value
      case "Abandoned":
        this.#message(event).abandoned = now;
        return true;
      case "Answered":
        this.#message(event).answered = { ...now, value: event.value };
        return true;
      case "Withdrawn":
      case "Rejected":
      case "Dropped":
        this.#message(event).lost = { ...now, kind, outcome };
        return true;
      case "Failed":
      case "LetGo":
        this.#message(event).failed = { ...now, kind, outcome };
        return true;
      default:
        return false;
    }
  }

  #message(event: TraceEvent): Message {
    let message = this.messages.get(event.command);
    if (!message) {
      const { command, client, who, op = "" } = event;
      message = {
        command, client, who, what: op,
        blocked: null, admitted: null, received: null, handled: null, abandoned: null, answered: null, lost: null, failed: null,
      };
      this.messages.set(command, message);
    }
    // A client's own events have another value: its answer, or none.
    const ofCore = event.kind !== "Answered" && event.kind !== "Failed" && event.kind !== "LetGo";
    if (ofCore && event.op?.endsWith("set")) message.what = `${event.op} ${event.value}`;
    return message;
  }

  #forget(before: number): void {
    this.#forgotten = before;
    for (const [number] of this.#chunks) {
      if ((number + 1) * CHUNK <= before) this.#chunks.delete(number);
    }
    for (const ordinal of this.#heads.keys()) if (ordinal < before) this.#heads.delete(ordinal);
    let oldest = Infinity;
    for (const chunk of this.#chunks.values()) oldest = Math.min(oldest, chunk.leastCommand);
    for (const command of this.messages.keys()) {
      if (command < oldest) this.messages.delete(command);
    }
  }
}
