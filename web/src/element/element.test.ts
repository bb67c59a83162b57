import "./actor-playground";
import type { Expectations } from "../playground/play/expectations";
import { moduleUrl } from "../client/module";
import type { Exports } from "wasm:calls";
import { added, frame, hear, inside, made, shown, until } from "../testing/page";
import { equal, ok, rejects, state, stub, test, throws } from "../testing/test";
import type { ActorPlayground } from "./element";
import type { ElementEvents } from "./events";

/** Goes to the end of a play, or as far as it goes. */
async function toTheEnd(element: ActorPlayground): Promise<void> {
  element.seek(1000);
  await until(() => element.snapshot?.ended ?? false);
  await frame();
}

test("set takes an int32 and nothing else", async () => {
  const element = await added({}, "handle 1ms");
  for (const [value, name, named] of [
    [0.5, "RangeError", "set: 0.5 "],
    [NaN, "RangeError", "set: NaN "],
    [2147483648, "RangeError", "set: 2147483648 "],
    [-2147483649, "RangeError", "set: -2147483649 "],
    ["42", "TypeError", 'set: "42" '],
    [undefined, "TypeError", "set: undefined "],
    [42n, "TypeError", "set: 42n "],
  ] as const) {
    throws(() => element.set(value as number), { name, says: [named] });
  }
  for (const value of [-0, 2147483647, -2147483648]) element.set(value);
  await toTheEnd(element);
  equal([element.snapshot?.actor.value, element.snapshot?.counts.handled], [-2147483648, 3]);
});

test("a script with mistakes is named on the console, for an author who shows no script", async () => {
  const said: string[] = [];
  stub(console, "warn", (text: string) => void said.push(text));
  await added({}, "mailbox 2\nmain: sett 1");
  ok(said.some((text) => text.includes("2:7") && text.includes('"sett"')), said.join());
});

test("the page has its turn between the parts that are shown at first", async () => {
  const element = made({ view: "stage timeline script", controls: "full" }, "main: set 1");
  const sizes = new Set<number>(); // of what is inside, as the page's own tasks find it
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    sizes.add(element.shadowRoot?.querySelectorAll("*").length ?? 0);
    port2.postMessage(null);
  };
  port2.postMessage(null);
  await shown(element);
  port1.close();
  ok(sizes.size >= 4, `it was seen in ${sizes.size} states: nothing, and then each part`);
});

test("seek takes a number and nothing else, and beyond the end is the end", async () => {
  const element = await added({}, "main: set 1, set 2");
  for (const wrong of [1n, Symbol("s"), "1", NaN, undefined]) throws(() => element.seek(wrong as never), { name: "TypeError", says: ["seek: "] });
  for (const beyond of [Infinity, 2 ** 32, 2 ** 32 + 7]) {
    element.seek(0);
    element.seek(beyond);
    await until(() => element.snapshot?.ended ?? false);
  }
});

test("get resolves when the play shows the answer, and not before", async () => {
  const element = await added({}, "handle 300ms\nwriter: set 7");
  element.seek(1);
  await frame();
  const asked = element.get();
  await frame();
  equal([await state(asked), element.snapshot?.clock], ["pending", 0], "while it is paused");
  element.setAttribute("speed", "100");
  element.play();
  equal(await asked, 7);
  element.set(9);
  const again = element.get();
  await frame();
  element.play();
  equal(await again, 9);
});

for (const [what, script, code, act] of [
  ["the actor has stopped", "main: stop", "stopped", (e) => (e.seek(100), whole(e, e.get()))],
  ["the actor has failed", "main: crash", "failed", (e) => (e.step(), whole(e, e.get()))],
  ["the actor was never started", "start manually", "not-started", (e) => whole(e, e.get())],
  ["the play is reset", "handle 1s", "discarded", (e) => after(e.get(), () => e.reset())],
  ["another script is opened", "handle 1s", "discarded", (e) => after(e.get(), () => (e.script = "main: get"))],
  [
    "the play goes on otherwise from before it",
    "main: set 1, set 2, set 3",
    "discarded",
    (e) => {
      e.step();
      return after(e.get(), () => (e.back(), e.back(), e.set(5)));
    },
  ],
  ["the element is removed", "handle 1s", "removed", (e) => after(e.get(), () => e.remove())],
  ["the playground is made anew", "handle 1s", "removed", (e) => after(e.get(), () => e.setAttribute("view", "log"))],
] as readonly (readonly [string, string, string, (element: ActorPlayground) => Promise<number>])[]) {
  test(`get is rejected if ${what}`, async () => {
    const element = await added({}, script);
    await frame();
    const asked = act(element);
    asked.catch(() => {});
    await frame();
    await rejects(asked, { name: "ActorError", code });
  });
}

function after<T>(promise: Promise<T>, act: () => void): Promise<T> {
  act();
  return promise;
}

