// A command's life in words.

import { time } from "../../ui/format";
import type { Message } from "../../play/trace-store";

export function describe({ who, what, blocked, admitted, received, handled, answered, abandoned, lost, failed }: Message): string {
  const parts: string[] = [];
  if (blocked) {
    const until = admitted ?? lost;
    parts.push(until ? `waited ${time(until.at - blocked.at)} for a slot` : "waits for a slot");
  }
  if (admitted) {
    const until = received ?? lost;
    parts.push(until ? `${time(until.at - admitted.at)} in the mailbox` : "in the mailbox");
  }
  if (failed?.kind === "LetGo") parts.push("its caller dropped the receiver of the reply");
  if (received) parts.push(handled ? `handled in ${time(handled.at - received.at)}` : "being handled");
  if (answered) parts.push(`the answer is ${answered.value}`);
  if (abandoned) parts.push("the reply was discarded");
  if (lost?.kind === "Rejected") parts.push(`refused: ${lost.outcome}`);
  if (lost?.kind === "Withdrawn") parts.push("gave up");
  if (lost?.kind === "Dropped") parts.push("dropped unhandled");
  if (failed && !lost && failed.kind !== "LetGo") parts.push(`failed: ${failed.outcome}`);
  return `${who}, ${what}: ${parts.join(", ")}`;
}
