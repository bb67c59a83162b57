// How wide the timeline is: how many times its readable width.

const MOST = 6;
const LEAST = 1e-4;
const MOST_FITTED = 3; // how far a short play is stretched to fill the width
/** px: browsers lay out no wider things. */
export const WIDEST = 8e6;

/** "auto": as "fit", which is readable, but wider if a short play leaves room. "all": all that is known is seen. */
export type ZoomMode = "auto" | "fit" | "all" | number;

export class Zoom {
  #mode: ZoomMode = "auto";
  #headroom = 0; // for "all": how far it was known when it was chosen, and some more

  /** Chooses anew, or begins anew with what is chosen. */
  choose(mode: ZoomMode = this.#mode): void {
    this.#mode = typeof mode === "number" ? Math.min(Math.max(mode, LEAST), MOST) : mode;
    this.#headroom = 0;
  }

  /** The factor for a play that is so wide at its readable size, in a room. */
  factor(wide: number, room: number): number {
    const most = Math.min(MOST, WIDEST / Math.max(wide, 1));
    const all = Math.min(room / Math.max(wide, 1), MOST_FITTED);
    switch (this.#mode) {
      case "auto":
        return Math.min(Math.max(all, 1), most);
      case "fit":
        return Math.min(1, most);
      case "all":
        // While the end moves, not at each step: a quarter ahead.
        if (wide > this.#headroom) this.#headroom = this.#headroom === 0 ? wide : wide * 1.25;
        return Math.min(room / Math.max(this.#headroom, 1), MOST_FITTED);
      default:
        return Math.min(Math.max(this.#mode, Math.min(all, 1)), most);
    }
  }
}
