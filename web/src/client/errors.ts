import type { RefusalCode } from "wasm:protocol";

/** What a program can tell errors by; the messages are for people. */
export type ActorErrorCode =
  | Exclude<RefusalCode, "pending"> // of the actor, or the module
  | "module-missing" // the WebAssembly module could not be had from the server
  | "module-invalid" // what the server sent for it is no WebAssembly, or not all of it
  | "module-blocked" // the page's policy, or the browser, forbids WebAssembly
  | "module-mismatch" // it is the module of another build or program
  | "module-ended" // the program in it has ended, by a bug or for lack of memory
  | (string & {}); // what control functions add

/** Any failure that is not a wrong argument; those are TypeError and RangeError. */
export class ActorError extends Error {
  readonly code: ActorErrorCode;

  constructor(code: ActorErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }

  static {
    this.prototype.name = "ActorError";
  }
}

/** Names a value for a message, without running any code of the value's. */
export function show(value: unknown): string {
  switch (typeof value) {
    case "string":
      return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
    case "bigint":
      return `${value}n`;
    case "object":
      return value === null ? "null" : Array.isArray(value) ? "an array" : "an object";
    case "function":
      return "a function";
    default:
      return String(value);
  }
}

/** The words for whatever was thrown. */
export function messageOf(thrown: unknown): string {
  if (thrown instanceof Error) return thrown.message;
  return typeof thrown === "string" ? thrown : show(thrown);
}
