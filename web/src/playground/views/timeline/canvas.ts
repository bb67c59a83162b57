// Paints shapes on a canvas.

import { property } from "./inks";
import { INKS, type Ink, type Measure, type Shape, type Stroke } from "./shapes";

export interface Look {
  readonly colours: ReadonlyMap<Ink, string>;
  readonly font: string;
  readonly bold: string;
  readonly measure: Measure;
}

/** The look that a canvas has by the page's style. */
export function lookOf(canvas: HTMLCanvasElement, context: CanvasRenderingContext2D): Look {
  const style = getComputedStyle(canvas);
  const colours = new Map(INKS.map((ink) => [ink, style.getPropertyValue(property(ink)).trim()]));
  const [font, bold] = [`${style.fontSize} ${style.fontFamily}`, `600 ${style.fontSize} ${style.fontFamily}`];
  return { colours, font, bold, measure: measureOn(context, font, bold) };
}

const FAINT = 0.25; // what is not of the command that is followed,
const FAINT_TEXT = 0.8; // but words stay readable

/** Paints shapes in their order. If a command is followed, those of others are faint. */
export function paint(context: CanvasRenderingContext2D, { colours, font, bold }: Look, shapes: readonly Shape[], followed: number | null): void {
  const c = context;
  const colour = (ink: Ink) => colours.get(ink) ?? "gray";
  const finish = (alpha: number, fill?: Ink, stroke?: Stroke) => {
    if (fill) {
      c.fillStyle = colour(fill);
      c.fill();
    }
    if (!stroke) return;
    c.globalAlpha = alpha * (stroke.alpha ?? 1);
    c.strokeStyle = colour(stroke.ink);
    c.lineWidth = stroke.width ?? 1;
    c.setLineDash(stroke.dash ? [...stroke.dash] : []);
    c.stroke();
  };
  c.lineJoin = "round";
  for (const shape of shapes) {
    const alpha = followed !== null && shape.of !== undefined && shape.of !== followed ? (shape.kind === "text" ? FAINT_TEXT : FAINT) : 1;
    c.globalAlpha = alpha;
    c.beginPath();
    switch (shape.kind) {
      case "path":
        for (let i = 0; i < shape.points.length; i += 2) c.lineTo(shape.points[i]!, shape.points[i + 1]!);
        if (shape.fill) c.closePath();
        finish(alpha, shape.fill, shape.stroke);
        break;
      case "box":
        c.roundRect(shape.x, shape.y, shape.width, shape.height, Math.min(shape.radius, shape.width / 2, shape.height / 2));
        finish(alpha, shape.fill, shape.stroke);
        break;
      case "circle":
        c.arc(shape.x, shape.y, shape.radius, 0, 2 * Math.PI);
        finish(alpha, shape.fill, shape.stroke);
        break;
      case "sign":
        c.save();
        c.translate(shape.x - shape.size / 2, shape.y - shape.size / 2);
        c.scale(shape.size / 16, shape.size / 16);
        c.fillStyle = colour(shape.ink);
        c.fill(pathOf(shape.path));
        c.restore();
        break;
      case "text":
        c.font = shape.bold ? bold : font;
        c.textAlign = shape.middle ? "center" : "left";
        c.fillStyle = colour(shape.ink);
        c.fillText(shape.text, shape.x, shape.y);
    }
  }
  c.globalAlpha = 1;
}

const paths = new Map<string, Path2D>();

function pathOf(d: string): Path2D {
  let path = paths.get(d);
  if (!path) paths.set(d, (path = new Path2D(d)));
  return path;
}

/** Measures in these fonts, each text once. */
function measureOn(context: CanvasRenderingContext2D, font: string, bold: string): Measure {
  const widths = new Map<string, number>();
  return (text, isBold = false) => {
    const key = isBold ? `b${text}` : text;
    let width = widths.get(key);
    if (width === undefined) {
      context.font = isBold ? bold : font;
      width = context.measureText(text).width;
      widths.set(key, width);
    }
    return width;
  };
}
