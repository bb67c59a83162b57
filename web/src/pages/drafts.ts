// The reader's edits: what was edited in one place is there again when the reader comes back to it, in the same tab. Only the
// text is kept, and it isn't played by itself.

import type { ActorPlayground } from "../element/element";
import { toast } from "./share";
import { recall, remember } from "./storage";

/** A lesson, or a shared script. */
export interface Place {
  /** "" for one whose edits are not kept. */
  readonly name: string;
  /** What is played there, and what else is no edit of the reader's. */
  readonly script: string;
  readonly tried?: string;
}

const STORAGE = "sessionStorage";

let place: Place | null = null;

/** The reader has come to a place. With again, the edit that was left there is shown in the editor. */
export function enter(playground: ActorPlayground, entered: Place, again: boolean): void {
  place = entered;
  const edit = again && entered.name !== "" ? recall(key(entered), STORAGE) : null;
  if (edit === null) return;
  const show = () => {
    if (place !== entered || playground.draft !== null || playground.script !== entered.script) return;
    playground.draft = edit;
    toast("Your edit is in the editor again: Play plays it, Revert drops it.");
  };
  playground.ready.then(show, () => {});
}

/** The reader leaves the place, or the page. */
export function leave(playground: ActorPlayground): void {
  if (!place || place.name === "" || !playground.snapshot) return;
  const text = playground.draft ?? playground.script;
  const kept = remember(key(place), text === place.script || text === place.tried ? null : text, STORAGE);
  if (!kept && text !== place.script) toast("The browser couldn't keep your edit of the script that you left. Back brings you to it, but not to the edit.");
}

const key = ({ name }: Place) => `edit:${name}`;
