// The browser complains: Failed to load resource

// Random and hostile input, in the browser. The outcome is the same for the same seed; ./build.sh soak goes on from another.

import "../element/actor-playground";
import { startActor } from "../client/actor";
import { Stage } from "../client/stage";
import { fromFragment, toFragment } from "./link";
import { Random, script, text, value } from "../testing/fuzz";
import { added, frame, hear, made } from "../testing/page";
import { SEED, TIMES, afterwards, equal, note, ok, test } from "../testing/test";
import { noMarkup, watchLongTasks, watchTrouble } from "../testing/trouble";

const ALL = { view: "stage timeline log code stats script", controls: "full" };

/** Does something with each of so many seeds, and names the seed that failed. */
async function each(count: number, what: (random: Random, number: number) => unknown): Promise<void> {
  for (let i = 0; i < count * TIMES; i++) {
    try {
      await what(new Random(SEED + i), i);
    } catch (cause) {
      throw new Error(`seed ${SEED + i}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    }
  }
}

/** What engines say of a mistake in a program. Of ours, an input has found one then. */
const ENGINES = /Cannot |can't access|not a function|not iterable|not defined|is undefined|is null|undefined \(|call stack|too much recursion|ran code/;

/** Fails unless it is an error that we mean to throw. */
function known(thrown: unknown): void {
  ok(thrown instanceof Error, `it threw ${String(thrown)}`);
  ok(["ActorError", "TypeError", "RangeError"].includes(thrown.name) && (thrown.message.includes(" must ") || !ENGINES.test(thrown.message)), `it failed with ${thrown.name}: ${thrown.message}\n${thrown.stack ?? ""}`);
  ok(thrown.message.length <= 1000, `the message has ${thrown.message.length} characters`);
}

test("1000 scripts are read, checked, coloured and completed, and played if they have no mistakes", async () => {
  const trouble = watchTrouble();
  const stage = await Stage.create();
  afterwards(() => stage.close());
  let played = 0;
  await each(1000, (random) => {
    const source = script(random);
    const mistakes = stage.load(source);
    equal(stage.check(source).mistakes.length > 0, mistakes.length > 0, "mistakes of check and of load");
    for (const { message, line, column } of mistakes) ok(message.length <= 500 && line >= 1 && column >= 1, `a mistake at ${line}:${column} of ${message.length} characters`);
    const cut = random.below(source.length + 1);
    stage.complete(source.slice(0, cut), source.slice(cut));
    equal(stage.paint(source).split("\n").length, source.split("\n").length, "lines painted");
    if (mistakes.length > 0) return;
    played++;
    stage.seek(random.below(2000));
    const { position } = stage.snapshot();
    const there = JSON.stringify(stage.snapshot());
    for (let i = 0; i < 3; i++) stage.back();
    while (stage.snapshot().position < position && stage.step());
    equal(JSON.stringify(stage.snapshot()), there, "the position after going back and forth");
  });
  ok(played > 100 * TIMES, `only ${played} could be played`);
  trouble("scripts");
});

test("100 scripts are shown in every view, and none becomes markup", async () => {
  const trouble = watchTrouble();
  const element = await added(ALL);
  const long = watchLongTasks();
  await each(100, async (random, i) => {
    const before = long().length;
    const source = script(random);
    element.script = source;
    element.seek(random.below(200));
    await frame();
    await frame();
    const most = Math.max(0, ...long().slice(before));
    if (most > 100) note(`seed ${SEED + i}: ${most} ms, ${source.length} characters, ${element.snapshot?.clients.total ?? 0} clients`);
    noMarkup(element.shadowRoot, "a script");
    trouble("a script");
  });
  for (const tab of element.shadowRoot?.querySelectorAll<HTMLElement>("[role=tab]") ?? []) {
    const before = long().length;
    tab.click();
    await frame();
    await frame();
    noMarkup(element.shadowRoot, `the view ${tab.id}`);
    const most = Math.max(0, ...long().slice(before));
    if (most > 100) note(`${tab.id}: ${most} ms`);
  }
  trouble("the views");
  note(`work of more than 50 ms: ${long().length} times, ${Math.max(0, ...long())} ms at most`);
});

test("60 elements with attributes of anything play or say why not, and their page goes on", async () => {
  const trouble = watchTrouble();
  await each(60, async (random) => {
    const attributes: Record<string, string> = {};
    for (const name of ["scenario", "capacity", "handle", "speed", "view", "controls", "theme", "autoplay", "loop"]) {
      if (random.below(3) === 0) attributes[name] = random.of([text(random, 4), text(random, 1), random.of(["stage", "full", "max", "1", "backpressure", "0"])]);
    }
    const element = made(attributes, random.below(2) === 0 ? script(random) : "");
    document.body.append(element);
    await element.ready.catch(known); // there may be no such lesson
    element.setAttribute(random.of(["view", "capacity", "speed", "theme", "scenario"]), text(random, 2));
    await element.ready.catch(known); // there may be no such lesson
    noMarkup(element.shadowRoot, JSON.stringify(attributes));
    element.remove();
  });
  trouble("attributes");
});

test("2000 links are opened, or refused as links; a changed one never hangs or throws anything else", async () => {
  const trouble = watchTrouble();
  const good = await toFragment({ script: "mailbox 1\nmain: set 42, get", position: 3, calls: "" });
  let opened = 0;
  await each(2000, async (random) => {
    let fragment = good;
    switch (random.below(4)) {
      case 0: // some characters are others
        for (let i = random.below(4) + 1; i > 0; i--) {
          const at = 6 + random.below(fragment.length - 6);
          fragment = fragment.slice(0, at) + random.of([..."AZaz09-_=%/+ \u0000é"]) + fragment.slice(at + 1);
        }
        break;
      case 1:
        fragment = fragment.slice(0, random.below(fragment.length)) + text(random, 2);
        break;
      case 2:
        fragment = `#play=${text(random, 20)}`;
        break;
      default:
        fragment = await toFragment({ script: script(random), position: random.below(2 ** 31), calls: random.of(["", "AAAA", "_-"]) });
    }
    const shared = await fromFragment(fragment).catch((cause: unknown) => {
      known(cause);
      equal((cause as { code?: string }).code, "link-invalid");
      return null;
    });
    if (shared !== null) opened++;
  });
  ok(opened > 400 * TIMES, `only ${opened} could be opened`);
  trouble("links");
});

