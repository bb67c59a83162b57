// What a page holds on to: listeners on what outlives an element, observers, timers, frames asked for, and stages.

import type { Exports } from "wasm:calls";
import { stub } from "./test";

/** How much is held. */
export interface Held {
  /** Their targets' classes and their types. */
  readonly listeners: readonly string[];
  readonly observers: number;
  readonly timers: number;
  readonly frames: number;
  readonly stages: number;
  readonly goroutines: number;
  readonly sheets: number;
  readonly nodes: number;
}

/** Counts until the present test is over; what it returns says how much is held. */
export function watchHeld(): () => Held {
  const listeners = new Map<unknown, string>();
  const observers = new Set<unknown>();
  const timers = new Set<unknown>();
  const frames = new Set<number>();
  const stages = { open: 0, exports: null as Exports | null };
  watchListeners(listeners);
  for (const name of ["IntersectionObserver", "ResizeObserver", "MutationObserver", "PerformanceObserver"] as const) watchObserver(name, observers);
  watchTimers(timers);
  watchFrames(frames);
  watchStages(stages);
  return () => ({
    listeners: [...listeners.values()].sort(),
    observers: observers.size,
    timers: timers.size,
    frames: frames.size,
    stages: stages.open,
    goroutines: stages.exports?.goroutineCount() ?? 0,
    sheets: document.adoptedStyleSheets.length,
    nodes: document.querySelectorAll("*").length,
  });
}

function watchListeners(held: Map<unknown, string>): void {
  const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype;
  const outlives = (target: EventTarget) =>
    target === window || target === document || target === document.documentElement || target === document.body || target instanceof MediaQueryList || target instanceof Worker || target instanceof MessagePort;
  stub(EventTarget.prototype, "addEventListener", function (this: EventTarget | undefined, type, listener, options) {
    const target = this ?? window; // called as a global function
    add.call(target, type, listener, options);
    if (!outlives(target)) return;
    held.set(listener, `${target.constructor.name} ${type}`);
    const signal = typeof options === "object" ? options.signal : undefined;
    if (signal) add.call(signal, "abort", () => held.delete(listener));
  });
  stub(EventTarget.prototype, "removeEventListener", function (this: EventTarget | undefined, type, listener, options) {
    remove.call(this ?? window, type, listener, options);
    held.delete(listener);
  });
}

type ObserverName = "IntersectionObserver" | "ResizeObserver" | "MutationObserver" | "PerformanceObserver";
type AnyObserver = new (...args: unknown[]) => { observe(...what: unknown[]): void; disconnect(): void };

function watchObserver(name: ObserverName, held: Set<unknown>): void {
  const Real = globalThis[name] as unknown as AnyObserver;
  class Watched extends Real {
    override observe(...what: unknown[]): void {
      held.add(this);
      super.observe(...what);
    }
    override disconnect(): void {
      held.delete(this);
      super.disconnect();
    }
  }
  stub(globalThis as unknown as Record<ObserverName, unknown>, name, Watched);
}

function watchTimers(held: Set<unknown>): void {
  const { setTimeout, setInterval, clearTimeout, clearInterval } = globalThis;
  const timers = globalThis as unknown as Record<"setTimeout" | "setInterval" | "clearTimeout" | "clearInterval", unknown>;
  stub(timers, "setTimeout", (f: (...args: unknown[]) => void, ms?: number, ...args: unknown[]) => {
    const id = setTimeout(() => {
      held.delete(id);
      f(...args);
    }, ms);
    held.add(id);
    return id;
  });
  stub(timers, "setInterval", (f: () => void, ms?: number) => {
    const id = setInterval(f, ms);
    held.add(id);
    return id;
  });
  for (const [name, clear] of [["clearTimeout", clearTimeout], ["clearInterval", clearInterval]] as const) {
    stub(timers, name, (id: number) => {
      held.delete(id);
      clear(id);
    });
  }
}

function watchFrames(held: Set<number>): void {
  const { requestAnimationFrame: request, cancelAnimationFrame: cancel } = globalThis;
  stub(globalThis, "requestAnimationFrame", (f) => {
    const id = request((now) => {
      held.delete(id);
      f(now);
    });
    held.add(id);
    return id;
  });
  stub(globalThis, "cancelAnimationFrame", (id) => {
    held.delete(id);
    cancel(id);
  });
}

function watchStages(held: { open: number; exports: Exports | null }): void {
  const { instantiateStreaming } = WebAssembly;
  stub(WebAssembly, "instantiateStreaming", async (source, imports) => {
    const { module, instance } = await instantiateStreaming.call(WebAssembly, source, imports);
    const real = instance.exports as unknown as Exports;
    held.exports = { ...real, stageCreate: () => (held.open++, real.stageCreate()), stageClose: (stage) => (held.open--, real.stageClose(stage)) };
    return { module, instance: Object.create(WebAssembly.Instance.prototype, { exports: { value: held.exports } }) as WebAssembly.Instance };
  });
}
