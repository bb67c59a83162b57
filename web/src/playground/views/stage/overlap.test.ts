import "../../../element/actor-playground";
import { area, called, shared, written } from "../../../testing/boxes";
import { frame } from "../../../testing/page";
import { inColumn, type Reader } from "../../../testing/reader";
import { equal, test } from "../../../testing/test";

/** Pictures as full as they get: a script and a position. */
const extremes: Readonly<Record<string, readonly [string, number]>> = {
  "queued": ["mailbox 2\nhandle 300ms\nwriter x3: set 1, set 2\nreader: wait 200ms, get, expect 2", 10],
  "no clients": ["mailbox 1\n", 0],
  "one slot": ["mailbox 1\nw x3: set 7, get\n", 6],
  "1024 + 76": ["w x1100: set 100000\n", 1100],
  "flood": ["mailbox 65536\nhandle 1ms\nw x10000: set -2147483648, get\n", 15000],
  "full flood": ["mailbox 1024\nhandle 24m\nw x10000: set 2147483647, get\n", 9999],
  "long names": ["mailbox 1\nhandle 180m\nabcdefghijklmnopqrstuvwxyz-abcdefghijklm x2: set -2147483648, set 2147483647, get\nother-name-of-forty-characters-or-so-abc: wait 60m, try set 54321, get within 10m\n", 9],
  "crashed": ["mailbox 2\nclumsy: set -2147483648, crash\nmain x5: set 7, get\n", 1000],
  "stopping": ["mailbox 2\nw x4: set -2147483648\ncloser: wait 100ms, stop\n", 9],
  "stopped": ["w x8: set -2147483648\ncloser: stop\n", 1000],
  "unstarted": ["start manually\nmain: wait 1s, start\n", 1],
  "deadlock": ["mailbox 3\nblind: ask itself blindly\nbystander x9: get\n", 1000],
};

// Those of columns and phones, and on both sides of where sizes change.
for (const width of [258, 290, 329, 330, 343, 375, 439, 440, 600, 719, 720, 860, 1400]) {
  test(`nothing on a stage of ${width} pixels overlaps or is cut off`, async () => {
    const reader = await inColumn(width);
    const wrong: string[] = [];
    for (const [name, [script, position]] of Object.entries(extremes)) {
      await reader.at(script, position);
      wrong.push(...overlapping(reader).map((w) => `${name}: ${w}`));
      reader.all(".stage-token")[0]?.click();
      await frame();
      wrong.push(...overlapping(reader).map((w) => `${name}, followed: ${w}`));
    }
    equal(wrong.slice(0, 5), []);
  });
}

/** What of the stage lies over something else, or out of what it belongs to. */
function overlapping(reader: Reader): string[] {
  const wrong: string[] = [];
  const boxed = (e: Element) => ({ e, box: e.getBoundingClientRect() });
  const round = reader.one(".stage-actor").getBoundingClientRect();
  const inDisc = (box: DOMRect) => {
    const [x, y] = [round.x + round.width / 2, round.y + round.height / 2];
    return Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom)) < round.width / 2;
  };
  const seen = (e: Element) => (e.matches(".stage-caption") ? e.getBoundingClientRect() : shared(written(e), e.getBoundingClientRect()));
  const lines = reader.all(".stage-label span, .stage-follow > *, .stage-caption").filter((e) => e.textContent?.trim() !== "");
  const all = [...reader.all(".stage-card, button.stage-token, .stage-cell, .stage-actor").map(boxed), ...lines.map((e) => ({ e, box: seen(e) }))];
  const stage = reader.one(".stage").getBoundingClientRect();
  all.forEach(({ e, box }, i) => {
    if (box.left < stage.left - 0.5 || box.right > stage.right + 0.5 || box.bottom > stage.bottom + 0.5) wrong.push(`${called(e)} is out of the stage`);
    for (const other of all.slice(i + 1)) {
      const apart = (other.e.matches(".stage-actor") && !inDisc(box)) || (e.matches(".stage-actor") && !inDisc(other.box));
      if (area(shared(box, other.box)) > 0 && !apart) wrong.push(`${called(e)} and ${called(other.e)}`);
    }
  });
  // A name may be cut off; what counts may not.
  for (const e of reader.all(".stage-label span")) if (e.scrollWidth > e.clientWidth && !e.textContent?.startsWith("first: ")) wrong.push(`${called(e)} is cut off`);
  for (const [of, within] of [[".stage-token-value", ".stage-token"], [".stage-token-op", ".stage-token"], [".stage-cell-number", ".stage-cell"], [".stage-name", ".stage-card"], [".stage-does", ".stage-card"]] as const) {
    const elliptic = of === ".stage-name" || of === ".stage-does";
    for (const e of reader.all(of)) {
      const box = elliptic ? shared(seen(e), e.parentElement!.getBoundingClientRect()) : written(e);
      if (e.textContent !== "" && area(shared(box, e.closest(within)!.getBoundingClientRect())) < 0.98 * area(box)) wrong.push(`${called(e)} is out of its ${within}`);
    }
  }
  const disc = reader.one(".stage-disc").getBoundingClientRect();
  for (const e of reader.all(".stage-value, .stage-state, .stage-disc-name")) {
    const { left, right, top, bottom, height } = written(e);
    const corners = [left, right].flatMap((x) => [top + height * 0.2, bottom - height * 0.2].map((y) => Math.hypot(x - disc.x - disc.width / 2, y - disc.y - disc.height / 2)));
    if (Math.max(...corners) > disc.width / 2) wrong.push(`${called(e)} is out of the disc`);
  }
  for (const { e, box } of reader.all("button.stage-token, .stage-follow-stop").map(boxed)) if (box.width < 24 || box.height < 24) wrong.push(`${called(e)} is too small to press`);
  return wrong;
}
