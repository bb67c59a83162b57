import { moduleUrl, program } from "../client/module";
import { BY_CALLER, type Handle } from "wasm:calls";
import type { ActorsResult, Tell } from "./messages";

const SLICE = 10_000; // actors between two looks at the clock
const CAPACITY = 1024;

/** Starts count actors in a module of its own, then sets each to its number and asks it for that, one after another. */
export async function measureActors(count: number, tell: Tell): Promise<ActorsResult> {
  tell({ doing: "Loading the module", done: 0, of: count });
  const running = await program(moduleUrl());
  const memory = () => running.attempt((exports) => exports.mem.buffer.byteLength);
  const handles = new Float64Array(count);

  const memoryBefore = memory();
  const begun = performance.now();
  inSlices(count, "Starting actors", tell, (i) => {
    handles[i] = running.call((exports) => exports.actorStart(CAPACITY, BY_CALLER));
  });
  const started = performance.now();
  let right = 0;
  inSlices(count, "Asking actors", tell, (i) => {
    const handle: Handle = handles[i]!;
    running.call((exports) => exports.actorSet(handle, i, 0));
    if (running.call((exports) => exports.actorGet(handle, 0)) === i) right++;
  });
  const asked = performance.now();
  return { count, startMs: started - begun, askMs: asked - started, right, memoryBefore, memoryAfter: memory() };
}

function inSlices(count: number, doing: string, tell: Tell, f: (i: number) => void): void {
  for (let i = 0; i < count; ) {
    tell({ doing, done: i, of: count });
    for (const end = Math.min(i + SLICE, count); i < end; i++) f(i);
  }
}
