import { stub, afterwards, equal, ok, rejects, state, test, throws } from "../testing/test";
import { type Actor, startActor, type Stats } from "./actor";
import { fresh, modules, watchModules } from "../testing/modules";

test("what was set is what get answers", async () => {
  const { set, get, stop } = await startActor();
  equal(await get(), 0);
  for (const value of [42, -2147483648, 2147483647, -0]) {
    await set(value);
    equal(await get(), value + 0, `after set(${value})`);
  }
  await stop();
});

test("sets that find the mailbox full wait, and are admitted in their order", async () => {
  const actor = await startActor({ executor: "manual" });
  const admitted: number[] = [];
  for (let i = 1; i <= 1100; i++) void actor.set(i).then(() => admitted.push(i));
  const { depth, waiting, capacity, admitted: slots, received } = actor.stats();
  equal({ depth, waiting, capacity, slots, received }, { depth: 1024, waiting: 76, capacity: 1024, slots: 1024, received: 0 });
  await null;
  equal(admitted.length, 1024, "resolved before a step");
  actor.step();
  equal(pick(actor.stats()), { depth: 1024, waiting: 75, handled: 1 }, "after one step");
  await null;
  equal(admitted.length, 1025, "resolved after one step");
  let steps = 1;
  while (actor.step()) steps++;
  equal(steps, 1100, "steps");
  equal(pick(actor.stats()), { depth: 0, waiting: 0, handled: 1100 }, "at the end");
  await null;
  ok(
    admitted.every((value, i) => value === i + 1),
    "the sets resolved in another order",
  );
  const last = actor.get();
  actor.step();
  equal(await last, 1100);
});

function pick({ depth, waiting, handled }: Stats): Partial<Stats> {
  return { depth, waiting, handled };
}

test("answers and admissions settle in the order in which they happened", async () => {
  const actor = await startActor({ executor: "manual", capacity: 1 });
  const settled: string[] = [];
  const note = (promise: Promise<unknown>, name: string) => void promise.then((value) => settled.push(value === undefined ? name : `${name} ${String(value)}`));
  note(actor.set(7), "set 7");
  note(actor.get(), "got");
  note(actor.set(8), "set 8");
  note(actor.get(), "got");
  while (actor.step());
  await null;
  equal(settled, ["set 7", "set 8", "got 7", "got 8"]);
});

const revoked = Proxy.revocable({}, {});
revoked.revoke();

/** Row 30 of the semantics table: what is no int32, and how an error names it. */
const NO_INT32: readonly (readonly [value: unknown, error: string, named: string])[] = [
  [NaN, "RangeError", "NaN"],
  [Infinity, "RangeError", "Infinity"],
  [-Infinity, "RangeError", "-Infinity"],
  [3.99, "RangeError", "3.99"],
  [5e-324, "RangeError", "5e-324"],
  [2 ** 31, "RangeError", "2147483648"],
  [-(2 ** 31) - 1, "RangeError", "-2147483649"],
  [2 ** 32, "RangeError", "4294967296"],
  [1e300, "RangeError", "1e+300"],
  ["42", "TypeError", '"42"'],
  ["", "TypeError", '""'],
  [undefined, "TypeError", "undefined"],
  [null, "TypeError", "null"],
  [42n, "TypeError", "42n"],
  [2n ** 100_000n, "TypeError", "a bigint of more than 64 bits"],
  [true, "TypeError", "true"],
  [Symbol("s"), "TypeError", "Symbol(s)"],
  [Symbol("s".repeat(5000)), "TypeError", "Symbol(s"],
  ["s".repeat(5000), "TypeError", "…"],
  [{ valueOf: () => 42 }, "TypeError", "an object"],
  [{ [Symbol.toPrimitive]: () => 42 }, "TypeError", "an object"],
  [[42], "TypeError", "an array"],
  [() => 42, "TypeError", "a function"],
  [revoked.proxy, "TypeError", "an object"],
];

test("a value that is no int32 is refused by name, in few words, and nothing is sent", async () => {
  const actor = await startActor();
  await actor.set(1);
  for (const [value, name, named] of NO_INT32) {
    const promise = actor.set(value as number); // must reject, not throw
    for (const error of [await rejects(promise, { name, says: ["set: ", named] }), throws(() => actor.trySet(value as number), { name, says: ["trySet: ", named] })]) {
      ok(error.message.length < 250, `the message has ${error.message.length} characters`);
    }
  }
  const { admitted, rejected } = actor.stats();
  equal({ admitted, rejected, value: await actor.get() }, { admitted: 1, rejected: 0, value: 1 });
});

