import { lessonNamed, lessons } from "../element/lessons";
import { called } from "../testing/boxes";
import { until } from "../testing/page";
import { onSite } from "../testing/reader";
import { equal, ok, test } from "../testing/test";

for (const [width, height] of [[1280, 800], [1440, 900]] as const) {
  test(`everything is on one screen of ${width} by ${height} pixels without scrolling`, async () => {
    for (const fragment of ["", "#backpressure", "#asking-oneself", "#no-long-waits"]) {
      const reader = await onSite(fragment, width, height);
      await reader.seek(6);
      const inView = (name: string, e: Element | null | undefined, least = 20) => {
        const { left = NaN, top = NaN, right = NaN, bottom = NaN } = e?.getBoundingClientRect() ?? {};
        ok(left >= -0.5 && top >= -0.5 && right <= width + 0.5 && bottom <= height + 0.5, `${fragment}: ${name} is at ${[left, top, right, bottom]}`);
        ok(right - left >= least && bottom - top >= least, `${fragment}: ${name} is ${right - left} by ${bottom - top}`);
      };
      const lesson = reader.document.querySelector("[data-current]")!;
      inView("the lesson's title", lesson.querySelector("h2"));
      inView("the lesson's last line", [...lesson.children].filter((e) => e.checkVisibility()).at(-1));
      inView("the menu of lessons", reader.document.querySelector("#syllabus summary"));
      for (const name of ["Set", "Get"]) inView(name, reader.button(name));
      inView("Play", reader.one(".dock-play"));
      inView("the script", reader.one("[part=script]"), 100);
      inView("the stage with its caption", reader.one("[part=stage]"), 300);
      inView("the question", reader.one(".part-guess"));
      inView("the timeline", reader.one(".part-timeline"), 150);
      const { scrollHeight, clientHeight } = reader.one(".bench-main");
      ok(reader.window.scrollY === 0 && scrollHeight <= clientHeight, `${fragment}: the page or the element scrolls`);
    }
  });
}

test("a phone has the stage, its caption and the controls on one screen", async () => {
  const reader = await onSite("#backpressure", 375, 812);
  const picture = reader.one(".stage-picture").offsetHeight;
  const driven = reader.one(".part-guess").getBoundingClientRect().bottom - reader.one(".part-dock").getBoundingClientRect().top;
  const { scrollHeight, scrollWidth } = reader.document.documentElement;
  ok(picture < 350 && driven <= 812, `the picture is ${picture} px high, and from the controls to the end of the question ${driven}`);
  ok(scrollHeight < 2600 && scrollWidth <= 375, `the page is ${scrollWidth} by ${scrollHeight} px`);
  const sticks = (e: Element) => ["fixed", "sticky"].includes(getComputedStyle(e).position) && e.checkVisibility() && !e.closest(".timeline, .code");
  equal([...reader.document.querySelectorAll("*"), ...reader.all("*")].filter(sticks).map(called), [], "fixed or sticky");
});

test("on a phone Play and the value can be seen before the reader has scrolled, in each lesson", async () => {
  for (const { name, script } of [...lessons, lessonNamed("story")!]) {
    const reader = await onSite(`#${name}`, 375, 812);
    const bottom = (selector: string) => reader.one(selector).getBoundingClientRect().bottom;
    ok(reader.window.scrollY === 0 && bottom(".dock-play") <= 812, `${name}: Play ends at ${bottom(".dock-play")}`);
    if (!/^actor /m.test(script)) ok(bottom(".stage-value") <= 812, `${name}: the value ends at ${bottom(".stage-value")}`);
    ok(reader.document.documentElement.scrollHeight < 2600, `${name} is ${reader.document.documentElement.scrollHeight} px high`);
  }
});

test("a reader who chooses a lesson by the keyboard is at its heading, and then at the controls", async () => {
  const reader = await onSite("", 1280, 800);
  const link = reader.document.querySelector<HTMLAnchorElement>('#syllabus a[href="#backpressure"]')!;
  reader.document.querySelector<HTMLDetailsElement>("#syllabus")!.open = true;
  link.focus();
  link.click();
  await until(() => reader.document.activeElement?.matches("h2") ?? false);
  equal(reader.document.activeElement?.textContent, "The bounded mailbox");
  const key = new KeyboardEvent("keydown", { key: "Tab", bubbles: true, cancelable: true });
  reader.document.activeElement!.dispatchEvent(key);
  equal([key.defaultPrevented, reader.element.shadowRoot?.activeElement?.textContent], [true, "Play"]);
});

test("nothing collides on the narrowest screen", async () => {
  const reader = await onSite("#backpressure", 290, 700);
  const { scrollWidth } = reader.document.documentElement;
  ok(scrollWidth <= 290, `the page is ${scrollWidth} px wide`);
  for (const [group, all] of Object.entries({
    bar: [...reader.document.querySelectorAll(".bar > *, .course > *")],
    tabs: reader.all(".tabs button, .menu-button"),
    dock: reader.all(".part-dock :is(button, input, select)"),
    guess: reader.all(".guess-form > *"),
  })) {
    const boxes = all.filter((e) => e.checkVisibility()).map((e) => ({ e, box: e.getBoundingClientRect() })).filter(({ box }) => box.width > 1);
    ok(boxes.length >= 2, `${group} has ${boxes.length} parts`);
    boxes.forEach(({ e, box }, i) => {
      for (const { e: other, box: b } of boxes.slice(i + 1)) {
        if (e.contains(other) || other.contains(e)) continue;
        ok(Math.min(box.right, b.right) - Math.max(box.left, b.left) <= 1 || Math.min(box.bottom, b.bottom) - Math.max(box.top, b.top) <= 1, `${group}: ${called(e)} lies over ${called(other)}`);
      }
    });
  }
});

// A script that is found in another comes one round trip later.
test("the page names all scripts that it starts with, and asks for no other", async () => {
  const { window, document } = await onSite();
  const named = [...document.querySelectorAll<HTMLLinkElement | HTMLScriptElement>("link[rel=modulepreload], script[src]")].map((e) => ("src" in e ? e.src : e.href));
  const loaded = window.performance.getEntriesByType("resource").map((e) => e.name).filter((name) => name.endsWith(".js"));
  ok(loaded.length > 2, `it has loaded ${loaded}`);
  equal(loaded.filter((name) => !named.includes(name)), [], "loaded, and not named");
  equal(loaded.filter((name) => /\/(source|lab)-/.test(name)), [], "asked for early, and shown on demand");
});
