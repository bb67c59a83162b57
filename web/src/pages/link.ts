// Links with a run: its script, a position, and the reader's own calls. A link is a stranger's data: its size is limited before
// and while it is unpacked, and if it doesn't hold a run that is reported.

import { ActorError } from "../client/errors";

/** A play at one moment. */
export interface Shared {
  readonly script: string;
  readonly position: number;
  /** The reader's own calls, in the playground's form. */
  readonly calls?: string;
}

/** The error for a link that can't be read. Its message is for the reader. */
const invalid = (message: string, options?: ErrorOptions) => new ActorError("link-invalid", message, options);

const PREFIX = "#play=";
const MOST_BYTES = (1 << 20) + (1 << 16) + 32; // of a script and of calls, as the stage's own limits, and of what is before them
const MOST_CHARACTERS = 1 << 21; // of a fragment, as what browsers take
// Unpacking makes at most about a thousand bytes of one, so a slice makes a megabyte at most before it is counted.
const SLICE_BYTES = 1 << 10;

/** Gives the fragment of a link, "#play=…". Rejects with a RangeError if it would be longer than browsers take. */
export async function toFragment({ script, position, calls = "" }: Shared): Promise<string> {
  // Links from before there were calls have the position alone.
  const head = calls === "" ? `${position}` : `${position} ${calls}`;
  const packed = await through(new TextEncoder().encode(`${head}\n${script}`), new CompressionStream("deflate-raw"), Infinity);
  let binary = "";
  for (const byte of packed) binary += String.fromCharCode(byte);
  const fragment = PREFIX + btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  if (fragment.length > MOST_CHARACTERS) throw new RangeError("The script is too long for a link. Save it as a file instead.");
  return fragment;
}

/** Reads such a fragment. Resolves to null for any other, and rejects with an ActorError "link-invalid" for one that is damaged or too large. */
export async function fromFragment(fragment: string): Promise<Shared | null> {
  if (!fragment.startsWith(PREFIX)) return null;
  if (fragment.length > MOST_CHARACTERS) throw invalid("This link is too long: this page makes no link of that length.");
  const text = await unpacked(fragment.slice(PREFIX.length));
  const end = text.indexOf("\n");
  const [, position = "", calls = ""] = /^(\d{1,15})(?: ([\w-]+))?$/.exec(text.slice(0, Math.max(end, 0))) ?? [];
  if (position === "") throw damaged();
  return { script: text.slice(end + 1), position: Number(position), calls };
}

function damaged(cause?: unknown): ActorError {
  return invalid("This link is damaged: it was cut off or changed. Ask the sender to copy it again as text.", { cause });
}

async function unpacked(text: string): Promise<string> {
  let packed: Uint8Array<ArrayBuffer>;
  try {
    packed = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
  } catch (cause) {
    throw damaged(cause);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await through(packed, new DecompressionStream("deflate-raw"), MOST_BYTES));
  } catch (cause) {
    throw cause instanceof ActorError ? cause : damaged(cause);
  }
}

// Reads piece by piece, up to a limit: a few bytes may unpack to gigabytes.
async function through(bytes: Uint8Array<ArrayBuffer>, packer: CompressionStream | DecompressionStream, most: number): Promise<Uint8Array<ArrayBuffer>> {
  let at = 0;
  const slices = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      pull(controller) {
        if (at >= bytes.length) controller.close();
        else controller.enqueue(bytes.subarray(at, (at += SLICE_BYTES)));
      },
    },
    { highWaterMark: 0 },
  );
  const reader = slices.pipeThrough<Uint8Array<ArrayBuffer>>(packer).getReader();
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > most) {
      await reader.cancel();
      throw invalid("This link holds more text than a script may have, so it wasn't opened.");
    }
    pieces.push(value);
  }
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}
