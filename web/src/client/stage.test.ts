import { afterwards, equal, ok, test, throws } from "../testing/test";
import { startActor } from "./actor";
import { Stage } from "./stage";

const SCRIPT = "handle 10ms\nwriter x3: set 1, set 2\nreader: wait 5ms, get\n";

async function opened(script = SCRIPT): Promise<Stage> {
  const stage = await Stage.create();
  afterwards(() => stage.close());
  equal(stage.load(script), []);
  return stage;
}

const throwing = {
  valueOf() {
    throw new Error("gotcha");
  },
};

test("a wrong argument costs its own call alone: it is named, and every actor and stage goes on", async () => {
  const actor = await startActor();
  await actor.set(42);
  const stage = await opened();
  stage.seek(3);
  const before = stage.snapshot();
  const calls: readonly (readonly [name: string, call: (wrong: never) => unknown])[] = [
    ["seek", (wrong) => stage.seek(wrong)],
    ["seek", (wrong) => stage.seek(1, wrong)],
    ["runUntil", (wrong) => stage.runUntil(wrong)],
    ["runUntil", (wrong) => stage.runUntil(1, wrong)],
    ["burst", (wrong) => stage.burst(wrong)],
    ["events", (wrong) => stage.events(wrong, 1)],
    ["events", (wrong) => stage.events(0, wrong)],
    ["find", (wrong) => stage.find(wrong)],
    ["snapshotAt", (wrong) => stage.snapshotAt(wrong)],
  ];
  for (const [name, call] of calls) {
    for (const [wrong, named] of [
      [1n, "1n"],
      [Symbol("s"), "Symbol(s)"],
      [throwing, "an object"],
      ["1", '"1"'],
      [null, "null"],
      [NaN, "NaN"],
    ] as const) {
      throws(() => call(wrong as never), { name: "TypeError", says: [`${name}: `, named] }, `${name}(${named})`);
    }
  }
  for (const [name, call] of [
    ["load", (wrong) => stage.load(wrong)],
    ["live", (wrong) => stage.live(wrong)],
    ["setCalls", (wrong) => stage.setCalls(wrong)],
    ["withSetting", (wrong) => stage.withSetting(wrong, "mailbox", "1")],
    ["withSetting", (wrong) => stage.withSetting("", "mailbox", wrong)],
  ] as const satisfies typeof calls) {
    for (const wrong of [1n, Symbol("s"), throwing, 7, undefined]) throws(() => call(wrong as never), { name: "TypeError", says: [`${name}: `] });
  }
  equal(stage.snapshot(), before, "the snapshot");
  equal(await actor.get(), 42);
});

test("a position beyond the end is the end, however large; one before the beginning is the beginning", async () => {
  const stage = await opened();
  while (stage.step());
  const { end } = stage.snapshot();
  ok(end > 10, "the play is too short to tell");
  for (const beyond of [Infinity, 2 ** 32, 2 ** 32 + 7, 2 ** 53, 1e300, end + 1]) {
    stage.seek(0);
    ok(stage.seek(beyond, Infinity), `seek(${beyond}) is not there yet`);
    equal(stage.snapshot().position, end, `after seek(${beyond})`);
  }
  for (const [position, found] of [[-1, 0], [-Infinity, 0], [7.9, 7], [-0, 0]] as const) {
    stage.seek(position);
    equal(stage.snapshot().position, found, `after seek(${position})`);
  }
  stage.reset();
  ok(stage.runUntil(Infinity, Infinity), "runUntil(Infinity) is not there yet");
  equal(stage.snapshot().position, end, "after runUntil(Infinity)");
  equal([stage.find(Infinity), stage.find(2 ** 32), stage.events(2 ** 32, 5).length], [stage.trace().kept, stage.trace().kept, 0], "beyond the trace");
});

test("a closed stage says that it is closed, and closing it again does nothing", async () => {
  const actor = await startActor();
  const stage = await opened();
  stage.close();
  stage.close();
  for (const call of [
    () => stage.snapshot(),
    () => stage.snapshotAt(0),
    () => stage.calls(),
    () => stage.setCalls(""),
    () => stage.write(),
    () => stage.load(""),
    () => stage.live("get"),
    () => stage.burst(1),
    () => stage.step(),
    () => stage.back(),
    () => stage.seek(0),
    () => stage.runUntil(0),
    () => stage.reset(),
    () => stage.trace(),
    () => stage.events(0, 1),
    () => stage.find(0),
    () => stage.mermaid(),
    () => stage.jsonLines(),
  ]) {
    throws(call, { name: "ActorError", code: "closed", says: ["Stage.create()"] }, String(call));
  }
  await actor.set(1); // the module goes on
});

