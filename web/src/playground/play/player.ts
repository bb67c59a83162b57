// The player: turns real time into virtual time, and readers' commands into moves of the stage. It knows no DOM.
//
// Speed 1 plays a virtual second in a second. But a stage's steps often happen at one instant, and nobody can see those, so
// they are shown one after the other, ever faster, while the virtual clock stands still. That is all that is paced: the order
// of the steps and their virtual times are the stage's own.

import { ActorError } from "../../client/errors";
import type { Mistake, Snapshot, Stage, TraceEvent } from "../../client/stage";
import type { Beat, Command, Move, Speed, TraceReader } from "./view";

/** Calls back before the next repaint, as requestAnimationFrame does. */
export interface Clock {
  request(callback: (now: number) => void): number;
  cancel(request: number): void;
}

/** What a player needs of a stage. */
export type Playable = Pick<Stage, "load" | "step" | "back" | "reset" | "seek" | "runUntil" | "live" | "burst" | "snapshot" | "trace" | "events" | "find" | "mermaid" | "jsonLines">;

/** What a player tells of each change. */
export interface Moment {
  readonly snapshot: Snapshot;
  readonly script: string;
  readonly epoch: number;
  readonly recent: readonly TraceEvent[];
  readonly playing: boolean;
  readonly seeking: boolean;
  /** It goes no further until the hold is released. */
  readonly held: boolean;
  readonly speed: Speed;
  readonly moved: Move;
  /** What is wrong with the last live command, if anything: in the end there is a limit to them. */
  readonly refused: readonly Mistake[];
  readonly beat: Beat;
  readonly followed: number | null;
}

export interface PlayerOptions {
  /** Starts over a while after the end. */
  loop?: boolean;
  speed?: Speed;
  /** Told if the program in the module ends. The player is closed by then. */
  onEnd?: (cause: unknown) => void;
}

// A frame's share of steps, so that none of them lasts: at 4 µs each, 6 ms.
const STEPS_A_FRAME = 1500;
// A seek shows nothing until it is there, so its frames may be longer.
const STEPS_A_SEEK = 8000;
/** How many steps are known ahead, so that the scrubber and the timeline know what they span. */
const AHEAD = 2000;
// Longest time that a frame makes up for: one that was late, or the first after a pause.
const LONGEST_FRAME_MS = 100;
const RECENT = 40; // events

// The first step of an instant is shown this long at speed 1, each further one a bit shorter.
const LINGER_MS = 420;
const LINGER_SHRINKS = 0.93;
// Where a step would be shown for less than this, there's nothing to pace.
const UNSEEN_MS = 5;
const LOOP_PAUSE_MS = 2500;
const WHOLE: Beat = { index: 1, count: 1 };

export class Player {
  readonly reader: TraceReader;
  readonly #stage: Playable;
  readonly #clock: Clock;
  readonly #listeners = new Set<(moment: Moment) => void>();
  #speed: Speed;
  #loop: boolean;
  readonly #onEnd: ((cause: unknown) => void) | undefined;
  #played = "";
  #epoch = 0;
  #playing = false;
  #visible = true;
  #goal: number | null = null; // of a seek under way
  #moved: Move = "jump";
  #dirty = false;
  #ahead = false; // must look ahead
  #request: number | null = null;
  #before: number | null = null; // time of the frame before
  #shown: Moment | null = null;
  #refused: readonly Mistake[] = [];
  #followed: number | null = null;
  #closed = false;
  #holdFor: string | null = null; // the client whose get it holds at
  #barrier = Infinity; // the step that it holds at

  // Of the instant that is being shown step by step: how many have been, and how long the last one has been.
  #steps = 0;
  #lingered = 0;

