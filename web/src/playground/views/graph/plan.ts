// Where everything of several actors stands: callers' cards on top, as with one actor, and below them the actors on a grid, with
// streets between them. Lines run in the streets alone, each in a track of its own, so none runs across an actor. It depends on
// the size, the number of cards and the script; on nothing that happens.

import { type Box, type Geometry, type Point, type Size, layCards, measuresOf, rowsOf } from "../stage/geometry";
import { type Arrangement, type Cell, arrange } from "./arrange";

/** Lengths at the usual unit of 16 px. */
interface Measures {
  readonly least: number; // width of an actor
  readonly most: number;
  readonly street: number; // between two columns
  readonly side: number; // left and right of all columns
  readonly disc: number;
  readonly token: number;
  readonly pad: number; // within an actor's box
  readonly rails: number; // from the cards to the first row of actors
  readonly rowStreet: number; // between two rows
  readonly foot: number; // the street below the last row
}

const MEASURES: Readonly<Record<Size, Measures>> = {
  wide: { least: 166, most: 226, street: 38, side: 30, disc: 56, token: 32, pad: 9, rails: 36, rowStreet: 30, foot: 18 },
  medium: { least: 158, most: 216, street: 34, side: 24, disc: 52, token: 30, pad: 8, rails: 36, rowStreet: 30, foot: 18 },
  compact: { least: 130, most: 200, street: 28, side: 15, disc: 44, token: 28, pad: 6, rails: 30, rowStreet: 24, foot: 16 },
  tiny: { least: 102, most: 160, street: 22, side: 11, disc: 36, token: 25, pad: 5, rails: 30, rowStreet: 24, foot: 16 },
};
/** Where there is less width for an actor, its disc and tokens are smaller. */
const NARROW = { below: 196, disc: 46, token: 26 };
const WIDEST = 1120;
const WIDEST_STREET = 110;
const NAME = 18;
const WORDS = 15; // height of a line of them
const GAP = 4;
const SLOT_GAP = 3;
const BOX_PAD = 3;
const MORE = 28; // width of the cell that counts the slots that aren't shown
const MOST_SLOTS = 8;
/** Lines that go opposite ways between two neighbours are that far apart, twice. */
const APART = 9;

/** An actor's place, with its mailbox and disc as the stage of one actor has them, but smaller. */
export interface Node extends Pick<Geometry, "size" | "mailbox" | "slots" | "more" | "waiting" | "waitingFew" | "moreWaiting" | "current" | "disc"> {
  readonly box: Box;
  readonly name: Box;
  readonly mailboxWords: Box;
  readonly doing: Box;
  readonly gate: Point;
}

export interface Plan {
  readonly size: Size;
  readonly width: number;
  readonly least: number;
  readonly height: number;
  readonly token: number;
  readonly cards: readonly Box[];
  readonly nodes: readonly Node[];
  /** The way of a call from one actor to another, from edge to edge; undefined if the script has no such call. */
  way(from: number, to: number): readonly Point[] | undefined;
  /** The way of a call from a card to an actor. */
  down(card: number, actor: number): readonly Point[];
  /** And of a reply back. */
  up(actor: number, card: number): readonly Point[];
}

export interface Needs {
  readonly cards: number;
  /** Of each actor, those that it calls, and its mailbox's slots. */
  readonly calls: readonly (readonly number[])[];
  readonly capacities: readonly number[];
}

