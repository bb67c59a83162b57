// What the player needs of an editor, and no more.

import type { Mistake } from "../../client/stage";

/** A text in the editor that isn't played. */
export interface Draft {
  readonly script: string;
  /** Its mistakes, if the editor looks for them. Otherwise the player finds them. */
  readonly mistakes: readonly Mistake[];
}

export interface Drafting {
  /** The draft; null while the editor shows what is played. */
  draft(): Draft | null;
  /** Shows these mistakes of the text that it has. */
  reject(mistakes: readonly Mistake[]): void;
  /** Takes the reader to the place of a mistake. */
  goTo(mistake: Mistake): void;
}
