// Where things are from top to bottom: the axis, a row for each lane of clients, the mailbox, the actor.

import type { Lane } from "./lanes";

export const AXIS = 30; // heights, in px
export const GAP = 5; // below it, for words
const SINGLE = 36;
const TIGHT = 30; // where there are many
const MANY = 5;
const CROWD = 68;
const MAILBOX = 42;
const ACTOR = 44;

// Words stand above a row's line.
const BELOW_LINE = 12;
const CROWD_PADDING = 8;

export interface Row {
  readonly lane: Lane;
  readonly top: number;
  readonly height: number;
}

export interface Rows {
  readonly clients: readonly Row[];
  readonly mailbox: { readonly top: number; readonly height: number };
  readonly actor: { readonly top: number; readonly height: number; readonly line: number };
  readonly height: number;
}

export function stack(lanes: readonly Lane[]): Rows {
  let top = AXIS + GAP;
  const clients = lanes.map((lane): Row => {
    const height = lane.end - lane.first > 1 ? CROWD : lanes.length > MANY ? TIGHT : SINGLE;
    top += height;
    return { lane, top: top - height, height };
  });
  const mailbox = { top: top + 2, height: MAILBOX };
  const actor = { top: top + 2 + MAILBOX, height: ACTOR, line: top + 2 + MAILBOX + ACTOR / 2 + 1 };
  return { clients, mailbox, actor, height: actor.top + ACTOR };
}

/** The row of a client, if it is known. */
export function rowOf(rows: Rows, client: number): Row | null {
  for (const row of rows.clients) if (client < row.lane.end) return client >= row.lane.first ? row : null;
  return null;
}

/** How far apart the lines of a row's clients are. */
export function spacing({ lane, height }: Row): number {
  const clients = lane.end - lane.first;
  return clients > 1 ? (height - 2 * CROWD_PADDING) / clients : height;
}

/** A client's line within its row. */
export function lineOf(row: Row, client: number): number {
  if (row.lane.end - row.lane.first === 1) return row.top + row.height - BELOW_LINE;
  return row.top + CROWD_PADDING + spacing(row) * (client - row.lane.first + 0.5);
}
