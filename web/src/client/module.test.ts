// The browser complains: 404
// The browser complains: 503
// The browser complains: ERR_EMPTY_RESPONSE
// The browser complains: ERR_CONTENT_LENGTH_MISMATCH
// The browser complains: Content Security Policy

import { afterwards, equal, ok, rejects, state, stub, test, throws } from "../testing/test";
import { exhaust, fresh, modules, watchModules } from "../testing/modules";
import { startActor } from "./actor";
import { Stage } from "./stage";

/** Where the server answers with that fault: see scripts_test.go. */
const fault = (name: string) => `fault/${name}/module.wasm`;

/** How often it was asked to. */
const requests = async (name: string) => Number(await (await fetch(`fault/${name}/requests`)).text());

async function answerOf(wasmUrl: string | URL): Promise<number> {
  const actor = await startActor({ wasmUrl });
  await actor.set(42);
  return actor.get();
}

// To Firefox half a module that it compiles while it loads is a lack of memory, and that can't be told from a broken download.
const half = navigator.userAgent.includes("Firefox") ? (["broke off", "3 times"] as const) : (["not all of it", "Reload"] as const);

for (const [name, code, says, times] of [
  ["missing", "module-missing", ["404", "module.wasm", "wasmUrl"], 1],
  ["unavailable", "module-missing", ["503"], 1],
  ["no-answer", "module-missing", ["no answer", "connect-src"], null], // here the browser asks again by itself
  ["truncated", "module-invalid", half, half[0] === "broke off" ? 3 : 1],
  ["truncated-text", "module-invalid", ["not all of it", "text/plain"], 1],
  ["broken-off", "module-invalid", ["broke off", "3 times"], 3],
  ["empty", "module-invalid", ["no WebAssembly"], 1],
  ["page", "module-invalid", ["no WebAssembly", "text/html"], 1],
  ["page-as-wasm", "module-invalid", ["no WebAssembly"], 1],
  ["other-build", "module-mismatch", ["000000", BUILD_ID, "without the cache"], 1],
  ["not-go", "module-mismatch", ["not of Go"], 1],
  ["other-program", "module-mismatch", ["another one"], 1],
  ["panics", "module-ended", ["panic: no legs"], 1],
] as const) {
  test(`a module that can't be used (${name}) is refused with the reason`, async () => {
    await rejects(startActor({ wasmUrl: fault(name) }), { name: "ActorError", code, says });
    if (times !== null) equal(await requests(name), times, "requests");
  });
}

test("a download that broke off once is begun again", async () => {
  equal(await answerOf(fault("broken-off-once")), 42);
  equal(await requests("broken-off-once"), 2, "requests");
});

/** Has the timers of that limit, and no others, end almost at once. Returns what ends that. */
function withoutPatience(limitMs: number): () => void {
  const { setTimeout } = globalThis;
  let patient = false;
  const hasty = (f: () => void, ms?: number) => setTimeout(f, !patient && ms === limitMs ? 50 : ms);
  stub(globalThis as { setTimeout: unknown }, "setTimeout", hasty);
  return () => (patient = true);
}

for (const [name, limitMs, what] of [
  ["silent", 30_000, "after 30 s the server has not begun to answer"],
  ["stalls", 180_000, "after 180 s not all of it has come"],
] as const) {
  test(`a download that stalls (${name}) is given up and reported`, async () => {
    withoutPatience(limitMs);
    await rejects(startActor({ wasmUrl: fault(name) }), { code: "module-missing", says: ["module.wasm", what, "try again"] });
    equal(await requests(name), 1, "requests");
  });
}

test("after a download that stood still the next call begins another", async () => {
  const patience = withoutPatience(180_000);
  await rejects(startActor({ wasmUrl: fault("stalls-once") }), { code: "module-missing" });
  patience();
  equal(await answerOf(fault("stalls-once")), 42);
});

test("a call whose signal is aborted gives up waiting, and the next begins another download", async () => {
  const reason = new Error("enough");
  const abort = new AbortController();
  const [first, second] = [startActor({ wasmUrl: "fault/stalls-once/module.wasm?signal", signal: abort.signal }), Stage.create("fault/stalls-once/module.wasm?signal", { signal: abort.signal })];
  equal(await state(first), "pending");
  abort.abort(reason);
  ok((await rejects(first, {})) === reason && (await rejects(second, {})) === reason, "the reason is another");
  equal(await answerOf("fault/stalls-once/module.wasm?signal"), 42);
});

test("the download that nobody waits for any more is broken off", async () => {
  const abort = new AbortController();
  const call = startActor({ wasmUrl: fault("stalls-too"), signal: abort.signal });
  while ((await requests("stalls-too")) === 0);
  abort.abort();
  await rejects(call, { name: "AbortError" });
  while ((await (await fetch("fault/stalls-too/left")).text()) !== "1");
});

test("a call whose signal is aborted leaves those that still wait their download", async () => {
  const abort = new AbortController();
  const wasmUrl = fault("slow");
  const [gone, stays] = [startActor({ wasmUrl, signal: abort.signal }), answerOf(wasmUrl)];
  abort.abort();
  await rejects(gone, { name: "AbortError" });
  equal(await stays, 42);
  equal(await requests("slow"), 1, "requests");
});

