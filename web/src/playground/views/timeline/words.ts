// A command's life in words.

import { time } from "../../ui/format";
import type { Message } from "../../play/trace-store";

export function describe({ who, what, blocked, admitted, received, handled, answered, abandoned, lost, failed }: Message): string {
  const parts: string[] = [];
  if (blocked) {
    const until = admitted ?? lost;
    parts.push(until ? `waits ${time(until.at - blocked.at)} for a slot` : "waits for a slot");
  }
  if (admitted) {
    const until = received ?? lost;
    parts.push(until ? `is ${time(until.at - admitted.at)} in the mailbox` : "is in the mailbox");
  }
  if (failed?.kind === "LetGo") parts.push("whose reply nobody awaits any more");
  if (received) parts.push(handled ? `is handled in ${time(handled.at - received.at)}` : "is being handled");
  if (answered) parts.push(`is answered ${answered.value}`);
  if (abandoned) parts.push("is answered, to nobody");
  if (lost?.kind === "Rejected") parts.push(`is refused: ${lost.outcome}`);
  if (lost?.kind === "Withdrawn") parts.push("gives up");
  if (lost?.kind === "Dropped") parts.push("is dropped unhandled");
  if (failed && !lost && failed.kind !== "LetGo") parts.push(`fails: ${failed.outcome}`);
  return `${who}, ${what}: ${parts.join(", ")}`;
}
