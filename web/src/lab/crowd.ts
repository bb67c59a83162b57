import { h, say } from "../playground/ui/dom";
import { count, plural } from "../playground/ui/format";
import { barsOf } from "./bars";
import { bytes, crowdTable, type Table, time } from "./figures";
import { canTellMemory, memoryOfWorkers, mostThreads, whyNoMemory } from "./machine";
import { ActorError } from "../client/errors";
import type { ActorsResult, Tell, ThreadsResult } from "./messages";
import { Panel } from "./panel";
import { measure } from "./run";

const MOST_ACTORS = 1_000_000;
const ACTORS = 100_000; // chosen at first
const THREADS = 50;

/** Many actors against many Web Workers. */
export class CrowdPanel extends Panel {
  readonly #actors: Choice;
  readonly #threads: Choice;
  readonly #threadScript: string;
  #latest: { readonly actors: ActorsResult; readonly threads: ThreadsResult } | null = null;

  constructor(threadScript: string) {
    const most = mostThreads();
    const actors = choice("Actors", MOST_ACTORS, ACTORS, "All in one module, in one worker: one thread.");
    const threads = choice(
      "Web Workers",
      most,
      THREADS,
      `Each has a thread of its own. ${count(most)} is the most that the lab starts on a machine like this, so that the tab stays usable. It also stops if the browser refuses one or is slow.`,
    );
    super(
      "crowd",
      "Actors and threads",
      "Each actor owns a number, and so does each Web Worker, which is a browser's thread. The lab starts many of each. Then it sets each to a number of its own and asks for it, one after another.",
      "Measure",
      [h("div", { class: "choices" }, actors.element, threads.element)],
    );
    this.#actors = actors;
    this.#threads = threads;
    this.#threadScript = threadScript;
  }

  protected async measure(tell: Tell, signal: AbortSignal, show: (table: Table) => void): Promise<void> {
    const actors = await measure({ measure: "actors", count: this.#actors.value }, tell, signal, verified);
    const order = { measure: "threads", count: this.#threads.value, script: this.#threadScript } as const;
    await measure(order, tell, signal, async (result) => {
      if (result.count === 0) throw new ActorError("no-workers", `No Web Worker could be started: ${result.stopped}.`);
      const threads = verified(result);
      this.#latest = { actors, threads };
      if (!canTellMemory()) {
        show(crowdTable(actors, threads, whyNoMemory()));
        return;
      }
      // The browser takes long for this. The other results are shown meanwhile, and stay if the reader cancels.
      const unmeasured = (why: string) => show(crowdTable(actors, threads, why));
      unmeasured("The memory of the workers is being measured.");
      signal.addEventListener("abort", () => unmeasured("The memory of the workers was not measured: the measurement was cancelled."), { once: true });
      tell({ doing: "Measuring the memory of the workers, which takes the browser up to half a minute", done: 0, of: 1 });
      const memory = await memoryOfWorkers(this.#threadScript);
      if (!signal.aborted) show(crowdTable(actors, threads, memory));
    });
  }

  protected summary(): string {
    if (!this.#latest) return "";
    const { actors, threads } = this.#latest;
    return (
      `${plural(actors.count, "actor")} started in ${time(actors.startMs)}, ${plural(threads.count, "Web Worker")} in ${time(threads.startMs)}. ` +
      "Each gave the right answer."
    );
  }

  protected picture({ figures }: Table): Node[] {
    return figures.flatMap(({ name, cells, bars }) => {
      const [actor, thread] = bars ?? [];
      if (actor === undefined || thread === undefined || (actor === null && thread === null)) return [];
      const write = name.startsWith("Memory") ? bytes : time;
      const both = [
        { label: "Actor", role: "actor", value: actor, text: cells[0]! },
        { label: "Worker", role: "thread", value: thread, text: cells[1]! },
      ];
      return [barsOf(cells[2] === "" ? name : `${name}: a worker takes what ${cells[2]} take`, both, "log", write)];
    });
  }

  protected wayOn(): string {
    return "Choose fewer and measure again.";
  }
}

function verified<R extends { readonly count: number; readonly right: number }>(result: R): R {
  if (result.right === result.count) return result;
  throw new ActorError("failed", `${plural(result.count - result.right, "answer")} of ${count(result.count)} were wrong.`);
}

interface Choice {
  readonly element: HTMLElement;
  readonly value: number;
}

let choices = 0;

// A slider over 1, 2, 5, 10 … most.
function choice(label: string, most: number, first: number, hint: string): Choice {
  const stops: number[] = [];
  for (let power = 1; power <= most; power *= 10) stops.push(...[power, 2 * power, 5 * power].filter((n) => n <= most));
  if (stops.at(-1) !== most) stops.push(most);
  const id = `choice-${++choices}`;
  const at = stops.filter((n) => n <= first).length - 1;
  const slider = h("input", { type: "range", id, min: 0, max: stops.length - 1, value: at, "aria-describedby": `${id}-hint` });
  const shown = h("output", { for: id });
  const show = () => {
    const text = count(stops[slider.valueAsNumber]!);
    say(shown, text);
    slider.setAttribute("aria-valuetext", text);
  };
  slider.addEventListener("input", show);
  show();
  const element = h("div", { class: "choice" }, h("div", { class: "choice-head" }, h("label", { for: id }, label), shown), slider, h("p", { id: `${id}-hint`, class: "hint" }, hint));
  return {
    element,
    get value() {
      return stops[slider.valueAsNumber]!;
    },
  };
}
