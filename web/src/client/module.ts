import { ActorError, messageOf, show } from "./errors";
import { fetchInstance, instanceOf, mismatch } from "./fetch";
import { newGoRun, onPrint, silence, start } from "./go";
import { Output } from "./output";
import type { ControlValue, Host } from "./host";
import { turn } from "./turn";
import { CODE_WORDS, type Exports, HOST_NAME, type Outcome, PENDING, REFUSAL, type Registered, SETTLEMENT_NUMBERS } from "wasm:calls";
import type { RefusalCode } from "wasm:protocol";

/** Where the module is: beside this script, if not given; relative to the page. Throws a TypeError that calls given name if it is no URL. */
export function moduleUrl(given?: string | URL, name = "wasmUrl"): string {
  if (given === undefined) return new URL(WASM_FILE, import.meta.url).href;
  try {
    if (typeof given === "string" || given instanceof URL) {
      return new URL(given, globalThis.document?.baseURI ?? globalThis.location?.href).href;
    }
  } catch {
    // It is no URL.
  }
  throw new TypeError(`${name} is ${show(given)}, must be a URL, or text for one relative to the page`);
}

const atHand = new Map<string, () => Promise<BufferSource>>();

/** Takes the module at url from read, and never fetches it: for a page that contains the module. */
export function supplyModule(url: string, read: () => Promise<BufferSource>): void {
  atHand.set(url, read);
}

/** A module's program, running or still loading. */
interface Loading {
  readonly program: Promise<Program>;
  readonly abort: AbortController;
  waiting: number; // calls that wait for it and haven't given up
}

const programs = new Map<string, Loading>();

/**
 * The program of the module at url: one for the whole page. The first call loads and starts it, and so does the first
 * after that failed or the program has ended. Rejects with the signal's reason once that is aborted; when none waits any more,
 * the load is given up.
 */
export function program(url: string, signal?: AbortSignal): Promise<Program> {
  if (signal?.aborted) return Promise.reject(signal.reason);
  const loading = programs.get(url) ?? begin(url);
  loading.waiting++;
  if (signal === undefined) return loading.program;
  return new Promise((resolve, reject) => {
    const leave = () => {
      reject(signal.reason);
      if (--loading.waiting > 0) return;
      if (programs.get(url) === loading) programs.delete(url);
      loading.abort.abort(signal.reason);
    };
    signal.addEventListener("abort", leave);
    const stay = () => signal.removeEventListener("abort", leave);
    loading.program.finally(stay).then(resolve, reject);
  });
}

function begin(url: string): Loading {
  const forget = () => {
    if (programs.get(url) === loading) programs.delete(url);
  };
  const abort = new AbortController();
  const loading: Loading = { program: load(url, abort.signal, forget), abort, waiting: 0 };
  programs.set(url, loading);
  loading.program.catch(forget);
  return loading;
}

async function load(url: string, signal: AbortSignal, onEnd: () => void): Promise<Program> {
  const go = newGoRun();
  const output = new Output();
  onPrint(go, (bytes) => output.write(bytes));
  const imports = go.importObject as unknown as WebAssembly.Imports;
  const read = atHand.get(url);
  const instance = await (read === undefined ? fetchInstance(url, imports, signal) : instanceOf(read, url, imports));
  await turn();
  signal.throwIfAborted();
  if (!(typeof instance.exports.run === "function" && instance.exports.mem instanceof WebAssembly.Memory)) {
    throw mismatch(`${url} is WebAssembly, but not of Go`);
  }
  let buildId: string | undefined;
  const host: Host = { ready: (id) => (buildId = id), functions: {} };
  // A copy, because the engine is slow to find functions in the exports object itself, which is frozen.
  const exports = { ...instance.exports } as unknown as Exports;
  const started = new Program(exports, host.functions, output, () => {
    silence(go);
    onEnd();
  });
  go.exit = (code) => started.end(`it exited with code ${code}`);
  const running = start(go, instance, { [HOST_NAME]: host });
  running.catch((trap: unknown) => started.end(trap));
  if (buildId === BUILD_ID) return started;
  await Promise.race([running.catch(() => {}), null]); // lets a trap at the start be told
  silence(go);
  if (buildId === undefined) throw started.ended ?? mismatch(`${url} is a program of Go, but another one`);
  throw mismatch(`${url} is of build ${buildId === "" ? "(none)" : buildId}`);
}

interface Waiter {
  readonly resolve: (answer: number | undefined) => void;
  readonly reject: (reason: ActorError) => void;
  readonly asks: boolean; // for an answer
}

/** The Go program in a module that runs. */
export class Program {
  /** The module's functions; undefined once the program has ended. Callers check it before and after a call. */
  exports: Exports | undefined;

  /** Why the program has ended. */
  ended: ActorError | undefined;

  /** The ticket for the next call that takes one. It is used up if the call is pending. */
  ticket = 1;

