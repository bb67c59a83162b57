// What passes between the lab and its worker. Times are in ms, memory in bytes.

/** What the worker measures. It takes one order and is terminated afterwards, which frees its memory. */
export type Order =
  | { readonly measure: "actors"; readonly count: number }
  | { readonly measure: "threads"; readonly count: number; readonly script: string }
  | { readonly measure: "throughput" };

/** What the worker reports: its progress, any number of times, then a result or a failure. */
export type Report =
  | { readonly progress: Progress }
  | { readonly result: ActorsResult | ThreadsResult | ThroughputResult }
  | { readonly failure: { readonly code: string; readonly message: string } };

export interface Progress {
  readonly doing: string; // "Starting actors"
  readonly done: number;
  readonly of: number;
}

export type Tell = (progress: Progress) => void;

/** Many actors at once in one module. */
export interface ActorsResult {
  readonly count: number;
  readonly startMs: number;
  readonly askMs: number; // each was set and asked, one after another
  readonly right: number; // answers
  readonly memoryBefore: number; // of the module, all of it
  readonly memoryAfter: number;
}

/** Many Web Workers at once that each own a number. */
export interface ThreadsResult {
  readonly wanted: number;
  readonly count: number; // that were started
  readonly stopped: string; // why these are less than wanted; "" if they are not
  readonly startMs: number;
  readonly askMs: number;
  readonly right: number;
}

/** How throughput is measured: rounds that count, those before that don't, and about how long each is. */
export const ROUNDS = 9;
export const WARM_ROUNDS = 4;
export const ROUND_MS = 100;

/** Pairs per second, one number per round. */
export interface ThroughputResult {
  readonly client: readonly number[];
  readonly inside: readonly number[];
  readonly handwritten: readonly number[];
}

/** What workers' scripts use of their global scope. The type check only knows that of pages. */
export interface WorkerScope<In> {
  onmessage: ((event: MessageEvent<In>) => void) | null;
  postMessage(message: unknown): void;
}
