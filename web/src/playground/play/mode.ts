// What the play does, and what takes it from one state to another. All of it is here.
//
//                play                 pause
//      resting ────────▶ playing ────────────▶ paused
//         │  ▲             │                     │
//    call │  │ through     │ ended               │ play: playing. A call is queued.
//         ▼  │             ▼                     ▼
//      calling          resting               (step, back and seek leave it paused)
//
// A seek is no state: it takes the play somewhere, and what the play does then is what it would have done before.

/**
 * - resting: The clock stands, and the reader didn't stop it. A call of the reader's starts it.
 * - paused: The reader stopped the clock on purpose. A call is queued until the reader plays or steps.
 * - playing: The clock runs until the end.
 * - calling: The clock runs until the reader's calls are through.
 */
export type Mode = "resting" | "paused" | "playing" | "calling";

export type Happening =
  | "play" | "pause"
  /** The reader stepped, went back, or sought. */
  | "moved"
  /** The reader called while there was something left to play. */
  | "called"
  /** The reader called at the beginning or at the end, where there is nothing to pause. */
  | "called at an end"
  /** Each of the reader's calls has an outcome. */
  | "through"
  /** Nothing can happen any more, or nothing that the calls wait for. */
  | "ended"
  /** Another script was loaded, or this one reset. */
  | "opened";

/** Whether the clock runs. */
export function runs(mode: Mode): boolean {
  return mode === "playing" || mode === "calling";
}

/** The mode after a happening. */
export function after(mode: Mode, happening: Happening): Mode {
  switch (happening) {
    case "play":
      return "playing";
    case "pause":
      return "paused";
    case "moved":
      return mode === "paused" ? "paused" : "resting";
    case "called":
      return mode === "resting" ? "calling" : mode;
    case "called at an end":
      return mode === "playing" ? "playing" : "calling";
    case "through":
      return mode === "calling" ? "resting" : mode;
    case "ended":
      return mode === "paused" ? "paused" : "resting";
    case "opened":
      return "resting";
  }
}
