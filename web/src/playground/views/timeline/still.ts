// The timeline as a picture that stands alone: an SVG text without ids, scripts and links, in the light and the dark look. Its
// styles are its own, so any number of them may stand in one page. A play that is too long for one row of lanes goes on in
// another below it, as music does.

import type { TraceEvent } from "../../../client/stage";
import { TraceStore } from "../../play/trace-store";
import { identity } from "../../ui/identity";
import { palettes } from "../../ui/palette";
import { token } from "./inks";
import { layOut as findLanes } from "./lanes";
import { layOut } from "./layout";
import { LEGEND, SIGN } from "./legend";
import { type Rows, isCrowd, lineOf, stack } from "./rows";
import { type Scale, place } from "./scale";
import { spread } from "./spread";
import { INKS, type Ink, type Measure, type Shape } from "./shapes";
import type { Sign } from "./sheet";
import { type Colour, escapeXml, textOf } from "./svg";

/** What a picture is of. At build time web/picture writes it. */
export interface Played {
  readonly title: string;
  /** What is to be seen, for those who don't see it. */
  readonly description: string;
  /** Sentences below it. */
  readonly notes: readonly { readonly text: string; readonly wrong: boolean }[];
  readonly capacity: number;
  /** ns */
  readonly handle: number;
  readonly clients: number;
  /** Of some clients, by index: of each line of the script the first few, at least. */
  readonly names: Readonly<Record<number, string>>;
  readonly events: readonly TraceEvent[];
}

