// Motion along given ways. The picture is already right when something sets out; without motion readers see the picture at once.
// It reads no layout: it is given where everything comes from and goes, in the picture's own pixels.

import { h } from "../../ui/dom";

/** A point on a way: where the top left corner is, and how large and how visible the thing is there. */
export interface Stop {
  readonly x: number;
  readonly y: number;
  readonly scale?: number;
  readonly opacity?: number;
}

export interface Trip {
  readonly way: readonly Stop[];
  readonly ms: number;
  readonly delayMs?: number;
  /** At one pace from beginning to end. */
  readonly even?: boolean;
}

interface Run extends Trip {
  readonly animation: Animation;
  readonly offsets: readonly number[];
}

const EASING = "cubic-bezier(.45,.05,.3,1)";

export class Motion {
  /** What passes by is in here, above the rest. */
  readonly element = h("div", { class: "stage-passing", "aria-hidden": "true", inert: true });
  readonly #runs = new Map<Element, Run>();

  /** Whether an element is on its way, or awaited. */
  moves(element: Element): boolean {
    return this.#runs.has(element);
  }

  /** Where an element is on its way, or null if it rests. */
  now(element: Element): Stop | null {
    const run = this.#runs.get(element);
    const progress = run?.animation.effect?.getComputedTiming().progress;
    return run && typeof progress === "number" ? along(run, progress) : null;
  }

  /** Moves an element, which rests at the way's last stop already. */
  move(element: HTMLElement, trip: Trip): void {
    this.#runs.get(element)?.animation.cancel();
    this.#start(element, trip, "backwards", () => {});
  }

  /** Has something pass by that is gone after its trip. */
  pass(thing: HTMLElement, trip: Trip): void {
    this.element.append(thing);
    this.#start(thing, trip, "both", () => thing.remove());
  }

  /** Keeps an element unseen until what brings it has arrived. */
  await(element: HTMLElement, ms: number): void {
    this.#runs.get(element)?.animation.cancel();
    const animation = element.animate([{ opacity: 0 }, { opacity: 0, offset: 0.94 }, { opacity: 1 }], { duration: ms });
    this.#keep(element, { way: [], offsets: [], ms, animation }, () => {});
  }

  /** Ends all motion at once. */
  clear(): void {
    for (const { animation } of [...this.#runs.values()]) animation.cancel();
    this.element.replaceChildren();
  }

  #start(element: HTMLElement, trip: Trip, fill: FillMode, end: () => void): void {
    const offsets = offsetsOf(trip.way);
    const frames = trip.way.map(({ x, y, scale = 1, opacity = 1 }, i) => ({ transform: `translate(${x}px, ${y}px) scale(${scale})`, opacity, offset: offsets[i]! }));
    const animation = element.animate(frames, { duration: trip.ms, delay: trip.delayMs ?? 0, easing: trip.even ? "linear" : EASING, fill });
    this.#keep(element, { ...trip, animation, offsets }, end);
  }

  #keep(element: Element, run: Run, end: () => void): void {
    this.#runs.set(element, run);
    const land = () => {
      if (this.#runs.get(element) === run) this.#runs.delete(element);
      end();
    };
    run.animation.onfinish = land;
    run.animation.oncancel = land;
  }
}

const GROWING = 30; // pixels that a change of size counts as

// Each stretch takes its share of the time by its length, so that the pace is even.
function offsetsOf(way: readonly Stop[]): number[] {
  const lengths = way.map((stop, i) => {
    const last = way[i - 1];
    return last ? Math.hypot(stop.x - last.x, stop.y - last.y) + GROWING * Math.abs((stop.scale ?? 1) - (last.scale ?? 1)) + 1 : 0;
  });
  const total = lengths.reduce((sum, length) => sum + length, 0);
  let gone = 0;
  return lengths.map((length) => Math.min(1, (gone += length) / total));
}

function along({ way, offsets }: Run, progress: number): Stop | null {
  const next = offsets.findIndex((offset) => offset >= progress);
  const b = way[next];
  const a = way[Math.max(0, next - 1)];
  if (!a || !b) return null;
  const from = offsets[Math.max(0, next - 1)]!;
  const part = offsets[next]! > from ? (progress - from) / (offsets[next]! - from) : 1;
  const mix = (x: number, y: number) => x + (y - x) * part;
  return { x: mix(a.x, b.x), y: mix(a.y, b.y), scale: mix(a.scale ?? 1, b.scale ?? 1) };
}
