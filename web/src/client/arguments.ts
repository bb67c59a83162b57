// What is checked of an argument before it goes to the module, where a value of another kind would be converted or would fail.

import { show } from "./errors";

/** Whether value can be sent as it is. -0 can: it is 0. */
export const isInt32 = (value: unknown): value is number => typeof value === "number" && (value | 0) === value;

/** The error for a value that is no int32: what names the argument. */
export function notInt32(what: string, value: unknown): TypeError | RangeError {
  if (typeof value !== "number") {
    return new TypeError(`${what}: ${show(value)} is no number. Give a whole number from -2147483648 to 2147483647; nothing was sent.`);
  }
  return new RangeError(`${what}: ${value} is not a whole number from -2147483648 to 2147483647; nothing was sent.`);
}

/**
 * Throws a TypeError that names the value if it is no number. NaN is none. Of a number the module itself takes the nearest count
 * or place there is.
 */
export function checkNumber(what: string, value: unknown): asserts value is number {
  if (typeof value !== "number" || Number.isNaN(value)) throw new TypeError(`${what} is ${show(value)}, must be a number`);
}

/** Throws a TypeError that names the value if it is no text. */
export function checkText(what: string, value: unknown): asserts value is string {
  if (typeof value !== "string") throw new TypeError(`${what} is ${show(value)}, must be text`);
}

/** Throws a TypeError that names the value if it is no AbortSignal, or none at all. */
export function checkSignal(what: string, value: unknown): asserts value is AbortSignal | undefined {
  if (value !== undefined && !(value instanceof AbortSignal)) throw new TypeError(`${what} is ${show(value)}, must be an AbortSignal`);
}