function whole<T>(element: ActorPlayground, promise: Promise<T>): Promise<T> {
  element.seek(1000);
  return promise;
}

test("a get that is made again after going back is the same get", async () => {
  const element = await added({}, "handle 1s\nmain: set 4");
  element.step();
  const asked = element.get();
  element.back();
  void element.get().catch(() => {});
  element.seek(100);
  equal(await asked, 4);
});

test("what is asked before it is ready is done when it is", async () => {
  const element = made({ loading: "click", speed: "max" }, "\n\t\thandle 1ms\n\t\t# mine\n");
  equal([element.script, element.snapshot], ["handle 1ms\n# mine\n", null]);
  element.set(42);
  const asked = element.get();
  element.play();
  let ready = 0;
  hear("actor-ready", (_, event) => (ready += event.composedPath()[0] === element && event.bubbles && event.composed ? 1 : 100));
  await shown(element);
  equal(await asked, 42);
  ok((element.snapshot?.position ?? 0) > 0, "it doesn't play");
  equal(ready, 1, "actor-ready");
});

test("events report steps, expectations and mistakes", async () => {
  const element = await added({}, "main: set 42, get, expect 42\nother: get, expect 1");
  const results: string[] = [];
  const steps: number[] = [];
  const errors: string[] = [];
  let misses: string[] = [];
  hear<ElementEvents["actor-step"]>("actor-step", ({ position, snapshot }) => steps.push(position === snapshot.position ? position : -1));
  hear<Expectations>("actor-expect", (detail) => {
    results.push(...detail.results.map(({ client, line, met }) => `${client}:${line} ${met}`));
    misses = detail.misses.map(({ expected, got }) => `${expected}/${got}`);
  });
  hear<{ error: { code: string }; mistakes: { line: number; column: number }[] }>("actor-error", ({ error, mistakes }) =>
    errors.push(`${error.code} ${mistakes.map(({ line, column }) => `${line}:${column}`).join()}`),
  );
  await toTheEnd(element);
  equal(results.splice(0), ["other:2 false", "main:1 true"]);
  equal(misses, ["1/42"]);
  element.seek(0);
  await frame();
  await frame();
  await toTheEnd(element);
  equal(results, ["other:2 false", "main:1 true"], "passed again");
  element.script = "mailbox 0\nmain: sett 1";
  await frame();
  equal(errors, ["script-invalid 1:9,2:7"]);
  element.setAttribute("scenario", "backpressure"); // has no mistakes
  element.step();
  await frame();
  element.step();
  await frame();
  equal(steps.slice(-2), [1, 2]);
  equal(errors.length, 1, "errors");
});

test("mistakes of the first script are reported, and the script is shown with them", async () => {
  const errors: string[] = [];
  hear<{ error: { code: string } }>("actor-error", ({ error }) => errors.push(error.code));
  const element = await added({ view: "script" }, "nonsense");
  equal(errors, ["script-invalid"]);
  equal(inside<HTMLTextAreaElement>(element, "textarea").value, "nonsense\n");
});

test("attributes that make no sense are ignored, and the console says so once", async () => {
  const said: string[] = [];
  stub(console, "warn", (text: string) => said.push(text));
  const wrong = { capacity: "0", handle: "soon", speed: "200", view: "stage picture", controls: "many", theme: "blue", loading: "never", autoplay: "perhaps", loop: "no" };
  const element = await added(wrong);
  await added({ ...wrong, loading: "eager" });
  await frame();
  equal([element.snapshot?.mailbox.capacity, element.snapshot?.position, inside(element, ".playground").dataset["controls"]], [2, 0, "full"]);
  for (const [name, value] of Object.entries({ ...wrong, view: "picture" })) ok(said.some((text) => text.includes(`${name}="${value}"`)), `it never said ${name}="${value}"`);
  equal(said.length, Object.keys(wrong).length, "warnings");
  await added({ capacity: "" });
  ok(said.length === 10 && said[9]!.includes('capacity=""'), `it never said capacity=""`);
});

test("capacity and handle count instead of the script's settings", async () => {
  const element = await added({ capacity: " 7 ", handle: "20ms" }, "# mine\nmailbox 3 # slots\nmain: set 1");
  equal([element.snapshot?.mailbox.capacity, element.snapshot?.actor.handle], [7, 20e6]);
  equal(element.script, "handle 20ms\n# mine\nmailbox 7 # slots\nmain: set 1\n");
  element.setAttribute("capacity", "9");
  equal([element.snapshot?.mailbox.capacity, element.snapshot?.actor.handle], [9, 20e6]);
});