test("a burst of another count is refused by name, and nothing happens", async () => {
  const stage = await opened();
  for (const count of [0, -1, 10001, 1.5, Infinity, 2 ** 32 + 1]) throws(() => stage.burst(count), { name: "RangeError", says: [`${count}`, "1 to 10000"] });
  equal(stage.snapshot().position, 0);
  stage.burst(3);
  equal(stage.snapshot().counts.admitted, 3);
});

test("a burst fills the mailbox, the rest wait, and all are handled in order", async () => {
  const stage = await opened("handle 1ms");
  stage.burst(1100);
  const { mailbox, line, counts } = stage.snapshot();
  equal([mailbox.depth, mailbox.capacity, line.waiting, counts.handled], [1024, 1024, 76, 0]);
  while (!stage.runUntil(1e12));
  const { counts: after, actor } = stage.snapshot();
  equal([after.handled, actor.value], [1100, 1100]);
  const handled = stage.events(0, 100_000).filter((event) => event.kind === "Handled");
  ok(
    handled.every((event, i) => event.value === i + 1),
    "they were handled in another order",
  );
});

test("mistakes are returned with their place, and the former script goes on", async () => {
  const stage = await opened();
  stage.step();
  const [mistake] = stage.load("mailbox 0\nmain: get");
  equal([mistake?.line, mistake?.column, mistake?.excerpt, mistake?.mark], [1, 9, "mailbox 0", "        ^"]);
  equal([stage.script, stage.snapshot().position], [SCRIPT, 1]);
  equal(stage.live("sett 1").length, 1, "mistakes of a live command");
});

test("withSetting changes the line that has the setting, and refuses what is none", async () => {
  const stage = await opened();
  equal(stage.withSetting("# mine\nhandle 1s # slow\nmain: get", "handle", "20ms"), "# mine\nhandle 20ms # slow\nmain: get");
  equal(stage.withSetting("main: get", "mailbox", "3"), "mailbox 3\nmain: get");
  throws(() => stage.withSetting("", "mailbox", "0"), { name: "RangeError", says: ["1 to 65536", '"0"'] });
  throws(() => stage.withSetting("", "handle", "1s\nmain: crash"), { name: "RangeError" });
  throws(() => stage.withSetting("", "other" as never, "1"), { name: "RangeError" });
  equal(stage.snapshot().position, 0);
});

test("what is played is the same forward, back and again", async () => {
  const stage = await opened();
  const seen = [JSON.stringify(stage.snapshot())];
  while (stage.step()) seen.push(JSON.stringify(stage.snapshot()));
  const { end } = stage.snapshot();
  const atEnd = (text: string) => ({ ...(JSON.parse(text) as object), end });
  for (let i = seen.length - 2; i >= 0; i--) {
    ok(stage.back(), "there is no step back");
    equal<object>(stage.snapshot(), atEnd(seen[i]!), `back at ${i}`);
  }
  ok(!stage.back(), "it goes back before the beginning");
  equal(stage.jsonLines().trimEnd().split("\n").length, stage.trace().kept, "lines of the trace");
  equal(stage.events(0, 1)[0]?.step, 1);
});

test("several actors are played by name: each with its own, who waits for whom, and the ring that the core refuses", async () => {
  const stage = await opened("handle 10ms\nactor bank: mailbox 2, on get ask log\nactor log: on get ask bank\nmain: get, expect deadlock\n");
  const rings = [];
  let waits = 0;
  while (stage.step()) {
    const { actors, ring } = stage.snapshot();
    equal(actors?.shown.map(({ name, mailbox }) => [name, mailbox.capacity]), [["bank", 2], ["log", 1024]]);
    if (actors?.shown[0]?.call?.to === 1) waits++;
    if (ring) rings.push(ring);
  }
  equal(rings, [{ actors: [1, 0], text: "actor: deadlock: log would wait for bank, which waits for log" }]);
  ok(waits > 0, "bank never waits for log");
  equal(stage.snapshot().missTotal, 0);
  equal(stage.events(0, 1)[0]?.actorName, "bank");
  equal(stage.live("set 5 at log"), []);
  equal(stage.snapshot().actors?.shown[1]?.mailbox.slots[0]?.what, "set 5");
});