/** Has a text, if it is taken for an address, be one of this site: the policy forbids others, and says so. */
const here = (given: unknown) => (typeof given === "string" ? `nowhere/${given}` : given);

test("3000 calls with arguments of anything cost themselves alone", async () => {
  const trouble = watchTrouble();
  const bystander = await startActor();
  await bystander.set(42);
  const actor = await startActor({ executor: "manual", capacity: 4 });
  const stage = await Stage.create();
  const element = await added();
  stage.load("mailbox 1\na x3: repeat 20 (set 1), get");
  afterwards(() => stage.close());
  const names = ["load", "withSetting", "check", "complete", "paint", "live", "burst", "seek", "runUntil", "snapshotAt", "setCalls", "events", "find"] as const;
  let refused = 0;
  await each(3000, async (random) => {
    const args = random.several(3, () => value(random));
    const call = random.of<() => unknown>([
      () => (stage[random.of(names)] as (...args: unknown[]) => unknown).apply(stage, args),
      () => (stage[random.of(names)] as (...args: unknown[]) => unknown).apply(stage, args),
      () => actor.set(args[0] as number),
      () => actor.trySet(args[0] as number),
      () => startActor(args[0] as object).catch(() => {}), // reading options runs their own code, if they have some
      () => startActor({ [random.of(["capacity", "executor", "wasmUrl", "signal"])]: here(value(random)) }).then((started) => started.stop()),
      () => element.set(args[0] as number),
      () => element.seek(args[0] as number),
    ]);
    try {
      await Promise.race([call(), null]); // a set may wait for a slot
    } catch (thrown) {
      refused++;
      known(thrown);
    }
    actor.step();
  });
  ok(refused > 1000 * TIMES, `only ${refused} were refused`);
  equal(await bystander.get(), 42, "another actor's value");
  await added();
  trouble("arguments");
});

