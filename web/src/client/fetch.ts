import { ActorError, messageOf } from "./errors";

// Pauses before a download that broke off is begun again, in ms: a connection that dropped is often back in a second.
const RETRY_AFTER_MS = [300, 1500];

// A download that stands still is given up. A slow one gets time enough: 700 KB in this take 32 kbit/s.
const MOST_ANSWER_MS = 30_000; // until the server begins to answer
const MOST_BODY_MS = 180_000; // then until all is here

/**
 * Gets the module from url and makes an instance of it. It is compiled while it loads where the server sends the right
 * MIME type, and else from the bytes of the same response: there is one request, and a new one only for a download that
 * broke off, twice at most. Every failure is an ActorError. Once the signal is aborted nothing more is asked for.
 */
export async function fetchInstance(url: string, imports: WebAssembly.Imports, signal: AbortSignal): Promise<WebAssembly.Instance> {
  refuseIfBlocked();
  let type = "";
  let brokenBy: unknown;
  for (const pause of [0, ...RETRY_AFTER_MS]) {
    const limit = new Limit(url, signal);
    try {
      if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
      signal.throwIfAborted();
      limit.start(MOST_ANSWER_MS, "the server has not begun to answer");
      const response = await get(url, pause > 0, limit.signal);
      limit.start(MOST_BODY_MS, "not all of it has come");
      type = response.headers.get("content-type") ?? "";
      return (await compile(response, type, imports)).instance;
    } catch (cause) {
      if (limit.signal.aborted) throw limit.signal.reason;
      if (cause instanceof ActorError && brokenBy === undefined) throw cause;
      if (!(cause instanceof ActorError) && !brokeOff(cause)) throw explain(cause, url, served(url, type));
      brokenBy = cause;
    } finally {
      limit.end();
    }
  }
  throw new ActorError(
    "module-invalid",
    `The download of the module ${url} broke off, ${RETRY_AFTER_MS.length + 1} times in a row: ${messageOf(brokenBy)}. ` +
      "Check the connection and try again; if it breaks off everywhere, see that the server sends all of the file.",
    { cause: brokenBy },
  );
}

/** Makes an instance of a module that is at hand, in the page itself. Every failure is an ActorError. */
export async function instanceOf(read: () => Promise<BufferSource>, url: string, imports: WebAssembly.Imports): Promise<WebAssembly.Instance> {
  refuseIfBlocked();
  let bytes: BufferSource;
  try {
    bytes = await read();
  } catch (cause) {
    throw new ActorError("module-invalid", `The module that is in this file can't be read: ${messageOf(cause)}. Get the file again.`, { cause });
  }
  try {
    return (await WebAssembly.instantiate(bytes, imports)).instance;
  } catch (cause) {
    throw explain(cause, url, "What this file holds for the module");
  }
}

function compile(response: Response, type: string, imports: WebAssembly.Imports): Promise<WebAssembly.WebAssemblyInstantiatedSource> {
  // The type must be this to the letter. To find out by failing would take a copy of the response to go on with.
  return type.trim().toLowerCase() === "application/wasm" && "instantiateStreaming" in WebAssembly
    ? WebAssembly.instantiateStreaming(response, imports)
    : response.arrayBuffer().then((bytes) => WebAssembly.instantiate(bytes, imports));
}

// What is wrong with the bytes, or with memory, has errors of its own; a body that fails has others, not the same in every browser.
function brokeOff(cause: unknown): boolean {
  const { CompileError, LinkError, RuntimeError } = WebAssembly;
  return ![CompileError, LinkError, RuntimeError, RangeError].some((kind) => cause instanceof kind);
}

/** Aborts a request when its time is over, and when the signal given is aborted. */
class Limit {
  readonly #abort = new AbortController();
  readonly #url: string;
  readonly #outer: AbortSignal;
  readonly #give = () => this.#abort.abort(this.#outer.reason);
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(url: string, outer: AbortSignal) {
    this.#url = url;
    this.#outer = outer;
    outer.addEventListener("abort", this.#give);
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Sets the time left from now on. what describes what has not happened when it is over. */
  start(ms: number, what: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const message = `The module ${this.#url} can't be loaded: after ${ms / 1000} s ${what}. Check the connection and try again.`;
      this.#abort.abort(new ActorError("module-missing", message));
    }, ms);
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#outer.removeEventListener("abort", this.#give);
  }
}

async function get(url: string, again: boolean, signal: AbortSignal): Promise<Response> {
  let response: Response;
  try {
    // The first time as a <link rel="preload"> asks for it. Later past the cache, which may hold what broke off.
    response = await fetch(url, { credentials: "same-origin", cache: again ? "reload" : "default", signal });
  } catch (cause) {
    throw new ActorError(
      "module-missing",
      `The module ${url} can't be loaded: no answer from the server, or the page may not ask it ` +
        `(its policy needs connect-src for that address, another site's server must allow it by CORS). ${messageOf(cause)}`,
      { cause },
    );
  }
  if (response.ok) return response;
  void response.body?.cancel();
  throw new ActorError(
    "module-missing",
    `The module ${url} can't be loaded: the server answered ${response.status} ${response.statusText}`.trimEnd() +
      ". Put the .wasm file of this build beside the script, or say where it is: with the option wasmUrl, or the attribute wasm-url of the element.",
  );
}

/**
 * Throws if WebAssembly is forbidden. The only way to find out that means the same in every browser is to compile
 * something: only the words of its error differ from those for bad bytes.
 */
function refuseIfBlocked(): void {
  if (typeof WebAssembly === "undefined") {
    throw new ActorError("module-blocked", "This browser has no WebAssembly, or has it switched off: allow it for this site.");
  }
  try {
    new WebAssembly.Module(EMPTY_MODULE);
  } catch (cause) {
    throw new ActorError(
      "module-blocked",
      "The page's Content-Security-Policy forbids WebAssembly: add 'wasm-unsafe-eval' to its script-src directive.",
      { cause },
    );
  }
}

const EMPTY_MODULE = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);

/** The error for a module that can't be compiled or started. what names the bytes, and begins a sentence. */
function explain(cause: unknown, url: string, what: string): ActorError {
  if (cause instanceof WebAssembly.LinkError) {
    return mismatch(`${url} is WebAssembly for another program, or of another version of Go`, cause);
  }
  if (cause instanceof WebAssembly.CompileError) {
    return new ActorError(
      "module-invalid",
      `${what} is no WebAssembly, or not all of it: ${messageOf(cause)}. ` +
        "Reload the page; if that doesn't help, put the .wasm file of this build there again.",
      { cause },
    );
  }
  return new ActorError("module-ended", `The module ${url} can't be started: ${messageOf(cause)}. Close other tabs and try again.`, { cause });
}

function served(url: string, type: string): string {
  return `What the server sent for the module ${url}${type === "" ? "" : ` (as ${type})`}`;
}

/** The error for a module that does not belong to this script. what is the beginning of a sentence. */
export function mismatch(what: string, cause?: unknown): ActorError {
  return new ActorError(
    "module-mismatch",
    `${what}, and this script is of build ${BUILD_ID}. Reload the page without the cache; if that doesn't help, ` +
      "put the script and the .wasm file of one build on the server.",
    cause === undefined ? undefined : { cause },
  );
}