test("the module itself refuses what it can't hold, and handles that are no actor's", async () => {
  watchModules();
  await startActor({ wasmUrl: fresh() });
  const { exports } = modules[0]!;
  const refused = (code: number, what: string, outcome: number) => equal(outcome, 2 ** 32 + code, what);
  const handle = exports.actorStart(4, 0);
  for (const v of [NaN, Infinity, -Infinity, 3.99, 2 ** 31, -(2 ** 31) - 1, 2 ** 32, 2 ** 53, 2 ** 63, -(2 ** 63), 2 ** 64, 1e300]) {
    refused(5, `set ${v}`, exports.actorSet(handle, v, 1));
    refused(5, `trySet ${v}`, exports.actorTrySet(handle, v));
  }
  for (const capacity of [0, -1, 1.5, NaN, Infinity, 65537, 2 ** 32 + 1]) refused(6, `capacity ${capacity}`, exports.actorStart(capacity, 0));
  refused(7, "executor", exports.actorStart(4, 2));
  refused(7, "step", exports.actorStep(handle));
  equal(new Float64Array(exports.mem.buffer, exports.actorStats(handle), 12)[4], 0, "admitted");
  exports.actorFree(handle);
  exports.actorFree(handle);
  for (const h of [handle, 0, -1, handle + 1, 12345]) {
    refused(2, `set of ${h}`, exports.actorSet(h, 1, 1));
    refused(2, `trySet of ${h}`, exports.actorTrySet(h, 1));
    refused(2, `get of ${h}`, exports.actorGet(h, 1));
    refused(2, `step of ${h}`, exports.actorStep(h));
    equal([exports.actorStats(h), exports.actorStop(h, 1)], [0, 0], `stats and stop of ${h}`);
    exports.actorFree(h);
  }
  ok(exports.actorStart(4, 0) !== handle, "a handle recurred");
  refused(2, "set of the former", exports.actorSet(handle, 1, 1));
});

test("a wrong option is refused by name, and nothing is loaded", async () => {
  for (const [options, name, named] of [
    [{ capacity: 0 }, "RangeError", "capacity is 0,"],
    [{ capacity: -1 }, "RangeError", "capacity is -1,"],
    [{ capacity: NaN }, "RangeError", "capacity is NaN,"],
    [{ capacity: 1.5 }, "RangeError", "capacity is 1.5,"],
    [{ capacity: Infinity }, "RangeError", "capacity is Infinity,"],
    [{ capacity: 65537 }, "RangeError", "1 to 65536"],
    [{ capacity: "x" }, "TypeError", 'capacity is "x",'],
    [{ capacity: "8" }, "TypeError", 'capacity is "8",'],
    [{ capacity: null }, "TypeError", "capacity is null,"],
    [{ capacity: 8n }, "TypeError", "capacity is 8n,"],
    [{ capacity: {} }, "TypeError", "capacity is an object,"],
    [{ executor: "goroutine" }, "TypeError", 'executor is "goroutine",'],
    [{ executor: null }, "TypeError", "executor is null,"],
    [{ wasmUrl: "https://[" }, "TypeError", 'wasmUrl is "https://["'],
    [{ wasmUrl: 7 }, "TypeError", "wasmUrl is 7"],
    [{ signal: 7 }, "TypeError", "signal is 7"],
    [null, "TypeError", "options"],
    ["x", "TypeError", "options"],
    [revoked.proxy, "TypeError", "revoked"],
  ] as const) {
    await rejects(startActor(options as object), { name, says: [named] }, named);
  }
  for (const capacity of [1, 65536, undefined]) equal((await startActor({ capacity })).stats().capacity, capacity ?? 1024);
});

test("trySet is refused when the mailbox is full, and when the actor is stopped", async () => {
  const actor = await startActor({ executor: "manual", capacity: 1 });
  actor.trySet(1);
  throws(() => actor.trySet(2), { name: "ActorError", code: "full", says: ["await set()"] });
  equal(actor.stats().rejected, 1);
  const stop = actor.stop();
  throws(() => actor.trySet(3), { code: "stopped", says: ["startActor()"] }, "of a full mailbox, too, stopped");
  equal(actor.stats().rejected, 2);
  actor.step();
  await stop;
  throws(() => actor.trySet(4), { code: "stopped" });
});

