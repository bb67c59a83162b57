// What one thing in the picture is, since when, and why it waits: shown while the pointer or the focus is on it.

import { h, say, set } from "../../ui/dom";
import { plural, time } from "../../ui/format";
import { YOU } from "../../ui/identity";
import type { Item, Snapshot } from "../../../client/stage";
import { doing } from "./cards";
import { nameOf, snapshotOf } from "./several";
import { failure } from "./words";

const THINGS = ".stage-token, .stage-card, .stage-disc, .stage-box";
const GAP = 6; // pixels between the thing and its tip

export class Tip {
  readonly element = h("p", { class: "stage-tip", role: "tooltip", id: "stage-tip", hidden: true });
  readonly #picture: HTMLElement;
  #snapshot: Snapshot | null = null;
  #thing: Element | null = null;

  /** Watches the things in the picture. */
  constructor(picture: HTMLElement) {
    this.#picture = picture;
    picture.addEventListener("pointerover", (e) => this.#show(e.pointerType === "touch" ? null : thingAt(e.target)));
    picture.addEventListener("pointerleave", () => this.#show(null));
    picture.addEventListener("focusin", (e) => this.#show(thingAt(e.target)));
    picture.addEventListener("focusout", () => this.#show(null));
    picture.addEventListener("keydown", (e) => this.#key(e));
  }

  /** Keeps the text up to date. */
  render(snapshot: Snapshot): void {
    this.#snapshot = snapshot;
    if (this.#thing) this.#show(this.#thing.isConnected ? this.#thing : null);
  }

  #show(thing: Element | null): void {
    const text = thing && this.#snapshot ? describe(thing, this.#snapshot) : "";
    if (this.#thing !== thing) {
      if (this.#thing) set(this.#thing, { "aria-describedby": null });
      if (thing) set(thing, { "aria-describedby": text === "" ? null : "stage-tip" });
    }
    const moved = this.#thing !== thing;
    this.#thing = thing;
    this.element.hidden = text === "";
    if (!thing || text === "") return;
    say(this.element, text);
    if (moved) this.#place(thing);
  }

  // Below the thing, or above it if it would leave the picture.
  #place(thing: Element): void {
    const picture = this.#picture.getBoundingClientRect();
    const at = thing.getBoundingClientRect();
    const mine = this.element.getBoundingClientRect();
    const left = Math.max(0, Math.min(at.left - picture.left, picture.width - mine.width));
    const below = at.bottom - picture.top + GAP;
    const above = at.top - picture.top - mine.height - GAP;
    this.element.style.setProperty("left", `${left}px`);
    this.element.style.setProperty("top", `${below + mine.height > picture.height && above > 0 ? above : below}px`);
  }

  // Up and down go from thing to thing within the picture, which is one stop for the tab key.
  #key(e: KeyboardEvent): void {
    const at = e.target;
    if (!(at instanceof Element)) return;
    if (e.key === "Escape" && this.#thing) {
      this.#show(null);
      e.stopPropagation();
      return;
    }
    const way = e.key === "ArrowDown" ? 1 : e.key === "ArrowUp" ? -1 : 0;
    if (way === 0) return;
    const things = [...this.#picture.querySelectorAll<HTMLElement>(".stage-card, button.stage-token, .graph-call:not([hidden])")];
    const next = things[things.findIndex((thing) => thing === at) + way] ?? (way > 0 ? things[0] : things[things.length - 1]);
    if (!next) return;
    e.preventDefault();
    e.stopPropagation();
    set(next, { tabindex: -1 });
    next.focus();
  }
}

function thingAt(target: EventTarget | null): Element | null {
  return target instanceof Element ? target.closest(THINGS) : null;
}

function describe(thing: Element, snapshot: Snapshot): string {
  const command = Number(thing.getAttribute("data-command") ?? 0);
  if (command > 0) return describeAmongAll(command, snapshot);
  const actor = thing.closest("[data-actor]")?.getAttribute("data-actor");
  if (actor && thing.matches(".stage-disc, .stage-box")) {
    const own = snapshotOf(snapshot, Number(actor));
    return `${nameOf(snapshot, Number(actor))}. ${thing.matches(".stage-disc") ? describeActor(own) : describeMailbox(own)}`;
  }
  const name = thing.getAttribute("data-name");
  if (name) return describeCaller(name, snapshot);
  if (thing.matches(".stage-disc")) return describeActor(snapshot);
  if (thing.matches(".stage-box")) return describeMailbox(snapshot);
  return "";
}

function describeAmongAll(command: number, snapshot: Snapshot): string {
  const actors = snapshot.actors?.shown ?? [];
  for (const [k, { name }] of actors.entries()) {
    const text = describeCommand(command, snapshotOf(snapshot, k));
    if (text !== "") return `At ${name}: ${text}`;
  }
  return describeCommand(command, snapshot);
}

function describeMailbox({ mailbox: { depth, capacity }, line }: Snapshot): string {
  const full = depth >= capacity ? " It is full, so senders wait in line." : " While a slot is free, senders are admitted at once.";
  const waiting = line.waiting > 0 ? ` ${plural(line.waiting, "sender")} ${line.waiting === 1 ? "waits" : "wait"} for one.` : "";
  return `The mailbox: ${plural(depth, "command")} in ${plural(capacity, "slot")}.${full}${waiting}`;
}

function describeActor({ actor, deadlock }: Snapshot): string {
  if (actor.failure !== "") return `The actor crashed: ${actor.failure.replace(/^actor: /, "")}. Its last value was ${actor.value}.`;
  if (deadlock) return deadlock.because;
  if (actor.state === "unstarted") return "There is no actor yet: it has not been started.";
  return `The actor's value is ${actor.value}. Only the actor reads and changes it, while it handles a command, one at a time.`;
}

function describeCommand(command: number, { line, mailbox, actor, clock }: Snapshot): string {
  const isIt = (item: Item) => item.command === command;
  const what = (item: Item) => `#${command} ${item.what} from ${item.client}:`;
  const since = (item: Item) => `since ${time(item.since)}, for ${time(clock - item.since)} so far`;
  const ahead = (n: number) => (n === 0 ? "It is next." : `${plural(n, "command")} ${n === 1 ? "is" : "are"} before it.`);
  if (actor.hand && isIt(actor.hand)) return `${what(actor.hand)} being handled ${since(actor.hand)}. Handling takes ${time(actor.handle)}.`;
  const slot = mailbox.slots.findIndex(isIt);
  const inSlot = mailbox.slots[slot];
  if (inSlot) return `${what(inSlot)} in the mailbox ${since(inSlot)}. ${ahead(slot)}`;
  const place = line.first.findIndex(isIt);
  const inLine = line.first[place];
  if (inLine) return `${what(inLine)} waiting for a slot ${since(inLine)}, because the mailbox is full. ${ahead(place)}`;
  return "";
}

function describeCaller(name: string, snapshot: Snapshot): string {
  const { clients, clock } = snapshot;
  if (name === YOU) return "You: a caller like the others. You call when you press a button.";
  const client = clients.shown.find((candidate) => candidate.name === name);
  if (!client) return "Callers that don't fit here, grouped by what they do.";
  const { call, does } = doing(client, snapshot);
  const since = client.since < clock ? `, for ${time(clock - client.since)}` : "";
  const last = client.last === "" ? "" : ` Result of its last call: ${/^-?\d/.test(client.last) ? client.last : client.last === "ok" ? "admitted" : failure(client.last)}.`;
  const until = client.state !== "asleep" && client.until > 0 ? ` Gives up at ${time(client.until)}.` : "";
  const line = client.line > 0 ? ` Line ${client.line} of the script.` : "";
  return `${client.name}: ${call} ${does}${since}.${until}${last}${line}`.replace(":  ", ": ");
}
