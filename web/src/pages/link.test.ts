import { equal, ok, rejects, stub, test } from "../testing/test";
import { fromFragment, toFragment } from "./link";

/** The fragment of any bytes, as they are before they are packed. */
async function packed(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const squeezed = await new Response(new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate-raw"))).arrayBuffer();
  let binary = "";
  for (const byte of new Uint8Array(squeezed)) binary += String.fromCharCode(byte);
  return `#play=${btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")}`;
}

test("a link brings back the script, the position and the calls", async () => {
  for (const shared of [
    { script: "", position: 0, calls: "" },
    { script: "main: set 42, get\n", position: 7, calls: "a_Z-9" },
    { script: "# ä漢🎭\u0000\u2028\r\n".repeat(1000), position: 2 ** 32 + 7, calls: "" },
  ]) {
    const fragment = await toFragment(shared);
    ok(/^#play=[\w-]+$/.test(fragment), "it has characters that an address would escape");
    equal(await fromFragment(fragment), shared);
  }
});

test("a script of the most bytes fits into a link, even if nothing can be squeezed out of it", async () => {
  const bytes = new Uint8Array(1 << 20);
  for (let at = 0; at < bytes.length; at += 1 << 16) crypto.getRandomValues(bytes.subarray(at, at + (1 << 16)));
  const script = Array.from(bytes, (byte) => String.fromCharCode(byte & 0x7f)).join("");
  equal((await fromFragment(await toFragment({ script, position: 1 })))?.script.length, script.length);
});

test("another fragment is no link", async () => {
  for (const fragment of ["", "#", "#backpressure", "#%", "#play", "play=abc"]) equal(await fromFragment(fragment), null, fragment);
});

test("a damaged link is refused with the reason", async () => {
  const good = await toFragment({ script: "main: set 42, get, set 43, get, set 44", position: 1 });
  const utf8 = await packed(new Uint8Array([0x31, 0x0a, 0xff, 0xfe]));
  for (const fragment of ["#play=", "#play=%", "#play=!!!!", good.slice(0, -8), `${good}AAAA`, `#play=${"A".repeat(50)}`, await packed(new TextEncoder().encode("no position")), await packed(new TextEncoder().encode("-1\nget")), utf8]) {
    await rejects(fromFragment(fragment), { code: "link-invalid", says: ["damaged"] }, fragment);
  }
});

test("a fragment that is too long is refused before it is decoded", async () => {
  stub(globalThis, "atob", () => {
    throw new Error("it was decoded");
  });
  await rejects(fromFragment(`#play=${"A".repeat(2_200_000)}`), { code: "link-invalid", says: ["too long"] });
});

test("of a short link that unpacks to gigabytes no more is unpacked than shows that it is too large", async () => {
  const fragment = await packed(new Uint8Array(64 << 20));
  let fed = 0; // bytes, of which each comes to a thousand
  const { subarray } = Uint8Array.prototype;
  stub(Uint8Array.prototype, "subarray", function (this: Uint8Array<ArrayBuffer>, ...range) {
    const slice = subarray.apply(this, range) as Uint8Array<ArrayBuffer>;
    fed += slice.length;
    return slice;
  } as typeof subarray);
  await rejects(fromFragment(fragment), { code: "link-invalid", says: ["more text than a script may have"] });
  ok(fed > 1000 && fed < 5000, `${fed} bytes were fed to be unpacked`);
});
