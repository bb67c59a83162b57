// Which actor stands where on a grid: a pure function of who calls whom in the script, so that nothing moves while it plays.
// Whoever calls stands left of whom it calls, in layers. Actors that call each other in a circle stand on one, clockwise. What is
// too long for the width goes on in the next row, as text does.

export interface Cell {
  readonly column: number;
  readonly row: number;
}

export interface Arrangement {
  readonly columns: number;
  readonly rows: number;
  /** The cell of each actor, by its index. */
  readonly cells: readonly Cell[];
}

/** Actors that stand together: one, or some that call each other in a circle. */
interface Block {
  readonly width: number;
  readonly height: number;
  readonly cells: readonly (Cell & { readonly actor: number })[];
}

/** Arranges actors, of which each calls those of its list, in a grid of that many columns at most. */
export function arrange(calls: readonly (readonly number[])[], most: number): Arrangement {
  const groups = circlesOf(calls);
  const layers = layersOf(groups, calls).map((layer) => layer.map((group) => blockOf(group, calls, most)));
  const folded = pack(layers.flat(), most);
  const layered = inLayers(layers, most);
  const taken = layered && layered.rows <= folded.rows ? layered : folded;
  const cells: Cell[] = [];
  for (const { actor, column, row } of taken.cells) cells[actor] = { column, row };
  return { columns: taken.columns, rows: taken.rows, cells };
}

interface Packed {
  readonly columns: number;
  readonly rows: number;
  readonly cells: Block["cells"];
}

// Blocks side by side as long as the width lasts, then in the next row.
function pack(blocks: readonly Block[], width: number): Packed {
  const cells: (Cell & { actor: number })[] = [];
  let column = 0;
  let row = 0;
  let columns = 0;
  let height = 0;
  for (const block of blocks) {
    if (column > 0 && column + block.width > width) {
      column = 0;
      row += height;
      height = 0;
    }
    for (const cell of block.cells) cells.push({ actor: cell.actor, column: column + cell.column, row: row + cell.row });
    column += block.width;
    columns = Math.max(columns, column);
    height = Math.max(height, block.height);
  }
  return { columns, rows: row + height, cells };
}

// A column for each layer, or more for those that are high, as long as that saves rows: a screen has more width than height.
// Null if that is too wide.
function inLayers(layers: readonly (readonly Block[])[], most: number): Packed | null {
  const widths = layers.map((layer) => Math.max(...layer.map((block) => block.width)));
  const sum = () => widths.reduce((a, b) => a + b, 0);
  if (sum() > most) return null;
  const packed = layers.map((layer, i) => pack(layer, widths[i]!));
  for (;;) {
    const highest = packed.reduce((found, { rows }, i) => (rows > packed[found]!.rows ? i : found), 0);
    const room = most - sum() + widths[highest]!;
    let width = widths[highest]! + 1;
    while (width <= room && pack(layers[highest]!, width).rows >= packed[highest]!.rows) width++;
    if (width > room) break;
    widths[highest] = width;
    packed[highest] = pack(layers[highest]!, width);
  }
  const rows = Math.max(...packed.map((layer) => layer.rows));
  const cells: (Cell & { actor: number })[] = [];
  let left = 0;
  packed.forEach((layer) => {
    const top = Math.floor((rows - layer.rows) / 2);
    for (const { actor, column, row } of layer.cells) cells.push({ actor, column: left + column, row: top + row });
    left += layer.columns;
  });
  return { columns: left, rows, cells };
}

// A circle is the edge of a rectangle, gone around clockwise.
function blockOf(group: readonly number[], calls: readonly (readonly number[])[], most: number): Block {
  const round = around(group, calls);
  const n = round.length;
  const width = Math.max(1, Math.min(most, n < 3 ? n : Math.ceil(n / 2)));
  let height = 1;
  while (edgeOf(width, height).length < n) height++;
  const cells = edgeOf(width, height).slice(0, n).map((cell, i) => ({ ...cell, actor: round[i]! }));
  return { width, height, cells };
}

function edgeOf(width: number, height: number): Cell[] {
  const cells: Cell[] = [];
  for (let column = 0; column < width; column++) cells.push({ column, row: 0 });
  for (let row = 1; row < height; row++) cells.push({ column: width - 1, row });
  if (height > 1) for (let column = width - 2; column >= 0; column--) cells.push({ column, row: height - 1 });
  if (width > 1) for (let row = height - 2; row > 0; row--) cells.push({ column: 0, row });
  return cells;
}

// A group in the order in which each calls the next, as far as one does.
function around(group: readonly number[], calls: readonly (readonly number[])[]): number[] {
  const left = new Set(group);
  const round: number[] = [];
  let at = group[0];
  while (at !== undefined) {
    left.delete(at);
    round.push(at);
    at = calls[at]?.find((to) => left.has(to)) ?? group.find((actor) => left.has(actor));
  }
  return round;
}

// Groups of actors each of which reaches the others of its group by calls: Tarjan's strongly connected components.
function circlesOf(calls: readonly (readonly number[])[]): number[][] {
  const order: number[] = [];
  const low: number[] = [];
  const open: number[] = [];
  const groups: number[][] = [];
  let next = 0;
  const visit = (actor: number) => {
    order[actor] = low[actor] = next++;
    open.push(actor);
    for (const to of calls[actor] ?? []) {
      if (to >= calls.length) continue;
      if (order[to] === undefined) visit(to);
      if (open.includes(to)) low[actor] = Math.min(low[actor]!, low[to]!);
    }
    if (low[actor] === order[actor]) groups.push(open.splice(open.indexOf(actor)).sort((a, b) => a - b));
  };
  calls.forEach((_, actor) => {
    if (order[actor] === undefined) visit(actor);
  });
  return groups.sort((a, b) => a[0]! - b[0]!);
}

// The groups by how many others, at most, a call passes before it comes to them.
function layersOf(groups: readonly (readonly number[])[], calls: readonly (readonly number[])[]): (readonly number[])[][] {
  const groupOf = new Map(groups.flatMap((group) => group.map((actor) => [actor, group] as const)));
  const depths = new Map<readonly number[], number>();
  const depthOf = (group: readonly number[]): number => {
    let depth = depths.get(group);
    if (depth === undefined) {
      const callers = groups.filter((other) => other !== group && other.some((actor) => calls[actor]?.some((to) => groupOf.get(to) === group)));
      depth = Math.max(-1, ...callers.map(depthOf)) + 1;
      depths.set(group, depth);
    }
    return depth;
  };
  const layers: (readonly number[])[][] = [];
  for (const group of groups) (layers[depthOf(group)] ??= []).push(group);
  return layers;
}
