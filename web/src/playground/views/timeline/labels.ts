// Words of a drawing. They lie on no line and on no other words: each has some places where it may be, and is left out if none is
// free. What went wrong comes first.

import type { Ink, Measure, Shape } from "./shapes";

const HEIGHT = 14; // px, of a line of words
const BASELINE = 4; // below its middle

/** What words need, and where there may be none. */
export interface Words {
  readonly needs: readonly Box[];
  readonly blocks: readonly Box[];
}

export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface Label {
  /** The first that there is room for. */
  readonly texts: readonly string[];
  readonly ink: Ink;
  /** Its middle line. */
  readonly y: number;
  /** Where it may begin, and where it may end: in this order. */
  readonly starts: readonly number[];
  readonly ends?: readonly number[];
  /** What it lies on. */
  readonly ground: Ink;
  readonly of?: number;
}

export class Labels {
  readonly #labels: Label[] = [];
  readonly #blocks: Box[] = [];

  add(label: Label): void {
    this.#labels.push(label);
  }

  /** No words here. */
  block(x1: number, y1: number, x2: number, y2: number, margin = 1): void {
    this.#blocks.push({ left: Math.min(x1, x2) - margin, right: Math.max(x1, x2) + margin, top: Math.min(y1, y2), bottom: Math.max(y1, y2) });
  }

  /** What they would need, each in the first of its places. */
  words(measure: Measure): Words {
    const needs = this.#labels.map(({ texts, y, starts }): Box => ({ left: starts[0]!, right: starts[0]! + measure(texts[0]!), top: y - HEIGHT / 2, bottom: y + HEIGHT / 2 }));
    return { needs, blocks: [...this.#blocks] };
  }

  /** Finds a place for each, between 0 and the wall. The one that is followed comes before all others. */
  place(measure: Measure, wall: number, followed: number | null): Shape[] {
    const rank = ({ ink, of }: Label) => (of !== undefined && of === followed ? 0 : ink === "error" ? 1 : 2);
    const shapes: Shape[] = [];
    for (const label of this.#labels.sort((a, b) => rank(a) - rank(b) || a.starts[0]! - b.starts[0]!)) {
      const { ink, y, ground, of } = label;
      const found = this.#find(label, measure, wall);
      if (!found) continue;
      const { text, x, width } = found;
      this.block(x, y - HEIGHT / 2, x + width, y + HEIGHT / 2, 3);
      shapes.push(
        { kind: "box", x: x - 2, y: y - HEIGHT / 2, width: width + 4, height: HEIGHT, radius: 2, fill: ground, of },
        { kind: "text", x, y: y + BASELINE, text, ink, of },
      );
    }
    return shapes;
  }

  #find({ texts, y, starts, ends = [] }: Label, measure: Measure, wall: number): { text: string; x: number; width: number } | null {
    for (const text of texts) {
      const width = measure(text);
      const x = [...starts, ...ends.map((end) => end - width)].find((start) => start >= 1 && start + width <= wall && this.#isFree(start, y, width));
      if (x !== undefined) return { text, x, width };
    }
    return null;
  }

  #isFree(x: number, y: number, width: number): boolean {
    const [top, bottom] = [y - HEIGHT / 2, y + HEIGHT / 2];
    return !this.#blocks.some((box) => x < box.right && x + width > box.left && top < box.bottom && bottom > box.top);
  }
}
