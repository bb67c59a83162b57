// The lab's worker: takes an order, measures, and reports its progress.

import { ActorError, messageOf } from "../client/errors";
import { measureActors } from "./actors";
import type { Order, Report, Tell, WorkerScope } from "./messages";
import { measureThreads } from "./threads";
import { measureThroughput } from "./throughput";

const PROGRESS_MS = 50; // at least, between two reports

const scope = globalThis as unknown as WorkerScope<Order>;
const report = (message: Report): void => scope.postMessage(message);

let told = -Infinity;
const tell: Tell = (progress) => {
  const now = performance.now();
  if (progress.done > 0 && now - told < PROGRESS_MS) return;
  told = now;
  report({ progress });
};

scope.onmessage = ({ data: order }) => {
  measure(order).then(
    (result) => report({ result }),
    (cause: unknown) => report({ failure: { code: cause instanceof ActorError ? cause.code : "failed", message: messageOf(cause) } }),
  );
};

async function measure(order: Order) {
  switch (order.measure) {
    case "actors":
      return measureActors(order.count, tell);
    case "threads":
      return measureThreads(order.count, order.script, tell);
    case "throughput":
      return measureThroughput(tell);
  }
}
