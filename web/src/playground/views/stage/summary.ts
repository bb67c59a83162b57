// The picture in two or three sentences, for readers who can't see it. The log has all of it in words.

import { count, plural } from "../../ui/format";
import type { Snapshot } from "../../../client/stage";
import { conditionOf } from "./disc";
import { left } from "./words";

export function summaryOf(snapshot: Snapshot): string {
  const { actor, mailbox, line, clock, deadlock } = snapshot;
  const parts: string[] = [];
  const condition = conditionOf(snapshot);
  if (condition === "unstarted") parts.push("The actor is not started");
  else if (condition === "crashed") parts.push(`The actor crashed with the value ${actor.value}`);
  else if (condition === "stuck") parts.push(`Deadlock: ${plural(deadlock?.waitTotal ?? 0, "caller")} wait for ever. The value is ${actor.value}`);
  else if (actor.hand) parts.push(`The actor handles ${actor.hand.what} from ${actor.hand.client}, ${left(Math.max(0, actor.hand.since + actor.handle - clock))} left. The value is ${actor.value}`);
  else parts.push(`The actor is ${condition}. The value is ${actor.value}`);
  if (condition !== "unstarted") parts.push(`${count(mailbox.depth)} of ${plural(mailbox.capacity, "slot")} taken${mailbox.depth >= mailbox.capacity ? ": the mailbox is full" : ""}`);
  const [first] = line.first;
  if (line.waiting > 0) parts.push(`${plural(line.waiting, "sender")} ${line.waiting === 1 ? "waits" : "wait"} for a slot${first ? `, ${first.client} first` : ""}`);
  return `Stage. ${parts.join(". ")}.`;
}
