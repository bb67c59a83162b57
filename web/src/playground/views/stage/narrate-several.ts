// What has just happened among several actors, and why: with their names, and in what each waits for another.

import { count, plural } from "../../ui/format";
import { YOU } from "../../ui/identity";
import type { NamedActor, EventKind, Snapshot, TraceEvent } from "../../../client/stage";
import { commandOf } from "../../play/command";
import { actorOf, nameOf, ringOf } from "./several";
import { brief, capital, failure, sentenceOf } from "./words";

interface Told {
  readonly what: string;
  readonly why: string;
}

/** Why nothing can happen any more. */
export function stuckSeveral(snapshot: Snapshot): Told {
  const { deadlock } = snapshot;
  const ring = deadlock?.ring ?? [];
  const names = ring.map((k) => nameOf(snapshot, k));
  const because = deadlock?.because ?? "";
  // The actors' tips explain why nothing warned of it: here is only room for a sentence.
  if (names.length > 1) return { what: `Deadlock: ${list(names)} wait for each other for ever.`, why: because.replace(/\. .*$/, ".") };
  const waits = deadlock?.waits.map(({ client }) => client) ?? [];
  const more = (deadlock?.waitTotal ?? 0) - waits.length;
  return { what: "Deadlock: nothing can happen any more.", why: `${because} ${list(more > 0 ? [...waits, `${count(more)} more`] : waits)} ${waits.length + more === 1 ? "waits" : "wait"} for ever.` };
}

/** What the events of a step say: all of them, or of a beat the newest. */
export function tellSeveral(events: readonly TraceEvent[], snapshot: Snapshot, whole: boolean): Told {
  const event = whole ? mainOf(events) : events[events.length - 1];
  if (!event) return { what: "", why: "" };
  const { latest, latestTotal } = snapshot;
  if (whole && latestTotal > FEW && latest.every(({ kind, client }) => (kind === "Admitted" || kind === "Blocked") && client >= 0)) return burst(event, snapshot);
  return tell(event, events, snapshot);
}

/** Most calls of a step that are described one by one. */
const FEW = 3;

// The event of a step that causes the others.
function mainOf(events: readonly TraceEvent[]): TraceEvent | undefined {
  const ring = events.find(({ kind, outcome }) => kind === "Rejected" && (outcome === "deadlock" || outcome === "itself"));
  if (ring) return ring;
  const client = events.filter(({ kind, client: c }) => kind === "Answered" && c >= 0).pop();
  for (const kind of ["Panicked", "Kept"] as const) {
    const found = events.find((event) => event.kind === kind);
    if (found) return found;
  }
  if (client) return client;
  const order: readonly EventKind[] = ["Rejected", "Withdrawn", "Answered", "Received", "Blocked", "Admitted", "Abandoned", "Stopping", "Killed", "Failed", "Handled"];
  for (const kind of order) {
    const found = events.find((event) => event.kind === kind);
    if (found) return found;
  }
  return events[events.length - 1];
}

