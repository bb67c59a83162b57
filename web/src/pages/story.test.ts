import { frame, until } from "../testing/page";
import { onSite } from "../testing/reader";
import { equal, ok, test } from "../testing/test";

/** A second, in which the story would go on. */
const aSecond = async () => {
  for (let i = 0; i < 60; i++) await frame();
};

test("the page opens with a story, which plays to the reader's turn", async () => {
  const reader = await onSite();
  const turn = () => reader.one(".playground").hasAttribute("data-turn");
  await until(() => reader.one(".remark").dataset["stand"] === "turn");
  equal([reader.document.querySelector("[data-current]")?.id, reader.text(".remark"), turn()], ["story", "Your turn: press Set, then Get.", true]);
  await reader.press("Set");
  await until(() => reader.snapshot.actor.value === 42);
  equal(turn(), false, "whether it is the reader's turn after Set");
});

test("the story stops at the first press", async () => {
  const reader = await onSite();
  await until(() => reader.snapshot.position > 0);
  const stage = reader.one("[part=stage]");
  const { left, top, width, height } = stage.getBoundingClientRect();
  stage.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true, composed: true, clientX: left + width / 2, clientY: top + height / 2 }));
  const { position } = reader.snapshot;
  await aSecond();
  ok(reader.snapshot.position <= position + 1 && !reader.snapshot.ended, `it went on from ${position} to ${reader.snapshot.position}`);
});

test("nothing plays by itself at an address that names a lesson or the story", async () => {
  for (const fragment of ["#story", "#backpressure"]) {
    const reader = await onSite(fragment);
    await aSecond();
    equal(reader.snapshot.position, 0, fragment);
  }
});
