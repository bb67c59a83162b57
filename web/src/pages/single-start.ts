// The one script of playground.html that isn't packed: it unpacks the others and starts them.

import { unpack } from "./unpack";

const told = document.getElementById("unpacking")!;

async function start(): Promise<void> {
  if (!("DecompressionStream" in globalThis)) throw new Error("it needs a browser from 2023 or later");
  const decoder = new TextDecoder();
  const body = decoder.decode(await unpack("packed-body"));
  const script = document.createElement("script");
  script.type = "module";
  script.textContent = decoder.decode(await unpack("packed-page"));
  told.remove();
  document.body.insertAdjacentHTML("afterbegin", body);
  if (location.hash !== "") location.replace(location.hash); // what the address points at was not there before
  document.body.append(script);
}

start().catch((cause: unknown) => {
  told.setAttribute("role", "alert");
  told.textContent = `This file can't start: ${cause instanceof Error ? cause.message : String(cause)}. Download it again.`;
});
