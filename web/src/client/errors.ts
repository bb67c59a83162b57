import type { RefusalCode } from "wasm:protocol";

/** What a program can tell errors by; the messages are for people. */
export type ActorErrorCode =
  | Exclude<RefusalCode, "pending"> // of the actor, or the module
  | "module-missing" // the WebAssembly module could not be loaded from the server
  | "module-invalid" // what the server sent for it is no WebAssembly, or not all of it
  | "module-blocked" // the page's policy, or the browser, forbids WebAssembly
  | "module-mismatch" // it is the module of another build or program
  | "module-ended" // the program in it has ended, by a bug or for lack of memory
  | "closed" // the stage was closed
  | (string & {}); // what control functions add

const MOST_MESSAGE = 1000; // characters
const MOST_SHOWN = 60; // characters of a value

/** A text that is cut in the middle if it is longer than most characters: what is at both its ends says most. */
function bounded(text: string, most: number): string {
  if (text.length <= most) return text;
  const half = Math.floor((most - 1) / 2);
  return `${text.slice(0, half)}…${text.slice(-half)}`;
}

/** Any failure that is not a wrong argument; those are TypeError and RangeError. */
export class ActorError extends Error {
  readonly code: ActorErrorCode;

  constructor(code: ActorErrorCode, message: string, options?: ErrorOptions) {
    super(bounded(message, MOST_MESSAGE), options);
    this.code = code;
  }

  static {
    this.prototype.name = "ActorError";
  }
}

/** Names a value for a message, in few characters and without running any code of the value's. */
export function show(value: unknown): string {
  switch (typeof value) {
    case "string":
      return JSON.stringify(bounded(value, MOST_SHOWN));
    case "bigint":
      return value === BigInt.asIntN(64, value) ? `${value}n` : "a bigint of more than 64 bits";
    case "object":
      return value === null ? "null" : isArray(value) ? "an array" : "an object";
    case "function":
      return "a function";
    default:
      return bounded(String(value), MOST_SHOWN);
  }
}

// Of a proxy that was revoked even this can't be asked.
function isArray(value: object): boolean {
  try {
    return Array.isArray(value);
  } catch {
    return false;
  }
}

/** The words for whatever was thrown. */
export function messageOf(thrown: unknown): string {
  if (thrown instanceof Error) return thrown.message;
  return typeof thrown === "string" ? thrown : show(thrown);
}
