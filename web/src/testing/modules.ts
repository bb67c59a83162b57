// Modules of the tests: watched, of their own, and made to fail.

import type { Exports } from "wasm:calls";
import { moduleUrl } from "../client/module";
import { afterwards, stub } from "./test";

/** A module that was started while it was watched, from outside. */
export interface Watched {
  readonly exports: Exports;
  readonly imports: { readonly gojs: Record<string, (sp: number) => void> };
  /** The ids of the timers that the program waits for. */
  readonly timers: ReadonlySet<number>;
}

/** The modules that were started in this test since watchModules. */
export const modules: Watched[] = [];

/** Watches the modules that are started from now on. */
export function watchModules(): void {
  modules.length = 0;
  stub(WebAssembly, "instantiateStreaming", watched(WebAssembly.instantiateStreaming));
  stub(WebAssembly as { instantiate: unknown }, "instantiate", watched(WebAssembly.instantiate as unknown as Compile));
  afterwards(() => (modules.length = 0));
}

type Compile = typeof WebAssembly.instantiateStreaming;

function watched(compile: Compile): Compile {
  return async (source, imports) => {
    const timers = new Set<number>();
    const go = (imports as unknown as Watched["imports"]).gojs;
    const { "runtime.scheduleTimeoutEvent": schedule, "runtime.clearTimeoutEvent": clear } = go;
    let exports: Exports;
    const id = (sp: number, at: number) => new DataView(exports.mem.buffer).getInt32((sp >>> 0) + at, true);
    go["runtime.scheduleTimeoutEvent"] = (sp) => {
      schedule?.(sp);
      timers.add(id(sp, 16));
    };
    go["runtime.clearTimeoutEvent"] = (sp) => {
      timers.delete(id(sp, 8));
      clear?.(sp);
    };
    const compiled = await compile.call(WebAssembly, source, imports);
    exports = compiled.instance.exports as unknown as Exports;
    modules.push({ exports, imports: { gojs: go }, timers });
    return compiled;
  };
}

/** Uses up all that a module's memory could grow by. */
export function exhaust({ exports, imports }: Watched): void {
  for (let pages = 1 << 14; pages > 0; ) {
    try {
      exports.mem.grow(pages);
    } catch {
      pages >>= 1;
    }
  }
  imports.gojs["runtime.resetMemoryDataView"]?.(0);
}

let number = 0;

/** An address of the module that no other test has used: a program of its own. */
export function fresh(): string {
  return `${moduleUrl()}?${++number}`;
}
