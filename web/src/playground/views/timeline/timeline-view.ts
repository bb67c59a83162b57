// A sequence diagram on virtual time, and the run's scrubber: a lane for each client, the mailbox and the actor. It is painted
// on a canvas, and only what is seen of it; the log has the same in words.

import { h, say, set, svg } from "../../ui/dom";
import { count, plural } from "../../ui/format";
import type { Emit, Frame, View, ViewKind } from "../../play/view";
import { Which } from "../which";
import { type Moment, TraceStore } from "../../play/trace-store";
import { type Look, lookOf, paint } from "./canvas";
import { inkRules } from "./inks";
import { layOut as findLanes } from "./lanes";
import { layOut } from "./layout";
import { Legend, nameColumn } from "./names";
import { Playhead } from "./playhead";
import { Pointing } from "./pointing";
import { type Rows, stack } from "./rows";
import { type Scale, place, readable } from "./scale";
import type { Measure } from "./shapes";
import type { Scene } from "./sheet";
import css from "./timeline.css" with { type: "text" };
import { describe } from "./words";
import { WIDEST, Zoom, type ZoomMode } from "./zoom";

const PADDING = 20; // px before the first step
const TAIL = 100; // px after the last, if there is room: words such as "not as expected" stand there
const READING_MS = 2.5; // of a frame, for reading the trace
const REREADING_MS = 100; // between paints while what is not in sight is being read
const LAYING_MS = 250; // between looks at the lanes while clients are being read of
const CALM = 8; // a picture that stays in its place is painted again after this many times what painting took
const ZOOM_STEP = 1.6;
const STILL_WIDTH = 960; // px, of a saved drawing
const STILL_EVENTS = 1000;

class Timeline implements View {
  readonly element: HTMLElement;
  readonly #names = h("div", { class: "timeline-names" });
  readonly #canvas = h("canvas", { class: "timeline-canvas", role: "img", "aria-label": "Timeline: the log tells the same in words" });
  readonly #pointing = new Pointing();
  readonly #playhead: Playhead;
  readonly #layer: HTMLElement;
  readonly #room: HTMLElement;
  readonly #scroller: HTMLElement;
  readonly #foot: HTMLElement;
  readonly #legend = new Legend();
  readonly #which = new Which(() => this.#choose());
  readonly #empty = h("p", { class: "timeline-empty", hidden: true }, "Nothing has happened yet.");
  readonly #said = h("p", { class: "timeline-said" });
  readonly #note = h("span", { class: "timeline-note" });
  readonly #ended = new AbortController();
  readonly #resized: ResizeObserver;
  readonly #themed: MutationObserver;
  readonly #context: CanvasRenderingContext2D | null;
  readonly #zoom = new Zoom();

  #frame: Frame | null = null;
  #store: TraceStore | null = null;
  #generation = -1;
  #base: { time: number; step: number } | null = null; // the readable scale; null until something is known
  #size = { width: 0, height: 0, dpr: 1 };
  #rows: Rows = stack([]);
  #laid = "";
  #named = "";
  #laidAt = 0;
  #width = 0; // of the scroller, as last observed
  #height = 0; // that the rows may have
  #scroll = 0; // where the scroller is
  #roomSize = ""; // its width, as last set
  #look: Look | null = null;
  #painted = ""; // for what
  #paintedPlace = ""; // and where
  #paintedAt = 0;
  #paintedIn = 0; // ms
  #explained = -1; // generation that the legend is of
  #request = 0;
  #shown = -1; // position that was shown last
  #following = true; // the playhead, while it plays