test("stop has what was admitted handled, and refuses the rest", async () => {
  const actor = await startActor({ executor: "manual", capacity: 2 });
  const [admitted, asked, waiting] = [actor.set(5), actor.get(), actor.set(6)];
  const stop = actor.stop();
  const again = actor.stop();
  equal(await Promise.all([waiting, asked, stop, actor.set(7), actor.get()].map(state)), ["stopped", "pending", "pending", "stopped", "stopped"]);
  while (actor.step());
  await Promise.all([stop, again, admitted]);
  equal(await asked, 5);
  const end = actor.stats();
  equal([end.handled, end.rejected, actor.step()], [2, 3, false]);
  await actor.stop();
  equal(actor.stats(), end, "stats after another stop");
});

test("actors don't disturb each other, and share one module", async () => {
  watchModules();
  const wasmUrl = fresh();
  const manual = (i: number) => i % 2 === 1;
  const start = (i: number): Promise<Actor & { step?: () => boolean }> =>
    manual(i) ? startActor({ capacity: i + 1, executor: "manual", wasmUrl }) : startActor({ capacity: i + 1, wasmUrl });
  const actors = await Promise.all(Array.from({ length: 20 }, (_, i) => start(i)));
  actors.forEach((actor, i) => void actor.set(i * 100));
  equal(actors.map((a) => a.stats().depth), actors.map((_, i) => (manual(i) ? 1 : 0)), "depths");
  await actors[2]!.stop();
  for (const [i, actor] of actors.entries()) {
    if (i === 2) continue;
    const value = actor.get();
    while (actor.step?.());
    equal(await value, i * 100, `actor ${i}`);
  }
  equal(modules.length, 1, "modules started");
  equal(performance.getEntriesByType("resource").filter((entry) => entry.name === new URL(wasmUrl, location.href).href).length, 1, "modules loaded");
});

// Row 32 of the semantics table.
test("nothing is left of actors that have stopped", async () => {
  watchModules();
  const wasmUrl = fresh();
  await startActor({ wasmUrl });
  const { exports, timers } = modules[0]!;
  const count = () => ({ actors: exports.actorCount(), goroutines: exports.goroutineCount(), timers: timers.size });
  const round = async () => {
    const actors = await Promise.all(
      Array.from({ length: 1000 }, (_, i): Promise<Actor & { step?: () => boolean }> => (i % 2 ? startActor({ capacity: 4, executor: "manual", wasmUrl }) : startActor({ capacity: 4, wasmUrl }))),
    );
    const calls = Promise.allSettled(actors.flatMap((a, i) => [a.set(i), a.set(i), a.get(), a.set(i), a.set(i), a.set(i)]));
    const during = count();
    const stops = actors.map((a) => a.stop());
    for (const a of actors) while (a.step?.());
    await Promise.all(stops);
    await calls;
    return during;
  };
  const before = count();
  equal(before.actors, 1);
  equal(await round(), { ...before, actors: 1001 }, "a thousand actors");
  const left = () => {
    const after = count();
    ok(after.actors === 1 && after.goroutines <= before.goroutines && after.timers <= before.timers, `left: ${JSON.stringify(after)}, before: ${JSON.stringify(before)}`);
    return exports.mem.buffer.byteLength;
  };
  const memory = left();
  for (let i = 0; i < 20; i++) await round();
  const grown = left() - memory;
  // The garbage of some rounds may lie about, but not that of twenty: a round takes more than 1 MB.
  ok(grown <= 8 << 20, `memory has grown by ${grown} bytes in 20 rounds`);
});

test("importing and running leave no globals behind", async () => {
  const actor = await startActor();
  await actor.set(1);
  const frame = document.createElement("iframe");
  document.body.append(frame);
  afterwards(() => frame.remove());
  const known = new Set([...Object.getOwnPropertyNames(frame.contentWindow), "0", "outcome"]);
  equal(Object.getOwnPropertyNames(globalThis).filter((name) => !known.has(name)), []);
});

test("globals of the page are left as they are", async () => {
  const page = globalThis as unknown as Record<string, unknown>;
  const own: Record<string, unknown> = { process: { env: {} }, fs: "mine", Go: "mine" };
  for (const [name, value] of Object.entries(own)) stub(page, name, value);
  const { startActor } = (await import(new URL("actor.js?again", location.href).href)) as typeof import("./actor");
  const actor = await startActor();
  await actor.set(42);
  equal(await actor.get(), 42);
  for (const [name, value] of Object.entries(own)) ok(page[name] === value, `the global ${name} was changed`);
});

test("the client works in a worker, which has no document", async () => {
  const worker = new Worker(new URL("worker.js", location.href), { type: "module" });
  afterwards(() => worker.terminate());
  const value = await new Promise((resolve, reject) => {
    worker.onmessage = (event) => resolve(event.data);
    worker.onerror = reject;
  });
  equal(value, 42);
});
