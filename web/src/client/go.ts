// Go's glue, as a module: importing this leaves no globals behind.
import { putBack } from "./aside"; // this one first
import "wasm_exec";
import { swapGlobals } from "./globals";

/** One run of a Go program, as far as it is used here. See wasm_exec.js. */
export interface GoRun {
  readonly importObject: { gojs: Record<string, (sp: number) => void> };
  readonly mem: DataView; // of the program's memory, whole again after each growth
  exit: (code: number) => void;
  readonly _scheduledTimeouts: Map<number, ReturnType<typeof setTimeout>>;
  run(instance: WebAssembly.Instance): Promise<void>;
}

interface Glue {
  readonly Go: new () => GoRun;
  readonly fs: unknown;
  readonly path: unknown;
  readonly process: unknown;
}

const { Go, fs, path, process } = globalThis as unknown as Glue;
putBack();

export const newGoRun = (): GoRun => new Go();

/**
 * Starts the program, and returns a promise that ends with it. When start returns, the program has done what it could
 * and waits for calls. Only the program sees Go's stand-ins for Node's globals, and those given.
 */
export function start(go: GoRun, instance: WebAssembly.Instance, globals: Readonly<Record<string, unknown>>): Promise<void> {
  const restore = swapGlobals({ fs, path, process, ...globals });
  try {
    return go.run(instance);
  } finally {
    restore();
  }
}

/** Takes back the timers of a program that has ended: they would call it. */
export function silence(go: GoRun): void {
  for (const timer of go._scheduledTimeouts.values()) clearTimeout(timer);
  go._scheduledTimeouts.clear();
}

/** Passes what the program prints (its panics above all) to write, instead of the globals' writeSync. */
export function onPrint(go: GoRun, write: (bytes: Uint8Array) => void): void {
  // func wasmWrite(fd uintptr, p unsafe.Pointer, n int32)
  go.importObject.gojs["runtime.wasmWrite"] = (sp) => {
    const address = Number(go.mem.getBigUint64((sp >>> 0) + 16, true));
    const length = go.mem.getInt32((sp >>> 0) + 24, true);
    write(new Uint8Array(go.mem.buffer, address, length).slice());
  };
}
