// What stands in the stage's place while the script that the element was given has mistakes. It is loaded when one has.

import type { Mistake } from "../client/stage";
import css from "./refusal.css" with { type: "text" };
import { h } from "./ui/dom";
import { count } from "./ui/format";

export { css };

/** Says that nothing is played, and why. With an editor the reader can mend the script. */
export function refusal(mistakes: readonly [Mistake, ...Mistake[]], editor: boolean): HTMLElement {
  const [{ line, column, message, excerpt, mark }] = mistakes;
  const many = mistakes.length > 1;
  return h(
    "div",
    { class: "refusal", role: "alert" },
    h("p", { class: "refusal-what" }, `Nothing is played: the script has ${many ? `${count(mistakes.length)} mistakes` : "a mistake"}.`),
    h("p", null, `${many ? "The first: line" : "Line"} ${line}, column ${column}: ${message}`),
    h("pre", { tabindex: 0, "aria-label": `Line ${line}` }, `${excerpt}\n`, h("b", null, mark)),
    h("p", null, editor ? `Mend ${many ? "them" : "it"} under Script, then press Play.` : "Only the author of this page can mend it."),
  );
}
