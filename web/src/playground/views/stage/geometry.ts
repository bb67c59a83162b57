// Where everything in the picture stands. One topology for every width: cards on top, below them the reply rail and the call
// rail, then the lane: waiting senders, gate, mailbox, current command, disc. Only sizes and counts depend on the width, and
// nothing on how far the play is, so that nothing is ever measured or pushed around while it plays.

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

export type Size = "wide" | "medium" | "compact" | "tiny";

/** Lengths at the usual unit of 16 px. */
export interface Measures {
  readonly size: Size;
  readonly from: number; // this width on
  readonly pad: number;
  readonly card: { readonly least: number; readonly most: number; readonly height: number; readonly gap: number };
  readonly reply: number; // from the cards down to the reply rail
  readonly call: number; // to the call rail
  readonly disc: number; // to the disc's top
  readonly radius: number; // of the disc with its ring
  readonly token: number;
  readonly gap: number; // between waiting tokens
  readonly slotGap: number;
  readonly boxPad: number;
  readonly link: number; // from the current command to the disc
  readonly arrow: number; // from the mailbox to the current command
  readonly gate: number; // from the waiting tokens to the mailbox
  readonly more: number; // width of the cell that counts the slots that aren't shown
  readonly moreWaiting: number; // and the senders
  readonly leastWaiting: number; // kept for waiting senders
  readonly alone: number; // by how much a single slot's label is wider than it
  readonly overhang: number; // of the label of the current command, on each side of it
  readonly labels: number; // height of the labels
  readonly grows: number; // by how much the radius may, if there is more height than needed
}

const MEASURES: readonly Measures[] = [
  {
    size: "wide", from: 720, pad: 20, card: { least: 152, most: 232, height: 60, gap: 8 }, reply: 16, call: 44, disc: 34, radius: 75,
    token: 52, gap: 8, slotGap: 8, boxPad: 8, link: 22, arrow: 44, gate: 30, more: 60, moreWaiting: 52, leastWaiting: 172, alone: 12, overhang: 13, labels: 36, grows: 21,
  },
  {
    size: "medium", from: 440, pad: 16, card: { least: 150, most: 232, height: 60, gap: 8 }, reply: 15, call: 38, disc: 30, radius: 62,
    token: 46, gap: 6, slotGap: 6, boxPad: 7, link: 16, arrow: 32, gate: 24, more: 54, moreWaiting: 46, leastWaiting: 150, alone: 26, overhang: 11, labels: 35, grows: 8,
  },
  {
    size: "compact", from: 330, pad: 12, card: { least: 146, most: 232, height: 60, gap: 8 }, reply: 12, call: 30, disc: 26, radius: 44,
    token: 40, gap: 4, slotGap: 3, boxPad: 3, link: 5, arrow: 13, gate: 12, more: 46, moreWaiting: 24, leastWaiting: 64, alone: 10, overhang: 8, labels: 34, grows: 0,
  },
  {
    size: "tiny", from: 0, pad: 9, card: { least: 108, most: 232, height: 60, gap: 8 }, reply: 11, call: 28, disc: 25, radius: 38,
    token: 32, gap: 3, slotGap: 2, boxPad: 3, link: 3, arrow: 12, gate: 10, more: 32, moreWaiting: 22, leastWaiting: 32, alone: 24, overhang: 9, labels: 33, grows: 0,
  },
];

const WIDEST = 1120;
/** Most tokens shown in the mailbox and most outside: a snapshot lists no more than 16 of each. */
const MOST = 12;
const CARD_ROWS = 2;
const TOP = 0.7; // of the padding at the sides
const FOOT = 4; // below everything
const LABEL_GAP = 8;
/** By how much the space between cards and lane grows, if there is more height than needed. */
const SPREAD = 30;

/** What the picture's geometry depends on, besides its width. */
export interface Needs {
  readonly callers: number;
  readonly capacity: number;
}

