import "../../../element/actor-playground";
import { frame, until } from "../../../testing/page";
import { inColumn, onSite, type Reader } from "../../../testing/reader";
import { equal, ok, stub, test } from "../../../testing/test";

/** A pointer's event at a place of the canvas, in pixels. */
function mouse(reader: Reader, selector: string, type: string, x: number, y: number): void {
  const { left, top } = reader.one(".timeline-canvas").getBoundingClientRect();
  reader.one(selector).dispatchEvent(new PointerEvent(type, { bubbles: true, composed: true, cancelable: true, pointerId: 1, clientX: left + x, clientY: top + y }));
}

async function key(reader: Reader, key: string): Promise<void> {
  reader.one(".timeline-head").dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, composed: true, cancelable: true }));
  await frame();
}

test("the playhead is dragged and obeys keys", async () => {
  const reader = await onSite("#first-message", 1440, 900);
  await reader.at("main: set 1, get, set 2, get", 4);
  const head = reader.one(".timeline-head");
  const slider = () => Number(head.ariaValueNow);
  for (const [pressed, want] of [["ArrowRight", 5], ["ArrowLeft", 4], ["Home", 0], ["PageUp", 10]] as const) {
    await key(reader, pressed);
    equal([reader.snapshot.position, slider()], [want, want], pressed);
  }
  await key(reader, "End");
  const { end } = reader.snapshot;
  equal([reader.snapshot.position, slider()], [end, end], "End");
  stub(head, "setPointerCapture", () => {});
  stub(head, "hasPointerCapture", () => true);
  const canvas = reader.one(".timeline-canvas").getBoundingClientRect();
  mouse(reader, ".timeline-head", "pointerdown", head.getBoundingClientRect().left + 12 - canvas.left, 10);
  mouse(reader, ".timeline-head", "pointermove", canvas.width / 4, 10);
  await frame();
  await frame();
  const { position } = reader.snapshot;
  ok(position >= 1 && position <= end - 2 && slider() === position, `dragged to the first quarter: position ${position} of ${end}, the slider says ${slider()}`);
});

test("the timeline zooms by buttons, keys and wheel", async () => {
  const reader = await onSite("#backpressure", 1440, 900);
  await reader.at("mailbox 2\nhandle 300ms\nw x3: set 1, set 2, get", 9);
  const scroller = reader.one(".timeline-scroller");
  const press = (label: string) => reader.one(`.timeline-zoom [aria-label="${label}"]`).click();
  const width = async (act: () => void | Promise<void>) => {
    await act();
    await frame();
    return scroller.scrollWidth;
  };
  const first = scroller.scrollWidth;
  const button = await width(() => press("Zoom in"));
  const plus = await width(() => key(reader, "+"));
  const part = () => (scroller.scrollLeft + 300) / scroller.scrollWidth;
  const under = part();
  const { left } = reader.one(".timeline-canvas").getBoundingClientRect();
  const wheel = await width(() => void scroller.dispatchEvent(new WheelEvent("wheel", { deltaY: -60, ctrlKey: true, clientX: left + 300, bubbles: true, cancelable: true })));
  ok(first < button && button < plus && plus < wheel, `zoomed in, the widths are ${[first, button, plus, wheel]}`);
  ok(Math.abs(part() - under) <= 0.02, `what is under the pointer moves from ${under} to ${part()}`);
  ok((await width(() => key(reader, "-"))) < wheel, "the key - doesn't zoom out");
  equal(await width(() => press("All that is known")), scroller.clientWidth, "the width of all");
  ok((await width(() => key(reader, "0"))) >= scroller.clientWidth, "the key 0 doesn't zoom as at first");
});

test("a command pressed on the timeline is followed", async () => {
  const reader = await onSite("#first-message", 1440, 900);
  await reader.at("main: set 42, get", 6);
  const canvas = reader.one(".timeline-canvas").getBoundingClientRect();
  const { top, height } = reader.one(".timeline-name-actor").getBoundingClientRect();
  const y = top + height / 2 - canvas.top;
  const said = () => [reader.text(".timeline-said"), reader.text(".stage-follow-number")];
  let x = 0;
  for (; x < canvas.width && said()[0] === ""; x += 4) mouse(reader, ".timeline-canvas", "pointermove", x, y);
  const life = "main, set 42: 0 ms in the mailbox, handled in 400 ms";
  equal(said(), [life, ""], "under the pointer");
  mouse(reader, ".timeline-canvas", "click", x, y);
  await frame();
  mouse(reader, ".timeline-canvas", "pointerleave", 0, 0);
  equal(said(), [life, "#1"], "pressed");
  mouse(reader, ".timeline-canvas", "click", x, y);
  await frame();
  equal(said(), ["", ""], "pressed again");
});

