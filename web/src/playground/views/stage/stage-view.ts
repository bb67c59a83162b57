// The picture: callers, waiting line, mailbox, actor, and the replies' way back.
// It is drawn from the snapshot alone. Motion only joins one picture to the next.

import { h } from "../../ui/dom";
import { icon } from "../../ui/icons";
import type { TraceEvent } from "../../../client/stage";
import type { Frame, View, ViewKind } from "../../play/view";
import css from "./stage-view.css" with { type: "text" };
import { Actor } from "./actor";
import { Callers } from "./callers";
import { Caption } from "./caption";
import { Chips, createChip } from "./chip";
import { Flights, type Spot } from "./flights";
import { Line } from "./line";
import { Mailbox } from "./mailbox";
import { Replies } from "./replies";
import { Tip } from "./tip";

const FLIGHT_MS = 520;
const FLIGHT_PLAYING_MS = 300; // is over before the player takes the next step of an instant
const REPLY_MS = 1100;
// More than these at once is a swarm that nobody can follow.
const MOST_STEPS = 12;
const MOST_SPEED = 8;

class StageView implements View {
  readonly element = h("div", { class: "stage" });
  readonly #chips = new Chips();
  readonly #callers = new Callers();
  readonly #line = new Line(this.#chips);
  readonly #mailbox = new Mailbox(this.#chips);
  readonly #actor = new Actor(this.#chips);
  readonly #replies = new Replies();
  readonly #caption = new Caption();
  readonly #flights = new Flights();
  readonly #tip: Tip;
  #position = 0;

  constructor() {
    const flow = h("div", { class: "stage-flow" });
    this.#tip = new Tip(flow);
    this.element.append(flow, this.#caption.element);
    flow.append(
      this.#callers.panel.element,
      arrow("send"),
      this.#line.panel.element,
      arrow("admit"),
      this.#mailbox.panel.element,
      arrow("receive"),
      this.#actor.panel.element,
      this.#replies.element,
      this.#flights.element,
      this.#tip.element,
    );
  }

  render(frame: Frame): void {
    const moves = this.#moves(frame);
    const before = moves ? this.#spots() : null;
    const focused = this.#focused();
    this.#chips.begin(moves || !frame.playing);
    this.#callers.render(frame);
    this.#actor.render(frame);
    this.#mailbox.render(frame);
    this.#line.render(frame);
    keepFocus(focused);
    this.#tip.render(frame.snapshot);
    this.#replies.render(frame);
    this.#caption.render(frame);
    if (before) this.#fly(before, frame);
    else if (frame.moved !== "forward") this.#flights.clear();
    this.#position = frame.snapshot.position;
  }

  dispose(): void {
    this.#flights.clear();
    this.element.remove();
  }

  #focused(): { thing: HTMLElement; panel: HTMLElement } | null {
    const root = this.element.getRootNode();
    const thing = root instanceof ShadowRoot ? root.activeElement : null;
    const panel = thing?.closest<HTMLElement>(".stage-panel");
    return thing instanceof HTMLElement && panel && thing !== panel ? { thing, panel } : null;
  }