export function plan(width: number, given: number, unit: number, { cards, calls, capacities }: Needs): Plan {
  const scale = unit / 16;
  const px = (length: number) => length * scale;
  const general = measuresOf(width / scale);
  const usual = MEASURES[general.size];
  const margin = Math.max(0, width - px(WIDEST)) / 2;
  const left = margin + px(general.pad);
  const right = width - margin - px(general.pad);
  const inner = right - left - 2 * px(usual.side - general.pad / 2);
  const most = Math.max(1, Math.floor((inner + px(usual.street)) / px(usual.least + usual.street)));
  const grid = arrange(calls, most);

  const columnWidth = Math.min(px(usual.most), (inner - px(usual.street) * (grid.columns - 1)) / grid.columns);
  const m = columnWidth < px(NARROW.below) ? { ...usual, disc: Math.min(usual.disc, NARROW.disc), token: Math.min(usual.token, NARROW.token) } : usual;
  const street = grid.columns < 2 ? px(m.street) : Math.min(px(WIDEST_STREET), (inner - columnWidth * grid.columns) / (grid.columns - 1));
  const used = columnWidth * grid.columns + street * (grid.columns - 1);
  const first = (left + right - used) / 2;

  const boxHeight = px(2 * m.pad + NAME + m.disc + 2 * GAP + 2 * WORDS);
  const rows = rowsOf((right - left) / scale, general, cards);
  const cardsEnd = px(general.pad * 0.7 + rows * general.card.height + (rows - 1) * general.card.gap);
  const heightWith = (spread: number) => cardsEnd + px(m.rails) + grid.rows * boxHeight + (grid.rows - 1) * px(m.rowStreet) + px(m.foot) + spread;
  const least = heightWith(0);
  // More height goes to the streets.
  const share = Math.min(px(30), Math.max(0, given - least) / (grid.rows + 2));
  const rowStreet = px(m.rowStreet) + share;
  const top = cardsEnd + px(m.rails) + share;
  const laid = layCards(left, right, general, px, cards, 0);

  const nodes = grid.cells.map(({ column, row }, actor) =>
    layNode({ x: first + column * (columnWidth + street), y: top + row * (boxHeight + rowStreet), width: columnWidth, height: boxHeight }, general.size, m, px, capacities[actor] ?? 1),
  );
  const side = px(m.side) + Math.max(0, (first - left) * 0.3);
  const streets: Streets = {
    column: (c) => (c === 0 ? { from: first - Math.min(side, first - 2), to: first } : c === grid.columns ? { from: first + used, to: Math.min(width - 2, first + used + side) } : { from: first + c * (columnWidth + street) - street, to: first + c * (columnWidth + street) }),
    row: (r) => (r === 0 ? { from: cardsEnd, to: top } : { from: top + r * (boxHeight + rowStreet) - rowStreet, to: r === grid.rows ? top + r * (boxHeight + rowStreet) - rowStreet + px(m.foot) : top + r * (boxHeight + rowStreet) }),
  };
  const ways = layWays(grid, calls, nodes, streets, px(APART));
  const height = Math.max(given, least);
  return {
    size: general.size, width, least, height, token: px(m.token), cards: laid.cards, nodes,
    way: (from, to) => ways.between.get(`${from} ${to}`),
    down: (card, actor) => join(laid.ways[card]?.call, ways.down[actor]!),
    up: (actor, card) => join(laid.ways[card]?.reply, ways.up[actor]!).reverse(),
  };
}

// From a card to the height where an actor's way begins, and along it.
function join(card: readonly Point[] | undefined, way: readonly Point[]): Point[] {
  const start = way[0]!;
  if (!card) return [...way];
  return [...card.slice(0, -1), { x: card[card.length - 1]!.x, y: start.y }, ...way];
}

function layNode(box: Box, size: Size, m: Measures, px: (length: number) => number, capacity: number): Node {
  const pad = px(m.pad);
  const token = px(m.token);
  const radius = px(m.disc) / 2;
  const inner = { left: box.x + pad, right: box.x + box.width - pad };
  const words = (y: number): Box => ({ x: inner.left, y, width: inner.right - inner.left, height: px(WORDS) });
  const name = { ...words(box.y + pad), height: px(NAME) };
  const disc = { x: inner.right - radius, y: name.y + name.height + px(GAP) + radius, radius };
  const top = disc.y - token / 2;
  const current = { x: disc.x - radius - px(3) - token, y: top };
  const boxRight = current.x - px(size === "tiny" ? 4 : 9);
  const room = boxRight - inner.left - 2 * px(BOX_PAD);
  const pitch = token + px(SLOT_GAP);
  const fit = (space: number) => Math.max(1, Math.min(MOST_SLOTS, Math.floor((space + px(SLOT_GAP)) / pitch)));
  const all = capacity <= fit(room);
  const counted = !all && room >= token + px(SLOT_GAP + MORE);
  const shown = all ? capacity : counted ? fit(room - px(MORE + SLOT_GAP)) : fit(room);
  const slots = Array.from({ length: shown }, (_, i) => ({ x: boxRight - px(BOX_PAD) - token - i * pitch, y: top }));
  const back = slots[shown - 1]!.x;
  const more = counted ? { x: back - px(SLOT_GAP + MORE), y: top, width: px(MORE), height: token } : null;
  const boxLeft = (more?.x ?? back) - px(BOX_PAD);
  const mailbox = { x: boxLeft, y: top - px(BOX_PAD), width: boxRight - boxLeft, height: token + 2 * px(BOX_PAD) };
  const under = disc.y + radius + px(GAP);
  return {
    size, box, name, mailbox, slots, more, current, disc, waiting: [], waitingFew: [], moreWaiting: null,
    gate: { x: boxLeft, y: disc.y }, mailboxWords: words(under), doing: words(under + px(WORDS)),
  };
}

interface Streets {
  /** The street left of a column, or above a row. */
  column(c: number): { readonly from: number; readonly to: number };
  row(r: number): { readonly from: number; readonly to: number };
}

/** A way in the making: where it begins and ends, and the streets between, by kind and number, which it enters in turn. */
interface Draft {
  readonly start: Point;
  readonly end: Point;
  readonly by: readonly { readonly kind: "column" | "row"; readonly of: number }[];
}

