// What has just happened, in a sentence, and why, in another: from the events of the step that is shown, or of its beat.

import { count, plural } from "../../ui/format";
import { YOU } from "../../ui/identity";
import type { Snapshot, TraceEvent } from "../../../client/stage";
import { commandOf } from "../../play/command";
import { over } from "../../play/over";
import type { Frame } from "../../play/view";
import { stuckSeveral, tellSeveral } from "./narrate-several";
import { ringOf } from "./several";
import { brief, capital, failure, sentenceOf } from "./words";

export interface Story {
  readonly what: string;
  readonly why: string;
  readonly tone: "error" | null;
  /** The reader's turn: nothing has happened yet, or nothing is left to do, or the actor takes no calls any more. */
  readonly turn: "begin" | "end" | "over" | null;
}

/** Most calls of a step that are described one by one. */
const FEW = 3;

export function narrate(frame: Frame): Story {
  const { snapshot, recent, beat } = frame;
  const { position, deadlock, ended, misses } = snapshot;
  const several = snapshot.actors !== undefined;
  if (deadlock) return { ...(several ? stuckSeveral(snapshot) : stuck(snapshot)), tone: "error", turn: null };
  if (position === 0) return { what: "Nothing has happened yet.", why: "Press Play, or Step to take one step.", tone: null, turn: "begin" };
  const events = recent.filter((event) => event.step === position);
  const miss = misses.find((candidate) => candidate.step === position);
  const told = miss
    ? { what: `${miss.client} expected ${miss.expected} and got ${miss.got}.`, why: `Line ${miss.line} of the script is not met.` }
    : several
      ? tellSeveral(events, snapshot, beat.index === beat.count)
      : beat.index < beat.count
        ? partly(events, snapshot)
        : sentence(events, snapshot);
  const error = miss !== undefined || ringOf(snapshot) !== null || events.some((event) => event.kind === "Panicked");
  const end = over(snapshot);
  const cause = snapshot.actor.failure.replace(/^actor: /, "");
  const last = end ? `The actor has ${end}${end === "crashed" ? ` (${cause})` : ""}: calls are refused from now on.` : "That was the last step: nothing is left to do.";
  return { what: told.what, why: ended && !error ? last : told.why, tone: error ? "error" : null, turn: ended ? (end ? "over" : "end") : null };
}

type Told = Pick<Story, "what" | "why">;

function stuck({ deadlock, actor }: Snapshot): Told {
  const waits = deadlock?.waits ?? [];
  const total = deadlock?.waitTotal ?? 0;
  const names = waits.slice(0, 2).map((wait) => wait.client);
  const who = total <= 2 ? names.join(" and ") : `${names.join(", ")} and ${count(total - names.length)} more`;
  const wait = `${who} ${total === 1 ? "waits" : "wait"} for ever.`;
  const why = actor.hand
    ? `The handler of ${actor.hand.what} (#${actor.hand.command}) asks its own actor, which can't reply until that returns. ${wait}`
    : `${deadlock?.because ?? ""} ${wait}`;
  return { what: "Deadlock: nothing can happen any more.", why };
}

// A beat: the newest of the events so far, and what follows from it.
function partly(events: readonly TraceEvent[], snapshot: Snapshot): Told {
  const event = events[events.length - 1];
  const next = snapshot.line.first[0];
  switch (event?.kind) {
    case "Received":
      return { what: `The actor received ${its(event)}.`, why: next ? `That freed a slot, and ${next.client === YOU ? "you are" : `${next.client} is`} first in line.` : "That freed a slot." };
    case "Replied":
      return { what: `The actor replied to ${its(event)}.`, why: `${who(event)} ${event.who === YOU ? "get" : "gets"} the reply next.` };
    case "Panicked":
      return { what: crash(event, snapshot).what, why: "Commands in the mailbox will be dropped, and waiting callers get the error." };
    case "Dropped":
      return { what: `${capitalOwn(event)} was dropped.`, why: "The actor has ended, so it handles nothing more." };
    case "Stopped":
      return { what: "The actor has stopped.", why: "Waiting callers get an error." };
    default:
      return sentence(event ? [event] : [], snapshot);
  }
}

