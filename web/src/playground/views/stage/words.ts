// Short words for the picture: what a caller does, the outcome of its last call, and times that fit into a label.

import { count } from "../../ui/format";
import { YOU } from "../../ui/identity";
import type { ClientState, ClientView, TraceEvent } from "../../../client/stage";

const MS = 1e6; // nanoseconds, as all times here
const SECOND = 1e9;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** A time in seven characters at most: "250 µs", "120 ms", "1.2 s", "24 h". */
export function brief(ns: number): string {
  if (ns <= 0) return "0 ms";
  if (ns < MS) return `${Math.round(ns / 1e3)} µs`;
  if (ns < SECOND) return `${Math.round(ns / MS)} ms`;
  if (ns < 10 * SECOND) return `${Number((ns / SECOND).toFixed(1))} s`;
  if (ns < MINUTE) return `${Math.floor(ns / SECOND)} s`;
  if (ns < HOUR) return `${Math.floor(ns / MINUTE)} min`;
  return `${count(Math.floor(ns / HOUR))} h`;
}

/** How long something has lasted, in steps that can be read while it grows: "0.4 s". */
export function lasting(ns: number): string {
  return ns < MINUTE ? `${(Math.floor(ns / (SECOND / 10)) / 10).toFixed(1)} s` : brief(ns);
}

/** What is left of a time, in steps of 10 ms. */
export function left(ns: number): string {
  return ns > 100 * MS && ns < SECOND ? `${Math.ceil(ns / (10 * MS)) * 10} ms` : brief(ns);
}

/** What a client in that state does, after the words of its call. */
export const stateWords: Readonly<Record<ClientState, string>> = {
  ready: "is next",
  asleep: "asleep",
  waiting: "waits for a slot",
  awaiting: "awaits the reply",
  draining: "awaits the end",
  finished: "done",
};

/** The same of several clients. */
export const manyWords: Readonly<Record<ClientState, string>> = {
  ready: "about to call",
  asleep: "asleep",
  waiting: "wait for a slot",
  awaiting: "await a reply",
  draining: "await the end",
  finished: "done",
};

/** The outcome of a call that failed, by the script's word for it. */
const failures: Readonly<Record<string, string>> = {
  full: "refused, full",
  stopped: "actor stopped",
  timeout: "gave up",
  panic: "actor crashed",
  exit: "actor failed",
  "no-reply": "no reply",
  itself: "refused, asks itself",
  deadlock: "refused, a ring",
  started: "started before",
  "not-started": "not started",
  unread: "reply not awaited",
};

/** Why a call failed, in a few words. */
export function failure(outcome: string): string {
  return failures[outcome] ?? outcome;
}

/** The outcome of a call, and whether it was an error. */
export interface Outcome {
  readonly text: string;
  readonly tone: "answer" | "error" | "plain" | null;
}

const NONE: Outcome = { text: "", tone: null };
/** Calls that return when they are admitted, without a reply. */
const TELLS = new Set(["set", "try set"]);

/** The outcome of the client's last call, with the call's own words as far as the newest events still have them. */
export function lastOutcome(client: ClientView, recent: readonly TraceEvent[]): Outcome {
  if (client.last === "") return NONE;
  const pending = client.state === "waiting" || client.state === "awaiting" ? client.command : 0;
  for (let i = recent.length - 1; i >= 0; i--) {
    const event = recent[i]!;
    if (event.client !== client.index || (pending !== 0 && event.command === pending)) continue;
    if (event.kind === "Stopping" || event.kind === "Killed") {
      if (client.state === "draining") continue;
      return { text: `${event.op ?? "stop"}: done`, tone: "plain" };
    }
    const outcome = outcomeOf(event, recent);
    if (outcome) return outcome;
  }
  return outcomeAlone(client);
}

/** The outcome of a call that an event reports; null if it reports none. */
export function outcomeOf(event: TraceEvent, recent: readonly TraceEvent[]): Outcome | null {
  const { kind, op = "", value, outcome, command } = event;
  switch (kind) {
    case "Answered":
      return { text: `${op} → ${value}`, tone: "answer" };
    case "Admitted":
      return TELLS.has(op) ? { text: `${op} ${value} admitted`, tone: "plain" } : null;
    case "LetGo":
      return { text: `${op}: reply not awaited`, tone: "plain" };
    case "Started":
      return { text: "actor started", tone: "plain" };
    case "Failed": {
      const sent = TELLS.has(op) ? recent.find((e) => e.command === command && (e.kind === "Rejected" || e.kind === "Withdrawn" || e.kind === "Blocked")) : undefined;
      return { text: `${sent ? `${op} ${sent.value}` : op}: ${failure(outcome)}`, tone: "error" };
    }
    default:
      return null;
  }
}

// Without the event: what the snapshot says alone. A client that has finished did last what its call was.
function outcomeAlone({ state, what, last }: ClientView): Outcome {
  const call = state === "finished" && !what.startsWith("expect") && !what.startsWith("wait") ? what : "";
  if (/^-?\d/.test(last)) return { text: call === "" ? `last answer: ${last}` : `${call} → ${last}`, tone: "answer" };
  if (last === "ok") return { text: call.includes("set") ? `${call} admitted` : call === "" ? "last call went through" : `${call}: done`, tone: "plain" };
  if (last === "unread") return { text: "reply not awaited", tone: "plain" };
  return { text: `${call === "" ? "last call" : call}: ${failure(last)}`, tone: "error" };
}

/** An event's text as a sentence. A client's name stays as the script has it. */
export function sentenceOf({ text, who }: TraceEvent): string {
  return `${text.startsWith(who) && who !== YOU ? text : capital(text)}.`;
}

/** A text that begins with a capital letter. */
export function capital(text: string): string {
  return text === "" ? "" : text[0]!.toUpperCase() + text.slice(1);
}
