// A sequence diagram on virtual time: a lane for each client, the mailbox and the actor; commands slant from where they are
// admitted to where they are received, so that the slant is the wait. It is painted on a canvas, and only what is seen of it;
// its text twin is the log.

import { h, say, set, svg } from "../../ui/dom";
import { count, plural, running, time } from "../../ui/format";
import type { Emit, Frame, View, ViewKind } from "../../play/view";
import { type Lane, layOut } from "./lanes";
import { type Drawn, type Scene, paint } from "./paint";
import { CanvasPen, INKS, type Ink } from "./pen";
import { AXIS, GAP, type Rows, stack } from "./rows";
import { type Scale, place, readable } from "./scale";
import { writeSvg } from "./svg";
import css from "./timeline.css" with { type: "text" };
import { type Message, type Moment, TraceStore } from "../../play/trace-store";

export interface TimelineView extends View {
  /** The timeline as a drawing that stands alone, for both themes: all of it, or what is seen where all would be too much. */
  toSVG(): string;
}

const PADDING = 20; // px before the first step and after the last
const READING_MS = 2.5; // of a frame, for reading the trace
const REREADING_MS = 100; // between paints while what is not in sight is being read
const LAYING_MS = 250; // between looks at the lanes while clients are being read of
const CALM = 8; // a picture that stays in its place is painted again after this many times what painting took
const MOST_ZOOM = 6;
const ZOOM_STEP = 1.6;
const MOST_FITTED = 3; // how far a short play is stretched to fill the width
const WIDEST = 8e6; // px: browsers lay out no wider things
const POINTING = 7; // px: what is nearer than that is meant
const JUMP = 10; // steps, for Page Up and Page Down
const SVG_WIDTH = 8000; // px: drawings wider than that show what is seen alone

/** "auto": as "fit", but wider where a short play leaves room. */
type Zoom = "auto" | "fit" | "all" | number;

class Timeline implements TimelineView {
  readonly element: HTMLElement;
  readonly #names = h("div", { class: "timeline-names" });
  readonly #canvas = h("canvas", { class: "timeline-canvas", role: "img", "aria-label": "Timeline: the log tells the same in words" });
  readonly #axis = h("div", { class: "timeline-axis" });
  readonly #veil = h("div", { class: "timeline-veil" });
  readonly #clock = h("span", { class: "timeline-clock" });
  readonly #head = h("div", { class: "timeline-head", role: "slider", tabindex: 0, "aria-label": "Playhead", "aria-valuemin": 0 }, this.#clock);
  readonly #pointed = svg("path", { class: "timeline-pointed" });
  readonly #layer: HTMLElement;
  readonly #room: HTMLElement;
  readonly #scroller: HTMLElement;
  readonly #empty = h("p", { class: "timeline-empty", hidden: true }, "Nothing has happened. Give a command, such as Set.");
  readonly #said = h("p", { class: "timeline-said" });
  readonly #note = h("span", { class: "timeline-note" });
  readonly #ended = new AbortController();
  readonly #resized: ResizeObserver;
  readonly #themed: MutationObserver;
  readonly #context: CanvasRenderingContext2D | null;

  #frame: Frame | null = null;
  #store: TraceStore | null = null;
  #generation = -1;
  #base: { time: number; step: number } | null = null; // the readable scale; null until something is known
  #zoom: Zoom = "auto";
  #headroom = 0; // for "all": how far it was known when it was chosen, and some more
  #size = { width: 0, height: 0, dpr: 1 };
  #rows: Rows = stack([]);
  #laid = "";
  #laidAt = 0;
  #width = 0; // of the scroller, as last observed
  #scroll = 0; // where it is
  #roomSize = ""; // its width, as last set
  #clockLength = 0; // of its text, when it was measured
  #clockHalf = 0; // px
  #pen: CanvasPen | null = null;
  #painted = ""; // for what
  #paintedPlace = ""; // and where
  #paintedAt = 0;
  #paintedIn = 0; // ms
  #drawn: readonly Drawn[] = [];
  #left = 0; // place at the canvas's left border
  #request = 0;
  #shown = -1; // position that was shown last
  #following = true;
  #pointing: Drawn | null = null;

