// The stage, from JavaScript: a script played by the real actor core on a virtual clock, steppable both ways.

import { ActorError, messageOf } from "./errors";
import type { ControlValue } from "./host";
import { checkNumber, checkSignal, checkText } from "./arguments";
import { moduleUrl, program, type Program } from "./module";
import type { Exports, Registered } from "wasm:calls";
import type { Completions, Mistake, NamedActor, ScriptCheck, Snapshot, TraceEvent, Written } from "wasm:protocol";

export type * from "wasm:protocol";

/** Steps that a call may take if the caller doesn't say: about a fifth of a frame on a slow machine. */
const BUDGET = 2000;

const MOST_EVENTS = 2 ** 31;

/** A setting of a script that has a value. */
export type SettingName = "mailbox" | "handle";

/**
 * One play. Its methods return at once. They throw a TypeError that names an argument of the wrong type, and an ActorError:
 * "module-ended" once the program in the module has ended, "closed" after close(). Close it after use.
 */
export class Stage {
  readonly #program: Program;
  #handle: number; // 0 once it is closed
  #script = "";

  private constructor(program: Program, handle: number) {
    this.#program = program;
    this.#handle = handle;
  }

  /** Loads the module, once for the page, and makes a stage with an empty script. Rejects as startActor does. */
  static async create(wasmUrl?: string | URL, options: { readonly signal?: AbortSignal | undefined } = {}): Promise<Stage> {
    checkSignal("Stage.create: signal", options.signal);
    const started = await program(moduleUrl(wasmUrl), options.signal);
    return new Stage(started, started.attempt((e) => e.stageCreate()));
  }

  /** The script that is played. */
  get script(): string {
    return this.#script;
  }

  /** Plays another script, from position 0. If it has mistakes, returns all of them and changes nothing. */
  load(script: string): Mistake[] {
    checkText("load: the script", script);
    const mistakes = this.#control("stageLoad", script);
    if (mistakes.length === 0) this.#script = script;
    return mistakes;
  }

  /**
   * Gives a script with a setting of that value: in place of the line that had it, or before all else. What the author wrote
   * around it stays, and nothing is played. Throws a RangeError if the value is none of that setting.
   */
  withSetting(script: string, name: SettingName, value: string): string {
    checkText("withSetting: the script", script);
    checkText("withSetting: the name", name);
    checkText("withSetting: the value", value);
    const changed = this.#program.control("withSetting", script, name, value);
    if (typeof changed === "string" && changed.startsWith("+")) return changed.slice(1);
    throw new RangeError(mistakesIn(changed, "withSetting")[0]?.message);
  }