function tell(event: TraceEvent, events: readonly TraceEvent[], snapshot: Snapshot): Told {
  const k = event.actor ?? 0;
  const name = event.actorName ?? nameOf(snapshot, k);
  const at: NamedActor | undefined = snapshot.actors?.shown[k];
  const caller = actorOf(event.client);
  switch (event.kind) {
    case "Rejected":
      return refuse(event, name, snapshot);
    case "Admitted":
    case "Blocked":
      return caller >= 0 ? callOut(event, caller, snapshot) : enter(event, name, at);
    case "Received": {
      const entered = events.find(({ kind, actor }) => kind === "Admitted" && (actor ?? 0) === k);
      if (entered) return { what: `${name} received ${its(event)}, which freed a slot.`, why: `${who(entered)} ${entered.who === YOU ? "were" : "was"} first in line, so ${itsOwn(entered)} was admitted.` };
      const left = at?.mailbox.depth ?? 0;
      const rest = left > 0 ? ` ${plural(left, "command")} in its mailbox ${left === 1 ? "waits" : "wait"} until then.` : "";
      return { what: `${name} received ${its(event)}.`, why: at ? `Handling takes ${brief(at.actor.handle)}, and one command at a time.${rest}` : "" };
    }
    case "Kept": {
      const on = events.find(({ kind, client }) => (kind === "Admitted" || kind === "Blocked") && actorOf(client) === k);
      const to = on ? (on.actorName ?? nameOf(snapshot, on.actor)) : "";
      const turn = `${name}'s turn ends, so it takes the next command.`;
      if (to === "") return { what: `${name} keeps the reply to ${its(event)}.`, why: `${turn} The answer comes later.` };
      return { what: `${name} keeps the reply to ${its(event)} and calls ${to}.`, why: `${turn} The answer comes once ${to} has handled it.` };
    }
    case "Answered":
      return answer(event, events, snapshot);
    case "Replied": {
      const by = nameOf(snapshot, event.by);
      return { what: `${by} replied to ${its(event)}${by === name ? "" : ` for ${name}`}.`, why: `${who(event)} ${event.who === YOU ? "get" : "gets"} the reply next.` };
    }
    case "Withdrawn":
      return { what: `${who(event)} gave up waiting for a slot at ${name}.`, why: `The time ran out, so ${itsOwn(event)} never got in.` };
    case "Abandoned":
      return { what: `The reply to ${its(event)} was discarded.`, why: `Nobody awaits it any more: the caller went away. ${nameOf(snapshot, event.by)} goes on.` };
    case "Handled": {
      const next = at?.mailbox.slots[0];
      const then = next ? `Next in its mailbox is ${next.client === YOU ? "your" : `${next.client}'s`} ${next.what}.` : at?.actor.state === "alive" ? "Its mailbox is empty, so it waits for a command." : "";
      const value = event.op?.endsWith("set") && at ? `: its value is ${at.actor.value}` : "";
      return { what: `${name} handled ${its(event)}${value}.`, why: then };
    }
    case "Panicked":
      return { what: `${name}'s handler ${event.outcome === "exit" ? "ended its goroutine" : "panicked"} on ${its(event)}.`, why: `So ${name} has crashed. What was in its mailbox is dropped, and whoever waits for it gets the error.` };
    case "Dropped":
      return { what: `${its(event)} was dropped.`, why: `${name} is gone, so nothing in its mailbox will be handled.` };
    case "Failed":
      if (event.outcome === "timeout") return { what: `${who(event)} gave up awaiting ${name}'s reply.`, why: `The command was admitted, so ${name} handles it all the same.` };
      return { what: `${its(event)} at ${name} returned an error: ${failure(event.outcome)}.`, why: "" };
    default:
      return { what: sentenceOf(event), why: "" };
  }
}

// The core describes a ring in its error.
function refuse(event: TraceEvent, name: string, snapshot: Snapshot): Told {
  const ring = ringOf(snapshot);
  if (ring && !ring.forEver && (event.outcome === "deadlock" || event.outcome === "itself")) return { what: `${its(event)} was refused by ${name}: it would close a ring.`, why: `${ring.text}.` };
  const why = event.outcome === "full" ? `${name}'s mailbox is full, and a try doesn't wait.` : event.outcome === "stopped" ? `${name} has stopped: it takes nothing more.` : `${capital(failure(event.outcome))}.`;
  return { what: `${its(event)} was refused by ${name}.`, why };
}

// A client's call.
function enter(event: TraceEvent, name: string, at: NamedActor | undefined): Told {
  const you = event.who === YOU;
  if (event.kind === "Blocked") {
    const before = (at?.line.waiting ?? 1) - 1;
    const ahead = before > 0 ? ` ${plural(before, "sender")} ${before === 1 ? "is" : "are"} before it.` : ` ${event.who === YOU ? "You are" : "It is"} first in line.`;
    return { what: `${who(event)} ${you ? "wait" : "waits"} for a slot at ${name} with ${commandOf(event)}.`, why: `${name}'s mailbox is full: ${figure(at)}.${ahead}` };
  }
  const goesOn = event.op?.endsWith("set") ? `${who(event)} ${you ? "go" : "goes"} on at once` : `${who(event)} ${you ? "await" : "awaits"} the reply`;
  return { what: `${its(event)} was admitted by ${name}.`, why: `${name}'s mailbox had a free slot; ${goesOn}.` };
}

