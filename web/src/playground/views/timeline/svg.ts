// The timeline as an SVG text that stands alone.

import { type Scene, paint } from "./paint";
import { type Ink, SvgPen, escapeXml } from "./pen";
import type { Rows } from "./rows";

// As in tokens.css: a file can't ask the page for them.
const light: Readonly<Record<Ink, string>> = {
  text: "#161d27", "text-soft": "#4a5563", line: "#d3d9e1", "line-strong": "#76828f", surface: "#ffffff",
  caller: "#2c52c4", "caller-soft": "#e8edfc", mailbox: "#855300", "mailbox-soft": "#fdf1dc",
  actor: "#086a58", "actor-soft": "#ddf3ec", reply: "#8332a8", "reply-soft": "#f6eafb", error: "#b3221a", "error-soft": "#fde9e7",
};
const dark: Readonly<Record<Ink, string>> = {
  text: "#e9eef4", "text-soft": "#aab6c4", line: "#2d3845", "line-strong": "#75859a", surface: "#161d26",
  caller: "#93b4ff", "caller-soft": "#1b2a4b", mailbox: "#f1b64f", "mailbox-soft": "#352710",
  actor: "#55d6b6", "actor-soft": "#10332b", reply: "#dca4f5", "reply-soft": "#371f44", error: "#ff958c", "error-soft": "#451b18",
};

const NAMES = 132; // px

interface Drawing {
  readonly scene: Scene | null;
  readonly rows: Rows;
  /** Where the playhead is, and how wide the drawing is without the names. */
  readonly head: number;
  readonly width: number;
  readonly measure: (text: string, bold?: boolean) => number;
}

export function writeSvg({ scene, rows, head, width, measure }: Drawing): string {
  const pen = new SvgPen(measure);
  if (scene) paint(pen, scene);
  const names = new SvgPen(measure);
  for (const { lane, top, height } of rows.clients) names.text(8, height > 40 ? top + height / 2 + 4 : top + 28, lane.crowd > 1 ? `${lane.label} ×${lane.crowd}` : lane.label, "caller", { bold: true });
  names.text(8, rows.mailbox.top + rows.mailbox.height / 2 + 8, "mailbox", "mailbox", { bold: true });
  names.text(8, rows.actor.line + 4, "actor", "actor", { bold: true });
  const { height } = rows;
  const [fullWidth, fullHeight] = [NAMES + width, height + 8];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${fullWidth}" height="${fullHeight}" viewBox="0 0 ${fullWidth} ${fullHeight}" role="img" aria-label="Timeline of an actor">
<style>
text{font:12px system-ui,sans-serif}.b{font-weight:700}.h{paint-order:stroke;stroke-width:3px;stroke-linejoin:round}.f{fill:none}
${rules(light)}
@media (prefers-color-scheme:dark){${rules(dark)}}
</style>
<rect width="100%" height="100%" class="f-surface"/>
${names.content}
<svg x="${NAMES}" width="${width}" height="${fullHeight}">
${pen.content}
<rect x="${head}" width="${Math.max(width - head, 0)}" height="${height}" class="f-surface" opacity="0.4"/>
<path d="M${head} 0V${height}" class="f s-text" stroke-width="1.5"/>
</svg>
<desc>${escapeXml("Time runs to the right, with a little width for each step. Slanted arrows are commands, from admission to receipt; dashed ones are replies.")}</desc>
</svg>
`;
}

function rules(colours: Readonly<Record<Ink, string>>): string {
  const each = Object.entries(colours).map(([ink, colour]) => `.f-${ink}{fill:${colour}}.s-${ink}{stroke:${colour}}`);
  return `${each.join("")}.h{stroke:${colours.surface}}`;
}
