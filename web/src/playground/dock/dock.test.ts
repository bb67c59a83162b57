import "../../element/actor-playground";
import { frame, hear, until } from "../../testing/page";
import { inColumn, onSite, type Reader } from "../../testing/reader";
import { equal, ok, test } from "../../testing/test";

const someFrames = async () => {
  for (let i = 0; i < 15; i++) await frame();
};

/** Waits until the dock says what became of a call. */
const settled = (reader: Reader) => until(() => !["wait", "soft", undefined].includes(reader.one(".dock-says").dataset["tone"]));

test("Play passes an open guess, and then the answer is shown", async () => {
  const reader = await onSite("#first-message");
  await until(() => reader.has(".guess-form"));
  equal([reader.one(".guess").dataset["stand"], reader.has(".guess-told")], ["open", false]);
  reader.speed(10);
  reader.play();
  await reader.ended();
  equal(reader.text(".guess-told strong"), "You didn't guess: it is 42.");
});

test("a guess is compared with the answer once that is shown", async () => {
  const reader = await onSite("#first-message");
  reader.speed(10);
  reader.one<HTMLInputElement>(".guess input").value = "41";
  await reader.press("Guess");
  equal(reader.text(".guess-told strong"), "You guessed 41. Play shows the answer.");
  await reader.ended();
  equal(reader.text(".guess-told strong"), "You guessed 41, but it is 42.");
});

test("a call runs the clock until it is handled, at any position", async () => {
  const reader = await onSite("#backpressure");
  const call = async (what: string) => {
    await reader.press(what);
    await until(() => /→|handled$/.test(reader.says) && !reader.plays);
    return reader.says;
  };
  reader.speed(10);
  equal(await call("Set"), "set 42: handled", "at the beginning");
  equal(await call("Get"), "get → 2", "after that");
  for (const press of ["Restart", "Step", "Step"]) await reader.press(press);
  equal(await call("Set"), "set 42: handled", "after stepping");
  reader.play();
  await reader.ended();
  equal(await call("Set"), "set 42: handled", "at the end");
  equal(reader.snapshot.actor.value, 42);
});

test("a call during a play leaves it playing", async () => {
  const reader = await onSite("#backpressure");
  reader.speed(5);
  reader.play();
  await frame();
  await reader.press("Get");
  await reader.ended();
});

test("a call after a pause is queued, and the dock says so", async () => {
  const reader = await onSite("#backpressure");
  reader.play();
  await until(() => reader.snapshot.position > 2);
  await reader.press("Pause");
  await reader.press("Set");
  equal(reader.says, "set 42 is queued: press Play or Step");
  const { position } = reader.snapshot;
  await someFrames();
  equal(reader.snapshot.position, position, "the position");
  reader.speed(10);
  reader.play();
  await reader.ended();
  equal(reader.says, "set 42: handled");
});

test("a call after going back says how many it discards", async () => {
  const reader = await inColumn(860);
  await reader.at("main: set 1\n", 0);
  reader.speed(100);
  for (let i = 0; i < 2; i++) {
    await reader.press("Set");
    await until(() => reader.says === "set 42: handled");
  }
  await reader.seek(0);
  await reader.press("Get");
  await until(() => reader.says.includes("→"));
  equal(reader.says, "get → 0 (2 later calls discarded)");
});

test("the dock reports the outcome of each call", async () => {
  const reader = await inColumn(860);
  for (const [script, position, presses, want] of [
    ["mailbox 1\nhandle 1s\nw x3: set 1", 0, ["Step", "Step", "Step", "Try set"], "try set 42: full"],
    ["", 0, ["Crash"], "crashed: the handler panicked"],
    ["", 0, ["Stop"], "The actor has stopped."],
    ["w: stop", 9, ["Set"], "set 42: refused, the actor has stopped"],
    ["handle 1s\nw x3: set 1", 0, ["Kill"], "The actor has stopped."],
    ["mailbox 8", 0, ["Burst"], "burst 100: all handled"],
    ["mailbox 8\nw: wait 1s, kill", 0, ["Burst"], "lost"],
    ["start manually", 0, ["Get"], "get: the actor hasn't been started"],
  ] as const) {
    await reader.at(`${script}\n`, position);
    reader.speed(100);
    for (const press of presses) await reader.press(press);
    await settled(reader);
    ok(reader.says.includes(want), `${script}, ${presses}: the dock says ${reader.says}, want ${want}`);
  }
});

test("a call that can never be handled is reported", async () => {
  const reader = await inColumn(860);
  for (const [script, want] of [
    ["mailbox 1\nw: ask itself blindly\n", "Deadlock: get waits for ever."],
    ["mailbox 1\nw: ask itself blindly\nx: wait 10m\n", "The handler doesn't return: get is in the mailbox."],
  ] as const) {
    await reader.at(script, 3);
    reader.speed(100);
    await reader.press("Get");
    await until(() => reader.one(".dock-says").dataset["tone"] === "error");
    await frame();
    ok(reader.says === want && !reader.plays, `${script}: ${reader.says}`);
  }
});

test("Play, Step and a call play the edited script", async () => {
  const reader = await onSite("#backpressure");
  for (const what of ["Play", "Step", "Get"]) {
    const script = `main: set 1 # ${what}\n`;
    reader.edit(script);
    await reader.press(what);
    equal(reader.element.script, script, what);
    reader.element.pause();
    reader.element.reset();
    await frame();
  }
});

