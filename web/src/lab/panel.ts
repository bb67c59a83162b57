import { messageOf } from "../client/errors";
import { h, say, set } from "../playground/ui/dom";
import { count } from "../playground/ui/format";
import type { Table } from "./figures";
import type { Progress, Tell } from "./messages";

/** The reason of a measurement that the reader cancelled. */
const CANCELLED = new DOMException("cancelled", "AbortError");

/** One measurement: a button that starts it, a button that cancels it, its progress and its result. */
export abstract class Panel {
  readonly element: HTMLElement;
  /** What was measured last. */
  table: Table | null = null;
  /** Called when a measurement begins, and when it ends. */
  onRun: (running: boolean) => void = () => {};

  readonly #start: HTMLButtonElement;
  readonly #cancel = h("button", { type: "button", hidden: true }, "Cancel");
  readonly #meter = h("progress");
  readonly #doing = h("span");
  readonly #progress = h("div", { class: "progress", hidden: true }, this.#meter, this.#doing);
  readonly #status = h("p", { class: "status", role: "status" });
  readonly #failure = h("p", { class: "failure", role: "alert", hidden: true });
  readonly #results = h("div", { class: "results" });
  #running: AbortController | null = null;

  protected constructor(id: string, title: string, intro: string, start: string, choices: readonly Node[]) {
    this.#start = h("button", { type: "submit", class: "button-main" }, start);
    const form = h("form", null, ...choices, h("div", { class: "run" }, this.#start, this.#cancel, this.#progress), this.#status, this.#failure);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#run();
    });
    this.#cancel.addEventListener("click", () => this.cancel());
    this.#meter.setAttribute("aria-label", "Progress");
    this.element = h("section", { class: "card", "aria-labelledby": id }, h("h2", { id }, title), h("p", { class: "intro" }, intro), form, this.#results);
  }

  /** Ends the measurement: its workers are terminated when this returns. A browser may take a while to end their threads. */
  cancel(): void {
    this.#running?.abort(CANCELLED);
  }

  set mayRun(may: boolean) {
    this.#start.disabled = !may;
  }

  /** Measures, and shows the results. It ends what it started when signal is aborted. */
  protected abstract measure(tell: Tell, signal: AbortSignal, show: (table: Table) => void): Promise<void>;
  /** The results in one sentence. */
  protected abstract summary(): string;
  /** The results as a picture. */
  protected abstract picture(table: Table): readonly Node[];
  /** What a reader can do about a failure. */
  protected abstract wayOn(): string;

  async #run(): Promise<void> {
    if (this.#running) return;
    const running = (this.#running = new AbortController());
    this.#show(true);
    say(this.#status, "Measuring.");
    this.#failure.hidden = true;
    const show = (table: Table) => {
      this.table = table;
      this.#results.replaceChildren(...this.picture(table), tableOf(table));
    };
    try {
      await this.measure((progress) => this.#tell(progress), running.signal, show);
      say(this.#status, this.summary());
    } catch (cause) {
      if (cause === CANCELLED) {
        say(this.#status, "Cancelled. The browser was asked to end all workers that were started.");
      } else {
        say(this.#status, "");
        this.#failure.hidden = false;
        say(this.#failure, `${messageOf(cause)} ${this.wayOn()}`);
      }
    } finally {
      this.#running = null;
      this.#show(false);
    }
  }

  // The focus moves to a button that is visible.
  #show(running: boolean): void {
    const focused = this.element.getRootNode() instanceof ShadowRoot && (this.element.getRootNode() as ShadowRoot).activeElement;
    this.#start.hidden = running;
    this.#cancel.hidden = !running;
    this.#progress.hidden = !running;
    this.#meter.removeAttribute("value");
    say(this.#doing, "");
    for (const field of this.element.querySelectorAll("input")) field.disabled = running;
    if (focused === this.#start) this.#cancel.focus();
    else if (focused === this.#cancel) this.#start.focus();
    this.onRun(running);
  }

  #tell({ doing, done, of }: Progress): void {
    set(this.#meter, done > 0 ? { max: of, value: done } : { value: null });
    say(this.#doing, done > 0 ? `${doing}: ${count(done)} of ${count(of)}` : doing);
  }
}

function tableOf({ title, columns, figures, notes }: Table): HTMLElement {
  const head = h("tr", null, h("td"), ...columns.map((column) => h("th", { scope: "col" }, column)));
  const rows = figures.map(({ name, cells }) => h("tr", null, h("th", { scope: "row" }, name), ...cells.map((cell) => h("td", null, cell))));
  const table = h("table", null, h("caption", { class: "unseen" }, title), h("thead", null, head), h("tbody", null, ...rows));
  const element = h("div", { class: "figures" }, h("div", { class: "scroll", role: "region", "aria-label": title, tabindex: 0 }, table));
  if (notes.length > 0) element.append(h("ul", { class: "notes" }, ...notes.map((note) => h("li", null, note))));
  return element;
}
