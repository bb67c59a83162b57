import { show } from "./errors";

/** Whether value can be sent as it is. -0 can: it is 0. */
export const isInt32 = (value: unknown): value is number => typeof value === "number" && (value | 0) === value;

/** The error for a value that is no int32: what is where it was given. */
export function notInt32(what: string, value: unknown): TypeError | RangeError {
  if (typeof value !== "number") {
    return new TypeError(`${what}: ${show(value)} is no number. Give a whole number from -2147483648 to 2147483647; nothing was sent.`);
  }
  return new RangeError(`${what}: ${value} is not a whole number from -2147483648 to 2147483647; nothing was sent.`);
}
