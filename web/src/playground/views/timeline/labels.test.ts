import { equal, test } from "../../../testing/test";
import { type Label, Labels } from "./labels";

const label = (text: string, at: number, more: Partial<Label> = {}): Label => ({ texts: [text], ink: "text", y: 50, starts: [at], ground: "surface", ...more });

/** The words that were placed, with where they begin. Each letter is 10 px wide, the drawing 200. */
function placed(labels: Labels, followed: number | null = null): string[] {
  return labels.place((text) => 10 * text.length, 200, followed).flatMap((shape) => (shape.kind === "text" ? [`${shape.text} at ${shape.x}`] : []));
}

function labelsOf(...all: Label[]): Labels {
  const labels = new Labels();
  for (const one of all) labels.add(one);
  return labels;
}

test("words that would lie on a line go to their next place, and are left out if that isn't free either", () => {
  const labels = labelsOf(label("set 1", 20, { ends: [90] }), label("set 2", 120), label("set 3", 20, { y: 80 }));
  labels.block(30, 0, 30, 60);
  labels.block(140, 0, 140, 60);
  equal(placed(labels), ["set 1 at 40", "set 3 at 20"]);
});

test("words that don't fit are said shorter", () => {
  const labels = labelsOf(label("", 20, { texts: ["try set 9: full", "full"] }));
  labels.block(80, 0, 80, 100);
  equal(placed(labels), ["full at 20"]);
});

test("what went wrong has its words before others, and what is followed before all", () => {
  const all = [label("a set", 20, { of: 1 }), label("panic", 30, { ink: "error", of: 2 }), label("a get", 40, { of: 3 })];
  equal(placed(labelsOf(...all)), ["panic at 30"]);
  equal(placed(labelsOf(...all), 3), ["a get at 40"]);
});

test("no words go beyond the drawing", () => {
  equal(placed(labelsOf(label("left", -5), label("right", 170))), []);
});
