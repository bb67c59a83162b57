// The dock's message: the outcome of the reader's call, and why the play doesn't go on.

import type { Mistake } from "../../client/stage";
import { over } from "../play/over";
import type { Frame, OwnCall } from "../play/view";
import { count, plural } from "../ui/format";

export interface Words {
  readonly tone: "answer" | "done" | "wait" | "error" | "soft";
  /** It has room for some forty characters, so what counts comes first. */
  readonly text: string;
  /** A mistake that the reader can be taken to. */
  readonly at?: Mistake;
}

/** What the dock says; calls tells whether it has buttons for the reader's own. */
export function wordsFor({ mistakes, refused, stuck, call, mode, snapshot, beat, playing }: Frame, calls: boolean): Words {
  const [first] = mistakes;
  if (first) {
    return { tone: "error", text: `Not played: ${first.line}:${first.column} ${first.message}`, at: first };
  }
  if (refused !== "") return { tone: "error", text: refused };
  if (snapshot.deadlock) return { tone: "error", text: `Deadlock: ${call && call.stand !== "through" ? `${call.what} waits for ever` : "nothing can happen any more"}.` };
  if (stuck) return { tone: "error", text: `The handler doesn't return${call && call.stand !== "through" ? `: ${standing(call)}` : ""}.` };
  if (call) return withReplaced(call, wordsOf(call, mode === "paused"));
  if (snapshot.unfit > 0) return { tone: "error", text: `${plural(snapshot.unfit, "call")} of the link didn't fit the script: left out` };
  const ended = snapshot.ended && beat.index === beat.count;
  if (ended && snapshot.position > 0 && !playing) {
    const end = over(snapshot);
    if (end) return { tone: "soft", text: `The actor has ${end}. Restart begins again.` };
    return { tone: "soft", text: calls ? "The end. Set or Get continues from here." : "The end." };
  }
  if (!calls) return { tone: "soft", text: snapshot.position === 0 ? "Play runs the script." : playing ? "" : "Paused." };
  return { tone: "soft", text: mode === "paused" ? "Paused: calls wait for Play or Step." : "Set or Get runs at once." };
}

function wordsOf(call: OwnCall, paused: boolean): Words {
  if (call.stand === "through") return ending(call);
  return { tone: "wait", text: paused && call.fresh ? `${call.what} is queued: press Play or Step` : standing(call) };
}

// A call made after going back discards the later ones, and the dock says how many.
function withReplaced({ replaced }: OwnCall, words: Words): Words {
  return replaced === 0 ? words : { ...words, text: `${words.text} (${plural(replaced, "later call")} discarded)` };
}

function standing({ what, stand, handled, lost, count: of }: OwnCall): string {
  if (of > 1) return `${what}: ${count(handled)} of ${count(of)} handled${lost > 0 ? `, ${count(lost)} lost` : ""}`;
  switch (stand) {
    case "waiting":
      return `${what} waits for a slot`;
    case "current":
      return `${what} is being handled`;
    case "kept":
      return `${what}: the reply is kept, and still to come`;
    case "stopping":
      return `${what}: the mailbox is closed, admitted commands are handled`;
    default:
      return `${what} is in the mailbox`;
  }
}

function ending({ what, outcome, value, handled, lost, count: of }: OwnCall): Words {
  if (of > 1) return { tone: lost > 0 ? "error" : "done", text: `${what}: ${lost === 0 ? "all" : count(handled)} handled${lost > 0 ? `, ${plural(lost, "set")} lost` : ""}` };
  switch (outcome) {
    case "answered":
      return { tone: "answer", text: `${what} → ${value}` };
    case "handled":
      return { tone: "done", text: what === "stop" || what === "kill" ? "The actor has stopped." : `${what}: handled` };
    case "full":
      return { tone: "error", text: `${what}: full` };
    case "stopped":
      return { tone: "error", text: `${what}: refused, the actor has stopped` };
    case "panic":
      return { tone: "error", text: what === "crash" ? "crashed: the handler panicked" : `${what}: lost, a handler panicked` };
    case "exit":
      return { tone: "error", text: `${what}: lost, a handler ended its goroutine` };
    case "not-started":
      return { tone: "error", text: `${what}: the actor hasn't been started` };
    case "dropped":
      return { tone: "error", text: `${what}: dropped unhandled, the actor has stopped` };
    default:
      return { tone: "error", text: `${what}: ${outcome}` };
  }
}
