// One of the lab's threads: a Web Worker that owns a number, as an actor does. A number sets it, null asks for it.

import type { WorkerScope } from "./messages";

const scope = globalThis as unknown as WorkerScope<number | null>;

let held = 0;
scope.onmessage = ({ data }) => {
  if (data === null) scope.postMessage(held);
  else held = data;
};
scope.postMessage(null); // it runs
