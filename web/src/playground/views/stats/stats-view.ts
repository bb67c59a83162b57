// Figures up to the playhead: depth and waiting senders over time, how long commands waited, how many were handled a second,
// and the core's own counters with what holds between them.

import { h, say, set } from "../../ui/dom";
import { count, time } from "../../ui/format";
import type { Frame, View, ViewKind } from "../../play/view";
import { roundInterval } from "../../ui/axis";
import { type Bar, Plot, type Span } from "./plot";
import type { Snapshot } from "../../../client/stage";
import { Which } from "../which";
import { History } from "./history";
import css from "./stats.css" with { type: "text" };

const SECOND = 1e9; // ns
const READING_MS = 2.5; // of a frame, for reading the trace
const CALM_MS = 150; // between drawings while it plays: figures that change more often can't be read
const CALM_LONG_MS = 500; // if there is much to go through
const LONG = 20_000; // events
const LEAST = 1e8; // ns that are shown at least
const BARS = 24;
const PERCENTILE = 0.95;

class StatsView implements View {
  readonly element: HTMLElement;
  readonly #empty = h("p", { class: "stats-empty" }, "Nothing has happened yet.");
  readonly #all = h("div", { class: "stats-all", hidden: true });
  readonly #depth = new Plot("In the mailbox", "mailbox");
  readonly #waiting = new Plot("Waiting for a slot", "caller");
  readonly #rate = new Plot("Handled per second", "actor");
  readonly #waits = new Plot("From sending to receipt", "reply");
  readonly #plots = [this.#depth, this.#waiting, this.#rate, this.#waits];
  readonly #sums = sums();
  readonly #others = others();
  readonly #note = h("p", { class: "stats-note" });
  readonly #resized: ResizeObserver;
  readonly #history = new History();
  readonly #which = new Which(() => this.#show());
  #frame: Frame | null = null;
  #request = 0;
  #drawn = "";
  #drawnAt = 0;

