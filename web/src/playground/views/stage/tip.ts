// What one thing in the picture is, since when, and why it waits: shown while the pointer or the focus is on it.

import { h, say, set } from "../../ui/dom";
import { plural, time } from "../../ui/format";
import type { Item, Snapshot } from "../../../client/stage";
import { YOU, doing } from "./callers";

const THINGS = ".stage-chip, .stage-slot, .stage-caller, .stage-group, .stage-reply, .stage-value";
const GAP = 6; // pixels between the thing and its tip

export class Tip {
  readonly element = h("p", { class: "stage-tip", role: "tooltip", id: "stage-tip", hidden: true });
  readonly #stage: HTMLElement;
  #snapshot: Snapshot | null = null;
  #thing: Element | null = null;

  /** Watches the things in stage. */
  constructor(stage: HTMLElement) {
    this.#stage = stage;
    stage.addEventListener("pointerover", (e) => this.#show(thingAt(e.target)));
    stage.addEventListener("pointerleave", () => this.#show(null));
    stage.addEventListener("focusin", (e) => this.#show(thingAt(e.target)));
    stage.addEventListener("focusout", () => this.#show(null));
    stage.addEventListener("keydown", (e) => this.#key(e));
  }

  /** Keeps what is told up to date. */
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
    this.#thing = thing;
    this.element.hidden = text === "";
    if (!thing || text === "") return;
    say(this.element, text);
    this.#place(thing);
  }

  #place(thing: Element): void {
    const origin = this.#stage.getBoundingClientRect();
    const at = thing.getBoundingClientRect();
    const mine = this.element.getBoundingClientRect();
    const left = Math.max(0, Math.min(at.left - origin.left, origin.width - mine.width));
    const top = at.bottom - origin.top + GAP;
    this.element.style.setProperty("left", `${left}px`);
    this.element.style.setProperty("top", `${top}px`);
  }

  // Up and down go from thing to thing within a panel, which is one stop for the tab key.
  #key(e: KeyboardEvent): void {
    const at = e.target;
    if (!(at instanceof Element)) return;
    if (e.key === "Escape" && this.#thing) {
      this.#show(null);
      e.stopPropagation();
      return;
    }
    const way = e.key === "ArrowDown" ? 1 : e.key === "ArrowUp" ? -1 : 0;
    const panel = at.closest(".stage-panel");
    if (way === 0 || !panel) return;
    const things = [...panel.querySelectorAll<HTMLElement>(THINGS)].filter((thing) => !thing.querySelector(THINGS) && thing.checkVisibility());
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
  if (command > 0) return describeCommand(command, snapshot);
  const name = thing.getAttribute("data-name");
  if (name) return describeCaller(name, snapshot);
  if (thing.matches(".stage-slot[data-empty]")) return "An empty slot. While there is one, whoever sends is admitted at once.";
  if (thing.matches(".stage-value")) return "The actor's value. Only the actor reads and changes it, while it handles a command.";
  return "";
}

function describeCommand(command: number, { line, mailbox, actor, clock }: Snapshot): string {
  const isIt = (item: Item) => item.command === command;
  const what = (item: Item) => `Command #${command}: ${item.what}, from ${item.client}.`;
  const since = (item: Item) => `since ${time(item.since)}, ${time(clock - item.since)} by now`;
  const ahead = (n: number) => (n === 0 ? "It is the next." : `${plural(n, "command")} before it.`);
  if (actor.hand && isIt(actor.hand)) {
    return `${what(actor.hand)} In the actor's hands ${since(actor.hand)}; handling takes ${time(actor.handle)}.`;
  }
  const slot = mailbox.slots.findIndex(isIt);
  const inSlot = mailbox.slots[slot];
  if (inSlot) return `${what(inSlot)} In the mailbox ${since(inSlot)}. ${ahead(slot)}`;
  const place = line.first.findIndex(isIt);
  const inLine = line.first[place];
  if (inLine) return `${what(inLine)} Waits for a slot ${since(inLine)}, because the mailbox is full. ${ahead(place)}`;
  return "";
}

function describeCaller(name: string, { clients, clock }: Snapshot): string {
  if (name === YOU) return "You: a caller like the others. Your calls are made at the moment you press the button.";
  const client = clients.shown.find((candidate) => candidate.name === name);
  if (!client) return "";
  const last = client.last === "" ? "" : ` Its last call: ${client.last}.`;
  const until = client.state !== "asleep" && client.until > 0 ? ` Gives up at ${time(client.until)}.` : "";
  const line = client.line > 0 ? ` Line ${client.line} of the script.` : "";
  return `${client.name}: ${doing(client, clock)}, since ${time(client.since)}.${until}${last}${line}`;
}
