// How long each step and beat is shown. Speed 1 plays a virtual second in a second. But a stage's steps often happen at one
// instant, too fast to see, so they are shown one after the other, ever faster, while the virtual clock stands still.
// Only this is paced: the order of the steps and their virtual times are the stage's own.

import type { Speed } from "./view";

// The first step of an instant is shown this long at speed 1, each further one a bit shorter.
const LINGER_MS = 420;
const LINGER_SHRINKS = 0.93;
// If a step would be shown for less than this, there's nothing to pace.
const UNSEEN_MS = 5;
/** A beat that would be shown for less is not worth a picture of its own. */
const BEAT_MS = 100;

/** What to do in a frame. */
export type Move =
  | { readonly do: "wait" }
  | { readonly do: "beat" }
  /** Take one step and show its beats. */
  | { readonly do: "step" }
  /** Take the steps up to a virtual time, at most so many. */
  | { readonly do: "run"; readonly until: number; readonly most: number };

/** Where the play is, as a pace needs to know it. */
export interface Where {
  readonly clock: number; // nanoseconds
  readonly nextAt: number; // nanoseconds
  /** Part of the step is still to be shown. */
  readonly partly: boolean;
}

export class Pace {
  // The steps of the present instant shown so far, and how long the last one has been shown, in ms.
  #shown = 0;
  #lingered = 0;

  /** Begins to linger on what is shown now. */
  settle(): void {
    this.#shown = 0;
    this.#lingered = 0;
  }

  /** Takes the next step at once: a reader who presses Play wants to see something happen. */
  hurry(): void {
    this.#lingered = Infinity;
  }

  /** Whether steps are shown in their beats. */
  showsBeats(speed: Speed): boolean {
    return speed !== "max" && speed <= 1 && this.#linger(speed) >= BEAT_MS;
  }

  /** What to do after this many real milliseconds, in at most this many steps. */
  next({ clock, nextAt, partly }: Where, passedMs: number, speed: Speed, most: number): Move {
    if (speed === "max") return { do: "run", until: Number.MAX_SAFE_INTEGER, most };
    const until = clock + passedMs * speed * 1e6;
    if (LINGER_MS / speed < UNSEEN_MS) return { do: "run", until, most };
    if (partly || nextAt <= clock) return this.#nextOfInstant(clock, passedMs, speed, partly, most);
    if (until < nextAt) return { do: "run", until, most: 0 };
    this.#shown = 1;
    this.#lingered = 0;
    return { do: "step" };
  }

  // As many of the steps that are left at this instant as it is time for.
  #nextOfInstant(clock: number, passedMs: number, speed: number, partly: boolean, most: number): Move {
    this.#lingered += passedMs;
    const single = partly || this.showsBeats(speed);
    let due = 0;
    for (; due < (single ? 1 : most); due++) {
      const linger = this.#linger(speed);
      if (this.#lingered < linger) break;
      this.#lingered = this.#lingered === Infinity ? 0 : this.#lingered - linger;
      this.#shown++;
    }
    if (due === 0) return { do: "wait" };
    if (partly) return { do: "beat" };
    return single ? { do: "step" } : { do: "run", until: clock, most: due };
  }

  #linger(speed: number): number {
    return (LINGER_MS / speed) * LINGER_SHRINKS ** this.#shown;
  }
}