  #moves({ snapshot, moved, speed, reducedMotion }: Frame): boolean {
    const steps = snapshot.position - this.#position;
    if (reducedMotion || steps === 0 || moved === "jump" || Math.abs(steps) > MOST_STEPS) return false;
    return speed !== "max" && speed <= MOST_SPEED;
  }

  #spots(): Map<number, { spot: Spot; element: HTMLElement }> {
    const spots = new Map<number, { spot: Spot; element: HTMLElement }>();
    for (const [command, chip] of this.#chips.all) {
      spots.set(command, { spot: this.#flights.spot(chip.element, command), element: chip.element });
    }
    return spots;
  }

  #fly(before: ReadonlyMap<number, { spot: Spot; element: HTMLElement }>, frame: Frame): void {
    const pace = frame.playing && frame.speed !== "max" ? Math.max(1, frame.speed) ** 0.8 : 1;
    const ms = (frame.playing ? FLIGHT_PLAYING_MS : FLIGHT_MS) / pace;
    const news = frame.recent.filter((event) => event.step > this.#position);
    const from = new Map(news.map((event) => [event.command, event.who]));
    for (const [command, chip] of this.#chips.all) {
      const to = this.#flights.spot(chip.element);
      const was = before.get(command)?.spot ?? this.#entrance(from.get(command));
      if (was && Math.abs(was.x - to.x) + Math.abs(was.y - to.y) > 3) {
        this.#flights.start({ of: chip.element, path: [was, to], ms, key: command });
      }
    }
    if (frame.moved !== "forward") return;
    for (const event of news) {
      if (event.kind === "Rejected" && !before.has(event.command)) this.#refuse(event, ms);
      const gone = before.get(event.command);
      if (gone && !this.#chips.all.has(event.command)) this.#leave(event, gone, ms);
    }
    for (const reply of this.#replies.shown) {
      const chip = reply.step > this.#position ? this.#replies.chip(reply) : undefined;
      if (!chip) continue;
      const hand = this.#flights.spot(this.#actor.hand);
      const way = this.#flights.spot(chip);
      const home = this.#flights.spot(this.#callers.anchor(reply.to));
      const path = reply.tone === "lost" ? [hand, { ...hand, y: way.y }, way] : [hand, { ...hand, y: way.y }, way, { ...home, y: way.y }, home];
      this.#flights.start({ of: chip, path: path.map((spot) => ({ ...spot, width: way.width })), ms: REPLY_MS / pace });
    }
  }

  #entrance(who: string | undefined): Spot | undefined {
    return who === undefined ? undefined : this.#flights.spot(this.#callers.anchor(who));
  }

  // What was never let in: it goes to the mailbox, and is sent back.
  #refuse(event: TraceEvent, ms: number): void {
    const chip = createChip();
    const what = event.op === "set" || event.op === "try set" ? `${event.op} ${event.value}` : (event.op ?? "");
    chip.update({ command: event.command, client: event.who, index: event.client, what, since: event.at });
    const home = this.#flights.spot(this.#callers.anchor(event.who));
    const door = this.#flights.spot(this.#mailbox.panel.strip);
    const width = Math.min(home.width, door.width);
    const path = [home, door, { ...door, y: door.y + 24 }, home].map((spot) => ({ ...spot, width }));
    this.#flights.start({ of: chip.element, path, ms: 2 * ms, vanish: true });
  }

  // A command that is nowhere any more: handled, it goes into the value; else it ends where it was.
  #leave(event: TraceEvent, gone: { spot: Spot; element: HTMLElement }, ms: number): void {
    const { spot, element } = gone;
    switch (event.kind) {
      case "Handled":
        if (event.op !== "get") {
          const value = this.#flights.spot(this.#actor.value);
          this.#flights.start({ of: element, path: [spot, { ...value, width: spot.width }], ms, vanish: true });
        }
        break;
      case "Withdrawn": {
        const home = this.#flights.spot(this.#callers.anchor(event.who));
        this.#flights.start({ of: element, path: [spot, { ...home, width: spot.width }], ms, vanish: true });
        break;
      }
      case "Dropped":
        this.#flights.start({ of: element, path: [spot, { ...spot, y: spot.y + 40 }], ms, vanish: true });
        break;
    }
  }
}

// A chip that goes to another place leaves the document for a moment, and the focus with it.
function keepFocus(focused: { thing: HTMLElement; panel: HTMLElement } | null): void {
  if (!focused || focused.thing.matches(":focus")) return;
  (focused.thing.isConnected ? focused.thing : focused.panel).focus({ preventScroll: true });
}

function arrow(label: string): HTMLElement {
  return h("div", { class: "stage-arrow", "data-step": label, "aria-hidden": "true" }, h("span", null, label), icon("arrow"));
}

export const view: ViewKind = { title: "Stage", css, create: () => new StageView() };
