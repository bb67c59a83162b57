import { ActorError, messageOf } from "./errors";

/**
 * Gets the module from url and makes an instance of it. It is compiled while it loads where the server sends the right
 * MIME type, and else from the bytes of the same response: there is one request. Every failure is an ActorError.
 */
export async function fetchInstance(url: string, imports: WebAssembly.Imports): Promise<WebAssembly.Instance> {
  refuseIfBlocked();
  const response = await get(url);
  const type = response.headers.get("content-type") ?? "";
  try {
    // The type must be this to the letter. To find out by failing would take a copy of the response to go on with.
    const compiled =
      type.trim().toLowerCase() === "application/wasm" && "instantiateStreaming" in WebAssembly
        ? await WebAssembly.instantiateStreaming(response, imports)
        : await WebAssembly.instantiate(await response.arrayBuffer(), imports);
    return compiled.instance;
  } catch (cause) {
    throw explain(cause, url, type);
  }
}

async function get(url: string): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { credentials: "same-origin" }); // as a <link rel="preload"> asks for it
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
      ". Put the .wasm file of this build beside the script, or say where it is with wasmUrl.",
  );
}

/**
 * Throws if WebAssembly is forbidden. The only way to find out that means the same in every browser is to compile
 * something: the error for it is not told apart from those for bad bytes but by its words.
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

function explain(cause: unknown, url: string, type: string): ActorError {
  if (cause instanceof WebAssembly.LinkError) {
    return mismatch(`${url} is WebAssembly for another program, or of another version of Go`, cause);
  }
  if (cause instanceof WebAssembly.CompileError || cause instanceof TypeError) {
    const served = type === "" ? "" : ` The server says that it is ${type}.`;
    return new ActorError(
      "module-invalid",
      `What the server sent for the module ${url} is no WebAssembly, or not all of it: ${messageOf(cause)}.${served} ` +
        "Reload the page; if that doesn't help, put the .wasm file of this build there again.",
      { cause },
    );
  }
  return new ActorError("module-ended", `The module ${url} can't be started: ${messageOf(cause)}. Close other tabs and try again.`, { cause });
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