for (const [attributes, plays, speed] of [
  [{ autoplay: "false" }, false, "1"],
  [{ autoplay: "", speed: "max" }, true, "max"],
  [{ autoplay: "true", loop: "loop", speed: "10x" }, true, "10"],
] as const) {
  test(`with ${JSON.stringify(attributes)} it ${plays ? "plays" : "stands still"}, at speed ${speed}`, async () => {
    const element = await added({ ...attributes, controls: "compact" }, "handle 1ms\nmain: repeat 3 (set 1)");
    if (plays) await until(() => (element.snapshot?.position ?? 0) > 0);
    await frame();
    equal([(element.snapshot?.position ?? 0) > 0, inside<HTMLSelectElement>(element, "select").value], [plays, speed]);
  });
}

test("attributes that are changed while it plays keep the play", async () => {
  const element = await added({ controls: "compact" });
  element.open("main: set 1, set 2\nother: get", 3);
  await until(() => element.snapshot?.position === 3);
  element.setAttribute("speed", "5");
  for (const [name, value] of Object.entries({ view: "log script", controls: "none", loop: "" })) element.setAttribute(name, value);
  await element.ready;
  await until(() => element.snapshot?.position === 3);
  equal(element.script, "main: set 1, set 2\nother: get");
  const parts = () => [...(element.shadowRoot?.querySelectorAll("[part]") ?? [])].map((part) => part.getAttribute("part") ?? "").filter((part) => part !== "playground");
  equal(parts(), ["script"]);
  inside(element, "#tab-log").click();
  await until(() => parts().length > 1);
  equal(parts().sort(), ["log", "script"]);
});

test("a program that ends in mid-play is reported, and the reader can go on from there", async () => {
  let dead = false; // the program, at its next step
  const { instantiateStreaming } = WebAssembly;
  stub(WebAssembly, "instantiateStreaming", async (source, imports) => {
    const { module, instance } = await instantiateStreaming.call(WebAssembly, source, imports);
    const exports = instance.exports as unknown as Exports;
    const stageStep = (stage: number) => {
      if (dead) throw new WebAssembly.RuntimeError("unreachable");
      return exports.stageStep(stage);
    };
    return { module, instance: Object.create(WebAssembly.Instance.prototype, { exports: { value: { ...exports, stageStep } } }) as WebAssembly.Instance };
  });
  const element = await added({ "wasm-url": `${moduleUrl()}?dies` }, "main: set 42, get\n");
  element.step();
  element.step();
  await frame();
  let code = "";
  hear<{ error: { code: string } }>("actor-error", ({ error }) => (code = error.code));
  dead = true;
  element.step();
  await frame();
  equal(code, "module-ended");
  const words = inside(element, "[role=alert]").textContent ?? "";
  ok(words.includes("has stopped") && words.includes("unreachable"), words);
  dead = false;
  inside<HTMLButtonElement>(element, "[part=start]").click();
  await element.ready;
  await until(() => element.snapshot?.position === 2);
  equal(element.script, "main: set 42, get\n");
});

test("a command at the end is played at once", async () => {
  const element = await added({}, "handle 1ms\nmain: set 1\n");
  element.seek(1000);
  await frame();
  element.set(9);
  element.play();
  equal(await element.get(), 9);
});

test("what is typed in a field stays inside, but for Escape, Tab and the browser's own keys", async () => {
  const elements = [await added({ view: "stage script log timeline", controls: "full" }), await added({ view: "stage", controls: "full" })];
  const heard: string[] = [];
  for (const type of ["keydown", "keypress", "keyup"]) hear(type, (_, event) => heard.push(`${type} ${(event as unknown as KeyboardEvent).key}`));
  const fields = elements.flatMap((element) => [...(element.shadowRoot?.querySelectorAll<HTMLElement>("input, textarea, select, [role=slider]") ?? [])]);
  const kinds = new Set(fields.map((field) => (field instanceof HTMLInputElement ? field.type : (field.role ?? field.localName))));
  for (const kind of ["textarea", "select", "range", "slider", "number"]) ok(kinds.has(kind), `no ${kind} among the fields: ${[...kinds].join()}`);
  const press = (field: HTMLElement, init: KeyboardEventInit) => {
    heard.length = 0;
    for (const type of ["keydown", "keypress", "keyup"]) field.dispatchEvent(new KeyboardEvent(type, { bubbles: true, composed: true, cancelable: true, ...init }));
    return heard.length;
  };
  for (const field of fields) {
    for (const key of ["s", "/", "S", "ä", "?", "ArrowLeft", "ArrowRight", "Home", "PageDown", "Enter", " ", "Backspace", "Process"]) equal(press(field, { key }), 0, `${field.localName}: ${key} reached the document`);
    equal(press(field, { key: "@", ctrlKey: true, altKey: true, modifierAltGraph: true }), 0, `${field.localName}: AltGr`);
    for (const init of [{ key: "Escape" }, { key: "Tab" }, { key: "Tab", shiftKey: true }, { key: "k", ctrlKey: true }, { key: "f", metaKey: true }, { key: "ArrowLeft", altKey: true }]) {
      equal(press(field, init), 3, `${field.localName}: ${JSON.stringify(init)} reached the document`);
    }
  }
});