export interface Still {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

const NAMES = 96; // px
const PADDING = 14; // before the first step
const PILL = 18; // around an answer
const TAIL = 44; // after the last step: "done" stands there
const EDGE = 10;
const LEAST_WIDTH = 320;
const LINE = 18; // of words

/** Draws a play in rows of at most this width. */
export function drawStill({ title, description, notes, capacity, handle, clients, names, events }: Played, mostWidth: number, measure: Measure): Still {
  const store = TraceStore.of({ trace: () => ({ kept: events.length, fallen: 0 }), events: (from, count) => events.slice(from, from + count) });
  store.sync(0);
  for (const [index, name] of Object.entries(names)) store.names.set(Number(index), name);
  store.read(0, store.end, Infinity);
  const rows = stack(findLanes(store.names, clients));
  const all = { store, rows, capacity, from: 0, to: store.end, reach: { from: 0, to: store.end }, followed: null, measure };
  const endOf = (scale: Scale) => (store.end > 0 ? place(scale, store.moment(store.end - 1)) : 0);
  const scale = spread(store, handle, (trial, width) => layOut({ ...all, scale: trial, left: 0, width, end: endOf(trial), wall: Infinity }).words);
  const end = endOf(scale);
  const answers = events.filter(({ kind }) => kind === "Answered").map(({ at, step, value }) => ({ x: place(scale, { at, step }), wide: measure(String(value), true) + PILL }));
  const bands = breakUp(store, scale, end, mostWidth - NAMES - EDGE, answers);
  const width = Math.ceil(Math.max(LEAST_WIDTH, NAMES + EDGE + Math.max(...bands.map((band) => band.width))));
  const used = new Set<Sign>();
  const { left: lanes, mailbox } = nameRows(store, rows, capacity, measure);
  let y = 4;
  const parts: string[] = [];
  for (const [i, { left, width: wide }] of bands.entries()) {
    const last = i === bands.length - 1;
    const from = Math.max(store.search((moment) => place(scale, moment) >= left - PADDING) - 1, 0);
    const to = last ? store.end : store.search((moment) => place(scale, moment) > left + wide);
    const stretch = last ? width - NAMES - EDGE : wide;
    const { shapes, used: signs } = layOut({ ...all, scale, left, width: stretch, from, to, end, wall: stretch });
    for (const sign of signs) used.add(sign);
    parts.push(`<g transform="translate(0 ${y})">${textOf(i === 0 ? [...lanes, ...mailbox] : lanes, light)}</g>`);
    parts.push(`<svg x="${NAMES}" y="${y}" width="${stretch}" height="${rows.height + 2}">\n${textOf(shapes.filter((shape) => shape.kind !== "text" || (shape.x >= 0 && shape.x <= stretch)), light)}\n</svg>`);
    y += rows.height + 10;
  }
  const foot: Shape[] = [];
  for (const { text, wrong } of notes) foot.push({ kind: "text", x: EDGE, y: (y += LINE) - 4, text, ink: wrong ? "error" : "text-soft", bold: wrong });
  parts.push(textOf(foot, light));
  y += 10;
  parts.push(textOf([{ kind: "path", points: [EDGE, y, width - EDGE, y], stroke: { ink: "line" } }], light));
  let x = EDGE;
  y += 8;
  for (const { sign, words, shapes } of LEGEND) {
    if (!used.has(sign)) continue;
    const wide = SIGN.width + 6 + measure(words);
    if (x > EDGE && x + wide > width - EDGE) [x, y] = [EDGE, y + LINE];
    parts.push(`<g transform="translate(${x} ${y})">${textOf([...shapes, { kind: "text", x: SIGN.width + 6, y: 11, text: words, ink: "text-soft" }], light)}</g>`);
    x += Math.ceil(wide) + 14;
  }
  const height = y + (used.size > 0 ? SIGN.height : 0) + 10;
  return framed(title, description, parts, width, height);
}

/** Parts as an SVG that stands alone, on a ground. */
export function framed(title: string, description: string, parts: readonly string[], width: number, height: number): Still {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" class="actor-picture" role="img" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="system-ui,-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif" font-size="12">
<title>${escapeXml(title)}</title>
<desc>${escapeXml(description)}</desc>
<style>${darkRules}</style>
<rect class="ground" x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="8" fill="${light("surface")}" stroke="${light("line")}"/>
${parts.join("\n")}
</svg>
`;
  return { svg, width, height };
}

// Where rows begin, and how wide they are: about the same, and each begins with an instant, if there is one nearby, else a step. An answer
// stands before its step: it is not cut.
function breakUp(store: TraceStore, scale: Scale, end: number, room: number, answers: readonly { readonly x: number; readonly wide: number }[]): { left: number; width: number }[] {
  const instants: number[] = [];
  const steps: number[] = [];
  let time = -1;
  const padding = Math.max(PADDING, ...answers.map(({ wide }) => wide));
  store.each(0, store.end, (at, step) => {
    const x = place(scale, { at, step }) - padding;
    if (answers.some((answer) => answer.x > x && answer.x - answer.wide < x)) return;
    if (at !== time) instants.push(x);
    steps.push(x);
    time = at;
  });
  const bands: { left: number; width: number }[] = [];
  let left = -PADDING;
  while (left + room < end + TAIL) {
    const rest = end + TAIL - left;
    const fair = rest / Math.ceil(rest / room);
    const within = (x: number) => x <= left + room && x > left + room / 3;
    const breaks = instants.some(within) ? instants.filter(within) : steps.filter(within);
    const far = (x: number) => Math.abs(x - left - fair);
    const width = breaks.reduce((best, x) => (far(x) < far(best) ? x : best), breaks[0] ?? left + room) - left;
    bands.push({ left, width });
    left += width;
  }
  bands.push({ left, width: end + TAIL - left });
  return bands;
}

function nameRows(store: TraceStore, rows: Rows, capacity: number, measure: Measure): { left: Shape[]; mailbox: Shape[] } {
  const left: Shape[] = [];
  for (const { lane, top, height } of rows.clients) {
    const { first, label, crowd } = lane;
    const single = !isCrowd(lane);
    const y = single ? lineOf({ lane, top, height }, first) : top + height / 2;
    const { colour, shape } = identity(first, store.names.get(first) ?? label);
    if (single) left.push({ kind: "sign", x: EDGE + 6, y, size: 11, path: shape, ink: `caller-${colour}` as Ink });
    left.push(name(label, single ? EDGE + 17 : EDGE, crowd > 1 ? y - 4 : y + 4, measure));
    if (crowd > 1) left.push({ kind: "text", x: EDGE, y: y + 12, text: `×${crowd}`, ink: "text-soft" });
  }
  const middle = rows.mailbox.top + rows.mailbox.height / 2;
  left.push({ kind: "text", x: EDGE, y: middle + 1, text: "mailbox", ink: "mailbox", bold: true });
  left.push({ kind: "text", x: EDGE, y: rows.actor.line + 4, text: "actor", ink: "actor", bold: true });
  return { left, mailbox: [{ kind: "text", x: EDGE, y: middle + 15, text: capacity === 1 ? "1 slot" : `${capacity} slots`, ink: "text-soft" }] };
}

// A name that is too long loses its middle: at its end is the number that a count adds.
function name(full: string, x: number, y: number, measure: Measure): Shape {
  const letters = [...full];
  let text = full;
  for (let kept = letters.length - 3; measure(text, true) > NAMES - x - 4 && kept > 0; kept--) text = `${letters.slice(0, kept).join("")}…${letters.slice(-2).join("")}`;
  return { kind: "text", x, y, text, ink: "text", bold: true, title: text === full ? "" : full };
}

// The attributes are the light look, for what draws SVG without styles; the style sheet in it has the dark one.
const colourIn = (colours: ReadonlyMap<string, string>, ink: Ink) => colours.get(token(ink)) ?? "gray";
export const light: Colour = (ink) => colourIn(palettes.light, ink);
const darkRules = (() => {
  const dark = (ink: Ink) => colourIn(palettes.dark, ink);
  const rules = INKS.map((ink) => `.actor-picture .f-${ink}{fill:${dark(ink)}}.actor-picture .s-${ink}{stroke:${dark(ink)}}`);
  return `@media (prefers-color-scheme:dark){.actor-picture .ground{fill:${dark("surface")};stroke:${dark("line")}}${rules.join("")}}`;
})();
