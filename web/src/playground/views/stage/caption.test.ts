import "../../../element/actor-playground";
import { lessons } from "../../../element/lessons";
import { frame } from "../../../testing/page";
import { inColumn, type Reader } from "../../../testing/reader";
import { equal, ok, test } from "../../../testing/test";

test("the caption describes each step of each lesson and keeps its height, at 258, 343 and 860 pixels", async () => {
  // At once: each step takes some frames.
  const readers = await Promise.all([258, 343, 860].map((width) => inColumn(width)));
  await Promise.all(readers.map(describesEachStep));
});

async function describesEachStep(reader: Reader): Promise<void> {
  const caption = reader.one(".stage-caption");
  const height = caption.offsetHeight;
  for (const { name, script } of lessons) {
    await reader.at(script, 0);
    for (let steps = 0, before = ""; steps < 200; steps++) {
      await frame();
      const where = `${name} at ${reader.snapshot.position}, ${reader.element.offsetWidth} pixels wide: "${caption.textContent}"`;
      ok(reader.text(".stage-what") !== "" && !/undefined|NaN|null/.test(where), `${where} says too little`);
      equal(caption.offsetHeight, height, `${where} has the height`);
      ok(caption.scrollHeight <= caption.clientHeight, `${where} doesn't fit`);
      if (reader.snapshot.ended && where === before) break;
      before = where;
      reader.element.step();
    }
    ok(reader.snapshot.ended, `${name} doesn't end`);
  }
}

test("the caption says what happened and why", async () => {
  const reader = await inColumn(860);
  const script = "mailbox 2\nhandle 300ms\nwriter x3: set 1, set 2";
  for (const [played, position, want] of [
    [script, 0, "Nothing has happened yet. Press Play, or Step to take one step. Or call the actor yourself: press Set."],
    [script, 3, "writer-3 waits for a slot with set 1. The mailbox is full: 2 of 2 slots are taken. It is first in line."],
    [script, 5, "The actor received writer-1's set 1, which freed a slot. writer-3 was first in line, so its set 1 was admitted."],
    [script, 8, "The actor handled writer-1's set 1: its value is 1. Next in the mailbox is writer-2's set 1."],
    [script, 1000, "The actor handled writer-3's set 2: its value is 2. That was the last step: nothing is left to do. Your turn: press Set."],
    ["main: set 1, crash\nlate: wait 5s, get", 1000, "late's get was refused. The actor has crashed (handler panicked: crash): calls are refused from now on. Restart begins again."],
    ["handle 1s\nmain: set 1, expect ok", 2, "main's call succeeded, as expected. Line 2 of the script is met."],
    ["main: set 1, wait 1s, get, expect 1", 2, "main waits, as the script says. It goes on at 1 s."],
    ["main: ask itself blindly\nother: get", 1000, "Deadlock: nothing can happen any more. The handler of ask itself blindly (#1) asks its own actor, which can't reply until that returns. main and other wait for ever."],
  ] as const) {
    await reader.at(played, position);
    equal(reader.text(".stage-story"), want);
  }
});
