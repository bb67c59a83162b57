// Several actors in a snapshot: each as the one actor that the stage's parts know how to show, and what goes from one to another.

import type { NamedActor, Item, Snapshot } from "../../../client/stage";

/** The client index that stands for the calls of actor 0; those of the others are below. */
const FIRST = -3;

/** The actor whose handler calls as that client, or -1. */
export function actorOf(client: number): number {
  return client <= FIRST ? FIRST - client : -1;
}

/** The actors that wait for each other, each for the next and the last for the first, and whether for ever; null if none do. */
export function ringOf({ ring, deadlock }: Snapshot): { actors: readonly number[]; text: string; forEver: boolean } | null {
  if (ring) return { ...ring, forEver: false };
  if (deadlock?.ring) return { actors: deadlock.ring, text: deadlock.because, forEver: true };
  return null;
}

/** The snapshot as if actor k were the only one. Of a deadlock it has what holds that actor. */
export function snapshotOf(snapshot: Snapshot, k: number): Snapshot {
  const one = snapshot.actors?.shown[k];
  return one ? { ...snapshot, ...partsOf(one), deadlock: one.call ? snapshot.deadlock : null } : snapshot;
}

function partsOf({ actor, mailbox, line, counts }: NamedActor): Pick<Snapshot, "actor" | "mailbox" | "line" | "counts"> {
  return { actor, mailbox, line, counts };
}

/** What actor k is called: its number if the snapshot doesn't list it, and "the actor" if it is the only one. */
export function nameOf({ actors }: Snapshot, k = 0): string {
  return actors ? (actors.shown[k]?.name ?? `actor ${k + 1}`) : "the actor";
}

/** All commands that the snapshot lists. The same one may be listed twice: where it is, and as its caller's call. */
export function itemsOf({ actor, mailbox, line, actors }: Snapshot): Item[] {
  if (!actors) return [actor.hand, ...mailbox.slots, ...line.first].filter((item) => item !== null);
  return actors.shown.flatMap((one) => [one.actor.hand, ...one.mailbox.slots, ...one.line.first, ...one.kept, one.call].filter((item) => item !== null));
}

/** A command with those that it was given for, and those that were given for it, as far as the snapshot lists them. */
export function chainOf(command: number | null, snapshot: Snapshot): ReadonlySet<number> {
  const chain = new Set<number>();
  if (command === null) return chain;
  chain.add(command);
  const items = snapshot.actors ? itemsOf(snapshot) : [];
  for (let before = 0; before < chain.size; ) {
    before = chain.size;
    for (const { command: it, cause, with: given } of items) {
      for (const other of [cause, given]) {
        if (other === undefined) continue;
        if (chain.has(it)) chain.add(other);
        else if (chain.has(other)) chain.add(it);
      }
    }
  }
  return chain;
}

/** What an actor's handler does in its open call, in a few words: "asks cache". */
export function callWords({ act, slot }: NonNullable<NamedActor["call"]>, name: string): string {
  const words = act === "tell" ? `tells ${name}` : act === "forward" ? `forwards to ${name}` : `asks ${name}`;
  return slot ? `${words}, waits for a slot` : words;
}
