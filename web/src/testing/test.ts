// What the tests of the scripts are written with. Files called *.test.ts are bundled, each for a page of its own, and run in
// Chromium by web/site/scripts_test.go, which reports each test as one of Go's.

/** A test's result: why it failed, or "". */
export interface Result {
  readonly name: string;
  readonly failure: string;
  /** What it noted. */
  readonly notes: readonly string[];
}

const tests: { readonly name: string; readonly body: () => void | Promise<void> }[] = [];
let cleanups: (() => void)[] = [];
let notes: string[] = [];

/** Adds a test, which is named for the promise that it holds the code to. It fails by what its body throws. */
export function test(name: string, body: () => void | Promise<void>): void {
  tests.push({ name, body });
}

/** Has f called when the present test is over. */
export function afterwards(f: () => void): void {
  cleanups.push(f);
}

/** Notes something that is no failure, such as a figure of this machine: go test -v shows it. */
export function note(text: string): void {
  notes.push(text);
}

/** Replaces an object's property by a value until the present test is over. */
export function stub<T extends object, K extends keyof T>(object: T, key: K, value: T[K]): void {
  const former = Object.getOwnPropertyDescriptor(object, key);
  Object.defineProperty(object, key, { value, configurable: true, writable: true });
  afterwards(() => (former === undefined ? Reflect.deleteProperty(object, key) : Object.defineProperty(object, key, former)));
}

const asked = new URLSearchParams(globalThis.location?.search);

/** How many times the usual work a test of random input is to do. */
export const TIMES = Number(asked.get("times") ?? 1);

/** The first seed of random input. */
export const SEED = Number(asked.get("seed") ?? 1);

const HANG_MS = TIMES * 60_000; // far more than any test takes

/** Runs the tests one after the other. */
export async function run(): Promise<Result[]> {
  const results: Result[] = [];
  for (const { name, body } of tests) {
    let failure = "";
    let timer = 0;
    const hang = new Promise<never>((_, fail) => (timer = setTimeout(() => fail(new Error(`it was not over after ${HANG_MS} ms`)), HANG_MS)));
    try {
      await Promise.race([body(), hang]);
    } catch (thrown) {
      failure = words(thrown);
    }
    clearTimeout(timer);
    for (const cleanup of cleanups.reverse()) cleanup();
    cleanups = [];
    results.push({ name, failure, notes });
    notes = [];
  }
  return results;
}

function words(thrown: unknown): string {
  if (!(thrown instanceof Error)) return `threw ${String(thrown)}`;
  return thrown instanceof Failure ? thrown.message : `${thrown.name}: ${thrown.message}\n${thrown.stack ?? ""}`;
}

class Failure extends Error {}

/** Fails unless the two have the same parts. what says what was looked at. */
export function equal<T>(got: T, want: T, what = "got"): void {
  if (!same(got, want)) throw new Failure(`${what}: ${written(got)}, want ${written(want)}`);
}

/** Fails unless something is so; what says what. */
export function ok(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Failure(what);
}

/** What an error is to be. */
export interface Expected {
  readonly name?: string;
  readonly code?: string;
  /** Parts of its message. */
  readonly says?: readonly string[];
}

/** Fails unless the promise is rejected with such an error, which is returned. */
export async function rejects(promise: Promise<unknown>, expected: Expected, what = "the promise"): Promise<Error> {
  let value: unknown;
  try {
    value = await promise;
  } catch (thrown) {
    return matching(thrown, expected, what);
  }
  throw new Failure(`${what} resolved to ${written(value)}, want it rejected with ${written(expected)}`);
}

/** Fails unless f throws such an error, which is returned. */
export function throws(f: () => unknown, expected: Expected, what = "the call"): Error {
  let value: unknown;
  try {
    value = f();
  } catch (thrown) {
    return matching(thrown, expected, what);
  }
  throw new Failure(`${what} returned ${written(value)}, want it to throw ${written(expected)}`);
}

function matching(thrown: unknown, { name, code, says = [] }: Expected, what: string): Error {
  if (!(thrown instanceof Error)) throw new Failure(`${what} threw ${written(thrown)}, which is no Error`);
  const found = { name: thrown.name, code: "code" in thrown ? thrown.code : undefined, message: thrown.message };
  const fits = (name === undefined || found.name === name) && (code === undefined || found.code === code) && says.every((part) => found.message.includes(part));
  if (!fits) throw new Failure(`${what} failed with ${written(found)}, want ${written({ name, code, says })}`);
  return thrown;
}

/** The present state of a promise: "pending", "resolved", or the code or name of its error. */
export async function state(promise: Promise<unknown>): Promise<string> {
  const now = {};
  try {
    return (await Promise.race([promise, now])) === now ? "pending" : "resolved";
  } catch (thrown) {
    return thrown instanceof Error ? ("code" in thrown ? String(thrown.code) : thrown.name) : "thrown";
  }
}

function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  const [keys, others] = [Object.keys(a), Object.keys(b)];
  return (
    Array.isArray(a) === Array.isArray(b) &&
    keys.length === others.length &&
    keys.every((key) => Object.hasOwn(b, key) && same((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]))
  );
}

function written(value: unknown): string {
  if (typeof value === "object" && value !== null) {
    try {
      return JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? `${part}n` : part));
    } catch {
      return Object.prototype.toString.call(value);
    }
  }
  return typeof value === "string" ? JSON.stringify(value) : typeof value === "bigint" ? `${value}n` : String(value);
}
