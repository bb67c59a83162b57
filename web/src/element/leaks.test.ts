import "./actor-playground";
import { fresh } from "../testing/modules";
import { type Held, watchHeld } from "../testing/held";
import { added, frame, hear, made, until } from "../testing/page";
import { afterwards, equal, ok, test } from "../testing/test";

const SCRIPT = "mailbox 1\nhandle 50ms\nwriter x3: set 1, get, expect 1\nhasty: get within 10ms\nbroken: ask itself blindly";

test("two hundred insertions and removals leave nothing: no listener, observer, timer, frame, stage, sheet or node", async () => {
  const held = watchHeld();
  const wasm = { "wasm-url": fresh() };
  const full = { ...wasm, view: "stage timeline log code stats script", controls: "full", autoplay: "" };
  const quiet = async (): Promise<Held> => {
    await frame();
    await frame();
    return held();
  };
  (await added(full, SCRIPT)).remove(); // the module, the sheets and the code are there from now on
  const before = await quiet();
  equal({ ...before, goroutines: 0, sheets: 0, nodes: 0 }, { listeners: [], observers: 0, timers: 0, frames: 0, stages: 0, goroutines: 0, sheets: 0, nodes: 0 }, "left by one element");
  let played = 0;
  let frames = 0;
  let during = before;
  for (let i = 0; i < 200; i++) {
    const element = await added(i % 2 === 0 ? full : { ...wasm, theme: "auto" }, SCRIPT);
    if (i % 4 === 0) element.seek(10);
    if (i % 4 === 1) void element.get().catch(() => {});
    if (i % 10 === 0) {
      await frame();
      if ((element.snapshot?.position ?? 0) > 0) played++;
    }
    if (i % 5 === 0) {
      document.body.prepend(element);
      element.step();
    }
    during = held();
    frames += during.frames;
    element.remove();
    if (i % 3 === 0) {
      document.body.append(element);
      element.remove();
    }
  }
  ok(during.stages > 0 && during.observers > 0 && during.listeners.length > 0 && frames > 0 && played > 0, `nothing was counted: ${JSON.stringify(during)}, frames ${frames}, played ${played}`);
  equal(await quiet(), before, "after two hundred");
});

test("timers that are held are counted", async () => {
  const held = watchHeld();
  const timer = setTimeout(() => {}, 1e6);
  equal(held().timers, 1, "with a timer");
  clearTimeout(timer);
  equal(held().timers, 0, "without");
});

test("an element that is removed while it loads leaves nothing, and can be put in again", async () => {
  const held = watchHeld();
  const wasm = { "wasm-url": fresh() };
  (await added(wasm)).remove();
  const elements: ReturnType<typeof made>[] = [];
  for (let i = 0; i < 20; i++) {
    const element = made(wasm);
    document.body.append(element);
    for (let turn = 0; turn < i; turn++) await null;
    element.remove();
    elements.push(element);
  }
  await frame();
  const { stages, observers } = held();
  equal([stages, observers], [0, 0], "stages and observers left");
  afterwards(() => elements.forEach((element) => element.remove()));
  document.body.append(...elements);
  await Promise.all(elements.map((element) => element.ready));
  equal(held().stages, 20, "stages of those that were put in again");
});

test("an element that is removed when it reports mistakes, before it is ready, leaves nothing", async () => {
  const held = watchHeld();
  const element = made({ "wasm-url": fresh() }, "nonsense");
  hear("actor-error", () => element.remove());
  const ready = element.ready.then(() => true, () => false);
  document.body.append(element);
  await until(() => !element.isConnected);
  await frame();
  const { stages, observers } = held();
  equal([stages, observers, await Promise.race([ready, false])], [0, 0, false], "stages, observers, ready");
});

test("an element that is moved goes on, and one that is removed and put in again begins anew", async () => {
  const element = await added({}, "handle 10ms\nmain: repeat 1000 (set 1)");
  element.seek(3);
  await until(() => element.snapshot?.position === 3);
  element.play();
  const section = document.body.appendChild(document.createElement("section"));
  afterwards(() => section.remove());
  section.append(element);
  const position = () => element.snapshot?.position ?? -1;
  const moved = position();
  ok(moved >= 3, `it is at ${moved}`);
  await until(() => position() > moved + 3);
  element.remove();
  await frame();
  equal(element.snapshot, null, "the snapshot of one that was removed");
  document.body.append(element);
  await element.ready;
  await frame();
  equal([position(), element.snapshot?.clients.total], [0, 1]);
});
