// Links that carry a script and a position. What a link brings is data of a stranger's: it is bounded, and it is parsed as
// a script or as nothing.

/** A play at one moment. */
export interface Shared {
  readonly script: string;
  readonly position: number;
}

const PREFIX = "#play=";
const MOST_BYTES = 1 << 20; // of a script, as the stage's own limit

/** Gives the fragment of a link, "#play=…". */
export async function toFragment({ script, position }: Shared): Promise<string> {
  const text = `${position}\n${script}`;
  const packed = await through(new TextEncoder().encode(text), new CompressionStream("deflate-raw"), Infinity);
  let binary = "";
  for (const byte of packed) binary += String.fromCharCode(byte);
  return PREFIX + btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Reads such a fragment. Resolves to null for any other, and for one that is damaged or too large. */
export async function fromFragment(fragment: string): Promise<Shared | null> {
  if (!fragment.startsWith(PREFIX)) return null;
  try {
    const binary = atob(fragment.slice(PREFIX.length).replaceAll("-", "+").replaceAll("_", "/"));
    const packed = Uint8Array.from(binary, (c) => c.charCodeAt(0));
    const bytes = await through(packed, new DecompressionStream("deflate-raw"), MOST_BYTES + 32);
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    const end = text.indexOf("\n");
    const position = Number(text.slice(0, end));
    if (end < 1 || !Number.isSafeInteger(position) || position < 0) return null;
    return { script: text.slice(end + 1), position };
  } catch {
    return null; // no such thing
  }
}

// Reads piece by piece: a few bytes may unpack to gigabytes.
async function through(bytes: Uint8Array<ArrayBuffer>, packer: CompressionStream | DecompressionStream, most: number): Promise<Uint8Array> {
  const reader = new Blob([bytes]).stream().pipeThrough<Uint8Array>(packer).getReader();
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > most) {
      await reader.cancel();
      throw new RangeError("too large");
    }
    pieces.push(value);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
