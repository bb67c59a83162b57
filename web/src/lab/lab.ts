// The lab: what actors and threads cost, and how fast an actor answers, measured in the reader's own browser.

import labCss from "./lab.css" with { type: "text" };
import threadScript from "worker:./thread";
import { messageOf } from "../client/errors";
import { followHost } from "../element/theme";
import { h, say } from "../playground/ui/dom";
import tokensCss from "../playground/ui/tokens.css" with { type: "text" };
import { CrowdPanel } from "./crowd";
import { asText, type Table } from "./figures";
import { type Machine, thisMachine } from "./machine";
import { Panel } from "./panel";
import { SpeedPanel } from "./speed";

/** Where the script of the lab's threads is. */
const threadUrl = (): string => new URL(threadScript, import.meta.url).href;

/** Puts the lab into a place, and returns the function that ends it, with any measurement. */
export function mountLab(place: HTMLElement): () => void {
  const root = place.shadowRoot ?? place.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [tokensCss, labCss].map((css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    return sheet;
  });

  const panels: readonly Panel[] = [new CrowdPanel(threadUrl()), new SpeedPanel()];
  const copy = h("button", { type: "button", disabled: true }, "Copy results as text");
  const copied = h("span", { role: "status" });
  const here = h("section", { class: "card", "aria-labelledby": "here" });
  const element = h("div", { class: "playground lab" }, ...panels.map((panel) => panel.element), here);
  root.replaceChildren(element);

  const machine = thisMachine();
  void machine.then((found) => here.append(h("h2", { id: "here" }, "Here"), describe(found), h("p", { class: "copy" }, copy, copied)));

  // One measurement at a time, or they would disturb each other.
  for (const panel of panels) {
    panel.onRun = (running) => {
      for (const other of panels) if (other !== panel) other.mayRun = !running;
      copy.disabled = running || tables().length === 0;
      say(copied, "");
    };
  }
  const tables = (): Table[] => panels.flatMap(({ table }) => (table ? [table] : []));
  copy.addEventListener("click", async () => {
    const text = asText(heading(await machine), tables());
    try {
      await navigator.clipboard.writeText(text);
      say(copied, "Copied.");
    } catch (cause) {
      say(copied, `The browser refused to copy: ${messageOf(cause)}. Select the text here:`);
      root.querySelector(".copy-text")?.remove();
      here.append(h("pre", { class: "copy-text", tabindex: 0 }, text));
    }
  });

  const unfollow = followHost(place, (theme) => (element.dataset["theme"] = theme));
  return () => {
    unfollow();
    for (const panel of panels) panel.cancel();
    root.replaceChildren();
  };
}

function heading(machine: Machine): string[] {
  return [
    `Actor playground: the lab, ${new Date().toISOString().slice(0, 16).replace("T", " ")} UTC, build ${BUILD_ID.slice(0, 8)}`,
    ...facts(machine).map(([name, value]) => `${name}: ${value}`),
  ];
}

function facts({ browser, cores, memory, isolated }: Machine): [name: string, value: string][] {
  return [
    ["Browser", browser],
    ["Cores", String(cores)],
    ["Memory of the machine", memory],
    ["Cross-origin isolated", isolated ? "yes: finer clock, and the memory of workers is measured" : "no: the host doesn't send the headers for it"],
  ];
}

function describe(machine: Machine): HTMLElement {
  return h("dl", { class: "facts" }, ...facts(machine).map(([name, value]) => h("div", null, h("dt", null, name), h("dd", null, value))));
}
