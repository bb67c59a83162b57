// Results as figures: what the table, the bars and the copied text all show.

import { count, plural } from "../playground/ui/format";
import type { ActorsResult, ThreadsResult, ThroughputResult } from "./messages";

/** One line of a table. */
export interface Figure {
  readonly name: string;
  readonly cells: readonly string[];
  /** The numbers behind the cells, if they are drawn as bars; null if there is none. */
  readonly bars?: readonly (number | null)[];
}

export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly figures: readonly Figure[];
  readonly notes: readonly string[];
}

const NOT_HAD = "not measured";

/** memory is that of all workers in bytes, or why it is not known. */
export function crowdTable(actors: ActorsResult, threads: ThreadsResult, memory: number | string): Table {
  const grown = actors.memoryAfter - actors.memoryBefore;
  const notes: string[] = [];
  if (grown === 0) notes.push("The module has memory for this few actors from the start: choose more to see what they take.");
  else notes.push(`The module itself takes ${bytes(actors.memoryBefore)}, once for all actors.`);
  if (typeof memory === "string") notes.push(memory);
  else notes.push("The memory of workers is that of their heaps. The stacks of their threads are not included: no browser reports them.");
  if (threads.stopped !== "") notes.push(`It stopped at ${plural(threads.count, "worker")} of ${count(threads.wanted)}: ${threads.stopped}.`);
  const memoryOfAll = typeof memory === "number" ? memory : null;
  return {
    title: "Actors and threads",
    columns: ["Actors", "Web Workers", "One worker equals"],
    figures: [
      { name: "How many", cells: [count(actors.count), count(threads.count), ""] },
      { name: "Right answers", cells: [count(actors.right), count(threads.right), ""] },
      { name: "To start all", cells: [time(actors.startMs), time(threads.startMs), ""] },
      each("To start one", actors.startMs / actors.count, ratio(threads.startMs, threads.count), time),
      each("To set and ask one", actors.askMs / actors.count, ratio(threads.askMs, threads.count), time),
      { name: "Memory of all", cells: [grown === 0 ? NOT_HAD : bytes(grown), memoryOfAll === null ? NOT_HAD : bytes(memoryOfAll), ""] },
      each("Memory of one", grown === 0 ? null : grown / actors.count, memoryOfAll === null ? null : ratio(memoryOfAll, threads.count), bytes),
    ],
    notes,
  };
}

function each(name: string, actor: number | null, thread: number | null, write: (n: number) => string): Figure {
  const times = actor !== null && thread !== null ? `${approximately(thread / actor)} actors` : "";
  return { name, cells: [actor === null ? NOT_HAD : write(actor), thread === null ? NOT_HAD : write(thread), times], bars: [actor, thread] };
}

const ratio = (sum: number, n: number): number | null => (n === 0 ? null : sum / n);

export const CONTENDERS = { inside: "Inside the module", client: "From JavaScript, by actor.js", handwritten: "JavaScript, by hand" } as const;

export function throughputTable(result: ThroughputResult, notes: readonly string[]): Table {
  const base = median(result.handwritten);
  return {
    title: "Pairs per second",
    columns: ["Median", "Least to most", "By hand = 1"],
    figures: (Object.keys(CONTENDERS) as (keyof typeof CONTENDERS)[]).map((name) => {
      const rounds = result[name];
      const middle = median(rounds);
      return {
        name: CONTENDERS[name],
        cells: [count(rounded(middle)), `${count(rounded(Math.min(...rounds)))} to ${count(rounded(Math.max(...rounds)))}`, (middle / base).toFixed(2)],
        bars: [middle],
      };
    }),
    notes,
  };
}

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** A real time in ms: "12.3 ns", "250 µs", "1.25 s". */
export function time(ms: number): string {
  if (ms < 1e-3) return `${digits(ms * 1e6)} ns`;
  if (ms < 1) return `${digits(ms * 1e3)} µs`;
  if (ms < 1000) return `${digits(ms)} ms`;
  return `${digits(ms / 1000)} s`;
}

/** "352 B", "1.4 MB": thousands are 1000. */
export function bytes(n: number): string {
  if (n < 1000) return `${digits(n)} B`;
  if (n < 1e6) return `${digits(n / 1e3)} KB`;
  if (n < 1e9) return `${digits(n / 1e6)} MB`;
  return `${digits(n / 1e9)} GB`;
}

// Three digits: there is no more in any measurement.
function digits(n: number): string {
  return n >= 100 ? String(Math.round(n)) : String(Number(n.toPrecision(3)));
}

const rounded = (n: number): number => (n === 0 ? 0 : Number(n.toPrecision(3)));
const approximately = (n: number): string => (n >= 10 ? count(Number(n.toPrecision(2))) : String(Number(n.toPrecision(2))));

/** Tables as text, to be copied. */
export function asText(heading: readonly string[], tables: readonly Table[]): string {
  const parts = [heading.join("\n"), ...tables.map(tableText)];
  return `${parts.join("\n\n")}\n`;
}

function tableText({ title, columns, figures, notes }: Table): string {
  const rows = [[title, ...columns], ...figures.map(({ name, cells }) => [name, ...cells])];
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map((row) => row[i]!.length)));
  const lines = rows.map((row) => row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join("  ").trimEnd());
  return [...lines, ...notes].join("\n");
}
