import { lessons } from "../element/lessons";
import { frame, until } from "../testing/page";
import { onSite, type Reader, visit } from "../testing/reader";
import { afterwards, equal, ok, stub, test } from "../testing/test";

const links = (document: Document) => [...document.querySelectorAll<HTMLAnchorElement>("#syllabus a")];
const done = (document: Document) => links(document).filter((a) => a.hasAttribute("data-done")).map((a) => a.hash);

/** Goes to the end of the play, and waits until that is shown. */
async function end(reader: Reader): Promise<void> {
  await reader.seek(1000);
  await until(() => reader.snapshot.ended);
  await frame();
}

test("the menu names the lessons and keeps which are done, for the next visit too", async () => {
  afterwards(() => localStorage.clear());
  const reader = await onSite("#first-message");
  const { document } = reader;
  const now = () => [document.getElementById("current")?.textContent, done(document).join(), document.title];
  equal(now(), ["1 · The first message", "", "The first message - Actor playground"]);
  equal([links(document).length, links(document)[3]?.textContent?.trim()], [lessons.length, "The bounded mailbox"]);
  await end(reader);
  equal(now(), ["1 · The first message", "#first-message", "The first message - Actor playground"]);
  const menu = document.querySelector<HTMLDetailsElement>("#syllabus")!;
  menu.open = true;
  links(document)[3]!.click();
  await until(() => reader.element.getAttribute("scenario") === "backpressure");
  await frame();
  equal(now(), ["4 · The bounded mailbox", "#first-message", "The bounded mailbox - Actor playground"]);
  equal([menu.open, document.querySelector("[data-current] h2")?.textContent], [false, "The bounded mailbox"]);
  document.getElementById("next")!.click();
  await until(() => reader.element.getAttribute("scenario") === "oneshot-reply");
  equal(done((await visit("")).document), ["#first-message"], "on the next visit");
});

test("the page works without storage", async () => {
  const reader = await onSite("#first-message");
  const refuse = () => {
    throw new DOMException("refused", "SecurityError");
  };
  stub(reader.window.Storage.prototype, "setItem", refuse);
  stub(reader.window.Storage.prototype, "getItem", refuse);
  await end(reader);
  reader.document.getElementById("theme")!.click();
  equal([done(reader.document), reader.document.documentElement.dataset["theme"]], [["#first-message"], "light"]);
});

test("one press makes the lesson's change and shows it, another takes it back", async () => {
  const reader = await onSite("#backpressure");
  const article = reader.document.querySelector("[data-current]")!;
  const button = article.querySelector<HTMLButtonElement>("[data-try]")!;
  const change = () => article.querySelector<HTMLElement>(".change")!;
  button.click();
  await until(() => reader.snapshot.position > 0);
  equal([reader.element.script.split("\n")[0], change().innerText.split("\n"), button.textContent], ["mailbox 6", ["mailbox 2", "mailbox 6"], "Undo"]);
  button.click();
  await frame();
  equal([reader.element.script.split("\n")[0], change().checkVisibility(), button.textContent], ["mailbox 2", false, "Try it"]);
  ok(reader.text(".part-guess").includes("How many senders"), "the question is gone");
});

test("a challenge is judged by the reader's run", async () => {
  const reader = await onSite("#no-long-waits");
  const goals: boolean[] = [];
  reader.element.addEventListener("actor-goal", (event) => goals.push((event as CustomEvent<{ met: boolean }>).detail.met));
  for (const [capacity, want] of [
    ["", "Not yet: the longest wait for a slot was 800 ms, and must be at most 500 ms."],
    ["8", "Not yet: the mailbox has 8 slots, and 3 are enough."],
    ["3", "You did it. "],
  ] as const) {
    if (capacity !== "") reader.element.setAttribute("capacity", capacity);
    await frame();
    await end(reader);
    ok(reader.text(".remark").startsWith(want.trim()), `it says ${reader.text(".remark")}, want ${want}`);
  }
  equal([goals, done(reader.document)], [[false, false, true], ["#no-long-waits"]]);
});

test("the element measures each lesson's run as the lessons' own tests do", async () => {
  const reader = await onSite("#first-message");
  for (const [name, want] of Object.entries({
    "first-message": 42, "commands-are-values": 3, "one-at-a-time": 2, "backpressure": 3, "oneshot-reply": 1, "caller-goes-away": 4,
    "the-actor-stops": 3, "start-once": 42, "one-thread": 0, "full-and-refused": 4, "panic": 2, "asking-oneself": 2,
    "forwarding": 42, "head-of-line": 2, "workers": 3, "two-mailboxes": 2, "a-ring": 4, "shedding-load": 4,
  })) {
    reader.element.setAttribute("scenario", name);
    await frame();
    await end(reader);
    const told = reader.text(".guess-told");
    ok(told.startsWith(`You didn't guess: it is ${want}.`), `${name}: it says ${told}, want ${want}`);
  }
});