test("an edit with a mistake isn't played, and the dock leads to the mistake", async () => {
  const reader = await onSite("#backpressure");
  const { script } = reader.element;
  reader.edit("mailbox 2\nwriter: set 1, sett 2\n");
  reader.play();
  await someFrames();
  ok(reader.says === "Not played: 2:16" && reader.one(".dock-text").title.includes("sett"), reader.says);
  equal([reader.snapshot.position, reader.element.script], [0, script]);
  await reader.press("Go there");
  const text = reader.one<HTMLTextAreaElement>("textarea");
  equal(reader.element.shadowRoot?.activeElement === text, true, "the editor has the focus");
  equal(text.value.slice(text.selectionStart, text.selectionEnd), "sett");
});

test("Step and Back go through the beats of a step", async () => {
  const reader = await inColumn(860);
  await reader.at("mailbox 1\nw x3: set 1\n", 0);
  const look = () => [reader.snapshot.position, ...["received", "admitted"].filter((what) => reader.text(".stage-caption").includes(what))].join(" ");
  const beats = ["1 admitted", "2", "3", "4 received", "4 received admitted", "5"];
  for (const want of beats) {
    await reader.press("Step");
    equal(look(), want, "forward");
  }
  for (const want of beats.reverse()) {
    equal(look(), want, "back");
    await reader.press("Back");
  }
});

test("calls that can't be read lose only themselves", async () => {
  const reader = await inColumn(860);
  const codes: string[] = [];
  hear<{ error: { code: string } }>("actor-error", ({ error }) => codes.push(error.code));
  reader.element.open("main: get\n", 0, "no calls");
  await frame();
  ok(reader.says.includes("can't be read"), reader.says);
  equal([codes, reader.element.script], [["calls-unreadable"], "main: get\n"]);
});

test("the reader's calls are exported, and can be written into the script", async () => {
  const reader = await onSite();
  await reader.at("main: set 1, wait 2s, get\n", 0);
  reader.speed(100);
  equal(reader.button("Write into the script")?.checkVisibility() ?? false, false, "whether it can be written before there is a call");
  await reader.press("Set");
  await until(() => reader.says === "set 42: handled");
  ok((await reader.saved("JSON Lines")).includes('"who":"you"'), "the JSON Lines lack the call");
  ok((await reader.saved("Mermaid diagram")).includes("you"), "the diagram lacks the call");
  await reader.press("Write into the script");
  await frame();
  const { script } = reader.element;
  ok(script.includes("set 42"), script);
  equal([reader.one<HTMLTextAreaElement>("textarea").value, reader.snapshot.live], [script, 0]);
});

test("nothing in the dock collides, at any width", async () => {
  const reader = await inColumn(860);
  await reader.at("main: set 2\n", 0);
  reader.speed(100);
  for (const width of [258, 290, 343, 420, 480, 640, 719, 720, 860, 929, 930, 1100]) {
    reader.element.style.setProperty("width", `${width}px`);
    await reader.press("Get");
    await until(() => reader.says.includes("→"));
    const bounds = reader.one(".dock").getBoundingClientRect();
    const parts = reader.all(".dock :is(button, select, input, .dock-status, .dock-position, .dock-clock)").map((e) => ({ name: e.textContent?.trim().slice(0, 20) || e.ariaLabel, box: e.getBoundingClientRect() }));
    parts.forEach(({ name, box: a }, i) => {
      ok(a.left >= bounds.left - 1 && a.right <= bounds.right + 1, `${width} px: ${name} sticks out`);
      for (const { name: other, box: b } of parts.slice(i + 1)) {
        ok(a.left >= b.right - 1 || b.left >= a.right - 1 || a.top >= b.bottom - 1 || b.top >= a.bottom - 1, `${width} px: ${name} lies on ${other}`);
      }
    });
  }
});

test("once the actor has ended nobody is asked to call it, and a call says what became of it", async () => {
  const reader = await inColumn(860);
  for (const [script, end] of [["main: set 1, crash", "crashed"], ["main: set 1, stop", "stopped"], ["main: kill", "stopped"]] as const) {
    await reader.at(`${script}\n`, 1000);
    equal(reader.says, `The actor has ${end}. Restart begins again.`, script);
    const told = [reader.text(".stage-story"), reader.text('.stage-card[data-name="you"] .stage-does')].join(" | ");
    ok(/Restart begins again\. \| calls are refused$/.test(told) && !/press Set/i.test(told), `${script}: ${told}`);
    reader.speed(100);
    await reader.press("Set");
    await settled(reader);
    equal(reader.says, `set 42: refused, the actor has stopped`, script);
    await reader.press("Restart");
    ok(reader.text('.stage-card[data-name="you"] .stage-does') === "your turn", script);
  }
});

for (const [controls, begin, end] of [["compact", "Play runs the script.", "The end."], ["full", "Set or Get runs at once.", "The end. Set or Get continues from here."]] as const) {
  test(`the dock with ${controls} controls speaks of buttons that are there`, async () => {
    const reader = await inColumn(860, { controls });
    await reader.at("main: set 1\n", 0);
    equal(reader.says, begin);
    await reader.seek(1000);
    equal(reader.says, end);
  });
}

for (const controls of ["compact", "none"]) {
  test(`the story with ${controls} controls doesn't ask for calls, which it has no buttons for`, async () => {
    const reader = await inColumn(860, { controls, scenario: "story" });
    await reader.element.ready;
    for (const position of [0, 1000]) {
      await reader.seek(position);
      const asked = [...reader.all(".remark-text, .stage-story, .dock-text")].map((e) => e.innerText).join(" ");
      ok(!/press Set|Set and Get/.test(asked), `at ${position}: ${asked}`);
    }
  });
}

test("without controls nobody is asked to press any", async () => {
  const reader = await inColumn(860, { controls: "none" });
  await reader.at("main: set 1\n", 0);
  equal(reader.all(".stage-story span").map((e) => e.textContent).filter((text) => /press/i.test(text ?? "")), []);
});