// A call of an actor's handler: its turn is open while it waits.
function callOut(event: TraceEvent, caller: number, snapshot: Snapshot): Told {
  const from = event.who;
  const to = event.actorName ?? nameOf(snapshot, event.actor);
  const call = snapshot.actors?.shown[caller]?.call;
  const open = call?.command === event.command ? call : null;
  const blindly = open?.blindly ? " It calls without its handler's context, so nothing would warn of a ring." : "";
  if (event.kind === "Blocked") {
    return { what: `${from}'s handler waits for a slot at ${to}.`, why: `${to}'s mailbox is full: ${figure(snapshot.actors?.shown[event.actor ?? 0])}. Until then ${from}'s turn stays open, and it takes no other command.${blindly}` };
  }
  if (open) return { what: `${from}'s handler asks ${to}.`, why: `Its turn stays open until ${to} answers, so ${from} takes no other command.${blindly}` };
  if (event.op === "get") return { what: `${from} sent a get on to ${to}.`, why: `${from} goes on at once; the answer comes from ${to}.` };
  return { what: `${from} sent ${commandOf(event)} on to ${to}.`, why: `${to}'s mailbox had a free slot, so ${from} goes on at once.` };
}

function answer(event: TraceEvent, events: readonly TraceEvent[], snapshot: Snapshot): Told {
  const byOf = (one: TraceEvent) => nameOf(snapshot, events.find(({ kind, command: it }) => kind === "Replied" && it === one.command)?.by ?? one.actor);
  const asked = event.actorName ?? nameOf(snapshot, event.actor);
  const by = byOf(event);
  const answers = events.filter(({ kind }) => kind === "Answered");
  const what = `${who(event)} got the answer ${event.value}${by === asked ? "" : ` from ${by}`}.`;
  if (answers.length > 1) return { what, why: `${answers.map((one) => `${byOf(one)} answered ${one.who}`).join(", and ")}.` };
  if (by !== asked) return { what, why: `${who(event)} asked ${asked}, which had handed the reply on. ${by} answered in its place.` };
  if (actorOf(event.client) >= 0) return { what, why: `${by} replied, and ${event.who}'s handler goes on.` };
  return { what, why: `${by} handled ${its(event)} and replied.` };
}

function burst(first: TraceEvent, { latest, latestTotal, actors }: Snapshot): Told {
  const at = actors?.shown[first.actor ?? 0];
  const blocked = (at?.line.waiting ?? 0) - (latest[0]!.waiting - (latest[0]!.kind === "Blocked" ? 1 : 0));
  const waits = blocked > 0 ? `: ${count(latestTotal - blocked)} admitted, ${count(blocked)} ${blocked === 1 ? "waits" : "wait"}` : ": all were admitted";
  return { what: `${who(first)} sent ${plural(latestTotal, "command")} to ${at?.name ?? ""}${waits}.`, why: `Of its mailbox ${figure(at)}.` };
}

function figure(at: NamedActor | undefined): string {
  const { depth = 0, capacity = 0 } = at?.mailbox ?? {};
  return `${count(depth)} of ${plural(capacity, "slot")} ${depth === 1 ? "is" : "are"} taken`;
}

function its(event: TraceEvent): string {
  if (event.client === -2) return `its own ${commandOf(event)}`;
  return event.who === YOU ? `your ${commandOf(event)}` : `${event.who}'s ${commandOf(event)}`;
}

function itsOwn(event: TraceEvent): string {
  return event.who === YOU ? `your ${commandOf(event)}` : `its ${commandOf(event)}`;
}

function who({ who: name }: TraceEvent): string {
  return name === YOU ? "You" : name;
}

function list(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names[names.length - 1]}`;
}