function layWays(grid: Arrangement, calls: Needs["calls"], nodes: readonly Node[], streets: Streets, apart: number) {
  const drafts: { key: string; draft: Draft }[] = [];
  calls.forEach((list, from) => {
    for (const to of list) {
      if (nodes[to]) drafts.push({ key: `${from} ${to}`, draft: draftOf(grid, nodes, from, to, apart) });
    }
  });
  nodes.forEach(({ box, disc }, actor) => {
    const { column } = grid.cells[actor]!;
    drafts.push({ key: `down ${actor}`, draft: { start: { x: box.x, y: 0 }, end: { x: box.x, y: disc.y }, by: [{ kind: "row", of: 0 }, { kind: "column", of: column }] } });
    drafts.push({ key: `up ${actor}`, draft: { start: { x: box.x, y: 0 }, end: { x: box.x + box.width, y: disc.y }, by: [{ kind: "row", of: 0 }, { kind: "column", of: column + 1 }] } });
  });
  // The tracks of each street are spread over its width, in the order in which the ways come.
  const users = new Map<string, string[]>();
  for (const { key, draft } of drafts) for (const { kind, of } of draft.by) users.set(`${kind} ${of}`, [...(users.get(`${kind} ${of}`) ?? []), key]);
  const track = (key: string, kind: "column" | "row", of: number) => {
    const all = users.get(`${kind} ${of}`)!;
    const { from, to } = streets[kind](of);
    return from + ((to - from) * (all.indexOf(key) + 1)) / (all.length + 1);
  };
  const wayOf = ({ key, draft: { start, end, by } }: { key: string; draft: Draft }): Point[] => {
    const toCards = key.startsWith("down") || key.startsWith("up");
    const points: Point[] = toCards ? [] : [start];
    let at = start;
    for (const { kind, of } of by) {
      const place = track(key, kind, of);
      at = kind === "column" ? { x: place, y: at.y } : { x: at.x, y: place };
      // To and from the cards a way begins where it turns into the column's street.
      if (!(toCards && kind === "row")) points.push(at);
    }
    const last = by[by.length - 1];
    if (last?.kind === "column") points.push({ x: at.x, y: end.y });
    else if (last) points.push({ x: end.x, y: at.y });
    points.push(end);
    return points;
  };
  const between = new Map<string, Point[]>();
  const down: Point[][] = [];
  const up: Point[][] = [];
  for (const one of drafts) {
    const [kind, actor] = one.key.split(" ") as [string, string];
    if (kind === "down") down[Number(actor)] = wayOf(one);
    else if (kind === "up") up[Number(actor)] = wayOf(one);
    else between.set(one.key, wayOf(one));
  }
  return { between, down, up };
}

function draftOf({ cells }: Arrangement, nodes: readonly Node[], from: number, to: number, apart: number): Draft {
  const a = cells[from]!;
  const b = cells[to]!;
  const out = nodes[from]!;
  const into = nodes[to]!;
  const right = (node: Node) => node.box.x + node.box.width;
  const bottom = (node: Node) => node.box.y + node.box.height;
  const middle = (node: Node) => node.box.x + node.box.width / 2;
  const columns = b.column - a.column;
  const rows = b.row - a.row;
  if (from === to) {
    const y = out.disc.y + apart;
    return { start: { x: right(out), y }, end: { x: out.box.x, y }, by: [{ kind: "column", of: a.column + 1 }, { kind: "row", of: a.row + 1 }, { kind: "column", of: a.column }] };
  }
  // Neighbours: straight. Whoever goes the other way keeps to the other side.
  if (rows === 0 && columns === 1) return straight({ x: right(out), y: out.disc.y - apart }, { x: into.box.x, y: into.disc.y - apart });
  if (rows === 0 && columns === -1) return straight({ x: out.box.x, y: out.disc.y + apart }, { x: right(into), y: into.disc.y + apart });
  if (columns === 0 && rows === 1) return straight({ x: middle(out) + apart, y: bottom(out) }, { x: middle(into) + apart, y: into.box.y });
  if (columns === 0 && rows === -1) return straight({ x: middle(out) - apart, y: out.box.y }, { x: middle(into) - apart, y: bottom(into) });
  // Else through the streets: out at the side where the other is, and in at the side that it comes from.
  const forth = columns >= 0;
  const start = forth ? { x: right(out), y: out.disc.y - apart } : { x: out.box.x, y: out.disc.y + apart };
  const first = { kind: "column", of: forth ? a.column + 1 : a.column } as const;
  if (columns === 0) return { start, end: { x: right(into), y: into.disc.y + apart }, by: [first] };
  const end = forth ? { x: into.box.x, y: into.disc.y - apart } : { x: right(into), y: into.disc.y + apart };
  if (Math.abs(columns) === 1) return { start, end, by: [first] };
  const last = { kind: "column", of: forth ? b.column : b.column + 1 } as const;
  const row = { kind: "row", of: rows > 0 ? b.row : rows < 0 ? b.row + 1 : forth ? a.row : a.row + 1 } as const;
  return { start, end, by: [first, row, last] };
}

function straight(start: Point, end: Point): Draft {
  return { start, end, by: [] };
}

export type { Cell };
