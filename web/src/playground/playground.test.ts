import "../element/actor-playground";
import { added, frame, hear, inside, made, shown, until } from "../testing/page";
import { onSite } from "../testing/reader";
import { afterwards, equal, ok, test } from "../testing/test";

test("the page steps both ways to the same snapshots", async () => {
  const reader = await onSite("#backpressure");
  const look = () => ({ ...reader.snapshot, end: 0 }); // the end that was reached stays known
  const seen = [look()];
  while (!reader.snapshot.ended) {
    await reader.press("Step");
    seen.push(look());
  }
  ok(seen.length > 10, `there are ${seen.length} snapshots`);
  for (let n = seen.length - 1; n >= 0; n--) {
    equal(look(), seen[n], `back at ${n}`);
    await reader.press("Back");
  }
});

test("the course's program gets 42", async () => {
  const reader = await onSite();
  await reader.at("main: set 42, get\n", 1000);
  equal(reader.text(".stage-card .stage-last"), "get → 42");
});

test("mistakes are shown in their place, and what is played stays", async () => {
  const reader = await onSite("#backpressure");
  const { script } = reader.element;
  reader.edit("mailbox 2x\nhandle 300\nwriter x3: set 1\n");
  reader.one("textarea").dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, cancelable: true }));
  await frame();
  equal([reader.texts("mark"), reader.texts(".editor-where")], [["2x", "300"], ["1:9", "2:8"]]);
  equal(reader.element.script, script);
});

test("nothing moves the layout during a play", async () => {
  const reader = await onSite("#backpressure", 800, 600);
  let shift = 0;
  const watch = new reader.window.PerformanceObserver((list) => {
    for (const entry of list.getEntries()) shift += (entry as PerformanceEntry & { value: number }).value;
  });
  watch.observe({ type: "layout-shift" });
  reader.speed(5);
  reader.play();
  await reader.ended();
  ok(shift <= 0.001, `layout shift of ${shift}`);
});

test("nothing happens while it is paused or out of sight", async () => {
  const element = await added({ scenario: "backpressure" });
  let steps = 0;
  hear("actor-step", () => steps++);
  const wait = (ms: number) => new Promise((done) => setTimeout(done, ms));
  await wait(200);
  equal(steps, 0, "steps before Play");
  element.play();
  await until(() => steps > 0);
  element.style.setProperty("margin-top", "9000px");
  await wait(300);
  const before = steps;
  await wait(500);
  equal(steps - before, 0, "steps out of sight");
  element.style.removeProperty("margin-top");
  await until(() => steps > before);
});

test("the stage alone fits a column of a documentation", async () => {
  const element = made();
  element.removeAttribute("controls");
  await shown(element);
  element.style.setProperty("inline-size", "640px");
  await frame();
  ok(element.offsetHeight < 640, `it is ${element.offsetHeight} px high`);
});

test("an author sets the height of the element", async () => {
  const element = made({ view: "stage timeline script", loading: "click" });
  document.body.append(element);
  afterwards(() => element.remove());
  element.style.setProperty("inline-size", "1200px");
  element.style.setProperty("--actor-playground-height", "700px");
  equal(element.offsetHeight, 700, "before it has loaded");
  element.setAttribute("loading", "eager");
  await element.ready;
  await frame();
  const end = inside(element, ".part-timeline").getBoundingClientRect().bottom - element.getBoundingClientRect().top;
  ok(element.offsetHeight === 700 && end >= 690 && end <= 700, `it is ${element.offsetHeight} px high, and the timeline ends at ${end}`);
});

test("content for the slot stands beside the playground at once", async () => {
  const element = made({ view: "stage script", loading: "click" });
  const lesson = document.createElement("p");
  lesson.slot = "lesson";
  lesson.textContent = "A lesson.";
  element.append(lesson, "The fallback.");
  element.style.setProperty("inline-size", "1200px");
  document.body.append(element);
  afterwards(() => element.remove());
  const beside = () => lesson.checkVisibility() && lesson.getBoundingClientRect().right < inside(element, ".part-stage").getBoundingClientRect().left + 1;
  equal(beside(), true, "before it has loaded");
  element.setAttribute("loading", "eager");
  await element.ready;
  await frame();
  equal(beside(), true, "when it has loaded");
  lesson.remove();
  await frame();
  equal(inside(element, ".part-lesson").checkVisibility(), false, "whether there is a place for it once it is removed");
});

test("the order of focus begins at the transport", async () => {
  const { shadowRoot } = await added({ view: "stage timeline script log", controls: "full" });
  const all = [...shadowRoot!.querySelectorAll<HTMLElement>("button, input, select, textarea, [tabindex='0'], summary")].filter((e) => e.checkVisibility() && !e.matches(":disabled") && e.tabIndex >= 0);
  ok(all[0]!.closest("[part=controls]") !== null, `it begins at ${all[0]!.className}`);
  ok(all.every((e) => e.tabIndex === 0), "it jumps");
});
