// The player: turns real time into virtual time, and readers' commands into moves of the stage. It knows no DOM. What it does
// when is in mode.ts, how fast in pace.ts.

import { ActorError } from "../../client/errors";
import type { Mistake, Snapshot, Stage, TraceEvent } from "../../client/stage";
import type { Draft } from "./draft";
import { type Happening, type Mode, after, runs } from "./mode";
import type { Measure } from "./measure";
import { OwnCalls } from "./own-calls";
import { type Move as Paced, Pace } from "./pace";
import { Secret, concealing } from "./secret";
import type { Beat, Command, Frame, Move, Speed, TraceReader } from "./view";

/** Calls back before the next repaint, as requestAnimationFrame does. */
export interface Clock {
  request(callback: (now: number) => void): number;
  cancel(request: number): void;
}

/** What a player needs of a stage. */
export type Playable = Pick<
  Stage,
  | "load" | "step" | "back" | "reset" | "seek" | "runUntil" | "live" | "burst" | "calls" | "setCalls" | "write" | "snapshot" | "snapshotAt"
  | "actors" | "trace" | "events" | "find" | "mermaid" | "jsonLines"
>;

/** What a player reports of each change: a frame without what the page adds. */
export type Moment = Omit<Frame, "stage" | "reducedMotion">;

/** How a script begins to be played. */
export interface Start {
  /** The position that is gone to. */
  readonly position?: number;
  /** The reader's own calls, as Player.calls has them. */
  readonly calls?: string;
  /** What must not be shown before the play has reached it. */
  readonly secret?: Measure | null;
}

export interface PlayerOptions {
  /** Starts over a while after the end. */
  loop?: boolean;
  speed?: Speed;
  /** What the editor shows, if that isn't what is played. It is played from the next play, step or call on. */
  draft?: () => Draft | null;
  /** Called if the program in the module ends. The player is closed by then. */
  onEnd?: (cause: unknown) => void;
}

// A frame's share of steps, so that none of them lasts: at 4 µs each, 6 ms.
const STEPS_A_FRAME = 1500;
// While calls are under way the play stops soon after they are through.
const STEPS_A_FRAME_OF_CALLS = 200;
// A seek shows nothing until it is there, so its frames may be longer.
const STEPS_A_SEEK = 8000;
/** How many steps are known ahead, so that the scrubber and the timeline know what they span. */
const AHEAD = 2000;
// The longest time that a frame catches up on: one that was late, or the first after a pause.
const LONGEST_FRAME_MS = 100;
/** No run is longer, and the module accepts no larger number. */
const FURTHEST = 2 ** 31;
const RECENT = 40; // events
const LOOP_PAUSE_MS = 2500;
/** A step of more beats is shown whole: they are too many to follow. */
const MOST_BEATS = 8;
/** A handler that returns this much later than it should is stuck, and so are the calls. */
const STUCK_AFTER = 5e9; // nanoseconds

export class Player {
  readonly reader: TraceReader;
  readonly #stage: Playable;
  readonly #clock: Clock;
  readonly #listeners = new Set<(moment: Moment) => void>();
  readonly #draft: () => Draft | null;
  readonly #onEnd: ((cause: unknown) => void) | undefined;
  readonly #loop: boolean;
  readonly #pace = new Pace();
  readonly #calls: OwnCalls;
  #speed: Speed;
  #mode: Mode = "resting";
  #played = "";
  #epoch = 0;
  #visible = true;
  #goal: number | null = null; // of a seek under way
  #beat = 0; // how much of the step is shown, if that is not the whole; else 0
  #moved: Move = "jump";
  #dirty = false;
  #ahead = false; // must look ahead
  #unread = false; // the trace tells more of the reader's calls
  #request: number | null = null;
  #before: number | null = null; // time of the frame before
  #ended = 0; // how long the end has been shown, in ms
  #shown: Moment | null = null;
  #mistakes: readonly Mistake[] = [];
  #wrong: readonly Mistake[] = []; // of the script that the empty one stands for
  #refused = "";
  #stuck = false;
  #followed: number | null = null;
  #closed = false;
  #secret: Secret | null = null;
  #kept = ""; // the reader's own calls

