// How fast a play goes.

import type { Speed } from "./view";

/** Those to choose from. */
export const SPEEDS: readonly Speed[] = [0.1, 0.25, 0.5, 1, 2, 5, 10, 25, 100, "max"];

/** Reads a speed: a number from 0.1 to 100, or "max". Anything else is undefined. */
export function parseSpeed(text: string): Speed | undefined {
  if (text === "max") return text;
  const speed = Number(text.trim().replace(/[x×]$/, ""));
  return text.trim() !== "" && speed >= 0.1 && speed <= 100 ? speed : undefined;
}

export function speedText(speed: Speed): string {
  return speed === "max" ? "max" : `${speed}×`;
}
