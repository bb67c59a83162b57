import { frame, until } from "../testing/page";
import { onSite, Reader, shared } from "../testing/reader";
import { equal, ok, stub, test } from "../testing/test";

const EDIT = "mailbox 3\nmain: set 9, get\n";

/** Goes to a lesson by its address, as the menu and the arrows do. */
async function go(reader: Reader, lesson: string): Promise<void> {
  reader.window.location.hash = `#${lesson}`;
  await until(() => reader.document.querySelector("article[data-current]")?.id === lesson);
  await frame();
}

const text = (reader: Reader) => reader.one<HTMLTextAreaElement>("textarea").value;
const marked = ({ document }: Reader) => document.querySelector(".edited") !== null;
const said = ({ document }: Reader) => document.getElementById("shared")?.textContent ?? "";

for (const [what, act] of [["played", (reader: Reader) => reader.press("Play it")], ["not played", frame]] as const) {
  test(`an edit that was ${what} is there again when its lesson is`, async () => {
    const reader = await onSite("#backpressure");
    const lesson = reader.element.script;
    equal(marked(reader), false, "marked before there is an edit");
    reader.edit(EDIT);
    await act(reader);
    equal(marked(reader), true, "marked as the reader's");
    await go(reader, "first-message");
    ok(text(reader) !== EDIT, "the edit is in another lesson");
    await go(reader, "backpressure");
    await until(() => text(reader) === EDIT);
    await frame();
    equal([reader.element.draft, marked(reader)], [EDIT, true]);
    reader.document.querySelector<HTMLElement>(".edited button")!.click();
    await until(() => text(reader) === lesson);
    equal([reader.element.draft, reader.element.script, marked(reader)], [null, lesson, false], "reverted");
    await go(reader, "first-message");
    await go(reader, "backpressure");
    for (let i = 0; i < 5; i++) await frame();
    equal(text(reader), lesson, "an edit that was reverted comes back");
  });
}

test("an edit is there again when the page is loaded again, and Play plays it", async () => {
  let reader = await onSite("#backpressure");
  reader.edit(EDIT);
  reader.window.location.reload();
  const { frameElement } = reader.window;
  await new Promise((done) => frameElement?.addEventListener("load", done, { once: true }));
  await until(() => reader.window.document.querySelector("actor-playground") instanceof reader.window.HTMLElement);
  reader = new Reader(reader.window.document.querySelector("actor-playground")!);
  await reader.window.customElements.whenDefined("actor-playground");
  await reader.element.ready;
  await until(() => text(reader) === EDIT);
  reader.play();
  await until(() => reader.element.script === EDIT && reader.element.draft === null);
});

test("what Try it changes is no edit", async () => {
  const reader = await onSite("#backpressure");
  const lesson = text(reader);
  reader.document.querySelector<HTMLElement>("#backpressure [data-try]")!.click();
  await until(() => text(reader) !== lesson);
  await go(reader, "first-message");
  await go(reader, "backpressure");
  for (let i = 0; i < 5; i++) await frame();
  equal(text(reader), lesson);
});

test("an edit that the browser doesn't keep is said to be lost", async () => {
  const reader = await onSite("#backpressure");
  stub(reader.window.Storage.prototype, "setItem", () => {
    throw new DOMException("full", "QuotaExceededError");
  });
  reader.edit(EDIT);
  await go(reader, "first-message");
  ok(said(reader).startsWith("The browser couldn't keep your edit"), said(reader));
});

test("a link that was made in a lesson leads to the lesson, with the reader's calls, and counts more than an edit", async () => {
  const reader = await onSite("#backpressure");
  reader.speed(100);
  await reader.press("Set");
  await until(() => reader.says === "set 42: handled" && !reader.plays);
  const { position, live } = reader.snapshot;
  const link = await shared(reader);
  reader.edit(EDIT);
  await go(reader, "first-message");
  reader.window.location.hash = link.hash;
  await until(() => reader.document.querySelector("article[data-current]")?.id === "backpressure");
  await until(() => reader.snapshot.position === position);
  for (let i = 0; i < 5; i++) await frame();
  equal([reader.snapshot.live, reader.element.draft, reader.has(".guess")], [live, null, true]);
  reader.window.location.hash = "#backpressure";
  await until(() => reader.snapshot.position === 0);
  equal([reader.snapshot.live, reader.has(".guess")], [0, true], "from the link to the lesson itself");
  ok(reader.document.title.includes("mailbox") || reader.document.title.includes("ackpressure"), reader.document.title);
});
