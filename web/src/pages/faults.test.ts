// Faults of the page, of the machine and of time: each costs what it has to do with, and all else goes on.

import "../element/actor-playground";
import { startActor } from "../client/actor";
import { fresh } from "../testing/modules";
import { added, frame, hear, inside, made, until } from "../testing/page";
import { afterwards, equal, ok, rejects, state, stub, test } from "../testing/test";
import { watchTrouble } from "../testing/trouble";
import { fromFragment, toFragment } from "./link";

const HOUR_MS = 3_600_000;

test("an exception in a listener is the page's, and the play goes on", async () => {
  const [element, other] = [await added({}, "handle 1ms\nmain: repeat 20 (set 1)"), await added({}, "main: set 1")];
  let thrown = 0;
  const caught: string[] = [];
  const listen = (event: ErrorEvent) => {
    event.preventDefault();
    caught.push(event.message);
  };
  addEventListener("error", listen);
  afterwards(() => removeEventListener("error", listen));
  element.addEventListener("actor-step", () => {
    thrown++;
    throw new Error("the page's own");
  });
  for (let i = 1; i <= 3; i++) {
    element.step();
    await until(() => element.snapshot?.position === i);
    await frame();
  }
  other.step();
  await until(() => other.snapshot?.position === 1);
  ok(thrown >= 3 && caught.length === thrown && caught.every((message) => message.includes("the page's own")), `thrown ${thrown}, caught ${String(caught)}`);
});

test("an actor whose handler panics fails, and every other actor of the page goes on", async () => {
  const trouble = watchTrouble();
  const [broken, other] = [await added({}, "main: set 1, crash, expect panic\nlate: wait 10s, get, expect stopped"), await added({}, "handle 1ms\nmain: set 42, get")];
  const headless = await startActor();
  broken.seek(1000);
  await until(() => broken.snapshot?.ended ?? false);
  equal(broken.snapshot?.misses.length, 0, "expectations that were not met");
  other.seek(1000);
  await until(() => other.snapshot?.ended ?? false);
  equal(await other.get(), 42);
  await headless.set(7);
  equal(await headless.get(), 7);
  trouble("a panic");
});

test("promises that their caller drops are settled, and the actor and the others go on", async () => {
  const trouble = watchTrouble();
  const [actor, other] = [await startActor({ executor: "manual", capacity: 2 }), await startActor()];
  for (let i = 0; i < 5000; i++) {
    void actor.set(i);
    void actor.get();
  }
  equal(actor.stats().waiting, 9998, "calls that wait");
  let steps = 0;
  while (actor.step()) steps++;
  equal([steps, actor.stats().handled, actor.stats().waiting, actor.stats().depth], [10_000, 10_000, 0, 0]);
  await other.set(1);
  equal(await other.get(), 1);
  const stop = actor.stop();
  await stop;
  trouble("dropped promises");
});

test("when memory is short at the start it is reported, and the next start is a fresh one", async () => {
  const wasmUrl = fresh();
  const { instantiateStreaming } = WebAssembly;
  let short = true;
  stub(WebAssembly, "instantiateStreaming", (...args) =>
    short ? Promise.reject(new RangeError("WebAssembly.instantiateStreaming(): Out of memory: Cannot allocate Wasm memory for new instance")) : instantiateStreaming.apply(WebAssembly, args),
  );
  await rejects(startActor({ wasmUrl }), { code: "module-ended", says: ["Out of memory", "Close other tabs and try again"] });
  const element = made({ "wasm-url": wasmUrl });
  document.body.append(element);
  afterwards(() => element.remove());
  await rejects(element.ready, { code: "module-ended" });
  ok((inside(element, "[role=alert]").textContent ?? "").includes("Close other tabs"), "the element doesn't say it");
  short = false;
  inside<HTMLButtonElement>(element, "[part=start]").click();
  await element.ready;
  equal(await (await startActor({ wasmUrl })).get(), 0);
});

/** Has the time of frames jump on by so much, now. */
function clock(): (jumpMs: number) => void {
  let ahead = 0;
  const { requestAnimationFrame } = globalThis;
  stub(globalThis, "requestAnimationFrame", (f) => requestAnimationFrame((now) => f(now + ahead)));
  return (jumpMs) => (ahead += jumpMs);
}

// Fast, so that each frame takes steps.
const TICKING = "handle 1s\nmain: repeat 100000 (set 1)";
const SPEED = { speed: "100" };
const MOST_AT_ONCE = 10e9; // nanoseconds of virtual time: the 100 ms that a late frame catches up on, at that speed

test("after a sleep of eight hours a play goes on from where it was", async () => {
  const trouble = watchTrouble();
  const jump = clock();
  const element = await added(SPEED, TICKING);
  element.play();
  await until(() => (element.snapshot?.position ?? 0) > 3);
  const before = element.snapshot?.clock ?? 0;
  jump(8 * HOUR_MS);
  let after = before;
  hear<{ snapshot: { clock: number } }>("actor-step", ({ snapshot }) => (after === before ? (after = snapshot.clock) : 0));
  await until(() => after > before);
  ok(after - before <= 2 * MOST_AT_ONCE, `a frame went on by ${(after - before) / 1e6} ms of virtual time`);
  const there = element.snapshot?.position ?? 0;
  await until(() => (element.snapshot?.position ?? 0) > there);
  trouble("the sleep");
});

test("in a tab that is hidden for an hour nothing happens, and it goes on when it is shown", async () => {
  const jump = clock();
  const element = await added(SPEED, TICKING);
  element.play();
  await until(() => (element.snapshot?.position ?? 0) > 3);
  stub(document, "hidden", true);
  document.dispatchEvent(new Event("visibilitychange"));
  await frame();
  const before = element.snapshot?.clock ?? 0;
  jump(HOUR_MS);
  for (let i = 0; i < 5; i++) await frame();
  equal(element.snapshot?.clock, before, "the virtual clock while it is hidden");
  stub(document, "hidden", false);
  document.dispatchEvent(new Event("visibilitychange"));
  await until(() => (element.snapshot?.clock ?? 0) > before);
});

test("in a browser without streams that unpack, links say that it is too old, and nothing is lost", async () => {
  const good = await toFragment({ script: "main: get", position: 1 });
  stub(globalThis as { DecompressionStream: unknown }, "DecompressionStream", undefined);
  stub(globalThis as { CompressionStream: unknown }, "CompressionStream", undefined);
  await rejects(fromFragment(good), { code: "link-invalid", says: ["too old"] });
  await rejects(toFragment({ script: "main: get", position: 1 }), { name: "RangeError", says: ["too old", "Save the script"] });
});

test("what is asked of an element that was removed is refused, and of one that is put in again it is done", async () => {
  const element = await added({}, "handle 1ms\nmain: set 1");
  element.remove();
  await frame();
  const asked = element.get();
  equal(await state(asked), "pending");
  document.body.append(element);
  element.seek(1000);
  equal(typeof (await asked), "number");
});