  constructor(private readonly emit: Emit) {
    const { signal } = this.#ended;
    const host = {
      emit,
      frame: () => this.#frame,
      headAt: () => (this.#frame ? this.#headX(this.#scale()) - this.#left : 0),
      seekTo: (x: number) => this.#seekTo(x),
      zoom: (how: "in" | "out" | "auto") => (how === "auto" ? this.#zoomTo("auto") : this.#zoomBy(how === "in" ? ZOOM_STEP : 1 / ZOOM_STEP)),
    };
    this.#playhead = new Playhead(host, signal);
    const button = (label: string, text: string, act: () => void) => {
      const made = h("button", { type: "button", class: "timeline-button", "aria-label": label, title: label }, text);
      made.addEventListener("click", act, { signal });
      return made;
    };
    const overlay = svg("svg", { class: "timeline-overlay", "aria-hidden": "true" }, this.#pointing.element);
    this.#layer = h("div", { class: "timeline-layer" }, this.#canvas, this.#playhead.veil, this.#playhead.axis, this.#playhead.element);
    this.#layer.insertBefore(overlay, this.#playhead.axis);
    this.#room = h("div", { class: "timeline-room" }, this.#layer);
    this.#scroller = h("div", { class: "timeline-scroller" }, this.#room);
    this.#foot = h(
      "div",
      { class: "timeline-foot" },
      h(
        "div",
        { class: "timeline-zoom", role: "group", "aria-label": "Zoom" },
        button("Zoom out", "−", () => host.zoom("out")),
        button("Zoom in", "+", () => host.zoom("in")),
        button("Fit: readable size", "Fit", () => this.#zoomTo("fit")),
        button("All that is known", "All", () => this.#zoomTo("all")),
      ),
      this.#which.element,
      h("div", { class: "timeline-words" }, this.#said, this.#note),
      this.#legend.element,
    );
    this.element = h("div", { class: "timeline" }, h("div", { class: "timeline-chart" }, this.#names, this.#scroller, this.#empty), this.#foot);
    this.#context = this.#canvas.getContext("2d");

    this.#scroller.addEventListener("scroll", () => this.#scrolled(), { signal, passive: true });
    this.#canvas.addEventListener("click", (e) => this.#press(...this.#placeOf(e)), { signal });
    this.#canvas.addEventListener("pointermove", (e) => this.#point(...this.#placeOf(e)), { signal });
    this.#canvas.addEventListener("pointerleave", () => this.#pointing.to(null) && this.#tell(), { signal });
    this.#scroller.addEventListener("wheel", (e) => this.#wheel(e), { signal });
    this.#resized = new ResizeObserver(() => {
      if (this.#observe()) this.#soon();
    });
    this.#resized.observe(this.#scroller);
    this.#resized.observe(this.element);
    this.#resized.observe(this.#foot);
    // A canvas doesn't know of themes.
    this.#themed = new MutationObserver(() => this.#repaint());
    matchMedia("(forced-colors: active)").addEventListener("change", () => this.#repaint(), { signal });
  }

  render(frame: Frame): void {
    this.#frame = frame;
    if (this.#look === null) {
      const root = this.element.closest("[data-theme]");
      if (root) this.#themed.observe(root, { attributes: true, attributeFilter: ["data-theme"] });
    }
    this.#show();
  }

  dispose(): void {
    cancelAnimationFrame(this.#request);
    this.#ended.abort();
    this.#resized.disconnect();
    this.#themed.disconnect();
    this.element.remove();
  }

  /** All of it, or from what is seen on as many events as one would look at. */
  async toSVG(): Promise<string> {
    const { drawPlay } = await import("./several");
    const { snapshot, stage } = this.#frame!;
    const { kept, fallen } = stage.trace();
    const from = kept <= STILL_EVENTS || !this.#base ? 0 : Math.max(this.#stretch(this.#scale(), this.#left, this.#size.width).from - fallen, 0);
    const events = stage.events(from, STILL_EVENTS);
    const after = kept - from - events.length;
    const { admitted, handled } = snapshot.counts;
    return drawPlay(
      {
        title: snapshot.actors ? "Timeline of several actors" : "Timeline of an actor",
        description: snapshot.actors
          ? `Who calls whom among ${count(snapshot.actors.total)} actors. Time goes down.`
          : `Time runs to the right. ${plural(admitted, "command")} admitted to a mailbox of ${count(snapshot.mailbox.capacity)}, ${count(handled)} handled.`,
        notes: [from + fallen > 0 ? `after ${plural(from + fallen, "earlier event")}` : "", after > 0 ? `and ${plural(after, "more event")}` : ""].filter(Boolean).map((text) => ({ text, wrong: false })),
        capacity: snapshot.mailbox.capacity,
        handle: snapshot.actor.handle,
        clients: snapshot.clients.total,
        names: Object.fromEntries(this.#store?.names ?? []),
        events,
      },
      STILL_WIDTH,
      this.#look?.measure ?? ((text) => text.length * 7),
    ).svg;
  }

  // --- what is shown ---

  #show(): void {
    const frame = this.#frame;
    if (!frame) return;
    this.#which.render(frame.snapshot);
    const store = (this.#store = TraceStore.of(frame.stage, this.#which.actor));
    store.sync(frame.epoch);
    for (const { index, name } of frame.snapshot.clients.shown) if (!store.names.has(index)) store.names.set(index, name);
    if (store.generation !== this.#generation) {
      this.#generation = store.generation;
      this.#base = null;
      this.#zoom.choose();
      this.#pointing.to(null);
    }
    if (!this.#measure()) return;
    const empty = store.end === store.first;
    if (this.#empty.hidden === empty) this.#empty.hidden = !empty;
    if (!this.#base && !empty) {
      const { at, step } = store.moment(store.end - 1);
      this.#base = readable(step, at, this.#which.of(frame.snapshot).actor.handle);
    }
    this.#layOut(frame, store);
    const scale = this.#scale();
    this.#makeRoom(place(scale, this.#last()));
    this.#follow(frame, scale);
    const known = store.names.size;
    this.#paint(frame, store, scale);
    if (store.names.size > known) this.#soon(); // it has read names that the lanes lack
    this.#playhead.render(frame, this.#size.width);
    this.#tell();
  }

  // The lanes are of another actor now.
  #choose(): void {
    this.#generation = -1;
    this.#laid = this.#painted = "";
    this.#show();
  }

  // Returns whether it has another size.
  #observe(): boolean {
    const { clientWidth: width } = this.#scroller;
    const gap = parseFloat(getComputedStyle(this.element).rowGap) || 0;
    const bar = this.#scroller.offsetHeight - this.#scroller.clientHeight;
    const height = this.element.clientHeight - this.#foot.offsetHeight - gap - bar - 2;
    const same = width === this.#width && height === this.#height;
    [this.#width, this.#height] = [width, height];
    return !same;
  }

  // The size of what is seen; false while that is nothing.
  #measure(): boolean {
    if (this.#width === 0) this.#observe();
    const width = this.#width;
    if (width === 0) return false;
    const dpr = Math.min(devicePixelRatio || 1, 3);
    const { height } = this.#rows;
    if (width !== this.#size.width || height !== this.#size.height || dpr !== this.#size.dpr) {
      this.#size = { width, height, dpr };
      this.#canvas.width = Math.round(width * dpr);
      this.#canvas.height = Math.round(height * dpr);
      this.#layer.style.setProperty("inline-size", `${width}px`);
      this.#layer.style.setProperty("block-size", `${height}px`);
      this.#look = null;
      this.#painted = "";
    }
    return true;
  }

  // Writes only what changes, and reads nothing: a layout in the middle of a frame would cost more than the painting.
  #makeRoom(wide: number): void {
    const size = `${Math.ceil(Math.min(Math.max(wide + PADDING + this.#tail, this.#size.width), WIDEST))}px`;
    if (size === this.#roomSize) return;
    this.#roomSize = size;
    this.#room.style.setProperty("inline-size", size);
  }

  #scrollTo(left: number): void {
    const most = Math.max(parseFloat(this.#roomSize) - this.#size.width, 0);
    this.#scroll = Math.round(Math.min(Math.max(left, 0), most));
    this.#scroller.scrollLeft = this.#scroll;
  }

  #layOut(frame: Frame, store: TraceStore): void {
    const { total } = frame.snapshot.clients;
    const { capacity } = this.#which.of(frame.snapshot).mailbox;
    const laid = `${store.generation} ${store.names.size} ${total} ${capacity} ${this.#height}`;
    const now = performance.now();
    if (laid === this.#laid || (this.#laid.startsWith(`${store.generation} `) && total > store.names.size && now - this.#laidAt < LAYING_MS)) return;
    this.#laid = laid;
    this.#laidAt = now;
    const rows = stack(findLanes(store.names, total), this.#height);
    const { name } = this.#which;
    const key = ({ clients, height }: Rows) => `${height} ${capacity} ${clients.map(({ lane, height: own }) => `${lane.label} ${lane.first} ${lane.end} ${own}`)}`;
    if (this.#names.hasChildNodes() && key(rows) === key(this.#rows) && name === this.#named) return;
    this.#named = name;
    this.#rows = rows;
    this.#painted = "";
    this.#names.replaceChildren(...nameColumn(rows, capacity, name));
    this.#measure();
  }

  // --- scale ---

  // What is at the canvas's left border.
  get #left(): number {
    return this.#scroll - PADDING;
  }

  get #tail(): number {
    return Math.min(TAIL, this.#size.width / 5);
  }

  #origin(): Moment {
    const store = this.#store;
    return store && store.first > 0 && store.end > store.first ? store.moment(store.first) : { at: 0, step: 0 };
  }

  // The last that is known, or where the play is, if that is later.
  #last(): Moment {
    const store = this.#store;
    const { clock, position } = this.#frame!.snapshot;
    const last = store && store.end > store.first ? store.moment(store.end - 1) : { at: 0, step: 0 };
    return { at: Math.max(last.at, clock), step: Math.max(last.step, position) };
  }

  #factor(base: { time: number; step: number }): number {
    return this.#zoom.factor(place({ ...base, origin: this.#origin() }, this.#last()), this.#size.width - PADDING - this.#tail);
  }

  #scale(): Scale {
    const base = this.#base ?? readable(0, 0, this.#which.of(this.#frame!.snapshot).actor.handle);
    const factor = this.#factor(base);
    return { time: base.time * factor, step: base.step * factor, origin: this.#origin() };
  }

  #zoomTo(mode: ZoomMode): void {
    this.#keepInPlace(() => this.#zoom.choose(mode));
  }

  #zoomBy(by: number, x?: number): void {
    const base = this.#base;
    if (base) this.#keepInPlace(() => this.#zoom.choose(this.#factor(base) * by), x);
  }

  // Changes the scale around a place on the screen: the playhead's, if it is seen.
  #keepInPlace(change: () => void, x?: number): void {
    if (!this.#frame || !this.#store) return;
    const before = this.#scale();
    const head = this.#headX(before) - this.#left;
    const at = x ?? (head >= 0 && head <= this.#size.width ? head : this.#size.width / 2);
    const world = this.#left + at;
    const wide = place(before, this.#last()) || 1;
    change();
    const after = place(this.#scale(), this.#last());
    this.#makeRoom(after);
    this.#scrollTo((world * after) / wide - at + PADDING);
    this.#show();
  }

  // --- playhead ---

  #headX(scale: Scale): number {
    const { clock, position } = this.#frame!.snapshot;
    return place(scale, { at: clock, step: position });
  }

  #follow(frame: Frame, scale: Scale): void {
    const { position } = frame.snapshot;
    const moved = position !== this.#shown;
    this.#shown = position;
    if (!moved && !frame.playing) return;
    if (frame.playing && !this.#following) return;
    const x = this.#headX(scale) - this.#left;
    const { width } = this.#size;
    if (x >= 0 && x <= width - PADDING) return;
    // By pages: a picture that stands still can be read.
    this.#scrollTo(this.#headX(scale) + PADDING - width * (frame.moved === "forward" ? 0.2 : 0.5));
    this.#following = true;
  }

  #scrolled(): void {
    const left = this.#scroller.scrollLeft;
    if (!this.#frame || Math.abs(left - this.#scroll) < 1) return; // that was us
    this.#scroll = left;
    const x = this.#headX(this.#scale()) - this.#left;
    this.#following = x >= 0 && x <= this.#size.width;
    this.#soon();
  }

  // To the last step that lies before a place on the screen.
  #seekTo(x: number): void {
    const store = this.#store;
    if (!this.#frame || !store) return;
    const scale = this.#scale();
    const target = this.#left + x + 0.5;
    const next = store.search((moment) => place(scale, moment) > target);
    const position = next > store.first ? store.moment(next - 1).step : 0;
    if (position !== this.#frame.snapshot.position) this.emit({ do: "seek", position });
  }

  // A pinch comes as this, too.
  #wheel(e: WheelEvent): void {
    if (!e.ctrlKey && !e.metaKey) return;
    e.preventDefault();
    this.#zoomBy(Math.exp(-e.deltaY / 200), e.clientX - this.#layer.getBoundingClientRect().left);
  }

  // --- painting ---

  #soon(): void {
    if (this.#request !== 0) return;
    this.#request = requestAnimationFrame(() => {
      this.#request = 0;
      this.#show();
    });
  }

  #repaint(): void {
    this.#look = null;
    this.#painted = "";
    this.#soon();
  }

  // The events that are seen, and one before them.
  #stretch(scale: Scale, left: number, width: number): { from: number; to: number } {
    const store = this.#store!;
    const from = Math.max(store.search((moment) => place(scale, moment) >= left - PADDING) - 1, store.first);
    return { from, to: store.search((moment) => place(scale, moment) > left + width + PADDING) };
  }

  #scene(frame: Frame, store: TraceStore, scale: Scale, measure: Measure): Scene & { done: boolean } {
    const { width } = this.#size;
    const left = this.#left;
    const deadline = performance.now() + READING_MS;
    const { from, to } = this.#stretch(scale, left, width);
    const done = store.read(from, to, deadline);
    const reach = done ? store.settle(from, to, deadline) : { from, to, done };
    const { followed, snapshot } = frame;
    const end = place(scale, this.#last());
    return {
      store, scale, rows: this.#rows, capacity: this.#which.of(snapshot).mailbox.capacity, left, width, from, to, reach,
      end, wall: Math.max(end - left + this.#tail, width), followed, measure, done: reach.done,
    };
  }

  #paint(frame: Frame, store: TraceStore, scale: Scale): void {
    const context = this.#context;
    if (!context) return;
    const { width, height, dpr } = this.#size;
    const look = (this.#look ??= lookOf(this.#canvas, context));
    const scene = this.#scene(frame, store, scale, look.measure);
    const seen = `${store.generation} ${this.#left} ${width} ${height} ${dpr} ${scale.time} ${scale.step} ${frame.followed}`;
    const key = `${seen} ${store.revision} ${Math.min(scene.end, this.#left + width)}`;
    if (!scene.done) this.#soon();
    if (key === this.#painted) return;
    const now = performance.now();
    const calm = Math.max(scene.done ? 0 : REREADING_MS, CALM * this.#paintedIn);
    if (this.#painted !== "" && seen === this.#paintedPlace && now - this.#paintedAt < calm && calm > 16) {
      this.#soon();
      return;
    }
    this.#painted = key;
    this.#paintedPlace = seen;
    this.#paintedAt = now;
    const { shapes, drawn, used, every, passing } = layOut(scene);
    this.#legend.show(used, this.#explained !== this.#generation);
    this.#explained = this.#generation;
    context.setTransform(dpr, 0, 0, dpr, 0, 0);
    context.clearRect(0, 0, width, height);
    paint(context, look, shapes, frame.followed);
    this.#pointing.drawn = drawn;
    this.#paintedIn = performance.now() - now;
    const { first } = store;
    const thinned = every > 1 ? `1 in ${count(every)} commands drawn` : passing > 1 ? `1 in ${count(passing)} waiting commands drawn` : "";
    say(this.#note, [thinned, first > 0 ? `${count(first)} older events not kept` : ""].filter(Boolean).join("; "));
  }

  // --- commands ---

  #placeOf({ clientX, clientY }: MouseEvent): readonly [x: number, y: number] {
    const { left, top } = this.#canvas.getBoundingClientRect();
    return [clientX - left, clientY - top];
  }

  // A command that is pressed is followed; elsewhere the playhead goes there.
  #press(x: number, y: number): void {
    const command = this.#pointing.nearest(x, y)?.message.command;
    if (command === undefined) this.#seekTo(x);
    else this.emit({ do: "follow", command: command === this.#frame?.followed ? null : command });
  }

  #point(x: number, y: number): void {
    if (this.#pointing.to(this.#pointing.nearest(x, y))) this.#tell();
  }

  // The command pointed at, else the one followed.
  #tell(): void {
    const followed = this.#frame?.followed ?? null;
    const message = this.#pointing.at?.message ?? (followed !== null ? this.#store?.messages.get(followed) : undefined);
    say(this.#said, message ? describe(message) : "");
    set(this.#foot, { "data-said": message !== undefined });
  }
}

export const view: ViewKind = {
  title: "Timeline",
  css: css + inkRules,
  create: (emit) => new Timeline(emit),
};
