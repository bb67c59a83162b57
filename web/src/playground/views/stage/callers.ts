// Who calls the actor: a row each while they fit; beyond that, how many do what, and the ones it is about just now.

import { type Row, Rows, h, say, set } from "../../ui/dom";
import { count, plural, time } from "../../ui/format";
import { icon, turnInto } from "../../ui/icons";
import type { ClientState, ClientView } from "../../../client/stage";
import type { Frame } from "../../play/view";
import { createPanel } from "./panel";

/** What the reader's own calls come from. */
export const YOU = "you";
const MOST_ROWS = 12;
const CROWD_ROWS = 2; // beside the states of a crowd
const STATES: readonly ClientState[] = ["ready", "asleep", "waiting", "awaiting", "draining", "finished"];
const stateLabels: Readonly<Record<ClientState, string>> = {
  ready: "about to call",
  asleep: "asleep",
  waiting: "wait for a slot",
  awaiting: "wait for a reply",
  draining: "wait for the end",
  finished: "done",
};

interface Caller {
  readonly key: string;
  readonly name: string;
  readonly state: ClientState;
  readonly doing: string;
  readonly last: string;
  readonly bad: boolean; // what came out last is an error, or not what was expected
  readonly stuck: boolean;
}

interface Group {
  readonly state: ClientState;
  readonly n: number;
  readonly of: number;
}

export class Callers {
  readonly panel = createPanel("callers", "Callers", "each does one thing after the other");
  readonly #rows: Rows<Caller, string>;
  readonly #crowd: Rows<Group, ClientState>;
  readonly #list = h("ul", { class: "stage-callers-list", tabindex: 0, "aria-label": "Callers" });
  readonly #states = h("ul", { class: "stage-crowd" });

  constructor() {
    this.#rows = new Rows(this.#list, (caller) => caller.key, createRow);
    this.#crowd = new Rows(this.#states, (group) => group.state, createGroup);
    this.panel.body.append(this.#states, this.#list);
  }

  render(frame: Frame): void {
    const { clients } = frame.snapshot;
    const scripted = clients.shown.filter((client) => client.name !== YOU);
    const crowd = scripted.length > MOST_ROWS;
    const live = clients.shown.length - scripted.length;
    this.panel.figure(crowd ? count(clients.total) : "");
    this.#states.hidden = !crowd;
    if (crowd) this.#crowd.update(STATES.map((state) => ({ state, n: clients.states[state], of: clients.total })));
    const shown = crowd ? concerned(frame, scripted) : scripted;
    const rows = shown.map((client) => callerOf(client, frame));
    rows.push(you(frame, live));
    this.#rows.update(rows);
  }

  /** Where a client's calls leave from and its replies arrive. */
  anchor(name: string): Element {
    return this.#rows.get(name) ?? (this.#states.hidden ? this.panel.body : this.#states);
  }
}

/** The few of a crowd that the newest events are about, steadily in the script's order. */
function concerned(frame: Frame, scripted: readonly ClientView[]): ClientView[] {
  const names = new Set<string>();
  for (let i = frame.recent.length - 1; i >= 0 && names.size < CROWD_ROWS; i--) {
    const event = frame.recent[i]!;
    if (event.client >= 0 && event.who !== YOU) names.add(event.who);
  }
  const found = scripted.filter((client) => names.has(client.name));
  for (const client of scripted) {
    if (found.length >= CROWD_ROWS) break;
    if (!names.has(client.name)) found.push(client);
  }
  return found;
}

function callerOf(client: ClientView, frame: Frame): Caller {
  const { deadlock, misses } = frame.snapshot;
  const waits = client.state === "waiting" || client.state === "awaiting" || client.state === "draining";
  let miss;
  for (const candidate of misses) if (candidate.client === client.name) miss = candidate;
  return {
    key: client.name,
    name: client.name,
    state: client.state,
    doing: doing(client, frame.snapshot.clock),
    last: miss ? `expected ${miss.expected}, got ${miss.got}` : client.last,
    bad: miss !== undefined || isError(client.last),
    stuck: deadlock !== null && waits,
  };
}

/** What a client does now, in words; "—" sets the command apart from the wait. */
export function doing(client: ClientView, clock: number): string {
  const since = client.since < clock ? `, ${time(clock - client.since)}` : "";
  switch (client.state) {
    case "ready":
      return `next: ${client.what}`;
    case "asleep":
      return `waits until ${time(client.until)}`;
    case "waiting":
      return `${client.what} — waits for a slot${since}`;
    case "awaiting":
      return `${client.what} — waits for the reply${since}`;
    case "draining":
      return `${client.what} — waits for the end${since}`;
    case "finished":
      return "done";
  }
}

function isError(last: string): boolean {
  return last !== "" && last !== "ok" && last !== "unread" && !/^-?\d/.test(last);
}

// All that the reader commanded share a row, which is always there: what comes and goes would move the rest.
function you(frame: Frame, live: number): Caller {
  const { clients, clock, deadlock } = frame.snapshot;
  const mine = clients.shown.filter((client) => client.name === YOU);
  const first = mine[0];
  let last = "";
  for (const event of frame.recent) {
    if (event.who !== YOU) continue;
    if (event.kind === "Answered") last = String(event.value);
    else if (event.kind === "Failed") last = event.outcome;
    else if (event.kind === "Admitted" && event.op !== "get") last = "ok";
  }
  return {
    key: YOU,
    name: live > 1 ? `${YOU} ×${count(live)}` : YOU,
    state: first ? first.state : "finished",
    doing: first ? (live > 1 ? plural(live, "call") + " under way" : doing(first, clock)) : "call with the buttons below",
    last,
    bad: isError(last),
    stuck: deadlock !== null && first !== undefined && first.state !== "finished",
  };
}

function createRow(initial: Caller): Row<Caller> {
  const sign = icon(initial.state);
  const mine = initial.key === YOU;
  const name = h("span", { class: "stage-name" });
  const last = h("span", { class: "stage-last" });
  const what = h("span", { class: "stage-doing" });
  const element = h("li", { class: "stage-caller", "data-you": mine, "data-name": initial.key }, sign, name, last, what);
  return {
    element,
    update(caller) {
      turnInto(sign, caller.stuck ? "error" : mine && caller.state === "finished" ? "ready" : caller.state);
      say(name, caller.name);
      say(what, caller.stuck ? `stuck: ${caller.doing}` : caller.doing);
      say(last, caller.last);
      set(last, { "data-tone": caller.bad ? "bad" : caller.last === "ok" ? "ok" : caller.last === "" ? null : "answer" });
      set(element, { "data-state": caller.state, "data-stuck": caller.stuck });
    },
  };
}

function createGroup(initial: Group): Row<Group> {
  const n = h("span", { class: "stage-crowd-count" });
  const bar = h("span", { class: "stage-bar" }, h("span", { class: "stage-bar-fill" }));
  const element = h("li", { class: "stage-group", "data-state": initial.state }, icon(initial.state), h("span", null, stateLabels[initial.state]), n, bar);
  return {
    element,
    update(group) {
      say(n, count(group.n));
      bar.style.setProperty("--part", String(group.of === 0 ? 0 : group.n / group.of));
      set(element, { "data-none": group.n === 0 });
    },
  };
}