test("a signal that was aborted before has nothing loaded", async () => {
  await rejects(startActor({ wasmUrl: fault("none"), signal: AbortSignal.abort() }), { name: "AbortError" });
  equal(await requests("none"), 0, "requests");
});

test("a signal that is aborted after the start stops nothing", async () => {
  const abort = new AbortController();
  const actor = await startActor({ signal: abort.signal });
  abort.abort();
  await actor.set(42);
  equal(await actor.get(), 42);
});

for (const name of ["octets", "text", "wasm-with-charset"]) {
  test(`a module that is sent as another type (${name}) is taken from the same response`, async () => {
    equal(await answerOf(fault(name)), 42);
    equal(await requests(name), 1, "requests");
  });
}

test("a module of the right type is compiled while it loads", async () => {
  let streamed = false;
  const { instantiateStreaming } = WebAssembly;
  stub(WebAssembly, "instantiateStreaming", (...args) => {
    streamed = true;
    return instantiateStreaming.apply(WebAssembly, args);
  });
  await startActor({ wasmUrl: fresh() });
  ok(streamed, "it was loaded first");
});

for (const [without, code, says] of [
  [" 'wasm-unsafe-eval'", "module-blocked", "'wasm-unsafe-eval' to its script-src"],
  ["connect-src 'self'; ", "module-missing", "connect-src"],
] as const) {
  test(`a policy that lacks ${without.trim()} is named`, async () => {
    const frame = document.createElement("iframe");
    afterwards(() => frame.remove());
    const told = new Promise<{ code: string; message: string }>((resolve) => {
      const hear = (event: MessageEvent) => event.source === frame.contentWindow && resolve(event.data as { code: string; message: string });
      addEventListener("message", hear);
      afterwards(() => removeEventListener("message", hear));
    });
    frame.src = `probe.html?without=${encodeURIComponent(without)}`;
    document.body.append(frame);
    const found = await told;
    equal(found.code, code);
    ok(found.message.includes(says), found.message);
  });
}

test("wasmUrl says where the module is, relative to the page", async () => {
  equal(await answerOf(fault("elsewhere")), 42);
  equal(await answerOf(new URL("/fault/../fault/elsewhere/module.wasm?b", location.href)), 42);
});

test("calls that wait for the same load fail together, and the next call loads again", async () => {
  const wasmUrl = fault("unavailable-once");
  const together = [startActor({ wasmUrl }), startActor({ wasmUrl })];
  for (const promise of together) await rejects(promise, { code: "module-missing" });
  equal(await answerOf(wasmUrl), 42);
  equal(await requests("unavailable-once"), 2, "requests");
});

test("when the program ends, pending and later calls are rejected with the reason, and the next start begins anew", async () => {
  watchModules();
  const wasmUrl = fresh();
  const actor = await startActor({ wasmUrl });
  const manual = await startActor({ executor: "manual", capacity: 2, wasmUrl });
  const stopping = await startActor({ executor: "manual", wasmUrl });
  const finished = await startActor({ wasmUrl });
  await finished.stop();
  await stopping.set(1);
  await manual.set(1);
  const pending: Promise<unknown>[] = [manual.get(), manual.set(2), stopping.stop()];
  for (const promise of pending) promise.catch(() => {});

  exhaust(modules[0]!);
  const ended = { code: "module-ended", says: ["out of memory", "startActor()"] };
  await rejects(
    (async () => {
      for (;;) await startActor({ wasmUrl });
    })(),
    ended,
  );
  for (const promise of pending) await rejects(promise, ended, "a call that was pending");
  for (const call of [() => actor.set(1), () => actor.get(), () => actor.stop(), () => manual.set(1), () => manual.get(), () => stopping.stop(), () => finished.set(1)]) {
    await rejects(call(), ended, String(call));
  }
  for (const call of [() => actor.trySet(1), () => actor.stats(), () => manual.step()]) throws(call, ended, String(call));
  const { cause } = await rejects(actor.get(), ended);
  ok(typeof cause === "string" && cause.includes("exited with code 2") && cause.includes("goroutine "), `the cause is ${String(cause)}`);

  equal(await answerOf(wasmUrl), 42);
  equal(modules.length, 2, "modules started");
  equal(await state(finished.stop()), "resolved", "an actor that had stopped before");
});

for (const name of ["set", "get"] as const) {
  test(`the ${name} in which the program ends is rejected, and so are those before`, async () => {
    watchModules();
    const actor = await startActor({ executor: "manual", capacity: 1, wasmUrl: fresh() });
    exhaust(modules[0]!);
    const calls: Promise<unknown>[] = [];
    for (let alive = true; alive; ) {
      const call = name === "set" ? actor.set(1) : actor.get(); // waits for a slot, and takes memory for it
      call.catch(() => {});
      calls.push(call);
      try {
        actor.stats();
      } catch {
        alive = false;
      }
    }
    for (const call of calls.slice(-2)) await rejects(call, { code: "module-ended" });
  });
}

test("a trap in the module ends its program", async () => {
  watchModules();
  const actor = await startActor({ wasmUrl: fresh() });
  // From here on the program can't even tell the time: it traps instead of exiting.
  new Uint8Array(modules[0]!.exports.mem.buffer).fill(0xff);
  await rejects(actor.set(1), { code: "module-ended" });
  await rejects(actor.get(), { code: "module-ended" });
  throws(() => actor.stats(), { code: "module-ended" });
});