/** All lengths are in CSS pixels, from the picture's top left. */
export interface Geometry {
  readonly size: Size;
  readonly width: number;
  /** What it needs; it may be given more. */
  readonly least: number;
  readonly height: number;
  readonly token: number;
  readonly cards: readonly Box[];
  /** How calls leave the card and replies come to it: to and from the two rails, which they meet at the last point. */
  readonly ways: readonly { readonly call: readonly Point[]; readonly reply: readonly Point[] }[];
  readonly replyY: number;
  readonly callY: number;
  /** Of the middle of everything on the lane. */
  readonly laneY: number;
  readonly left: number; // where the lane begins
  readonly gate: number; // x of the mailbox's door
  readonly mailbox: Box;
  /** Top left corners of what is shown of the mailbox, the front first: at the right, beside the actor. */
  readonly slots: readonly Point[];
  /** The cell for the slots that aren't shown; null if all are. */
  readonly more: Box | null;
  /** Places of waiting senders, the first in line first; the places if all of them fit, and those if some must be counted. */
  readonly waiting: readonly Point[];
  readonly slotPitch: number;
  readonly linePitch: number;
  readonly waitingFew: readonly Point[];
  /** The cell that counts the others; null if there's no room for one. */
  readonly moreWaiting: Box | null;
  readonly current: Point;
  readonly disc: Point & { readonly radius: number };
  readonly labels: { readonly waiting: Box; readonly mailbox: Box; readonly current: Box };
}

/** Lays the picture out in a width and a height, with a unit, all in CSS pixels. If it needs more height, it takes it. */
export function lay(width: number, given: number, unit: number, needs: Needs): Geometry {
  const scale = unit / 16;
  const m = measuresOf(width / scale);
  const px = (length: number) => length * scale;
  const margin = Math.max(0, width - px(WIDEST)) / 2;
  const left = margin + px(m.pad);
  const right = width - margin - px(m.pad);

  const token = px(m.token);
  const foot = token / 2 + px(m.boxPad + LABEL_GAP + m.labels); // from the lane's middle
  const rows = rowsOf((right - left) / scale, m, needs.callers);
  const cardsEnd = px(m.pad * TOP + rows * m.card.height + (rows - 1) * m.card.gap);
  const heightWith = (radius: number, spread: number) => cardsEnd + px(m.disc) + spread + radius + Math.max(foot, radius) + px(FOOT);
  const least = heightWith(px(m.radius), 0);
  // More height makes the disc larger, and then gives the rails more room.
  const spare = Math.max(0, given - least);
  const radius = px(m.radius) + Math.min(px(m.grows), spare * 0.35);
  const spread = Math.min(px(SPREAD), Math.max(0, given - heightWith(radius, 0)));

  const { cards, ways, below, replyY, callY } = layCards(left, right, m, px, needs.callers, spread);
  const disc = { x: right - radius, y: below + px(m.disc) + spread + radius, radius };
  const laneY = disc.y;
  const top = laneY - token / 2;
  const current = { x: disc.x - radius - px(m.link) - token, y: top };

  // The mailbox, from the right: as many slots as leave the senders their room.
  const label = needs.capacity === 1 ? m.alone : 0;
  const boxRight = current.x - px(m.arrow + label);
  const room = boxRight - left - px(m.gate) - px(m.leastWaiting) - 2 * px(m.boxPad);
  const pitch = token + px(m.slotGap);
  const fit = (space: number) => Math.max(1, Math.min(MOST, Math.floor((space + px(m.slotGap)) / pitch)));
  const all = needs.capacity <= fit(room);
  const shown = all ? needs.capacity : fit(room - px(m.more) - px(m.slotGap));
  const slots = Array.from({ length: shown }, (_, i) => ({ x: boxRight - px(m.boxPad) - token - i * pitch, y: top }));
  const back = slots[shown - 1]!.x; // the mailbox has a slot at least
  const more = all ? null : { x: back - px(m.slotGap) - px(m.more), y: top, width: px(m.more), height: token };
  const boxLeft = (more?.x ?? back) - px(m.boxPad);
  const mailbox = { x: boxLeft, y: top - px(m.boxPad), width: boxRight - boxLeft, height: token + 2 * px(m.boxPad) };

  // The senders: what is left.
  const lineRight = boxLeft - px(m.gate);
  const linePitch = token + px(m.gap);
  const places = (space: number) => Math.max(1, Math.min(MOST, Math.floor((space + px(m.gap)) / linePitch)));
  const place = (_: unknown, i: number) => ({ x: lineRight - token - i * linePitch, y: top });
  const waiting = Array.from({ length: places(lineRight - left) }, place);
  const few = Array.from({ length: places(lineRight - left - px(m.moreWaiting) - px(m.gap)) }, place);
  const counted = few[few.length - 1]!.x - px(m.gap) - px(m.moreWaiting);
  const moreWaiting = counted < left - 0.5 ? null : { x: counted, y: top, width: px(m.moreWaiting), height: token };

  const labelY = mailbox.y + mailbox.height + px(LABEL_GAP);
  const height = px(m.labels);
  const overhang = px(m.overhang);
  const labels = {
    waiting: { x: left, y: labelY, width: boxLeft - px(m.gate) / 2 - left - px(2), height },
    mailbox: { x: boxLeft, y: labelY, width: current.x - overhang - px(3) - boxLeft, height },
    current: { x: current.x - overhang, y: labelY, width: token + 2 * overhang, height },
  };
  return {
    size: m.size, width, least, height: Math.max(given, least), token,
    cards, ways, replyY, callY, laneY, left, gate: boxLeft - px(m.gate) / 2, mailbox, slots, more, slotPitch: pitch, linePitch,
    waiting, waitingFew: few, moreWaiting, current, disc, labels,
  };
}