  constructor() {
    this.#all.append(
      h("div", { class: "stats-plots" }, this.#depth.element, this.#waiting.element, this.#rate.element, this.#waits.element),
      h("div", { class: "stats-counts" }, ...this.#sums.elements, ...this.#others.elements),
      this.#note,
    );
    this.element = h("div", { class: "stats", role: "group", tabindex: 0, "aria-label": "Statistics so far" }, this.#which.element, this.#empty, this.#all);
    this.#resized = new ResizeObserver(() => this.#soon());
    this.#resized.observe(this.element);
  }

  render(frame: Frame): void {
    this.#frame = frame;
    this.#show();
  }

  dispose(): void {
    cancelAnimationFrame(this.#request);
    this.#resized.disconnect();
    this.element.remove();
  }

  #soon(): void {
    if (this.#request !== 0) return;
    this.#request = requestAnimationFrame(() => {
      this.#request = 0;
      this.#show();
    });
  }

  #show(): void {
    const frame = this.#frame;
    if (!frame || this.element.clientWidth === 0) return;
    const { snapshot, playing, epoch } = frame;
    this.#which.render(snapshot);
    const of = this.#which.of(snapshot);
    this.#sums.update(of);
    this.#others.update(of);
    const history = this.#history;
    const read = history.read(frame, this.#which.actor, performance.now() + READING_MS);
    if (!read) this.#soon();
    const nothing = snapshot.position === 0;
    if (this.#all.hidden !== nothing) {
      this.#all.hidden = nothing;
      this.#empty.hidden = !nothing;
    }
    if (nothing) return;
    const width = this.#plots.map((plot) => plot.measure()).join(" ");
    const key = `${epoch} ${this.#which.actor} ${snapshot.position} ${history.revision} ${width}`;
    const now = performance.now();
    const calm = playing || !read ? (history.length > LONG ? CALM_LONG_MS : CALM_MS) : 0;
    if (key === this.#drawn) return;
    if (now - this.#drawnAt < calm) return;
    this.#drawn = key;
    this.#drawnAt = now;
    this.#draw(frame);
    const { fallen } = frame.stage.trace();
    say(this.#note, !read ? "Reading the trace …" : fallen > 0 ? `The first ${count(fallen)} events are no longer kept and not counted.` : "");
  }

  #draw({ snapshot }: Frame): void {
    const { clock } = snapshot;
    const { mailbox, line, actor, counts } = this.#which.of(snapshot);
    const history = this.#history;
    const end = roundUp(Math.max(clock, actor.handle, LEAST));
    const span: Span = { from: 0, to: end };

    const columns = history.columns(end, this.#depth.columns);
    const deepest = columns.reduce((most, { len }) => Math.max(most, len), 0);
    const longest = columns.reduce((most, { waiting }) => Math.max(most, waiting), 0);
    // The capacity is shown if the depth comes near it.
    const near = mailbox.capacity <= Math.max(8, 4 * deepest);
    this.#depth.title(`${count(mailbox.depth)} of ${count(mailbox.capacity)}`, `most ${count(deepest)}`);
    this.#depth.steps(span, columns.map(({ at, len }) => [at, len]), clock, near ? mailbox.capacity : roundUp(deepest), near ? mailbox.capacity : null);
    this.#waiting.title(`${count(line.waiting)} now`, `most ${count(longest)}`);
    this.#waiting.steps(span, columns.map(({ at, waiting }) => [at, waiting]), clock, Math.max(roundUp(longest), 1), null);

    const size = Math.max(roundInterval(end / BARS), actor.handle > 0 ? roundInterval(2 * actor.handle) : 0);
    const rates = history.handled(size, clock).map((n, i): Bar => {
      const length = Math.min(size, Math.max(clock - i * size, 1)); // the last isn't over
      return { from: i * size, to: i * size + size, height: (n * SECOND) / (length < size / 2 ? size : length), count: n };
    });
    const { handled } = counts;
    this.#rate.title(clock > 0 ? `${digits((handled * SECOND) / clock)} on average` : `${count(handled)} so far`, "");
    this.#rate.bars({ from: 0, to: Math.max(end, rates.length * size) }, rates, [], "/s");

    const waits = history.waits();
    if (waits.length === 0) {
      this.#waits.title("nothing received yet", "");
      this.#waits.bars(span, [], [], "");
      return;
    }
    const at = (share: number) => waits[Math.min(Math.ceil(share * waits.length) - 1, waits.length - 1)] ?? 0;
    const [median, most, last] = [at(0.5), at(PERCENTILE), at(1)];
    this.#waits.title(`median ${time(median)}`, `95% within ${time(most)}, longest ${time(last)}`);
    const bin = last > 0 ? roundInterval(last / 14) : 1e6;
    const bins = new Array<number>(Math.floor(last / bin) + 1).fill(0);
    for (const wait of waits) bins[Math.floor(wait / bin)]! += 1;
    this.#waits.bars(
      { from: 0, to: bins.length * bin },
      bins.map((n, i) => ({ from: i * bin, to: (i + 1) * bin, height: n, count: n })),
      [{ at: median, name: "median" }, { at: most, name: "95%" }],
      "",
    );
  }
}

/** The next number that is short to write: 1, 1.5, 2, 3, 4, 5, 6, 8, 10, 15 … but whole numbers below ten. */
function roundUp(n: number): number {
  if (n > 5 * SECOND) return roundInterval(n);
  if (n <= 10) return Math.max(Math.ceil(n), 1);
  const power = 10 ** Math.floor(Math.log10(n));
  return [1, 1.5, 2, 3, 4, 5, 6, 8, 10].map((m) => m * power).find((m) => m >= n) ?? n;
}

function digits(n: number): string {
  return n >= 100 ? count(Math.round(n)) : String(Number(n.toPrecision(2)));
}

/** What the figures are of. */
type Of = Pick<Snapshot, "counts" | "mailbox">;

interface Counters {
  readonly elements: readonly HTMLElement[];
  update(snapshot: Of): void;
}

interface Term {
  readonly name: string;
  readonly role: string;
  readonly of: (snapshot: Of) => number;
}

const admitted: Term = { name: "admitted", role: "caller", of: ({ counts }) => counts.admitted };
const received: Term = { name: "received", role: "actor", of: ({ counts }) => counts.received };

// What must hold after every step, with the numbers that are there.
function sums(): Counters {
  const lines: readonly (readonly Term[])[] = [
    [
      admitted,
      received,
      { name: "in the mailbox", role: "mailbox", of: ({ mailbox }) => mailbox.depth },
      { name: "dropped", role: "error", of: ({ counts }) => counts.dropped },
    ],
    [
      received,
      { name: "handled", role: "actor", of: ({ counts }) => counts.handled },
      { name: "in hand", role: "actor", of: ({ counts }) => counts.received - counts.handled },
    ],
  ];
  const made = lines.map((terms) => terms.map(counter));
  return {
    // A sign stays with what is behind it.
    elements: made.map((terms) => h("p", { class: "stats-sum" }, ...terms.map(({ element }, i) => (i === 0 ? element : h("span", { class: "stats-part" }, h("span", { class: "stats-sign" }, i === 1 ? "=" : "+"), element))))),
    update: (snapshot) => made.forEach((terms) => terms.forEach((term) => term.update(snapshot))),
  };
}

function others(): Counters {
  const terms: readonly Term[] = [
    { name: "gave up waiting", role: "error", of: ({ counts }) => counts.withdrawn },
    { name: "refused", role: "error", of: ({ counts }) => counts.rejected },
    { name: "replied", role: "reply", of: ({ counts }) => counts.replied },
    { name: "replies discarded", role: "error", of: ({ counts }) => counts.abandoned },
  ];
  const made = terms.map(counter);
  return {
    elements: [h("p", { class: "stats-sum" }, ...made.map(({ element }) => element))],
    update: (snapshot) => made.forEach((term) => term.update(snapshot)),
  };
}

function counter({ name, role, of }: Term) {
  const number = h("span", { class: "stats-number" });
  const element = h("span", { class: `stats-term stats-${role}` }, number, h("span", { class: "stats-name" }, name));
  return {
    element,
    update: (snapshot: Of) => {
      const n = of(snapshot);
      say(number, count(n));
      set(element, { "data-none": n === 0 });
    },
  };
}

export const view: ViewKind = {
  title: "Stats",
  css,
  create: () => new StatsView(),
};