test("300 messages of anything to embed.html leave it playing", async () => {
  const trouble = watchTrouble();
  const iframe = document.createElement("iframe");
  iframe.src = "embed.html?view=stage&controls=compact";
  iframe.width = "700";
  iframe.height = "400";
  const said: { say: string; id?: unknown; value?: unknown }[] = [];
  const listen = ({ source, data }: MessageEvent) => source === iframe.contentWindow && said.push(data as (typeof said)[0]);
  addEventListener("message", listen);
  afterwards(() => (removeEventListener("message", listen), iframe.remove()));
  document.body.append(iframe);
  const heard = async (holds: (message: (typeof said)[0]) => boolean) => {
    for (;;) {
      const found = said.find(holds);
      if (found) return found;
      await frame();
    }
  };
  await heard(({ say }) => say === "ready");
  const inside = iframe.contentWindow as unknown as typeof globalThis & Window;
  const wrong: string[] = [];
  inside.addEventListener("error", ({ message }) => wrong.push(message));
  inside.addEventListener("unhandledrejection", ({ reason }) => wrong.push(String(reason)));
  const element = inside.document.querySelector("actor-playground")!;
  let sent = 0;
  await each(300, async (random, i) => {
    const some = () => random.of([() => value(random), () => script(random), () => random.below(100)])();
    const message = random.below(8) === 0 ? value(random) : { type: random.below(10) === 0 ? value(random) : "actor-playground", do: random.of(["play", "pause", "step", "back", "reset", "seek", "set", "get", "script", "hello", text(random, 2)]), position: some(), value: some(), script: some(), id: some() };
    try {
      inside.postMessage(message, location.origin);
      sent++;
    } catch {
      return; // what can't be copied can't be sent
    }
    if (i % 20 === 0) await frame();
    noMarkup(element.shadowRoot, "a message");
    ok(wrong.length === 0 && (inside as { pwned?: unknown }).pwned === undefined, `${wrong[0] ?? "it was run"}`);
  });
  ok(sent > 100 * TIMES, `only ${sent} could be sent`);
  for (const message of [{ do: "script", script: "handle 1ms" }, { do: "play" }, { do: "set", value: 42 }, { do: "get", id: "last" }, { do: "seek", position: 1000 }]) inside.postMessage({ type: "actor-playground", ...message }, location.origin);
  equal((await heard(({ say, id }) => (say === "answer" || say === "error") && id === "last")).value, 42, "the answer after all");
  equal(wrong, []);
  trouble("messages");
});

const nested = (depth: number, times: number, inner: string) => `a: ${`repeat ${times} (`.repeat(depth)}${inner}${")".repeat(depth)}`;

const EXTREMES: Readonly<Record<string, string>> = {
  "32 repeats in one another": nested(32, 1, "set 1"),
  "100000 repeats in one another": nested(100_000, 2, "set 1"),
  "1000000 opening parentheses": `a: ${"(".repeat(1_000_000)}`,
  "a gigabyte of repeats": nested(2, 1_000_000, "set 1"),
  "more repeats than there are numbers": nested(32, 1_000_000, "set 1"),
  "5 MB of one word": "a".repeat(5 << 20),
  "5 MB of lines with mistakes": "x y z\n".repeat((5 << 20) / 6),
  "5 MB of NULs": "\0".repeat(5 << 20),
  "5 MB of halves of characters": "\ud800".repeat((5 << 20) / 2),
  "1 MB of a comment": `#${"漢".repeat(340_000)}\na: set 1`,
  "names that turn the direction": "עברית: set 1, get\nабв: get\n# \u202e\u2066 reversed\n",
  "a name with controls of direction": "a\u202eb: set 1",
  "a name of 5000 combining marks": `e${"\u0301".repeat(5000)}: set 1`,
  "numbers of a million digits": `a: set ${"9".repeat(1_000_000)}, wait ${"1".repeat(1_000_000)}s`,
  "10000 clients": "a x10000: set 1",
  "200000 empty lines": "\n".repeat(200_000),
};

for (const [name, source] of Object.entries(EXTREMES)) {
  test(`${name}: it is played or refused in words, and the next script plays`, async () => {
    const trouble = watchTrouble();
    const element = await added(ALL);
    const long = watchLongTasks();
    const told: string[] = [];
    hear<{ error: Error; mistakes?: readonly { message: string }[] }>("actor-error", ({ error, mistakes = [] }) => told.push(error.message, ...mistakes.map(({ message }) => message)));
    element.open(source, 5);
    await frame();
    const played = element.script === source;
    ok(played || told.length > 0, "it was neither played nor refused");
    for (const words of told) ok(words.length <= 1000, `a message of ${words.length} characters`);
    const shown = element.shadowRoot?.querySelectorAll("*").length ?? 0;
    ok(shown < 20_000, `${shown} elements are made of it`);
    noMarkup(element.shadowRoot, name);
    element.open("main: set 42, get\n", 4);
    await frame();
    equal([element.script, (element.snapshot?.position ?? 0) > 0], ["main: set 42, get\n", true], "the next");
    trouble(name);
    if (long().length > 0) note(`work of ${long().join(", ")} ms`);
  });
}
