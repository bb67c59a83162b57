// Reads the parts that web/site/packed.go has packed into a page: these are the two sides of one format, so change both.

const ESCAPE = 0xe000;
const FLIPPED = 0x8000;

/**
 * Unpacks a part: gzip, its bytes in pairs as the UTF-16 code units of the element's text. That is a quarter less than
 * base64 would take, which the file has no room for. Rejects if the part is missing or damaged.
 */
export async function unpack(id: string): Promise<ArrayBuffer> {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`its part ${id} is missing`);
  const text = element.textContent ?? "";
  const packed = new Uint8Array(Number(element.dataset.bytes));
  let at = 0;
  for (let i = 0; i < text.length; i++) {
    let unit = text.charCodeAt(i);
    if (unit === ESCAPE) unit = text.charCodeAt(++i) ^ FLIPPED; // for what no page can hold as it is
    packed[at++] = unit & 0xff;
    packed[at++] = unit >> 8; // one too many at an odd end, and then it goes nowhere
  }
  if (at !== packed.length + (packed.length & 1)) throw new Error(`its part ${id} has the wrong length`);
  try {
    return await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
  } catch (cause) {
    throw new Error(`its part ${id} is damaged`, { cause });
  }
}