  constructor(private readonly emit: Emit) {
    const { signal } = this.#ended;
    const button = (label: string, text: string, act: () => void) => {
      const made = h("button", { type: "button", class: "timeline-button", "aria-label": label, title: label }, text);
      made.addEventListener("click", act, { signal });
      return made;
    };
    const overlay = svg("svg", { class: "timeline-overlay", "aria-hidden": "true" }, this.#pointed);
    this.#layer = h("div", { class: "timeline-layer" }, this.#canvas, this.#veil, this.#axis, this.#head);
    this.#layer.insertBefore(overlay, this.#axis);
    this.#room = h("div", { class: "timeline-room" }, this.#layer);
    this.#scroller = h("div", { class: "timeline-scroller" }, this.#room);
    this.element = h(
      "div",
      { class: "timeline" },
      h("div", { class: "timeline-chart" }, this.#names, this.#scroller, this.#empty),
      h(
        "div",
        { class: "timeline-foot" },
        h(
          "div",
          { class: "timeline-zoom", role: "group", "aria-label": "Zoom" },
          button("Zoom out", "−", () => this.#zoomBy(1 / ZOOM_STEP)),
          button("Zoom in", "+", () => this.#zoomBy(ZOOM_STEP)),
          button("Readable size", "Fit", () => this.#zoomTo("fit")),
          button("All that is known", "All", () => this.#zoomTo("all")),
        ),
        this.#said,
        this.#note,
      ),
      legend(),
    );
    this.#context = this.#canvas.getContext("2d");

    this.#scroller.addEventListener("scroll", () => this.#scrolled(), { signal, passive: true });
    this.#head.addEventListener("keydown", (e) => this.#key(e), { signal });
    this.#scrub(this.#axis, signal);
    this.#scrub(this.#head, signal);
    this.#canvas.addEventListener("click", (e) => this.#seekTo(e.offsetX), { signal });
    this.#canvas.addEventListener("pointermove", (e) => this.#point(e.offsetX, e.offsetY), { signal });
    this.#canvas.addEventListener("pointerleave", () => this.#point(NaN, NaN), { signal });
    this.#scroller.addEventListener("wheel", (e) => this.#wheel(e), { signal });
    this.#resized = new ResizeObserver(() => {
      this.#width = this.#scroller.clientWidth;
      this.#soon();
    });
    this.#resized.observe(this.#scroller);
    // A canvas doesn't know of themes.
    this.#themed = new MutationObserver(() => this.#repaint());
    matchMedia("(forced-colors: active)").addEventListener("change", () => this.#repaint(), { signal });
  }

  render(frame: Frame): void {
    this.#frame = frame;
    if (this.#pen === null) {
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

  toSVG(): string {
    const frame = this.#frame;
    const store = this.#store;
    if (!frame || !store || !this.#base) return writeSvg({ scene: null, rows: this.#rows, head: 0, width: 0, measure: (text) => text.length * 7 });
    const whole = this.#wide(this.#base) + 2 * PADDING;
    const fits = whole <= SVG_WIDTH;
    const scale = fits ? { ...this.#base, origin: this.#origin() } : this.#scale();
    const left = fits ? -PADDING : this.#left;
    const width = Math.ceil(fits ? Math.max(whole, 320) : this.#size.width);
    const scene = this.#scene(frame, store, scale, left, width, Infinity);
    const head = Math.min(Math.max(this.#headX(scale) - left, 0), width);
    return writeSvg({ scene, rows: this.#rows, head, width, measure: (text, bold) => this.#pen?.width(text, bold) ?? text.length * 7 });
  }

  // --- what is shown ---

  #show(): void {
    const frame = this.#frame;
    if (!frame) return;
    const store = (this.#store = TraceStore.of(frame.stage));
    store.sync(frame.epoch);
    for (const { index, name } of frame.snapshot.clients.shown) if (!store.names.has(index)) store.names.set(index, name);
    if (store.generation !== this.#generation) {
      this.#generation = store.generation;
      this.#base = null;
      this.#headroom = 0;
      this.#pointing = null;
    }
    if (!this.#measure()) return;
    const empty = store.end === store.first;
    if (this.#empty.hidden === empty) this.#empty.hidden = !empty;
    if (!this.#base && store.end > store.first) {
      const { at, step } = store.moment(store.end - 1);
      this.#base = readable(step, at, frame.snapshot.actor.handle);
    }
    this.#layOut(frame, store);
    const scale = this.#scale();
    const room = Math.min(Math.max(place(scale, this.#last()) + 2 * PADDING, this.#size.width), WIDEST);
    this.#makeRoom(room);
    this.#follow(frame, scale);
    this.#left = this.#scroll - PADDING;
    this.#paint(frame, store, scale);
    this.#showHead(frame, scale);
    if (!this.#pointing) this.#tell(frame);
  }

  // The size of what is seen; false while that is nothing.
  #measure(): boolean {
    this.#width ||= this.#scroller.clientWidth;
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
      this.#pen = null;
    }
    return true;
  }

  // Writes only what changes, and reads nothing: a layout in the middle of a frame would cost more than the painting.
  #makeRoom(room: number): void {
    const size = `${Math.ceil(room)}px`;
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
    const { capacity } = frame.snapshot.mailbox;
    const laid = `${store.generation} ${store.names.size} ${total} ${capacity}`;
    const now = performance.now();
    if (laid === this.#laid || (this.#laid.startsWith(`${store.generation} `) && total > store.names.size && now - this.#laidAt < LAYING_MS)) return;
    this.#laid = laid;
    this.#laidAt = now;
    const lanes = layOut(store.names, total);
    const same = lanes.length === this.#rows.clients.length && this.#rows.clients.every(({ lane }, i) => lane.label === lanes[i]?.label && lane.end === lanes[i]?.end && lane.first === lanes[i]?.first);
    if (same && this.#names.hasChildNodes()) return;
    this.#rows = stack(lanes);
    this.#painted = "";
    this.#nameRows(lanes, capacity);
    this.#measure();
  }

  #nameRows(lanes: readonly Lane[], capacity: number): void {
    const { clients, mailbox, actor } = this.#rows;
    const row = (label: string, height: number, role: string, more?: string) => {
      const made = h("div", { class: `timeline-name timeline-name-${role}` }, h("span", { class: "timeline-label", title: label }, label));
      if (more) made.append(h("span", { class: "timeline-more" }, more));
      made.style.setProperty("block-size", `${height}px`);
      return made;
    };
    const axis = h("div", { class: "timeline-corner" });
    axis.style.setProperty("block-size", `${AXIS}px`);
    axis.style.setProperty("margin-block-end", `${GAP}px`);
    this.#names.replaceChildren(
      axis,
      ...lanes.map(({ label, crowd, first, end }, i) => row(label, clients[i]!.height, end - first > 1 ? "crowd" : "caller", crowd > 1 ? `×${count(crowd)}` : "")),
      row("mailbox", mailbox.height + 2, "mailbox", plural(capacity, "slot")),
      row("actor", actor.height, "actor"),
    );
  }

  // --- scale ---

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

  #wide(base: { time: number; step: number }): number {
    return place({ ...base, origin: this.#origin() }, this.#last());
  }

  #scale(): Scale {
    const base = this.#base ?? readable(0, 0, this.#frame!.snapshot.actor.handle);
    const factor = this.#factor(base);
    return { time: base.time * factor, step: base.step * factor, origin: this.#origin() };
  }

  #factor(base: { time: number; step: number }): number {
    const wide = this.#wide(base);
    const room = this.#size.width - 2 * PADDING;
    const most = Math.min(MOST_ZOOM, WIDEST / Math.max(wide, 1));
    const all = Math.min(room / Math.max(wide, 1), MOST_FITTED);
    switch (this.#zoom) {
      case "auto":
        return Math.min(Math.max(all, 1), most);
      case "fit":
        return Math.min(1, most);
      case "all":
        // Where the end is still moving, not at each step: a quarter ahead.
        if (wide > this.#headroom) this.#headroom = this.#headroom === 0 ? wide : wide * 1.25;
        return Math.min(room / Math.max(this.#headroom, 1), MOST_FITTED);
      default:
        return Math.min(Math.max(this.#zoom, Math.min(all, 1)), most);
    }
  }

  #zoomTo(zoom: Zoom): void {
    this.#headroom = 0;
    this.#keepInPlace(() => (this.#zoom = zoom));
  }

  #zoomBy(by: number, x?: number): void {
    const base = this.#base;
    if (base) this.#keepInPlace(() => (this.#zoom = Math.min(Math.max(this.#factor(base) * by, 1e-4), MOST_ZOOM)), x);
  }

  // Changes the scale around a place on the screen: the playhead's, if it is seen.
  #keepInPlace(change: () => void, x?: number): void {
    if (!this.#frame || !this.#store) return;
    const before = this.#scale();
    const head = this.#headX(before) - this.#left;
    const at = x ?? (head >= 0 && head <= this.#size.width ? head : this.#size.width / 2);
    const world = this.#left + at;
    const wide = this.#wide(before) || 1;
    change();
    const after = this.#wide(this.#scale());
    this.#makeRoom(Math.min(Math.max(after + 2 * PADDING, this.#size.width), WIDEST));
    this.#scrollTo((world * after) / wide - at + PADDING);
    this.#show();
  }

  // --- playhead ---

  #headX(scale: Scale): number {
    const { clock, position } = this.#frame!.snapshot;
    return place(scale, { at: clock, step: position });
  }

  #showHead(frame: Frame, scale: Scale): void {
    const { position, end, clock } = frame.snapshot;
    const x = Math.round((this.#headX(scale) - this.#left) * 2) / 2;
    this.#head.style.setProperty("translate", `${x}px`);
    this.#veil.style.setProperty("translate", `${Math.max(x, 0)}px`);
    set(this.#head, { "aria-valuemax": Math.max(end, position), "aria-valuenow": position, "aria-valuetext": `step ${count(position)} of ${count(end)}, ${time(clock)}` });
    say(this.#clock, running(clock));
    // At the borders the time stays inside.
    const { length } = running(clock);
    if (length !== this.#clockLength) {
      this.#clockLength = length;
      this.#clockHalf = this.#clock.offsetWidth / 2;
    }
    const half = this.#clockHalf;
    const shift = Math.max(half - x, 0) || Math.min(this.#size.width - half - x, 0);
    this.#clock.style.setProperty("translate", `calc(-50% + ${Math.abs(shift) < 2 * half ? shift : 0}px)`);
  }

  #follow(frame: Frame, scale: Scale): void {
    const { position } = frame.snapshot;
    const moved = position !== this.#shown;
    this.#shown = position;
    if (!moved && !frame.playing) return;
    if (frame.playing && !this.#following) return;
    const x = this.#headX(scale) + PADDING - this.#scroll;
    const { width } = this.#size;
    if (x >= 0 && x <= width - 2 * PADDING) return;
    // By pages: a picture that stands still can be read.
    this.#scrollTo(this.#headX(scale) + PADDING - width * (frame.moved === "forward" ? 0.2 : 0.5));
    this.#following = true;
  }

  #scrolled(): void {
    const left = this.#scroller.scrollLeft;
    if (!this.#frame || Math.abs(left - this.#scroll) < 1) return; // that was us
    this.#scroll = left;
    const x = this.#headX(this.#scale()) + PADDING - left;
    this.#following = x >= 0 && x <= this.#size.width;
    this.#soon();
  }

  #scrub(handle: HTMLElement, signal: AbortSignal): void {
    let grip = 0;
    let to: number | null = null;
    let request = 0;
    const place = (e: PointerEvent) => e.clientX - this.#layer.getBoundingClientRect().left - grip;
    handle.addEventListener("pointerdown", (e) => {
      if (e.button !== 0 || !this.#frame) return;
      handle.setPointerCapture(e.pointerId);
      this.#head.focus({ preventScroll: true });
      const x = this.#headX(this.#scale()) - this.#left;
      grip = handle === this.#head ? e.clientX - this.#layer.getBoundingClientRect().left - x : 0;
      if (handle !== this.#head) this.#seekTo(place(e));
      e.preventDefault();
    }, { signal });
    handle.addEventListener("pointermove", (e) => {
      if (!handle.hasPointerCapture(e.pointerId)) return;
      to = place(e);
      request ||= requestAnimationFrame(() => {
        request = 0;
        if (to !== null) this.#seekTo(to);
      });
    }, { signal });
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

  #key(e: KeyboardEvent): void {
    if (e.altKey || e.ctrlKey || e.metaKey || !this.#frame) return;
    const { position, end } = this.#frame.snapshot;
    switch (e.key) {
      case "ArrowRight":
      case "ArrowUp":
        this.emit({ do: "step" });
        break;
      case "ArrowLeft":
      case "ArrowDown":
        this.emit({ do: "back" });
        break;
      case "PageUp":
        this.emit({ do: "seek", position: Math.min(position + JUMP, end) });
        break;
      case "PageDown":
        this.emit({ do: "seek", position: Math.max(position - JUMP, 0) });
        break;
      case "Home":
        this.emit({ do: "seek", position: 0 });
        break;
      case "End":
        this.emit({ do: "seek", position: end });
        break;
      default:
        return;
    }
    e.preventDefault();
    e.stopPropagation();
  }

  // A pinch comes as this, too.
  #wheel(e: WheelEvent): void {
    if (!e.ctrlKey) return;
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
    this.#pen = null;
    this.#painted = "";
    this.#soon();
  }

  #scene(frame: Frame, store: TraceStore, scale: Scale, left: number, width: number, readingMs: number): Scene & { done: boolean } {
    const deadline = performance.now() + readingMs;
    const from = Math.max(store.search((moment) => place(scale, moment) >= left - PADDING) - 1, store.first);
    const to = store.search((moment) => place(scale, moment) > left + width + PADDING);
    const done = store.read(from, to, deadline);
    const reach = done ? store.settle(from, to, deadline) : { from, to, done };
    return { store, scale, rows: this.#rows, capacity: frame.snapshot.mailbox.capacity, left, width, from, to, reach, end: place(scale, this.#last()), done: reach.done };
  }

  #paint(frame: Frame, store: TraceStore, scale: Scale): void {
    const { width, height, dpr } = this.#size;
    const scene = this.#scene(frame, store, scale, this.#left, width, READING_MS);
    const seen = `${store.generation} ${this.#left} ${width} ${height} ${dpr} ${scale.time} ${scale.step}`;
    const key = `${seen} ${store.revision} ${Math.min(scene.end, this.#left + width)}`;
    if (!scene.done) this.#soon();
    if (key === this.#painted) return;
    const now = performance.now();
    const calm = Math.max(scene.done ? 0 : REREADING_MS, CALM * this.#paintedIn);
    if (this.#painted !== "" && seen === this.#paintedPlace && now - this.#paintedAt < calm && calm > 16) {
      this.#soon();
      return;
    }
    const context = this.#context;
    if (!context) return;
    this.#painted = key;
    this.#paintedPlace = seen;
    this.#paintedAt = now;
    context.setTransform(dpr, 0, 0, dpr, 0, 0);
    context.clearRect(0, 0, width, height);
    this.#pen ??= this.#makePen(context);
    const { drawn, every, passing } = paint(this.#pen, scene);
    this.#drawn = drawn;
    this.#paintedIn = performance.now() - now;
    const { first } = store;
    const thinned = every > 1 ? `1 in ${count(every)} commands drawn` : passing > 1 ? `1 in ${count(passing)} waiting commands drawn` : "";
    say(this.#note, [thinned, first > 0 ? `${count(first)} older events not kept` : ""].filter(Boolean).join("; "));
  }

  #makePen(context: CanvasRenderingContext2D): CanvasPen {
    const style = getComputedStyle(this.#canvas);
    const colours = new Map<Ink, string>();
    for (const ink of INKS) colours.set(ink, style.getPropertyValue(`--timeline-${ink}`).trim());
    return new CanvasPen(context, colours, `${style.fontSize} ${style.fontFamily}`, `700 ${style.fontSize} ${style.fontFamily}`);
  }

  // --- words ---

  #point(x: number, y: number): void {
    let nearest: Drawn | null = null;
    let least = POINTING;
    for (const drawn of this.#drawn) {
      for (let i = 0; i < drawn.lines.length; i += 4) {
        const distance = distanceTo(x, y, drawn.lines[i]!, drawn.lines[i + 1]!, drawn.lines[i + 2]!, drawn.lines[i + 3]!);
        if (distance < least) [least, nearest] = [distance, drawn];
      }
    }
    if (nearest === this.#pointing) return;
    this.#pointing = nearest;
    let d = "";
    if (nearest) {
      const { lines } = nearest;
      for (let i = 0; i < lines.length; i += 4) d += `M${lines[i]} ${lines[i + 1]}L${lines[i + 2]} ${lines[i + 3]}`;
      say(this.#said, describe(nearest.message));
    } else if (this.#frame) {
      this.#tell(this.#frame);
    }
    set(this.#pointed, { d });
  }

  #tell({ recent, snapshot }: Frame): void {
    const latest = recent.at(-1);
    say(this.#said, latest && latest.step === snapshot.position ? latest.text : "");
  }
}

/** A command's life in words. */
function describe({ who, what, blocked, admitted, received, handled, answered, abandoned, lost, failed }: Message): string {
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

function distanceTo(x: number, y: number, x1: number, y1: number, x2: number, y2: number): number {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const along = Math.min(Math.max(((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy || 1), 0), 1);
  return Math.hypot(x - x1 - along * dx, y - y1 - along * dy);
}

// What the strokes mean. It isn't hidden: who needs it doesn't know that there is one.
function legend(): HTMLElement {
  const entry = (words: string, ...strokes: SVGElement[]) =>
    h("li", null, svg("svg", { viewBox: "0 0 30 14", class: "timeline-sign", "aria-hidden": "true" }, ...strokes), words);
  const stripes = "M6 11 12 5M12 11l6-6M18 11l6-6";
  return h(
    "ul",
    { class: "timeline-legend" },
    entry("waits for a slot", svg("rect", { x: 1, y: 3, width: 28, height: 9, rx: 2, class: "timeline-sign-wait" }), svg("path", { d: stripes, class: "timeline-sign-stripes" })),
    entry("in the mailbox", svg("path", { d: "M2 3 22 9.5", class: "timeline-sign-command" }), svg("path", { d: "m28 11.5-8 .6 2.4-6z", class: "timeline-sign-head" })),
    entry("in hand", svg("rect", { x: 2, y: 1.5, width: 26, height: 11, rx: 3, class: "timeline-sign-hand" })),
    entry("reply", svg("path", { d: "M28 7H4", class: "timeline-sign-reply" }), svg("path", { d: "M9 3 4 7l5 4", class: "timeline-sign-open" })),
    entry("came to nothing", svg("circle", { cx: 15, cy: 7, r: 6, class: "timeline-sign-cross" }), svg("path", { d: "m12.4 4.4 5.2 5.2m0-5.2-5.2 5.2", class: "timeline-sign-cross" })),
    entry("many steps at one time", svg("path", { d: "M2 8h26", class: "timeline-sign-instant" })),
  );
}

export const view: ViewKind & { create(emit: Emit): TimelineView } = {
  title: "Timeline",
  css,
  create: (emit) => new Timeline(emit),
};
