/**
 * The headless client: actors of the Go core, from JavaScript.
 *
 *     import { startActor } from "./actor.js";
 *     const actor = await startActor({ capacity: 1024 });
 *     await actor.set(42);
 *     await actor.get(); // 42
 *
 * An actor owns one 32-bit integer, 0 at first, and handles one command at a time from a bounded mailbox. All actors of
 * a page run in one WebAssembly module, which is loaded with the first. Importing this does nothing but define it.
 */
import { ActorError, type ActorErrorCode, show } from "./errors";
import { checkSignal, isInt32, notInt32 } from "./arguments";
import { moduleUrl, program, type Program } from "./module";
import { BY_CALLER, BY_HAND, type Handle, MOST_CAPACITY, REFUSAL, STATS } from "wasm:calls";
import type { Stats } from "wasm:protocol";

export { ActorError, type ActorErrorCode };
export { type SettingName, Stage } from "./stage";
export type * from "wasm:protocol";

export interface StartOptions {
  /** How many commands the mailbox admits: a whole number from 1 to 65536. 1024 if not given. */
  readonly capacity?: number | undefined;

  /**
   * Who runs the handler. With "caller", the default, each call does so before it returns, so the
   * mailbox is seen empty. With "manual" only step() does: the mailbox fills up, and senders wait.
   */
  readonly executor?: "caller" | "manual" | undefined;

  /** Where the module is, if not beside the script; relative to the page. */
  readonly wasmUrl?: string | URL | undefined;

  /**
   * Gives up waiting for the module: the call is rejected with the signal's reason. If no other call waits, the download is
   * broken off, and the next call begins another. A started actor is not concerned.
   */
  readonly signal?: AbortSignal | undefined;
}

/** An actor. Its methods can be passed on by themselves. */
export interface Actor {
  /**
   * Sends a value for the actor to hold. Resolves when that is admitted to the mailbox; while that is full it waits,
   * behind those who came before. Rejects with
   *
   * - a RangeError or TypeError that names the value if it is no whole number from -2147483648 to 2147483647
   * - an ActorError: "stopped", "module-ended"
   *
   * and then the value was not sent.
   */
  set(value: number): Promise<void>;

  /** Asks for the value. Resolves to the answer. Rejects with an ActorError: "stopped", "module-ended". */
  get(): Promise<number>;

  /**
   * As set, but sends the value at once or not at all. It throws instead of rejecting, and for a full mailbox an
   * ActorError "full": a value that was not sent must not go unnoticed.
   */
  trySet(value: number): void;

  /** What the actor has and has done. After it has stopped: at its end. Throws an ActorError "module-ended". */
  stats(): Stats;

  /**
   * Stops the actor. From now on other calls are refused with "stopped", and so are those that wait for a slot. Resolves
   * when what was admitted is handled (a manual actor must be stepped for that), and all that the actor held is free. A
   * second call waits for the same. Rejects with an ActorError "module-ended".
   */
  stop(): Promise<void>;
}

/** An actor that was started with executor "manual". */
export interface ManualActor extends Actor {
  /**
   * Makes the actor receive and handle one command. Returns false if there was none. Callers that wait for that command
   * or for its slot get their outcomes, in order. Throws an ActorError "module-ended".
   */
  step(): boolean;
}

/**
 * Starts an actor. The first call on a page loads the module, and so does the first after the program in it has ended.
 * Rejects with
 *
 * - a RangeError or TypeError that names the option's value if that is none
 * - an ActorError: "module-missing", "module-invalid", "module-blocked", "module-mismatch", "module-ended", "too-many"
 */
export function startActor(options: StartOptions & { readonly executor: "manual" }): Promise<ManualActor>;
export function startActor(options?: StartOptions): Promise<Actor>;
export async function startActor(options: StartOptions = {}): Promise<Actor> {
  if (typeof options !== "object" || options === null) {
    throw new TypeError(`startActor: the options are ${show(options)}, must be an object`);
  }
  const { capacity = 1024, executor = "caller", wasmUrl, signal } = options;
  checkCapacity(capacity);
  if (executor !== "caller" && executor !== "manual") {
    throw new TypeError(`startActor: executor is ${show(executor)}, must be "caller" or "manual"`);
  }
  checkSignal("startActor: signal", signal);
  const running = await program(moduleUrl(wasmUrl), signal);
  const manual = executor === "manual";
  const handle = running.call((exports) => exports.actorStart(capacity, manual ? BY_HAND : BY_CALLER)) | 0;
  return newActor(running, handle, manual);
}

function checkCapacity(capacity: unknown): void {
  if (typeof capacity !== "number") {
    throw new TypeError(`startActor: capacity is ${show(capacity)}, must be a number`);
  }
  if (!(Number.isInteger(capacity) && capacity >= 1 && capacity <= MOST_CAPACITY)) {
    throw new RangeError(`startActor: capacity is ${capacity}, must be a whole number from 1 to ${MOST_CAPACITY}`);
  }
}

/** What set returns if the value was admitted at once: nearly always, and so it is not made anew. */
const ADMITTED: Promise<void> = Promise.resolve();

function newActor(program: Program, started: Handle, manual: boolean): Actor | ManualActor {
  let handle = started; // 0 after the end
  let atEnd: Stats | undefined;
  let stopping: Promise<void> | undefined;

  const stop = async (): Promise<void> => {
    const outcome = program.attempt((exports) => exports.actorStop(handle, program.ticket));
    const stopped = program.settled(outcome, false);
    program.drain(); // tells those who waited for a slot
    await stopped;
    atEnd = readStats(program, handle);
    program.attempt((exports) => exports.actorFree(handle));
    handle = 0;
  };

  const actor: Actor = {
    // set and get are laid out for speed: they make no object but the promise for an answer.
    set(value) {
      if (!isInt32(value)) return Promise.reject(notInt32("set", value));
      const { exports } = program;
      if (exports === undefined) return Promise.reject(program.ended);
      let outcome: number;
      try {
        outcome = exports.actorSet(handle, value, program.ticket);
      } catch (trap) {
        return Promise.reject(program.end(trap));
      }
      return outcome === 0 && program.exports === exports ? ADMITTED : program.settled(outcome, false);
    },

    get() {
      const { exports } = program;
      if (exports === undefined) return Promise.reject(program.ended);
      let outcome: number;
      try {
        outcome = exports.actorGet(handle, program.ticket);
      } catch (trap) {
        return Promise.reject(program.end(trap));
      }
      return outcome < REFUSAL && program.exports === exports ? Promise.resolve(outcome) : program.settled(outcome, true);
    },

    trySet(value) {
      if (!isInt32(value)) throw notInt32("trySet", value);
      program.call((exports) => exports.actorTrySet(handle, value));
    },

    stats: () => atEnd ?? readStats(program, handle),

    stop: () => (stopping ??= stop()),
  };
  if (!manual) return actor;

  const step = (): boolean => {
    if (handle === 0) return false;
    const stepped = program.call((exports) => exports.actorStep(handle)) === 1;
    program.drain();
    return stepped;
  };
  return { ...actor, step };
}

function readStats(program: Program, handle: Handle): Stats {
  return program.attempt((exports) => {
    const address = exports.actorStats(handle) >>> 0;
    const numbers = new Float64Array(exports.mem.buffer, address, STATS.length);
    const entries = STATS.map((name, i) => [name, numbers[i]!] as const);
    return Object.fromEntries(entries) as Record<keyof Stats, number>;
  });
}