  /** Plays stage, which its maker closes. */
  constructor(stage: Playable, clock: Clock, options: PlayerOptions = {}) {
    this.#stage = stage;
    this.#clock = clock;
    this.#speed = options.speed ?? 1;
    this.#loop = options.loop ?? false;
    this.#draft = options.draft ?? (() => null);
    this.#onEnd = options.onEnd;
    this.reader = concealing(stage, () => this.#secret?.last(stage.snapshot().position) ?? Infinity);
    this.#calls = new OwnCalls(stage);
  }

  /** Calls listener at each change, once per frame at most. Returns the function that ends this. */
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

  /** The reader's own calls in the run, as a text for load. Throws a RangeError if they are too many for that. */
  get calls(): string {
    return this.#stage.calls();
  }

  /** The same as it was shown last, also once the program in the module has ended. Too many are "". */
  get callsToKeep(): string {
    if (!this.#closed) this.#keepCalls();
    return this.#kept;
  }

  /** Why the last command wasn't obeyed, or "". */
  get refused(): string {
    return this.#refused;
  }

  /** The present state, also between two frames. */
  get snapshot(): Snapshot {
    return this.#stage.snapshot();
  }

  /**
   * Loads a script. If it has mistakes, returns them and changes nothing. Calls that can't be read are left out; this.refused says
   * why.
   */
  load(script: string, { position = 0, calls = "", secret = null }: Start = {}): readonly Mistake[] {
    const mistakes = this.#stage.load(script);
    if (mistakes.length > 0) return mistakes;
    this.#played = script;
    this.#wrong = [];
    this.#refused = calls === "" ? "" : refusal(() => this.#stage.setCalls(calls));
    this.#secret = secret === null ? null : new Secret(secret);
    this.#startOver();
    if (position > 0) this.#seek(position);
    return [];
  }

  /** Plays the empty script, for the one to play has these mistakes. They are shown until another is played. */
  refuse(mistakes: readonly Mistake[]): void {
    this.load("");
    this.#mistakes = this.#wrong = mistakes;
  }

  /** Shows the present without waiting for a frame. */
  show(): void {
    this.#try(() => this.#show());
  }

  /** Obeys a reader's command. */
  do(command: Command): void {
    if (this.#closed) return;
    this.#try(() => {
      this.#refused = "";
      this.#stuck = false;
      this.#obey(command);
      this.#dirty = true;
      this.#wake();
    });
  }

  /** Has the client "you" get the value. Rejects with an ActorError: what the call failed with, or why it wasn't made. */
  get(): Promise<number> {
    this.do({ do: "live", steps: "get" });
    if (this.#closed) return Promise.reject(new ActorError("removed", "The playground is closed."));
    if (this.#mistakes.length > 0) return Promise.reject(new ActorError("script-invalid", "The script has mistakes, so nothing is played."));
    if (this.#refused !== "") return Promise.reject(new ActorError("refused", this.#refused));
    return this.#calls.answer();
  }

  /** Sets whether the play is in sight. If not, it stands still. */
  setVisible(visible: boolean): void {
    this.#visible = visible;
    if (visible) this.#wake();
    else this.#sleep();
  }

  /** Ends the play. The gets that still wait are rejected with reason. */
  close(reason?: ActorError): void {
    this.#closed = true;
    this.#mode = "resting";
    this.#sleep();
    this.#calls.forget(reason);
    this.#listeners.clear();
  }

  #obey(command: Command): void {
    switch (command.do) {
      case "play":
        if (!this.#takeDraft()) break;
        if (this.#beat === 0 && this.#stage.snapshot().ended) this.#goal = 0; // as any player does at the end
        this.#happen("play");
        this.#pace.hurry();
        break;
      case "pause":
        this.#happen("pause");
        break;
      case "step":
        if (!this.#takeDraft()) break;
        this.#finishSeek();
        this.#happen("moved");
        if (!this.#nextBeat() && this.#stage.step()) this.#showBeats();
        break;
      case "back":
        this.#finishSeek();
        this.#happen("moved");
        if (this.#beat > 1) this.#showBeat(this.#beat - 1, "back");
        else if (this.#beat === 0 && this.#beats() > 1) this.#showBeat(this.#beats() - 1, "back");
        else if (this.#stage.back()) this.#move("back");
        break;
      case "seek":
        this.#happen("moved");
        this.#seek(command.position);
        break;
      case "reset":
        this.#stage.reset();
        this.#startOver();
        break;
      case "speed":
        this.#speed = command.speed;
        break;
      case "live":
        this.#call(command.steps, 1, () => this.#stage.live(command.steps));
        break;
      case "burst":
        this.#call(`burst ${command.count}`, command.count, () => this.#stage.burst(command.count));
        break;
      case "follow":
        this.#followed = command.command;
        break;
      case "load":
        this.load(command.script);
        break;
      case "write":
        this.#write();
        break;
    }
  }

  #happen(happening: Happening): void {
    this.#mode = after(this.#mode, happening);
  }

  // What is played is what the editor shows: so a draft is loaded first. Returns false if it has mistakes, and then nothing is
  // played.
  #takeDraft(): boolean {
    const draft = this.#draft();
    this.#mistakes = draft === null ? [] : draft.mistakes.length > 0 ? draft.mistakes : this.load(draft.script);
    return this.#mistakes.length === 0;
  }

  #call(what: string, count: number, make: () => readonly Mistake[] | void): void {
    if (!this.#takeDraft()) return;
    this.#finishSeek();
    const { position, ended } = this.#stage.snapshot();
    this.#refused = refusal(make);
    if (this.#refused !== "") return;
    const made = this.#stage.snapshot();
    this.#calls.made(what, made.position, count, (k) => (made.actors?.shown[k]?.actor ?? made.actor).state === "stopped");
    this.#commanded();
    this.#happen(position === 0 || ended ? "called at an end" : "called");
  }

  // Adds the reader's calls to the script, as clients, and goes on playing at the same time.
  #write(): void {
    if (this.#draft() !== null) {
      this.#refused = "The script was edited and not played yet. Play it, or revert the edit, then call and write again.";
      return;
    }
    const { clock } = this.#stage.snapshot();
    let script = "";
    this.#refused = refusal(() => void ({ script } = this.#stage.write()));
    if (this.#refused !== "") return;
    this.#mistakes = this.load(script);
    while (!this.#stage.runUntil(clock, STEPS_A_SEEK));
  }

  #startOver(): void {
    this.#goal = null;
    this.#followed = null;
    this.#mistakes = this.#wrong;
    this.#calls.forget();
    this.#happen("opened");
    this.#commanded();
    this.#move("jump");
    this.#wake();
  }

  #commanded(): void {
    this.#epoch++;
    this.#ahead = true;
    this.#move("forward");
  }

  #move(how: Move): void {
    this.#moved = how;
    this.#beat = 0;
    this.#pace.settle();
    this.#dirty = true;
  }

  // How many beats the step has, as far as they are shown one by one.
  #beats(): number {
    const { beats } = this.#stage.snapshot();
    return beats <= MOST_BEATS ? beats : 1;
  }

  // A step was taken: shows the first of its beats.
  #showBeats(): void {
    this.#move("forward");
    this.#beat = this.#beats() > 1 ? 1 : 0;
  }

  #showBeat(beat: number, how: Move): void {
    this.#beat = beat;
    this.#moved = how;
    this.#dirty = true;
  }

  #nextBeat(): boolean {
    if (this.#beat === 0) return false;
    this.#showBeat(this.#beat + 1 >= this.#beats() ? 0 : this.#beat + 1, "forward");
    return true;
  }

  #seek(position: number): void {
    this.#goal = Math.min(Math.max(0, Math.trunc(position)), FURTHEST);
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
    return this.#dirty || this.#unread || runs(this.#mode) || this.#goal !== null;
  }

  // What ends the program in the module ends the play, and is reported to its maker: nobody can catch an error out of a frame.
  #try(act: () => void): void {
    try {
      act();
    } catch (cause) {
      if (!(cause instanceof ActorError && cause.code === "module-ended")) throw cause;
      this.close(cause);
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
    else if (runs(this.#mode)) this.#advance(passed);
    this.#followCalls();
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
    // What was shown is out of date if there was a command since.
    const now = this.#dirty || this.#beat > 0 ? this.#stage.snapshot() : this.#shown?.snapshot;
    if (!now) return;
    if (now.ended && this.#beat === 0) {
      this.#rest(passed);
      return;
    }
    this.#ended = 0;
    this.#dirty = true;
    this.#moved = "forward";
    const most = this.#mode === "calling" ? STEPS_A_FRAME_OF_CALLS : STEPS_A_FRAME;
    this.#take(this.#pace.next({ clock: now.clock, nextAt: now.nextAt, partly: this.#beat > 0 }, passed, this.#speed, most));
  }

  #take(paced: Paced): void {
    switch (paced.do) {
      case "wait":
        break;
      case "beat":
        this.#nextBeat();
        break;
      case "step":
        this.#stage.step();
        this.#beat = this.#pace.showsBeats(this.#speed) && this.#beats() > 1 ? 1 : 0;
        break;
      case "run":
        this.#stage.runUntil(paced.until, paced.most);
        break;
    }
  }

  // Nothing can happen any more.
  #rest(passed: number): void {
    this.#dirty = true;
    this.#ended += passed;
    if (!this.#loop || this.#mode !== "playing") this.#happen("ended");
    else if (this.#ended > LOOP_PAUSE_MS) {
      this.#ended = 0;
      this.#goal = 0;
    }
  }

  #followCalls(): void {
    if (!this.#calls.any) return;
    const { position, clock, actor } = this.#stage.snapshot();
    this.#unread = !this.#calls.follow(position);
    if (this.#unread) this.#dirty = true;
    if (this.#mode !== "calling" || this.#beat > 0 || this.#unread || this.#goal !== null) return;
    if (this.#calls.through(position)) {
      this.#happen("through");
    } else if (actor.hand && clock > actor.hand.since + actor.handle + STUCK_AFTER) {
      this.#stuck = true;
      this.#happen("ended");
    } else return;
    this.#dirty = true;
  }

  #show(): void {
    this.#lookAhead();
    this.#dirty = false;
    const whole = this.#stage.snapshot();
    const beat: Beat = this.#beat > 0 ? { index: this.#beat, count: whole.beats } : { index: whole.beats, count: whole.beats };
    const snapshot = this.#beat > 0 ? this.#stage.snapshotAt(this.#beat) : whole;
    if (this.#beat === 0) this.#secret?.pass(whole.position);
    const before = this.#shown;
    const still = before !== null && before.epoch === this.#epoch && before.snapshot.position === whole.position && before.beat.index === beat.index;
    const moment: Moment = {
      snapshot,
      script: this.#played,
      epoch: this.#epoch,
      recent: still ? before.recent : this.#recent(whole.position, beat),
      mode: this.#mode,
      playing: runs(this.#mode),
      seeking: this.#goal !== null,
      speed: this.#speed,
      moved: this.#moved,
      beat,
      followed: this.#followed,
      call: this.#calls.at(this.#beat > 0 ? whole.position - 1 : whole.position),
      mistakes: this.#mistakes,
      refused: this.#refused,
      stuck: this.#stuck,
      answer: this.#secret?.passed ?? null,
    };
    if (before?.epoch !== this.#epoch) this.#keepCalls();
    this.#shown = moment;
    for (const listener of this.#listeners) listener(moment);
  }

  #keepCalls(): void {
    this.#kept = "";
    refusal(() => void (this.#kept = this.#stage.calls()));
  }

  #recent(position: number, { index, count }: Beat): TraceEvent[] {
    const end = this.#stage.find(position + 1) - (count - index);
    const from = Math.max(0, end - RECENT);
    return end > from ? this.#stage.events(from, end - from) : [];
  }

  // Goes ahead and comes back if that is cheap: the stage then knows its end, or that it is far.
  #lookAhead(): void {
    if (!this.#ahead) return;
    this.#ahead = false;
    const { position, clock } = this.#stage.snapshot();
    if (position > AHEAD) return;
    this.#stage.seek(position + AHEAD, AHEAD);
    this.#secret?.find(this.#stage.events(0, this.#stage.trace().kept), this.#stage.snapshot());
    this.#stage.seek(position, AHEAD + 1);
    this.#stage.runUntil(clock, 0);
  }
}

// Why a call of the stage is refused, or "".
function refusal(call: () => readonly Mistake[] | void): string {
  try {
    return call()?.[0]?.message ?? "";
  } catch (cause) {
    if (cause instanceof RangeError) return cause.message;
    throw cause;
  }
}
