// Virtual times and numbers as the page writes them.

const MICROSECOND = 1e3; // in nanoseconds, as all times of the stage
const MILLISECOND = 1e6;
const SECOND = 1e9;
const MINUTE = 60 * SECOND;

/** A virtual time or duration: "250 µs", "300 ms", "1.25 s", "2 min 5 s". */
export function time(ns: number): string {
  if (ns <= 0) return "0 ms";
  if (ns < MILLISECOND) return `${round(ns / MICROSECOND, 0)} µs`;
  if (ns < SECOND) return `${round(ns / MILLISECOND, 0)} ms`;
  if (ns < MINUTE) return `${round(ns / SECOND, 2)} s`;
  const minutes = Math.floor(ns / MINUTE);
  return `${count(minutes)} min ${Math.floor((ns % MINUTE) / SECOND)} s`;
}

/** A time that changes while it is shown: always of the same form, so nothing beside it moves. */
export function running(ns: number): string {
  return ns < MINUTE ? `${(ns / SECOND).toFixed(2)} s` : time(ns);
}

/** A number with its thousands set apart, and at most three digits behind the point. */
export function count(n: number): string {
  const [whole = "", rest = ""] = round(n, 3).split(".");
  return whole.replace(/\B(?=(\d{3})+$)/g, ",") + (rest && `.${rest}`);
}

/** A number with its noun: "1 sender", "76 senders". */
export function plural(n: number, noun: string): string {
  return `${count(n)} ${noun}${n === 1 ? "" : "s"}`;
}

function round(n: number, digits: number): string {
  return String(Number(n.toFixed(digits)));
}
