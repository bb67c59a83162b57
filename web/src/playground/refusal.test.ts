import "../element/actor-playground";
import { added, frame, until } from "../testing/page";
import { Reader } from "../testing/reader";
import { equal, ok, rejects, stub, test } from "../testing/test";

const WRONG = "mailbox 0\nmain: sett 1\n";

async function refused(attributes: Readonly<Record<string, string>>): Promise<Reader> {
  stub(console, "warn", () => {});
  const reader = new Reader(await added(attributes, WRONG));
  await until(() => reader.has(".refusal"));
  return reader;
}

const SAID = /^Nothing is played: the script has 2 mistakes\.The first: line 1, column 9: .*mailbox 0 \^/;

for (const view of ["stage", "stage timeline script", "code", "timeline"]) {
  for (const controls of ["full", "compact", "none"]) {
    test(`an element of ${view} with ${controls} controls says that its script has mistakes`, async () => {
      const reader = await refused({ view, controls, autoplay: "" });
      const said = reader.text(".refusal");
      ok(SAID.test(said), said);
      ok(said.includes(view.includes("script") ? "Mend them under Script" : "Only the author"), said);
      equal([reader.has(".stage-caption"), reader.has(".timeline")], [false, false], "parts that have nothing to show");
    });
  }
}

test("with a wrong script nothing plays, and each call says why", async () => {
  const reader = await refused({ view: "stage", controls: "full", autoplay: "" });
  const why = "Not played: 1:9 ";
  for (const act of [() => {}, () => reader.play(), () => reader.element.set(1), () => reader.element.step(), () => reader.button("Restart")!.click()]) {
    act();
    await frame();
    ok(reader.says.startsWith(why) && !reader.plays, `it says ${reader.says}`);
  }
  await rejects(reader.element.get(), { code: "script-invalid" });
  equal(reader.snapshot.position, 0);
});

test("what is said of a wrong script goes when it is mended or another is set", async () => {
  const reader = await refused({ view: "stage script", controls: "full" });
  reader.element.script = "main: set 1\n";
  await until(() => !reader.has(".refusal"));
  ok(reader.has(".stage-caption"), "the stage is not back");
  reader.element.script = WRONG;
  await until(() => reader.has(".refusal"));
  reader.edit("main: set 2\n");
  reader.play();
  await until(() => reader.snapshot.ended && !reader.has(".refusal"));
  equal(reader.snapshot.actor.value, 2);
});

test("a wrong script is still there, and said, when the element is made anew", async () => {
  const reader = await refused({ view: "stage" });
  reader.element.setAttribute("view", "stage script");
  await until(() => reader.has("textarea") && reader.has(".refusal"));
  equal([reader.element.draft, SAID.test(reader.text(".refusal"))], [WRONG, true]);
});