  /** Looks a script over: what is wrong with it, and its first clients. Nothing is played. */
  check(script: string): ScriptCheck {
    return JSON.parse(this.#aboutScript("scriptCheck", script)) as ScriptCheck;
  }

  /** What a script can go on with between before and after. */
  complete(before: string, after: string): Completions {
    return JSON.parse(this.#aboutScript("scriptComplete", before, after)) as Completions;
  }

  /**
   * What lines of a script are made of: for each its runs one after the other, each a letter and a length in UTF-16 units; lines
   * are set off by newlines. a is a client's name, k a word of the language, n a number, o an outcome, c a comment, t all else.
   */
  paint(lines: string): string {
    return this.#aboutScript("scriptPaint", lines);
  }

  /** Makes the client "you" do steps of the script language, now. If they have mistakes, returns them and does nothing. */
  live(steps: string): Mistake[] {
    checkText("live: the command", steps);
    return this.#control("stageLive", steps);
  }

  /** Makes count clients set 1, 2, … count, all at once. Throws a RangeError unless count is a whole number from 1 to 10000. */
  burst(count: number): void {
    checkNumber("burst: the count", count);
    if (this.#call((e, h) => e.stageBurst(h, count)) === 0) {
      throw new RangeError(`burst: the count is ${count}, must be a whole number from 1 to 10000; a play has 100000 live commands at most`);
    }
  }

  /** Takes one step. Returns false if nothing can happen any more. */
  step(): boolean {
    return this.#call((e, h) => e.stageStep(h)) !== 0;
  }

  /** Goes one step back. Returns false at the beginning. In a long play seek() with a budget keeps the page alive. */
  back(): boolean {
    return this.#call((e, h) => e.stageBack(h)) !== 0;
  }

  /** Goes to a position, or as far as the play goes, by at most budget steps. Returns false if it isn't there yet: call again. */
  seek(position: number, budget = BUDGET): boolean {
    checkNumber("seek: the position", position);
    checkNumber("seek: the budget", budget);
    return this.#call((e, h) => e.stageSeek(h, position, budget)) !== 0;
  }

  /** Takes the steps up to a virtual time, at most budget. Returns false if it isn't there yet: call again. */
  runUntil(clock: number, budget = BUDGET): boolean {
    checkNumber("runUntil: the clock", clock);
    checkNumber("runUntil: the budget", budget);
    return this.#call((e, h) => e.stageRunUntil(h, clock, budget)) !== 0;
  }

  /** Goes back to position 0 and forgets the live commands. */
  reset(): void {
    this.#call((e, h) => e.stageReset(h));
  }

  snapshot(): Snapshot {
    return this.#object((e, h) => e.stageSnapshot(h));
  }

  /** Shows the last step as it was right after its first beat events: 0 is before it, snapshot().beats the present. */
  snapshotAt(beat: number): Snapshot {
    checkNumber("snapshotAt: the beat", beat);
    return this.#object((e, h) => e.stageSnapshotAt(h, beat));
  }

  /** Declared actors from the from-th, at most count and at most 64, as snapshotAt(beat) has them: it lists the first of all. */
  actors(beat: number, from: number, count: number): NamedActor[] {
    checkNumber("actors: the beat", beat);
    checkNumber("actors: the place", from);
    checkNumber("actors: the count", count);
    return this.#object((e, h) => e.stageActors(h, beat, from, count));
  }

  /** The live commands of the run as a text for setCalls, "" if there are none. Throws a RangeError if they are too many for that. */
  calls(): string {
    return this.#textOrReason((e, h) => e.stageCalls(h));
  }

  /** Goes back to position 0 with the live commands of a text, in place of any others. Throws a RangeError if it can't be read, and then nothing has changed. */
  setCalls(calls: string): void {
    checkText("setCalls: the calls", calls);
    try {
      this.#control("stageSetCalls", calls);
    } catch (cause) {
      if (cause instanceof ActorError && (cause.code === "module-ended" || cause.code === "closed")) throw cause;
      throw new RangeError(forReaders(messageOf(cause)), { cause });
    }
  }

  /** The script with the live commands written in, as clients of its own. Throws a RangeError if it would be too long. */
  write(): Written {
    return JSON.parse(this.#textOrReason((e, h) => e.stageWrite(h))) as Written;
  }

  /** How many events the trace keeps, and how many older ones it doesn't any more. */
  trace(): { kept: number; fallen: number } {
    return this.#call((e, h) => ({ kept: e.stageKept(h), fallen: e.stageFallen(h) }));
  }

  /** At most count events of the trace, from the from-th that is kept. */
  events(from: number, count: number): TraceEvent[] {
    checkNumber("events: the place", from);
    checkNumber("events: the count", count);
    const lines = this.#text((e, h) => e.stageEvents(h, from, count));
    return lines === "" ? [] : (JSON.parse(`[${lines.trimEnd().replaceAll("\n", ",")}]`) as TraceEvent[]);
  }

  /** The place, among the events that are kept, of the first of that step or a later one. */
  find(step: number): number {
    checkNumber("find: the step", step);
    return this.#call((e, h) => e.stageFind(h, step)) >>> 0;
  }

  /** The trace as a Mermaid sequence diagram. */
  mermaid(): string {
    return this.#text((e, h) => e.stageMermaid(h));
  }

  /** The trace as JSON Lines. */
  jsonLines(): string {
    return this.#text((e, h) => e.stageEvents(h, 0, MOST_EVENTS));
  }

  /** Ends the play and frees what it holds. Closing it again does nothing. */
  close(): void {
    const handle = this.#handle;
    this.#handle = 0;
    if (handle !== 0 && this.#program.exports !== undefined) this.#program.attempt((e) => e.stageClose(handle));
  }

  get #open(): number {
    if (this.#handle === 0) throw new ActorError("closed", "The stage was closed: make another with Stage.create().");
    return this.#handle;
  }

  #call<T>(f: (exports: Exports, handle: number) => T): T {
    const handle = this.#open;
    return this.#program.attempt((exports) => f(exports, handle));
  }

  #text(leave: (exports: Exports, handle: number) => number): string {
    return this.#call((exports, handle) => {
      const length = leave(exports, handle);
      return new TextDecoder().decode(new Uint8Array(exports.mem.buffer, exports.textAddress() >>> 0, length));
    });
  }

  // Nothing is left only if a panic has ended the stage: it keeps the reason.
  #object<T>(leave: (exports: Exports, handle: number) => number): T {
    const text = this.#text(leave);
    if (text === "") throw new ActorError("failed", `The stage has failed: ${this.#text((e, h) => e.stageReason(h))}. Make another with Stage.create().`);
    return JSON.parse(text) as T;
  }

  // What is left is nothing also if that failed, and then there is a reason.
  #textOrReason(leave: (exports: Exports, handle: number) => number): string {
    const text = this.#text(leave);
    const reason = text === "" ? this.#text((e, h) => e.stageReason(h)) : "";
    if (reason !== "") throw new RangeError(forReaders(reason));
    return text;
  }

  #aboutScript(name: Registered, first: string, second = ""): string {
    checkText(`${name}: the script`, first);
    checkText(`${name}: the text behind`, second);
    const text = this.#program.control(name, first, second);
    if (typeof text !== "string") throw new ActorError("failed", `${name} returned no text`);
    return text;
  }

  #control(name: Registered, text: string): Mistake[] {
    return mistakesIn(this.#program.control(name, this.#open, text), name);
  }
}

/** Reads the mistakes that a control function returned. */
function mistakesIn(result: ControlValue, name: string): Mistake[] {
  if (typeof result !== "string") throw new ActorError("failed", `${name} returned no text`);
  return result === "" ? [] : (JSON.parse(result) as Mistake[]);
}

/** A message of package stage, without its name in front. */
function forReaders(message: string): string {
  return message.replace(/^stage: /, "");
}