function sentence(events: readonly TraceEvent[], snapshot: Snapshot): Told {
  const first = events[0];
  if (!first) return { what: "", why: "" };
  if (snapshot.latestTotal > FEW && snapshot.latest.every(({ kind }) => kind === "Admitted" || kind === "Blocked")) return burst(first, snapshot);
  const of = (kind: TraceEvent["kind"]) => events.find((event) => event.kind === kind);

  const panicked = of("Panicked");
  if (panicked) return crash(panicked, snapshot);
  const received = of("Received");
  if (received) return receive(received, events.filter((event) => event.kind === "Admitted"), snapshot);
  const rejected = of("Rejected");
  if (rejected && rejected.client >= 0) return { what: `${capitalOwn(rejected)} was refused.`, why: refusal(rejected) };
  const withdrawn = of("Withdrawn");
  if (withdrawn) return { what: `${who(withdrawn)} gave up waiting for a slot.`, why: `Its deadline passed, so ${itsOwn(withdrawn)} is never admitted.` };
  const answered = of("Answered");
  if (answered) return { what: `${who(answered)} got the answer ${answered.value}.`, why: `The actor handled ${its(answered, true)} and replied; its value is unchanged.` };
  const abandoned = of("Abandoned");
  if (abandoned) return { what: `The actor handled ${its(abandoned)}, and the reply was discarded.`, why: "The caller no longer waits for it. The actor goes on." };
  const handled = of("Handled");
  if (handled) return handle(handled, events, snapshot);
  return single(events[events.length - 1]!, events, snapshot);
}

function receive(event: TraceEvent, admitted: readonly TraceEvent[], { mailbox, actor }: Snapshot): Told {
  const [entered] = admitted;
  if (entered) {
    const others = admitted.length > 1 ? `, and ${count(admitted.length - 1)} more` : "";
    return { what: `The actor received ${its(event)}, which freed a slot.`, why: `${who(entered)} ${was(entered)} first in line, so ${itsOwn(entered)} was admitted${others}.` };
  }
  const rest = mailbox.depth > 0 ? `${plural(mailbox.depth, "command")} in the mailbox ${mailbox.depth === 1 ? "waits" : "wait"} until then.` : "The mailbox is empty now.";
  return { what: `The actor received ${its(event)}.`, why: `Handling takes ${brief(actor.handle)}, one command at a time. ${rest}` };
}

function handle(event: TraceEvent, events: readonly TraceEvent[], { mailbox, actor }: Snapshot): Told {
  const next = mailbox.slots[0];
  const then = next ? `Next in the mailbox is ${next.client === YOU ? "your" : `${next.client}'s`} ${next.what}.` : actor.state === "alive" ? "The mailbox is empty, so the actor waits for a command." : "";
  const failed = events.find((candidate) => candidate.kind === "Failed");
  if (failed) return { what: `The actor handled ${its(event)}: ${failure(failed.outcome)}.`, why: then };
  if (event.op?.endsWith("set")) return { what: `The actor handled ${its(event)}: its value is ${actor.value}.`, why: then };
  return { what: `The actor handled ${its(event)}.`, why: then };
}

function crash(event: TraceEvent, { latest, latestTotal }: Snapshot): Told {
  const dropped = latest.filter(({ kind }) => kind === "Dropped").length;
  const failed = latest.filter(({ kind }) => kind === "Failed").length;
  const more = latestTotal > latest.length ? " at least" : "";
  const lost = dropped > 0 ? `${plural(dropped, "command")}${more} in the mailbox ${dropped === 1 ? "was" : "were"} dropped; ` : "";
  const told = failed > 0 ? `${plural(failed, "caller")}${more} that waited got the error.` : "nobody waited for a reply.";
  const how = event.outcome === "exit" ? "ended its goroutine" : "panicked";
  return { what: `The handler ${how} on ${its(event)}, so the actor crashed.`, why: capital(`${lost}${told}`) };
}

// Many calls in one step, such as a burst: they are counted.
function burst(first: TraceEvent, { latest, latestTotal, line, mailbox }: Snapshot): Told {
  const before = latest[0]!;
  const waited = before.waiting - (before.kind === "Blocked" ? 1 : 0);
  const blocked = line.waiting - waited;
  const admitted = latestTotal - blocked;
  const what = `${who(first)} sent ${plural(latestTotal, "command")}: ${blocked === 0 ? "all were" : count(admitted)} admitted${blocked === 0 ? "" : `, ${count(blocked)} ${blocked === 1 ? "waits" : "wait"}`}.`;
  const why = blocked > 0 ? `All ${count(mailbox.capacity)} slots of the mailbox are taken, so the rest wait in line.` : `The mailbox had room: ${count(mailbox.depth)} of ${count(mailbox.capacity)} slots are taken.`;
  return { what, why };
}

