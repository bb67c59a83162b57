import { equal, ok, test } from "../../../testing/test";
import { arrange } from "./arrange";

const at = (calls: number[][], most: number) => arrange(calls, most).cells.map(({ column, row }) => `${column},${row}`).join(" ");

test("whoever calls stands left of whom it calls", () => {
  equal(at([[1], [2], []], 4), "0,0 1,0 2,0");
  equal(at([[], [0], [1]], 4), "2,0 1,0 0,0", "whatever their order in the script");
});

test("a pool is a block beside its router", () => {
  equal(at([[1, 2, 3, 4], [], [], [], []], 4), "0,0 1,0 2,0 1,1 2,1");
});

test("actors that call each other in a circle stand on one, clockwise", () => {
  equal(at([[1], [2], [0]], 4), "0,0 1,0 1,1");
  equal(at([[1], [2], [3], [0]], 4), "0,0 1,0 1,1 0,1");
  equal(at([[1], [2], [3], [4], [5], [6], [7], [0]], 4), "0,0 1,0 2,0 3,0 3,1 2,1 1,1 0,1");
  equal(at([[1], [2], [3], [4], [5], [6], [7], [0]], 2), "0,0 1,0 1,1 1,2 1,3 0,3 0,2 0,1");
  equal(at([[1], [0]], 4), "0,0 1,0");
});

test("what is too long for the width goes on in the next row", () => {
  equal(at([[1], [2], [3], [4], []], 2), "0,0 1,0 0,1 1,1 0,2");
});

test("no two actors share a cell, and none is without one", () => {
  for (let n = 1; n <= 8; n++) {
    for (let seed = 0; seed < 200; seed++) {
      const calls = random(n, seed);
      for (const most of [1, 2, 3, 4]) {
        const { cells, columns, rows } = arrange(calls, most);
        const taken = new Set(cells.map(({ column, row }) => `${column},${row}`));
        equal(taken.size, n, JSON.stringify(calls));
        ok(columns <= most && cells.every(({ column, row }) => column < columns && row < rows), JSON.stringify({ calls, most, columns, rows, cells }));
      }
    }
  }
});

/** Some calls among n actors: the same for the same seed. */
function random(n: number, seed: number): number[][] {
  let state = seed * 7919 + n;
  const next = () => (state = (state * 1103515245 + 12345) % 2 ** 31) / 2 ** 31;
  return Array.from({ length: n }, () => Array.from({ length: n }, (_, to) => to).filter(() => next() < 0.25));
}