/** How many cards there is room for. */
export function cardsIn(width: number, unit: number): number {
  const scale = unit / 16;
  const m = measuresOf(width / scale);
  return CARD_ROWS * columnsIn(Math.min(width / scale, WIDEST) - 2 * m.pad, m);
}

/** The lengths for a width, at the usual unit. */
export function measuresOf(width: number): Measures {
  return MEASURES.find(({ from }) => width >= from) ?? MEASURES[MEASURES.length - 1]!;
}

/** In how many rows the cards stand. */
export function rowsOf(width: number, m: Measures, callers: number): number {
  return Math.max(1, Math.min(CARD_ROWS, Math.ceil(callers / columnsIn(width, m))));
}

function columnsIn(width: number, { card }: Measures): number {
  return Math.max(1, Math.floor((width + card.gap) / (card.least + card.gap)));
}

/** Places for the cards between left and right, and the ways from them. */
export function layCards(left: number, right: number, m: Measures, px: (length: number) => number, callers: number, spread: number) {
  const most = columnsIn((right - left) / px(1), m);
  const rows = rowsOf((right - left) / px(1), m, callers);
  const count = Math.min(callers, rows * most);
  const columns = Math.max(1, Math.ceil(count / rows)); // as many in each row
  const gap = px(m.card.gap);
  const width = Math.min(px(m.card.most), (right - left - gap * (columns - 1)) / columns);
  const height = px(m.card.height);
  const top = px(m.pad * TOP);
  const below = top + rows * height + (rows - 1) * gap;
  const replyY = below + px(m.reply) + spread * 0.35;
  const callY = below + px(m.call) + spread * 0.8;

  const cards: Box[] = [];
  const ways: { call: Point[]; reply: Point[] }[] = [];
  for (let i = 0; i < count; i++) {
    const row = Math.floor(i / columns);
    const column = i % columns;
    const x = left + column * (width + gap);
    const y = top + row * (height + gap);
    cards.push({ x, y, width, height });
    if (row === rows - 1) {
      const call = x + px(18);
      const reply = x + width / 2;
      ways.push({
        call: [{ x: call, y: y + height }, { x: call, y: callY }],
        reply: [{ x: reply, y: y + height }, { x: reply, y: replyY }],
      });
    } else {
      // Between the cards below, and out or in at the side.
      const last = column === columns - 1 && columns > 1;
      const side = last ? x : x + width;
      const between = last ? x - gap / 2 : x + width + gap / 2;
      const out = (apart: number, rail: number) => {
        const middle = y + height / 2 + apart * 2;
        return [{ x: side, y: middle }, { x: between + apart, y: middle }, { x: between + apart, y: rail }];
      };
      ways.push({ call: out(px(-2), callY), reply: out(px(2), replyY) });
    }
  }
  return { cards, ways, below, replyY, callY };
}
