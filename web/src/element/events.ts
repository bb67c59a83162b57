// What the element reports to the page.

import type { Mistake, Snapshot } from "../client/stage";
import type { Expectations } from "../playground/play/expectations";

/** The element's events, and their details. They bubble and are composed. */
export interface ElementEvents {
  /** It can play. */
  "actor-ready": null;
  /** The position has changed: at most once a frame. */
  "actor-step": { readonly position: number; readonly snapshot: Snapshot };
  /** The play has passed expectations of the script, met or not: at most once a frame. */
  "actor-expect": Expectations;
  /** A run of a challenge has ended: whether it met the goal, and in words what is missing, or why it did. */
  "actor-goal": { readonly met: boolean; readonly text: string };
  /** It can't play; or the script that the page gave it has mistakes, and these are they. */
  "actor-error": { readonly error: unknown; readonly mistakes?: readonly Mistake[] };
}
