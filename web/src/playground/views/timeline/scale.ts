// Where a moment is, from left to right. Time alone would put all steps of one instant in one place, and most of a play
// happens in instants: so each step gets a little width of its own. The order can be seen, and each place is one step.

import type { Moment } from "../../play/trace-store";

export interface Scale {
  /** Pixels for a nanosecond of virtual time, and for a step. */
  readonly time: number;
  readonly step: number;
  /** What is at 0. */
  readonly origin: Moment;
  /** Where steps are, if it isn't to scale: by the step's number. */
  readonly given?: ReadonlyMap<number, number>;
}

export function place(scale: Scale, { at, step }: Moment): number {
  return scale.given?.get(step) ?? (at - scale.origin.at) * scale.time + (step - scale.origin.step) * scale.step;
}

// Commands' handling is this many steps wide, where clients are busy. Less where they idle: waits are long then.
const MOST_STEPS = 16;
const LEAST_STEPS = 1 / 4;
const USUAL_HANDLE = 1e8; // ns, where handling takes no time
const TIME_SHARE = 2; // of the width, to one for the steps
const READABLE_STEP = 5; // px
const READABLE_HANDLE = 64; // px: room for a command's words

/** The scale at which labels can be read, for a play of so many steps, the last of them at that time. */
export function readable(steps: number, lastAt: number, handle: number): { time: number; step: number } {
  const unit = handle > 0 ? handle : USUAL_HANDLE;
  const fair = lastAt > 0 && steps > 0 ? (TIME_SHARE * steps * unit) / lastAt : MOST_STEPS;
  // In powers of two: a play that grows while it's watched must not be drawn anew at each step.
  const wide = 2 ** Math.floor(Math.log2(Math.min(Math.max(fair, LEAST_STEPS), MOST_STEPS)));
  const step = Math.max(READABLE_STEP, READABLE_HANDLE / wide);
  return { time: (step * wide) / unit, step };
}
