import { equal, ok, test } from "../../../testing/test";
import type { Box, Point } from "../stage/geometry";
import { type Node, type Plan, plan } from "./plan";

const WIDTHS = [290, 343, 375, 608, 640, 860, 1120, 1600];
const all = (n: number) => Array.from({ length: n }, (_, i) => i);

const shapes: readonly { readonly name: string; calls(n: number): number[][] }[] = [
  { name: "strangers", calls: (n) => all(n).map(() => []) },
  { name: "a chain", calls: (n) => all(n).map((i) => (i + 1 < n ? [i + 1] : [])) },
  { name: "a pool", calls: (n) => all(n).map((i) => (i === 0 ? all(n).slice(1) : [])) },
  { name: "a ring", calls: (n) => all(n).map((i) => [(i + 1) % n]) },
  { name: "all with all", calls: (n) => all(n).map((i) => all(n).filter((k) => k !== i)) },
];

function each(check: (p: Plan, words: string, n: number, calls: number[][], cards: number) => void): void {
  for (const { name, calls } of shapes) {
    for (let n = 1; n <= 8; n++) {
      for (const width of WIDTHS) {
        for (const cards of [1, 8]) {
          for (const unit of [16, 20]) {
            const made = calls(n);
            const capacities = all(n).map((i) => [1, 2, 4, 1024][i % 4]!);
            check(plan(width, 0, unit, { cards, calls: made, capacities }), `${name} of ${n} at ${width} px, ${cards} cards, unit ${unit}`, n, made, cards);
          }
        }
      }
    }
  }
}

test("nothing of 1 to 8 actors overlaps anything else, or leaves the picture", () => {
  each((p, words) => {
    const boxes = [...p.cards, ...p.nodes.map(({ box }) => box)];
    for (const box of boxes) ok(box.x >= 0 && box.x + box.width <= p.width + 0.5 && box.y >= 0 && box.y + box.height <= p.height, `${words}: ${JSON.stringify(box)} is outside`);
    apart(boxes, words);
    for (const node of p.nodes) {
      const parts = partsOf(node, p.token);
      apart(parts, `${words}, within an actor`);
      for (const part of parts) ok(within(part, node.box), `${words}: ${JSON.stringify(part)} leaves ${JSON.stringify(node.box)}`);
      for (const slot of node.slots) ok(within({ ...slot, width: p.token, height: p.token }, node.mailbox), `${words}: a slot is outside the mailbox`);
    }
  });
});

test("lines run in the streets: upright or level, and across no actor and no card", () => {
  each((p, words, n, calls, cards) => {
    const ways: (readonly Point[])[] = [];
    calls.forEach((list, from) => list.forEach((to) => ways.push(p.way(from, to)!)));
    for (const actor of all(n)) ways.push(p.down(p.cards.length - 1, actor), p.up(actor, 0));
    ok(p.cards.length > 0 && cards > 0, words);
    for (const way of ways) {
      ok(way && way.length > 1, `${words}: a way is missing`);
      way.forEach((b, i) => {
        const a = way[i - 1];
        if (!a) return;
        ok(Math.abs(a.x - b.x) < 0.5 || Math.abs(a.y - b.y) < 0.5, `${words}: ${JSON.stringify([a, b])} is askew`);
        ok(Math.min(a.x, b.x) >= 0 && Math.max(a.x, b.x) <= p.width, `${words}: ${JSON.stringify([a, b])} leaves the picture`);
        for (const box of [...p.nodes.map((node) => node.box), ...p.cards]) ok(!crosses(a, b, box), `${words}: ${JSON.stringify([a, b])} crosses ${JSON.stringify(box)}`);
      });
    }
  });
});

test("the same script stands in the same places, however full its mailboxes are", () => {
  const needs = { cards: 3, calls: [[1], [2], []], capacities: [1, 2, 3] };
  equal(JSON.stringify(plan(860, 0, 16, needs)), JSON.stringify(plan(860, 0, 16, needs)));
});

function partsOf(node: Node, token: number): Box[] {
  const { name, mailbox, current, disc, mailboxWords, doing } = node;
  const round = { x: disc.x - disc.radius, y: disc.y - disc.radius, width: 2 * disc.radius, height: 2 * disc.radius };
  return [name, mailbox, { ...current, width: token, height: token }, round, mailboxWords, doing];
}

function apart(boxes: readonly Box[], words: string): void {
  boxes.forEach((a, i) => {
    for (const b of boxes.slice(0, i)) {
      const over = a.x < b.x + b.width - 0.5 && b.x < a.x + a.width - 0.5 && a.y < b.y + b.height - 0.5 && b.y < a.y + a.height - 0.5;
      ok(!over, `${words}: ${JSON.stringify(a)} and ${JSON.stringify(b)} overlap`);
    }
  });
}

function within(a: Box, b: Box): boolean {
  return a.x >= b.x - 0.5 && a.y >= b.y - 0.5 && a.x + a.width <= b.x + b.width + 0.5 && a.y + a.height <= b.y + b.height + 0.5;
}

// Along its edge a line may run, or end there.
function crosses(a: Point, b: Point, box: Box): boolean {
  const inside = 1;
  return Math.min(a.x, b.x) < box.x + box.width - inside && Math.max(a.x, b.x) > box.x + inside && Math.min(a.y, b.y) < box.y + box.height - inside && Math.max(a.y, b.y) > box.y + inside;
}
