import { equal, ok, test } from "../../testing/test";
import { Pace } from "./pace";

test("the steps of one instant are shown one by one, faster and faster", () => {
  const pace = new Pace();
  pace.settle();
  const shown: number[] = []; // after ms
  const moves = new Set<string>();
  for (let ms = 0; shown.length < 20; ms++) {
    const move = pace.next({ clock: 0, nextAt: 0, partly: false }, 1, 1, 1500);
    moves.add(move.do);
    if (move.do !== "wait") shown.push(ms);
  }
  const [first, last] = [shown[1]! - shown[0]!, shown[19]! - shown[18]!];
  ok(first >= 300 && last <= first / 2, `the second step is shown after ${first} ms, the twentieth ${last} ms after the one before`);
  equal([...moves], ["wait", "step"]);
});
