import { ActorError, messageOf } from "../client/errors";
import type { ActorsResult, Order, Report, Tell, ThreadsResult, ThroughputResult } from "./messages";
import workerScript from "worker:./worker";

type ResultOf<O extends Order> = O extends { measure: "actors" } ? ActorsResult : O extends { measure: "threads" } ? ThreadsResult : ThroughputResult;

/**
 * Has a worker of its own measure, and resolves to what measured makes of the result, while the worker is still there. Then,
 * or when signal says so, the worker is ended: nothing of it is left, nor of the workers that it started. Rejects with an
 * ActorError, or with the signal's reason.
 */
export function measure<O extends Order, T>(order: O, tell: Tell, signal: AbortSignal, measured: (result: ResultOf<O>) => T | Promise<T>): Promise<T> {
  signal.throwIfAborted();
  const worker = started();
  return new Promise<T>((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new ActorError("worker-failed", event.message ? `The lab's worker has failed: ${event.message}.` : UNREACHABLE));
    };
    worker.onmessage = ({ data }: MessageEvent<Report>) => {
      if ("progress" in data) tell(data.progress);
      else if ("failure" in data) reject(new ActorError(data.failure.code, data.failure.message));
      else Promise.resolve(measured(data.result as ResultOf<O>)).then(resolve, reject);
    };
    worker.postMessage(order);
  }).finally(() => worker.terminate());
}

function started(): Worker {
  try {
    return new Worker(new URL(workerScript, import.meta.url), { type: "module" });
  } catch (cause) {
    throw new ActorError("worker-failed", `${UNREACHABLE} ${messageOf(cause)}`, { cause });
  }
}

const UNREACHABLE =
  "The lab's worker can't be started: its script must be on the server, on the page's own origin, and the page's policy must allow it (worker-src 'self').";
