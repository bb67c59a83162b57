import { count } from "../playground/ui/format";
import { barsOf } from "./bars";
import { CONTENDERS, median, type Table, throughputTable } from "./figures";
import { ROUND_MS, ROUNDS, type Tell, type ThroughputResult, WARM_ROUNDS } from "./messages";
import { Panel } from "./panel";
import { measure } from "./run";

const ROLES = Object.keys(CONTENDERS);

/** Pairs per second of one actor: through the client, inside the module, and written by hand. */
export class SpeedPanel extends Panel {
  #latest: ThroughputResult | null = null;

  constructor() {
    super(
      "speed",
      "Throughput in your browser",
      "A pair is a set, then a get that must return the same value. The next pair begins after the answer. There is one actor with a mailbox of 1024, and one caller.",
      "Measure",
      [],
    );
  }

  protected async measure(tell: Tell, signal: AbortSignal, show: (table: Table) => void): Promise<void> {
    this.#latest = await measure({ measure: "throughput" }, tell, signal, (result) => result);
    const table = throughputTable(this.#latest, [
      `Measured in one run in a worker: ${ROUNDS} rounds of about ${ROUND_MS} ms each, in which the three take turns. ${WARM_ROUNDS} rounds before them don't count; in those the browser compiles the code. Each answer is checked.`,
      "Inside the module: the Go core alone, called by Go. By actor.js: the client that this site ships, with two awaits a pair. By hand: a bounded mailbox that is awaited at both ends, a loop that receives, a promise for each answer; its source is web/src/lab/handwritten.ts.",
    ]);
    show(table);
  }

  protected summary(): string {
    if (!this.#latest) return "";
    return `${count(Number(median(this.#latest.client).toPrecision(3)))} pairs per second from JavaScript.`;
  }

  protected picture({ figures }: Table): Node[] {
    const bars = figures.map(({ name, cells, bars }, i) => ({ label: name, role: ROLES[i]!, value: bars?.[0] ?? null, text: cells[0]! }));
    return [barsOf("Pairs per second, median: longer is faster", bars, "linear", count)];
  }

  protected wayOn(): string {
    return "Measure again.";
  }
}