  /** stage is played from here on; whoever made it closes it. */
  constructor(stage: Playable, clock: Clock, options: PlayerOptions = {}) {
    this.#stage = stage;
    this.#clock = clock;
    this.#speed = options.speed ?? 1;
    this.#loop = options.loop ?? false;
    this.#onEnd = options.onEnd;
    // What is held back is not to be told either.
    const kept = () => (this.#barrier === Infinity ? Infinity : stage.find(this.#barrier + 1));
    this.reader = {
      trace: () => ({ kept: Math.min(stage.trace().kept, kept()), fallen: stage.trace().fallen }),
      events: (from, count) => stage.events(from, Math.max(0, Math.min(count, kept() - from))),
      find: (step) => Math.min(stage.find(step), kept()),
      mermaid: () => stage.mermaid(),
      jsonLines: () => stage.jsonLines(),
    };
  }

  /** Has listener told of each change, once a frame at most. Returns what ends that. */
  subscribe(listener: (moment: Moment) => void): () => void {
    this.#listeners.add(listener);
    if (this.#shown) listener(this.#shown);
    return () => this.#listeners.delete(listener);
  }

  /** What was shown last; null before the first load. */
  get moment(): Moment | null {
    return this.#shown;
  }

  /** The script that is played. */
  get script(): string {
    return this.#played;
  }

  /** The present state, also between two frames. */
  get snapshot(): Snapshot {
    return this.#stage.snapshot();
  }

  /** Loads a script and goes to its beginning. What is wrong with it, if anything, comes back, and then nothing has changed. */
  load(script: string): Mistake[] {
    const mistakes = this.#stage.load(script);
    if (mistakes.length > 0) return mistakes;
    this.#played = script;
    this.#holdFor = null;
    this.#barrier = Infinity;
    this.#startOver();
    return [];
  }

  /** Holds the play where this client has sent its first get; null releases it. For what is loaded, until the next load. */
  hold(client: string | null): void {
    this.#holdFor = client;
    this.#barrier = Infinity;
    this.#ahead ||= client !== null;
    this.#dirty = true;
    this.#wake();
  }

  /** Does what a reader wants. */
  do(command: Command): void {
    if (this.#closed) return;
    this.#try(() => this.#obey(command));
  }

  #obey(command: Command): void {
    if (this.#holdFor !== null) this.#lookAhead(); // to know where it holds
    switch (command.do) {
      case "play":
        this.#play();
        break;
      case "pause":
        this.#playing = false;
        break;
      case "step":
        this.#finishSeek();
        this.#playing = false;
        if (this.#stage.snapshot().position < this.#barrier && this.#stage.step()) this.#move("forward");
        break;
      case "back":
        this.#finishSeek();
        this.#playing = false;
        if (this.#stage.back()) this.#move("back");
        break;
      case "seek":
        this.#playing = false;
        this.#goal = Math.min(Math.max(0, Math.trunc(command.position)), this.#barrier);
        break;
      case "reset":
        this.#stage.reset();
        this.#startOver();
        break;
      case "speed":
        this.#speed = command.speed;
        break;
      case "live":
        this.#finishSeek();
        this.#refused = this.#stage.live(command.steps);
        if (this.#refused.length === 0) this.#commanded();
        break;
      case "burst":
        this.#finishSeek();
        this.#stage.burst(command.count);
        this.#commanded();
        break;
      case "follow":
        this.#followed = command.command;
        break;
      case "load":
        this.load(command.script);
        break;
    }
    this.#dirty = true;
    this.#wake();
  }

  /** Says whether anybody can see the play. While not, it stands still. */
  setVisible(visible: boolean): void {
    this.#visible = visible;
    if (visible) this.#wake();
    else this.#sleep();
  }

  close(): void {
    this.#closed = true;
    this.#playing = false;
    this.#sleep();
    this.#listeners.clear();
  }

  #play(): void {
    if (this.#stage.snapshot().ended) this.#goal = 0; // as any player does at the end
    this.#playing = true;
    this.#lingered = Infinity; // who presses play wants to see something happen
  }

  #startOver(): void {
    this.#goal = null;
    this.#followed = null;
    this.#playing = false;
    this.#refused = [];
    this.#commanded();
    this.#move("jump");
    this.#dirty = true;
    this.#wake();
  }

  #commanded(): void {
    this.#epoch++;
    this.#ahead = true;
    this.#move("forward");
  }

  #move(how: Move): void {
    this.#moved = how;
    this.#steps = 0;
    this.#lingered = 0;
    this.#dirty = true;
  }

  // A command is about where the reader wants to be, so a seek under way is ended first. It is rarely long.
  #finishSeek(): void {
    if (this.#goal === null) return;
    while (!this.#stage.seek(this.#goal, STEPS_A_SEEK));
    this.#goal = null;
  }

  #wake(): void {
    if (this.#request === null && this.#visible && !this.#closed && this.#busy()) {
      this.#request = this.#clock.request((now) => this.#frame(now));
    }
  }

  #sleep(): void {
    if (this.#request !== null) this.#clock.cancel(this.#request);
    this.#request = null;
    this.#before = null;
  }

  #busy(): boolean {
    return this.#dirty || this.#playing || this.#goal !== null;
  }

  // What ends the program in the module ends the play, and whoever made it must know. Nobody could catch it out of a frame.
  #try(act: () => void): void {
    try {
      act();
    } catch (cause) {
      if (!(cause instanceof ActorError && cause.code === "module-ended")) throw cause;
      this.close();
      this.#onEnd?.(cause);
    }
  }

  #frame(now: number): void {
    this.#request = null;
    this.#try(() => this.#pass(now));
  }

