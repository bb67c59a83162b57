// The one script of playground.html that stands there in clear: it unpacks the others and starts them.

import { unpack } from "./unpack";

async function start(): Promise<void> {
  if (!("DecompressionStream" in globalThis)) throw new Error("it needs a browser from 2023 or later");
  const script = document.createElement("script");
  script.type = "module";
  script.textContent = new TextDecoder().decode(await unpack("packed-page"));
  document.body.append(script);
}

start().catch((cause: unknown) => {
  const told = document.createElement("p");
  told.setAttribute("role", "alert");
  told.textContent = `This file can't start: ${cause instanceof Error ? cause.message : String(cause)}. Get it again from where you had it.`;
  document.querySelector("actor-playground")?.prepend(told);
});
