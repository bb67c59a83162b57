// Axes of virtual time.

import { time } from "./format";

const SECOND = 1e9;
const MINUTE = 60 * SECOND;
const ROUND = [10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200].map((seconds) => seconds * SECOND);

/** The shortest interval of round length, in nanoseconds, that is at least that long. */
export function roundInterval(atLeast: number): number {
  if (atLeast > 5 * SECOND) return ROUND.find((interval) => interval >= atLeast) ?? Math.ceil(atLeast / (24 * 60 * MINUTE)) * 24 * 60 * MINUTE;
  const power = 10 ** Math.floor(Math.log10(atLeast));
  for (const n of [1, 2, 5]) if (n * power >= atLeast) return n * power;
  return 10 * power;
}

/** A time on an axis of that interval and extent: "250 ms", "1.5 s", where there are minutes "2:05", and hours "1:02:05". */
export function tickText(at: number, interval: number, last: number): string {
  const digits = interval >= SECOND ? 0 : Math.min(Math.ceil(-Math.log10(interval / SECOND)), 6);
  if (last < MINUTE) return digits > 2 && at >= SECOND ? `${(at / SECOND).toFixed(digits)} s` : time(at);
  const seconds = ((at % MINUTE) / SECOND).toFixed(digits).padStart(digits > 0 ? digits + 3 : 2, "0");
  const minutes = Math.floor(at / MINUTE);
  if (last < 60 * MINUTE) return `${minutes}:${seconds}`;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}:${seconds}`;
}
