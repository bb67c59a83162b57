// Shapes as SVG: each one's element by name and attributes, and as text.

import type { Ink, Shape, Stroke } from "./shapes";

type Attributes = Readonly<Record<string, string | number>>;

/** A colour's attributes are its class, f-INK for fills and s-INK for strokes, and what colour() gives, if anything. */
export type Colour = (ink: Ink) => string | null;

/** A shape's SVG element. */
export function elementOf(shape: Shape, colour: Colour): { readonly tag: "path" | "rect" | "circle" | "text"; readonly attributes: Attributes; readonly text?: string; readonly title?: string } {
  switch (shape.kind) {
    case "path":
      return { tag: "path", attributes: { d: pathOf(shape.points, shape.fill !== undefined), ...look(colour, shape.fill, shape.stroke) } };
    case "box":
      return { tag: "rect", attributes: { x: r(shape.x), y: r(shape.y), width: r(shape.width), height: r(shape.height), rx: r(shape.radius), ...look(colour, shape.fill, shape.stroke) } };
    case "circle":
      return { tag: "circle", attributes: { cx: r(shape.x), cy: r(shape.y), r: r(shape.radius), ...look(colour, shape.fill, shape.stroke) } };
    case "sign": {
      const scale = r(shape.size / 16);
      return { tag: "path", attributes: { d: shape.path, transform: `translate(${r(shape.x - shape.size / 2)} ${r(shape.y - shape.size / 2)}) scale(${scale})`, ...look(colour, shape.ink) } };
    }
    case "text": {
      const how = { ...(shape.bold && { "font-weight": 600 }), ...(shape.middle && { "text-anchor": "middle" }) };
      return { tag: "text", attributes: { x: r(shape.x), y: r(shape.y), ...how, ...look(colour, shape.ink) }, text: shape.text, title: shape.title };
    }
  }
}

function pathOf(points: readonly number[], closed: boolean): string {
  let d = "";
  for (let i = 0; i < points.length; i += 2) d += `${i === 0 ? "M" : "L"}${r(points[i]!)} ${r(points[i + 1]!)}`;
  return closed ? `${d}Z` : d;
}

function look(colour: Colour, fill?: Ink, stroke?: Stroke): Attributes {
  const classes = [fill && `f-${fill}`, stroke && `s-${stroke.ink}`].filter(Boolean).join(" ");
  const fillWith = fill ? colour(fill) : "none";
  const strokeWith = stroke ? colour(stroke.ink) : null;
  return {
    class: classes,
    ...(fillWith !== null && { fill: fillWith }),
    ...(strokeWith !== null && { stroke: strokeWith }),
    ...(stroke?.width !== undefined && { "stroke-width": r(stroke.width) }),
    ...(stroke?.dash && { "stroke-dasharray": stroke.dash.join(" ") }),
    ...(stroke?.alpha !== undefined && { "stroke-opacity": stroke.alpha }),
  };
}

/** Shapes as SVG text. */
export function textOf(shapes: readonly Shape[], colour: Colour): string {
  return shapes
    .map((shape) => {
      const { tag, attributes, text, title } = elementOf(shape, colour);
      const open = `<${tag}${Object.entries(attributes).map(([name, value]) => ` ${name}="${value}"`).join("")}`;
      return text === undefined ? `${open}/>` : `${open}>${escapeXml(text)}${title ? `<title>${escapeXml(title)}</title>` : ""}</${tag}>`;
    })
    .join("\n");
}

const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Text as it may stand in XML, as content and as an attribute's value. */
export function escapeXml(text: string): string {
  // Control characters may not stand there at all.
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "").replace(/[&<>"']/g, (sign) => escapes[sign]!);
}

function r(value: number): number {
  return Math.round(value * 100) / 100;
}
