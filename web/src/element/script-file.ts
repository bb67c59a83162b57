import { ActorError, messageOf } from "../client/errors";

const MOST_BYTES = 1 << 20; // as of a script of the stage's

/** Gets the script that a file holds. Rejects with an ActorError that says what is wrong with it. */
export async function fetchScript(file: string, base: string, signal: AbortSignal): Promise<string> {
  let url = file;
  try {
    url = new URL(file, base).href;
    const response = await fetch(url, { signal });
    if (!response.ok) throw new Error(`the server answers ${response.status}`);
    // Many servers answer with a page if there is no such file.
    if (/^\s*text\/html/i.test(response.headers.get("content-type") ?? "")) throw new Error("the server sends a page of HTML for it");
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (bytes.length > MOST_BYTES) throw new Error(`it has ${bytes.length} bytes, more than ${MOST_BYTES}`);
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    if (text.trim() === "") throw new Error("it is empty");
    return text;
  } catch (cause) {
    throw new ActorError("scenario-missing", `The script ${url} can't be loaded: ${messageOf(cause)}. See that scenario-src names a file of the server that holds a script.`, { cause });
  }
}