  readonly #waiters = new Map<number, Waiter>();
  readonly #functions: Host["functions"];
  readonly #output: Output;
  readonly #onEnd: () => void;

  constructor(exports: Exports, functions: Host["functions"], output: Output, onEnd: () => void) {
    this.exports = exports;
    this.#functions = functions;
    this.#output = output;
    this.#onEnd = onEnd;
  }

  /**
   * Records that the program has ended by cause (words, or what was thrown), and rejects all calls that wait for it. Returns the
   * error for that. Only the first cause counts.
   */
  end(cause: unknown): ActorError {
    if (this.ended !== undefined) return this.ended;
    const how = messageOf(cause);
    const printed = this.#output.reason;
    this.ended = new ActorError(
      "module-ended",
      `The Go program in the module has ended: ${printed === "" ? how : printed}. Its actors are gone; startActor() starts it again.`,
      { cause: printed === "" ? how : `${how}\n${this.#output.text}` },
    );
    this.exports = undefined;
    for (const waiter of this.#waiters.values()) waiter.reject(this.ended);
    this.#waiters.clear();
    this.#onEnd();
    return this.ended;
  }

  /** Calls an exported function that is never pending, and returns its answer. Throws an ActorError if it was refused. */
  call(f: (exports: Exports) => Outcome): number {
    const outcome = this.attempt(f);
    if (outcome >= REFUSAL) throw refusal(outcome);
    return outcome;
  }

  /** Calls exported functions, and returns what f does. Throws only if the program has ended, or ends by it. */
  attempt<T>(f: (exports: Exports) => T): T {
    const { exports } = this;
    if (exports === undefined) throw this.ended;
    let result: T;
    try {
      result = f(exports);
    } catch (trap) {
      throw this.end(trap);
    }
    if (this.exports === undefined) throw this.ended;
    return result;
  }

  /**
   * The promise for a call that was made with this.ticket and had that outcome. With asks it resolves to the answer,
   * else to undefined. It rejects with an ActorError if the call is refused or the program ends.
   */
  settled(outcome: Outcome, asks: true): Promise<number>;
  settled(outcome: Outcome, asks: false): Promise<void>;
  settled(outcome: Outcome, asks: boolean): Promise<number | void> {
    if (this.ended !== undefined) return Promise.reject(this.ended); // then the outcome means nothing
    if (outcome === REFUSAL + PENDING) {
      const ticket = this.ticket++;
      return new Promise((resolve, reject) => this.#waiters.set(ticket, { resolve, reject, asks }));
    }
    if (outcome > REFUSAL) return Promise.reject(refusal(outcome));
    return Promise.resolve(asks ? outcome : undefined);
  }

  /** Settles the calls whose outcomes are in the outbox. To be called after each export that can settle others' calls. */
  drain(): void {
    this.attempt((exports) => {
      const count = exports.outboxTake();
      if (count === 0) return;
      // A view of the memory is good until that grows, so it is made anew.
      const entries = new Float64Array(exports.mem.buffer, exports.outboxAddress() >>> 0, count * SETTLEMENT_NUMBERS);
      for (let i = 0; i < entries.length; i += SETTLEMENT_NUMBERS) this.#settle(entries[i]!, entries[i + 1]!);
    });
  }

  #settle(ticket: number, outcome: Outcome): void {
    const waiter = this.#waiters.get(ticket);
    if (waiter === undefined) return;
    this.#waiters.delete(ticket);
    if (outcome >= REFUSAL) waiter.reject(refusal(outcome));
    else waiter.resolve(waiter.asks ? outcome : undefined);
  }

  /** Calls a function that the program has registered under name (see package boundary). Throws an ActorError. */
  control(name: Registered, ...args: readonly ControlValue[]): ControlValue {
    const result = this.attempt(() => this.#functions[name]!(...args));
    if (typeof result === "object") throw new ActorError(result.code, result.message);
    return result;
  }
}

/** The error for an outcome that is a refusal. */
function refusal(outcome: Outcome): ActorError {
  const reason = CODE_WORDS[outcome - REFUSAL] ?? "failed";
  return new ActorError(reason, MESSAGES[reason]);
}

const MESSAGES: Readonly<Record<RefusalCode, string>> = {
  pending: "The call is pending.",
  full: "The mailbox is full: await set(), which waits for a slot, or try again later.",
  stopped: "The actor is stopped and takes no more calls: start another with startActor().",
  failed: "The actor has failed: that is a bug of the module, and the console has more on it.",
  "no-reply": "The actor handled the call without an answer: that is a bug of the module.",
  "not-int32": "The value is no 32-bit integer; nothing was sent.",
  "bad-capacity": "The capacity is none; no actor was started.",
  "bad-executor": "The actor's executor doesn't do that: only an actor started with executor \"manual\" can be stepped.",
  "too-many": "The module can hold no more actors: stop some.",
};