function single(event: TraceEvent, events: readonly TraceEvent[], snapshot: Snapshot): Told {
  const { mailbox, line, clients, actor } = snapshot;
  const ended = events.find(({ kind }) => kind === "Stopping" || kind === "Killed");
  if (ended && ended !== event) return single(ended, events, snapshot);
  switch (event.kind) {
    case "Admitted": {
      const goesOn = event.op?.endsWith("set") ? `${event.who === YOU ? "you go" : `${who(event)} goes`} on at once` : `${event.who === YOU ? "you await" : `${who(event)} awaits`} the reply`;
      const kept = event.client < 0 ? "The handler that sent it waits for the reply." : `The mailbox had a free slot; ${goesOn}.`;
      return { what: `${capitalOwn(event)} was admitted.`, why: kept };
    }
    case "Blocked": {
      const before = line.waiting - 1;
      const ahead = before > 0 ? ` ${plural(before, "sender")} ${before === 1 ? "is" : "are"} before it.` : ` ${event.who === YOU ? "You are" : "It is"} first in line.`;
      return { what: `${who(event)} ${event.who === YOU ? "wait" : "waits"} for a slot with ${command(event)}.`, why: `The mailbox is full: ${count(mailbox.depth)} of ${count(mailbox.capacity)} slots are taken.${ahead}` };
    }
    case "Failed": {
      const timeout = event.outcome === "timeout";
      return {
        what: timeout ? `${who(event)} gave up awaiting the reply.` : sentenceOf(event),
        why: timeout ? `The command was admitted, so it is still handled.` : "",
      };
    }
    case "LetGo":
      return { what: `${who(event)} dropped the receiver of its reply.`, why: "The command is still handled, and the reply is discarded." };
    case "Slept": {
      const sleeper = clients.shown.find((client) => client.index === event.client);
      return { what: `${who(event)} ${event.who === YOU ? "wait" : "waits"}, as the script says.`, why: sleeper && sleeper.until > 0 ? `${event.who === YOU ? "You go" : "It goes"} on at ${brief(sleeper.until)}.` : "" };
    }
    case "Met": {
      const got = clients.shown.find((client) => client.index === event.client)?.last ?? event.outcome;
      return { what: asExpected(event, got), why: event.line > 0 ? `Line ${event.line} of the script is met.` : "" };
    }
    case "Started":
      return { what: `${who(event)} started the actor.`, why: "It accepts commands now." };
    case "Stopping": {
      const rest = mailbox.depth + (actor.hand ? 1 : 0);
      const turned = events.filter((candidate) => candidate.kind === "Failed").length;
      const away = turned > 0 ? ` ${plural(turned, "waiting sender")} ${turned === 1 ? "was" : "were"} refused.` : "";
      return { what: `${who(event)} stopped the actor.`, why: `Nothing more is admitted; ${rest === 0 ? "nothing is left to handle" : `${plural(rest, "command")} will still be handled`}.${away}` };
    }
    case "Killed":
      return { what: `${who(event)} killed the actor.`, why: "Commands in the mailbox are discarded, and waiting callers get an error." };
    case "Stopped":
      return { what: "The actor has stopped.", why: "All that held a slot has been handled. Later calls are refused." };
    default:
      return { what: sentenceOf(event), why: "" };
  }
}

// A call's outcome is a number, ok, or in a word of the script what it failed with.
function asExpected(event: TraceEvent, got: string): string {
  if (/^-?\d/.test(got)) return `${who(event)} got ${got}, as expected.`;
  const call = event.who === YOU ? "Your call" : `${event.who}'s call`;
  return got === "ok" ? `${call} succeeded, as expected.` : `${call} failed as expected: ${failure(got)}.`;
}

const refusals: Readonly<Record<string, string>> = {
  full: "The mailbox is full, and a try set doesn't wait.",
  stopped: "The actor has stopped: it accepts nothing more.",
  "not-started": "The actor isn't started: there is no mailbox yet.",
  itself: "The actor would wait for itself, so the core refuses the call at once.",
};

function refusal({ outcome }: TraceEvent): string {
  return refusals[outcome] ?? `${capital(failure(outcome))}.`;
}

function command(event: TraceEvent): string {
  return commandOf(event) || (event.command > 0 ? `#${event.command}` : "");
}

// "writer-1's set 2", "your set 2", "its own get"
function its(event: TraceEvent, bare = false): string {
  const words = command(event);
  if (event.client < 0) return `its own ${words}`;
  if (event.who === YOU) return `your ${words}`;
  return bare ? `its ${words}` : `${event.who}'s ${words}`;
}

// The same at the beginning of a sentence. A client's name stays as the script has it.
function capitalOwn(event: TraceEvent): string {
  return event.client < 0 || event.who === YOU ? capital(its(event)) : its(event);
}

// The same if the caller was named just before.
function itsOwn(event: TraceEvent): string {
  return event.who === YOU ? `your ${command(event)}` : `its ${command(event)}`;
}

function who({ client, who: name }: TraceEvent): string {
  if (client < 0) return "The actor";
  return name === YOU ? "You" : name;
}

function was(event: TraceEvent): string {
  return event.who === YOU ? "were" : "was";
}