  #pass(now: number): void {
    const passed = this.#before === null ? 0 : Math.min(now - this.#before, LONGEST_FRAME_MS);
    this.#before = now;
    if (this.#goal !== null) this.#seekOn(this.#goal);
    else if (this.#playing) this.#advance(passed);
    if (this.#dirty) this.#show();
    if (this.#busy()) this.#wake();
    else this.#before = null;
  }

  #seekOn(goal: number): void {
    this.#dirty = true;
    if (!this.#stage.seek(goal, STEPS_A_SEEK)) return;
    this.#goal = null;
    this.#move("jump");
  }

  #advance(passed: number): void {
    // What was shown is out of date where a command has come since.
    const now = this.#dirty ? this.#stage.snapshot() : this.#shown?.snapshot;
    if (!now) return;
    this.#dirty = true;
    if (now.ended) {
      this.#lingered += passed;
      if (!this.#loop) this.#playing = false;
      else if (this.#lingered > LOOP_PAUSE_MS) {
        this.#stage.seek(0, 0);
        this.#move("jump");
      }
      return;
    }
    const most = Math.min(STEPS_A_FRAME, this.#barrier - now.position);
    if (most <= 0) {
      this.#playing = false;
      return;
    }
    this.#moved = "forward";
    if (this.#speed === "max") {
      this.#stage.runUntil(Number.MAX_SAFE_INTEGER, most);
      return;
    }
    const virtual = passed * this.#speed * 1e6; // nanoseconds
    if (LINGER_MS / this.#speed < UNSEEN_MS) {
      this.#stage.runUntil(now.clock + virtual, most);
    } else if (now.nextAt <= now.clock) {
      this.#advanceInstant(now, passed, this.#speed, most);
    } else if (now.clock + virtual < now.nextAt) {
      this.#stage.runUntil(now.clock + virtual, 0);
    } else {
      this.#stage.step();
      this.#steps = 1;
      this.#lingered = 0;
    }
  }

  // Takes as many of the steps that are left at this instant as it is time for.
  #advanceInstant(now: Snapshot, passed: number, speed: number, most: number): void {
    this.#lingered += passed;
    let due = 0;
    for (; due < most; due++) {
      const linger = (LINGER_MS / speed) * LINGER_SHRINKS ** this.#steps;
      if (this.#lingered < linger) break;
      this.#lingered = this.#lingered === Infinity ? 0 : this.#lingered - linger;
      this.#steps++;
    }
    if (due > 0) this.#stage.runUntil(now.clock, due);
  }

  #show(): void {
    this.#lookAhead();
    this.#dirty = false;
    const snapshot = this.#stage.snapshot();
    const before = this.#shown;
    const still = before !== null && before.epoch === this.#epoch && before.snapshot.position === snapshot.position;
    const moment: Moment = {
      snapshot,
      script: this.#played,
      epoch: this.#epoch,
      recent: still ? before.recent : this.#recent(snapshot.position),
      playing: this.#playing,
      seeking: this.#goal !== null,
      held: snapshot.position >= this.#barrier,
      speed: this.#speed,
      moved: this.#moved,
      refused: this.#refused,
      beat: WHOLE,
      followed: this.#followed,
    };
    this.#shown = moment;
    for (const listener of this.#listeners) listener(moment);
  }

  #recent(position: number): TraceEvent[] {
    const end = this.#stage.find(position + 1);
    const from = Math.max(0, end - RECENT);
    return end > from ? this.#stage.events(from, end - from) : [];
  }

  // Goes ahead and comes back, where that is cheap: the stage then knows its end, or that it is far.
  #lookAhead(): void {
    if (!this.#ahead) return;
    this.#ahead = false;
    const { position } = this.#stage.snapshot();
    if (position > AHEAD) return;
    this.#stage.seek(position + AHEAD, AHEAD);
    if (this.#holdFor !== null) this.#barrier = this.#firstGet(this.#holdFor);
    this.#stage.seek(position, AHEAD + 1);
  }

  #firstGet(client: string): number {
    const asks = (event: TraceEvent) =>
      event.who === client && event.op === "get" && (event.kind === "Blocked" || event.kind === "Admitted");
    return this.#stage.events(0, this.#stage.trace().kept).find(asks)?.step ?? Infinity;
  }
}
