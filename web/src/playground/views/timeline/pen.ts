// What the timeline is drawn with: on a canvas, or as SVG text.

/** Colours by what they are for: names of custom properties, see timeline.css. */
export const INKS = [
  "text", "text-soft", "line", "line-strong", "surface", "caller", "caller-soft", "mailbox", "mailbox-soft",
  "actor", "actor-soft", "reply", "reply-soft", "error", "error-soft",
] as const;

export type Ink = (typeof INKS)[number];

export interface Stroke {
  readonly ink: Ink;
  readonly width?: number;
  /** Lengths of dash and gap. */
  readonly dash?: readonly [number, number];
}

export interface Pen {
  line(x1: number, y1: number, x2: number, y2: number, stroke: Stroke): void;
  /** A closed shape if it's filled, else a line through the points: x, y, x, y … */
  shape(points: readonly number[], fill: Ink | null, stroke: Stroke | null): void;
  box(x: number, y: number, width: number, height: number, radius: number, fill: Ink, stroke: Stroke | null): void;
  circle(x: number, y: number, radius: number, fill: Ink | null, stroke: Stroke | null): void;
  /** One line of text on its baseline. With a halo it can be read on top of lines. */
  text(x: number, y: number, text: string, ink: Ink, how?: { bold?: boolean; anchor?: "start" | "middle"; halo?: boolean }): void;
  width(text: string, bold?: boolean): number;
}

const HALO = 3; // px

export class CanvasPen implements Pen {
  readonly #widths = new Map<string, number>();

  constructor(
    private readonly context: CanvasRenderingContext2D,
    private readonly colours: ReadonlyMap<Ink, string>,
    private readonly font: string,
    private readonly boldFont: string,
  ) {
    context.lineJoin = "round";
  }

  line(x1: number, y1: number, x2: number, y2: number, stroke: Stroke): void {
    const c = this.context;
    c.beginPath();
    c.moveTo(x1, y1);
    c.lineTo(x2, y2);
    this.#stroke(stroke);
  }

  shape(points: readonly number[], fill: Ink | null, stroke: Stroke | null): void {
    const c = this.context;
    c.beginPath();
    for (let i = 0; i < points.length; i += 2) c.lineTo(points[i]!, points[i + 1]!);
    if (fill) {
      c.closePath();
      c.fillStyle = this.#colour(fill);
      c.fill();
    }
    if (stroke) this.#stroke(stroke);
  }

  box(x: number, y: number, width: number, height: number, radius: number, fill: Ink, stroke: Stroke | null): void {
    const c = this.context;
    c.beginPath();
    c.roundRect(x, y, width, height, Math.min(radius, width / 2, height / 2));
    c.fillStyle = this.#colour(fill);
    c.fill();
    if (stroke) this.#stroke(stroke);
  }

  circle(x: number, y: number, radius: number, fill: Ink | null, stroke: Stroke | null): void {
    const c = this.context;
    c.beginPath();
    c.arc(x, y, radius, 0, 2 * Math.PI);
    if (fill) {
      c.fillStyle = this.#colour(fill);
      c.fill();
    }
    if (stroke) this.#stroke(stroke);
  }

  text(x: number, y: number, text: string, ink: Ink, { bold = false, anchor = "start", halo = false } = {}): void {
    const c = this.context;
    c.font = bold ? this.boldFont : this.font;
    c.textAlign = anchor === "start" ? "left" : "center";
    if (halo) {
      c.strokeStyle = this.#colour("surface");
      c.lineWidth = HALO;
      c.setLineDash([]);
      c.strokeText(text, x, y);
    }
    c.fillStyle = this.#colour(ink);
    c.fillText(text, x, y);
  }

  width(text: string, bold = false): number {
    const key = bold ? `b${text}` : text;
    let width = this.#widths.get(key);
    if (width === undefined) {
      this.context.font = bold ? this.boldFont : this.font;
      width = this.context.measureText(text).width;
      this.#widths.set(key, width);
    }
    return width;
  }

  #stroke({ ink, width = 1, dash }: Stroke): void {
    const c = this.context;
    c.strokeStyle = this.#colour(ink);
    c.lineWidth = width;
    c.setLineDash(dash ? [...dash] : []);
    c.stroke();
  }

  #colour(ink: Ink): string {
    return this.colours.get(ink) ?? "gray";
  }
}

const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Text as it may stand in XML, as content and as an attribute's value. */
export function escapeXml(text: string): string {
  // Control characters may not stand there at all.
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "").replace(/[&<>"']/g, (sign) => escapes[sign]!);
}

/** Writes SVG elements. Colours are classes, so that one file serves both themes: f-INK fills, s-INK strokes. */
export class SvgPen implements Pen {
  readonly #parts: string[] = [];

  constructor(private readonly measure: (text: string, bold?: boolean) => number) {}

  get content(): string {
    return this.#parts.join("\n");
  }

  line(x1: number, y1: number, x2: number, y2: number, stroke: Stroke): void {
    this.#add(`<path d="M${n(x1)} ${n(y1)}L${n(x2)} ${n(y2)}"${attributes(null, stroke)}/>`);
  }

  shape(points: readonly number[], fill: Ink | null, stroke: Stroke | null): void {
    let d = "";
    for (let i = 0; i < points.length; i += 2) d += `${i === 0 ? "M" : "L"}${n(points[i]!)} ${n(points[i + 1]!)}`;
    this.#add(`<path d="${d}${fill ? "Z" : ""}"${attributes(fill, stroke)}/>`);
  }

  box(x: number, y: number, width: number, height: number, radius: number, fill: Ink, stroke: Stroke | null): void {
    this.#add(`<rect x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" rx="${n(radius)}"${attributes(fill, stroke)}/>`);
  }

  circle(x: number, y: number, radius: number, fill: Ink | null, stroke: Stroke | null): void {
    this.#add(`<circle cx="${n(x)}" cy="${n(y)}" r="${n(radius)}"${attributes(fill, stroke)}/>`);
  }

  text(x: number, y: number, text: string, ink: Ink, { bold = false, anchor = "start", halo = false } = {}): void {
    const classes = `f-${ink}${bold ? " b" : ""}${halo ? " h" : ""}`;
    this.#add(`<text x="${n(x)}" y="${n(y)}" class="${classes}"${anchor === "middle" ? ' text-anchor="middle"' : ""}>${escapeXml(text)}</text>`);
  }

  width(text: string, bold?: boolean): number {
    return this.measure(text, bold);
  }

  #add(part: string): void {
    this.#parts.push(part);
  }
}

function attributes(fill: Ink | null, stroke: Stroke | null): string {
  let text = ` class="${fill ? `f-${fill}` : "f"}${stroke ? ` s-${stroke.ink}` : ""}"`;
  if (stroke?.width !== undefined) text += ` stroke-width="${n(stroke.width)}"`;
  if (stroke?.dash) text += ` stroke-dasharray="${stroke.dash.join(" ")}"`;
  return text;
}

function n(value: number): string {
  return String(Math.round(value * 10) / 10);
}
