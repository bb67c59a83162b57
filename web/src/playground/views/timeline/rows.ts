// Where things are from top to bottom: the axis, a row for each lane of clients, the mailbox, the actor.

import { YOU } from "../../ui/identity";
import type { Lane } from "./lanes";

export const AXIS = 26; // heights, in px
const LEAST_LANE = 16; // a line of words
const FAIR_LANE = 22;
const MOST_LANE = 34;
const CROWD = 2; // the height of a crowd's row, in lanes
const MAILBOX = 1.8; // likewise
const LEAST_MAILBOX = 28;
const MOST_MAILBOX = 72;
const ACTOR = 1.2;
const LEAST_ACTOR = 26;
const MOST_ACTOR = 34;
const CROWD_PADDING = 6;

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

const FEW_OWN = 6; // calls of the reader's that share one line: each is a client

/** Whether a lane's clients have each a line of their own in it. */
export function isCrowd({ label, first, end }: Lane): boolean {
  return end - first > (label === YOU ? FEW_OWN : 1);
}

/** Rows that fill a height, as far as they can; without one, of a size that is easy to read. */
export function stack(lanes: readonly Lane[], height: number | null = null): Rows {
  const units = lanes.reduce((sum, lane) => sum + (isCrowd(lane) ? CROWD : 1), 0);
  const fair = height === null ? FAIR_LANE : (height - AXIS) / (units + MAILBOX + ACTOR);
  const unit = Math.floor(clamp(fair, LEAST_LANE, MOST_LANE));
  let top = AXIS;
  const clients = lanes.map((lane): Row => {
    const row = { lane, top, height: isCrowd(lane) ? CROWD * unit : unit };
    top += row.height;
    return row;
  });
  const actor = Math.floor(clamp(ACTOR * unit, LEAST_ACTOR, MOST_ACTOR));
  const left = height === null ? 0 : height - top - actor;
  const mailbox = { top, height: Math.floor(clamp(Math.max(MAILBOX * unit, left), LEAST_MAILBOX, MOST_MAILBOX)) };
  top += mailbox.height;
  return { clients, mailbox, actor: { top, height: actor, line: top + actor / 2 }, height: top + actor };
}

const clamp = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most);

/** The row of a client, if it is known. */
export function rowOf(rows: Rows, client: number): Row | null {
  for (const row of rows.clients) if (client < row.lane.end) return client >= row.lane.first ? row : null;
  return null;
}

/** How far apart the lines of a row's clients are. */
export function spacing({ lane, height }: Row): number {
  return isCrowd(lane) ? (height - 2 * CROWD_PADDING) / (lane.end - lane.first) : height;
}

/** A client's line within its row. */
export function lineOf(row: Row, client: number): number {
  if (!isCrowd(row.lane)) return row.top + row.height / 2;
  return row.top + CROWD_PADDING + spacing(row) * (client - row.lane.first + 0.5);
}
