// The picture of several actors in a few sentences, for readers who can't see it. The log has all of it in words.

import type { Snapshot } from "../../../client/stage";
import { plural } from "../../ui/format";
import { callWords, nameOf, ringOf } from "../stage/several";

export function summaryOfSeveral(snapshot: Snapshot): string {
  const shown = snapshot.actors?.shown ?? [];
  const parts = shown.map(({ name, actor, mailbox, line, call }) => {
    const does = call ? callWords(call, nameOf(snapshot, call.to)) : actor.hand ? `handles ${actor.hand.what} from ${actor.hand.client}` : actor.failure !== "" ? "has crashed" : actor.state === "alive" ? "is idle" : `is ${actor.state}`;
    const waits = line.waiting > 0 ? `, ${plural(line.waiting, "sender")} ${line.waiting === 1 ? "waits" : "wait"} for a slot` : "";
    return `${name} has the value ${actor.value} and ${does}; ${mailbox.depth} of ${plural(mailbox.capacity, "slot")} taken${waits}`;
  });
  const ring = ringOf(snapshot);
  return `Stage. ${[...(ring ? [ring.text.replace(/\.$/, "")] : []), ...parts].join(". ")}.`;
}
