import type { Tell, ThreadsResult } from "./messages";

/** The longest time to wait for threads to start, and for an answer of one. */
const START_BUDGET_MS = 15_000;
const ANSWER_BUDGET_MS = 5000;

/**
 * Starts count Web Workers that run script, then sets each to its number and asks it for that, one after another. It starts
 * as many at once as there are cores, and stops if the browser refuses one or is slow. They live on until this worker
 * ends: so their memory can be measured.
 */
export async function measureThreads(wanted: number, script: string, tell: Tell): Promise<ThreadsResult> {
  const threads: Worker[] = [];
  const begun = performance.now();
  let stopped = "";
  let claimed = 0;
  const lane = async (): Promise<void> => {
    while (claimed < wanted && stopped === "") {
      claimed++;
      try {
        threads.push(await started(script));
      } catch (cause) {
        stopped ||= cause instanceof Error ? cause.message : String(cause);
        return;
      }
      tell({ doing: "Starting workers", done: threads.length, of: wanted });
      if (performance.now() - begun > START_BUDGET_MS) stopped ||= `they took longer than ${START_BUDGET_MS / 1000} s to start`;
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, navigator.hardwareConcurrency) }, lane));
  const count = threads.length;
  if (count === wanted) stopped = "";

  const startedAt = performance.now();
  let right = 0;
  for (const [i, thread] of threads.entries()) {
    tell({ doing: "Asking workers", done: i, of: count });
    if ((await answer(thread, i)) === i) right++;
  }
  return { wanted, count, stopped, startMs: startedAt - begun, askMs: performance.now() - startedAt, right };
}

/** Starts a thread. Resolves when it runs. */
function started(script: string): Promise<Worker> {
  const thread = new Worker(script);
  return within(ANSWER_BUDGET_MS, "one did not start", (resolve, reject) => {
    thread.onmessage = () => resolve(thread);
    thread.onerror = (event) => {
      event.preventDefault();
      reject(new Error(event.message ? `the browser refused one: ${event.message}` : "the browser refused one"));
    };
  });
}

function answer(thread: Worker, value: number): Promise<unknown> {
  return within(ANSWER_BUDGET_MS, "one did not answer", (resolve) => {
    thread.onmessage = ({ data }) => resolve(data);
    thread.postMessage(value);
    thread.postMessage(null);
  });
}

function within<T>(ms: number, what: string, begin: (resolve: (value: T) => void, reject: (reason: Error) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${what} within ${ms / 1000} s`)), ms);
    begin(
      (value) => (clearTimeout(timer), resolve(value)),
      (reason) => (clearTimeout(timer), reject(reason)),
    );
  });
}
