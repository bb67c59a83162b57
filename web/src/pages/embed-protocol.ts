// What embed.html and the page around it say to each other, by postMessage. Both sides check who speaks: the frame listens to its
// parent alone, and only if that has the origin it was given; the page listens to the frame's own window and origin.
//
// A page that wants more than the right height may speak this itself:
//
//     frame.contentWindow.postMessage({ type: "actor-playground", do: "seek", position: 7 }, "https://where.embed.html.is");
//     addEventListener("message", (e) => { if (e.source === frame.contentWindow && e.data?.type === "actor-playground") … });

import type { ActorErrorCode } from "../client/errors";
import type { Expectation } from "../playground/play/expectations";
import type { Miss, Mistake, Snapshot } from "../client/stage";

/** All messages have it: a page hears those of others, too. */
export const TYPE = "actor-playground";

/** What the page may ask for. An id comes back in the answer. */
export type Request =
  | { readonly do: "play" | "pause" | "step" | "back" | "reset" }
  | { readonly do: "seek"; readonly position: number }
  | { readonly do: "set"; readonly value: number }
  | { readonly do: "get"; readonly id?: unknown }
  | { readonly do: "script"; readonly script: string; readonly position?: number }
  /** Asks for the messages that were sent before the page listened: ready and resize. */
  | { readonly do: "hello" };

/** What the frame tells. */
export type Told =
  | { readonly say: "ready" }
  /** It is so high, in CSS pixels. */
  | { readonly say: "resize"; readonly height: number }
  | { readonly say: "step"; readonly position: number; readonly snapshot: Snapshot }
  | { readonly say: "expect"; readonly results: readonly Expectation[]; readonly misses: readonly Miss[] }
  /** The answer to a get. */
  | { readonly say: "answer"; readonly id: unknown; readonly value: number }
  /** Something went wrong; with an id, that get. */
  | { readonly say: "error"; readonly code: ActorErrorCode; readonly message: string; readonly mistakes?: readonly Mistake[]; readonly id?: unknown };