for (const [width, height] of [[1440, 900], [1280, 800], [375, 812], [290, 700]] as const) {
  test(`all lanes of the timeline are in sight at ${width} by ${height} pixels, and no name lies on another`, async () => {
    for (const fragment of ["#first-message", "#backpressure", "#the-actor-stops"]) {
      const reader = await onSite(fragment, width, height);
      await reader.seek(3);
      const { bottom } = reader.one(".timeline").getBoundingClientRect();
      const names = [...reader.element.shadowRoot!.querySelectorAll(".timeline-name")].map((e) => ({ name: `${fragment}: ${e.textContent}`, box: e.getBoundingClientRect(), needs: e.scrollHeight }));
      names.forEach(({ name, box, needs }, i) => {
        ok(box.bottom <= bottom + 1 && box.right <= width, `${name} is out of sight: ${box.bottom} of ${bottom}, ${box.right} of ${width}`);
        ok(needs <= box.height + 1, `${name} is ${box.height} px high and needs ${needs}`);
        ok(i === 0 || box.top >= names[i - 1]!.box.bottom - 1, `${name} lies on another`);
      });
      ok(names.length >= 3, `${fragment} has only ${names.length} lanes`);
    }
  });
}

test("the timeline of many callers and of none is drawn", async () => {
  const reader = await onSite("#first-message");
  await reader.at("mailbox 16\nhandle 1ms\nflood x10000: set 1, get", 100_000);
  equal(reader.texts(".timeline-name"), ["flood×10,000", "mailbox16 slots", "actor"]);
  reader.one('.timeline-zoom [aria-label="All that is known"]').click();
  await until(() => reader.text(".timeline-note").includes("commands drawn"));
  await reader.at("mailbox 1", 0);
  equal([reader.texts(".timeline-name"), reader.has(".timeline-empty")], [["mailbox1 slot", "actor"], true]);
});

test("a saved timeline is the whole run in rows", async () => {
  const reader = await onSite("#backpressure");
  await reader.at("mailbox 2\nhandle 300ms\nw x3: set 1, set 2, set 3, set 4, set 5, get", 12);
  const svg = await reader.saved("Timeline as SVG");
  const texts = [...svg.matchAll(/<text[^>]*>([^<]*)/g)].map(([, text]) => text);
  const [rows, words] = [texts.filter((text) => text === "actor"), texts.filter((text) => text?.startsWith("set ") || text === "get")];
  ok(rows.length >= 2 && words.length >= 18, `there are ${rows.length} rows with ${words.length} commands`);
  equal(/<title>(.*)<\/title>/.exec(svg)?.[1], "Timeline of an actor");
});

test("the reader's lane has the reader's name as soon as a call is in it", async () => {
  const reader = await onSite("#start-once", 1440, 900);
  reader.element.set(42);
  await until(() => reader.texts(".timeline-name").includes("you"));
  equal(reader.texts(".timeline-name").filter((name) => name === "again").length, 1);
});

test("a long wait has the times of the axis in it", async () => {
  const reader = await inColumn(700, { view: "timeline", controls: "full" });
  const script = "handle 100ms\nmain: set 1, wait 30s, set 2";
  await reader.at(script, 0);
  while (reader.snapshot.clock < 30e9) await reader.seek(reader.snapshot.position + 1);
  await reader.seek(reader.snapshot.position - 1);
  const drawn: string[] = [];
  const { fillText } = CanvasRenderingContext2D.prototype;
  stub(CanvasRenderingContext2D.prototype, "fillText", function (this: CanvasRenderingContext2D, text: string, x: number, y: number) {
    drawn.push(text);
    fillText.call(this, text, x, y);
  });
  reader.one(".timeline-head").dispatchEvent(new KeyboardEvent("keydown", { key: "+", bubbles: true, composed: true, cancelable: true }));
  for (let i = 0; i < 5; i++) await frame();
  await frame();
  const times = new Set(drawn.filter((text) => /^[\d.:]+( m?s)?$/.test(text)));
  ok(times.size >= 2, `the axis has ${[...times].join() || "no times"}`);
});

test("what can be chosen below the timeline is whole in a narrow column", async () => {
  const reader = await inColumn(351, { view: "log timeline", scenario: "workers" });
  await until(() => reader.has(".timeline-foot .which"));
  await frame();
  const bottom = (selector: string) => reader.one(selector).getBoundingClientRect().bottom;
  ok(bottom(".timeline-foot select") <= bottom(".timeline"), `the choice ends at ${bottom(".timeline-foot select")}, the timeline at ${bottom(".timeline")}`);
});
