// Where steps are from left to right in a picture that can't be zoomed: so far apart that all words have room. It is in order,
// but not to scale where a step needs more room or nothing happens for long.

import type { Moment, TraceStore } from "../../play/trace-store";
import type { Box, Words } from "./labels";
import type { Scale } from "./scale";

const STEP = 11; // px, at least
const HANDLE = 52; // px: what handling takes
const MOST_WAIT = 150; // px, of a time without steps
const USUAL_HANDLE = 1e8; // ns, if handling takes no time
const GAP = 3; // px, from words to what comes next
const THIN = 16; // px: a sign, a mark, a line up or down
const APART = 10_000; // px: in the trial, nothing of a step reaches its neighbours

/** Lays out a trial, steps far apart, and moves them together until words and lines just don't meet. */
export function spread(store: TraceStore, handle: number, tryOut: (scale: Scale, width: number) => Words): Scale {
  const steps: Moment[] = [];
  store.each(store.first, store.end, (at, step) => {
    if (steps.at(-1)?.step !== step) steps.push({ at, step });
  });
  const trial = tryOut(scaleOf(steps, steps.map((_, i) => i * APART)), steps.length * APART);
  const indexOf = (x: number) => Math.min(Math.max(Math.round(x / APART), 0), steps.length - 1);
  const ofStep = (box: Box) => {
    const i = indexOf(box.left);
    return { i, left: box.left - i * APART, right: box.right - i * APART, top: box.top, bottom: box.bottom };
  };
  const blocks = trial.blocks.map(ofStep);
  const words = trial.needs.map(ofStep);
  // An answer stands before its step, so lines must not come there either.
  const lines = blocks.filter(({ left, right }) => right - left < THIN);

  const places: number[] = [];
  for (const [i, { at }] of steps.entries()) {
    const before = i === 0 ? { at, x: -STEP } : { at: steps[i - 1]!.at, x: places[i - 1]! };
    const wait = Math.min(((at - before.at) * HANDLE) / (handle > 0 ? handle : USUAL_HANDLE), MOST_WAIT);
    let x = before.x + STEP + wait;
    for (const block of blocks) {
      if (block.i !== i) continue;
      for (const other of block.left < -THIN ? [...words, ...lines] : words) {
        if (other.i < i && other.top < block.bottom && other.bottom > block.top) x = Math.max(x, places[other.i]! + other.right + GAP - block.left);
      }
    }
    places.push(x);
  }
  return scaleOf(steps, places);
}

function scaleOf(steps: readonly Moment[], places: readonly number[]): Scale {
  const given = new Map(steps.map(({ step }, i) => [step, places[i]!]));
  return { time: 0, step: STEP, origin: steps[0] ?? { at: 0, step: 0 }, given };
}
