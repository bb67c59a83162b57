// The command of a drawing that the pointer is at: its lines are drawn thick.

import { set, svg } from "../../ui/dom";
import type { Drawing } from "./layout";

type Drawn = Drawing["drawn"][number];

const REACH = 7; // px from a line

export class Pointing {
  readonly element = svg("path", { class: "timeline-pointed" });
  /** The commands as they were drawn last. */
  drawn: readonly Drawn[] = [];
  #at: Drawn | null = null;

  /** The command that is pointed at. */
  get at(): Drawn | null {
    return this.#at;
  }

  /** The command whose line is nearest to a place of the drawing; null if none is near. */
  nearest(x: number, y: number): Drawn | null {
    let nearest: Drawn | null = null;
    let least = REACH;
    for (const drawn of this.drawn) {
      const { lines } = drawn;
      for (let i = 0; i < lines.length; i += 4) {
        const distance = distanceTo(x, y, lines[i]!, lines[i + 1]!, lines[i + 2]!, lines[i + 3]!);
        if (distance < least) [least, nearest] = [distance, drawn];
      }
    }
    return nearest;
  }

  /** Points at a command, or at none. Returns whether that is another than before. */
  to(drawn: Drawn | null): boolean {
    if (drawn === this.#at) return false;
    this.#at = drawn;
    const { lines } = drawn ?? { lines: [] };
    let d = "";
    for (let i = 0; i < lines.length; i += 4) d += `M${lines[i]} ${lines[i + 1]}L${lines[i + 2]} ${lines[i + 3]}`;
    set(this.element, { d });
    return true;
  }
}

function distanceTo(x: number, y: number, x1: number, y1: number, x2: number, y2: number): number {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const along = Math.min(Math.max(((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy || 1), 0), 1);
  return Math.hypot(x - x1 - along * dx, y - y1 - along * dy);
}
