import "../../element/actor-playground";
import { type ActorPlayground, added, frame, inside, until } from "../../testing/page";
import { equal, ok, test } from "../../testing/test";
import { MOST_LINES, MOST_UNITS } from "./part";

interface Opened {
  readonly element: ActorPlayground;
  readonly text: HTMLTextAreaElement;
}

async function opened(script: string, view = "script"): Promise<Opened> {
  const element = await added({ view, controls: "full" }, script);
  await frame();
  const text = inside<HTMLTextAreaElement>(element, "textarea");
  text.focus();
  text.setSelectionRange(text.value.length, text.value.length);
  return { element, text };
}

const all = (element: ActorPlayground, selector: string) => [...(element.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? [])];
const words = (element: ActorPlayground, selector: string) => all(element, selector).map((e) => e.textContent ?? "");
const type = (text: string) => document.execCommand("insertText", false, text);
const press = (text: HTMLElement, key: string, more: KeyboardEventInit = {}) => !text.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, composed: true, cancelable: true, ...more }));
const checked = (element: ActorPlayground, mistakes: number) => until(() => all(element, ".editor-mistake").length === mistakes);

const hostile: Readonly<Record<string, string>> = {
  "1 MiB in one line": "a".repeat(1 << 20),
  "150,000 steps in one line": "main: " + "set 1, ".repeat(149_000) + "get",
  "1 MiB of parentheses": "(".repeat(1 << 20),
  "200,000 lines with mistakes": "a b\n".repeat(200_000),
  "100,000 empty lines": "\n".repeat(100_000),
  "10,000 clients": Array.from({ length: 10_000 }, (_, i) => `c${i}: set 1, get`).join("\n"),
  "10,000 clients in one line": "mailbox 8\nw x10000: set 1, get\n",
  "2 MiB": "# more than a script may be\n".repeat(75_000),
};

test("no text makes more elements than can be seen, or a field that takes long to lay out", async () => {
  const { element, text } = await opened("main: get\n");
  const usual = all(element, ".editor *").length;
  for (const [name, script] of Object.entries(hostile)) {
    const start = performance.now();
    element.script = script;
    const loaded = performance.now();
    await frame();
    const shown = performance.now();
    ok(text.value.length <= MOST_UNITS && text.value.split("\n").length <= MOST_LINES, `${name}: the field has ${text.value.length} units`);
    const count = all(element, ".editor *").length;
    ok(count < usual + 600, `${name}: ${count} elements, ${usual} for a usual script`);
    equal((element.draft ?? element.script) === script, true, `${name}: the text is there`);
    type("x");
    const typed = performance.now();
    await frame();
    ok(all(element, ".editor *").length < usual + 600, `${name}: ${all(element, ".editor *").length} elements after an edit`);
    text.scrollLeft = text.scrollWidth;
    await frame();
    ok(all(element, ".editor *").length < usual + 600, `${name}: ${all(element, ".editor *").length} elements at the end of the line`);
    console.info(`${name}: opened in ${Math.round(loaded - start)} ms, shown after ${Math.round(shown - loaded)}, a key takes ${Math.round(typed - shown)}`);
  }
});

test("an edit draws its own lines anew and no others", async () => {
  const { element, text } = await opened("mailbox 2\nann: set 1\nben: set 2\ncho: set 3");
  await frame();
  const before = all(element, ".editor-line");
  text.setSelectionRange(20, 20);
  type("2");
  await frame();
  const after = all(element, ".editor-line");
  equal(after.map((line, i) => line === before[i]), [true, false, true, true, true]);
  equal(after[1]?.textContent, "ann: set 12");
});

test("what is drawn is the text, whatever it has in it", async () => {
  const script = 'mailbox 2 # <b>no</b>\n\n\tw\u00f6r x3: set -1, get within 2.5ms,\n  expect full\n\u{1f600}\u3000"&amp;"\nmain: get';
  const { element } = await opened("main: get");
  element.script = script;
  await frame();
  equal(words(element, ".editor-line").join("\n").replaceAll("\u200b", "").replaceAll("\u00a0", ""), script);
});

test("a client's name has its caller's colour, is underlined, and has its sign in the gutter", async () => {
  const { element } = await opened("a x3: set 1\nb: get");
  const names = all(element, ".editor-a");
  equal(names.map((n) => [n.textContent, n.getAttribute("data-caller")]), [["a", "1"], ["b", "4"]]);
  equal(names.every((n) => getComputedStyle(n).textDecorationLine === "underline"), true);
  ok(getComputedStyle(names[0]!).color !== getComputedStyle(names[1]!).color, "two callers have one colour");
  equal(all(element, ".editor-number .caller-sign").length, 2);
});

test("mistakes show while typing, with their place and their mend", async () => {
  const { element, text } = await opened("mailbox 2\n");
  type("main: sett 1, get\n");
  await checked(element, 1);
  equal([words(element, "mark"), words(element, ".editor-where"), element.script], [["sett"], ["2:7"], "mailbox 2\n"]);
  ok(inside(element, '.editor [role="status"]').textContent?.includes("line 2") ?? false, "the live region says where");
  equal(text.getAttribute("aria-invalid"), "true");
  inside(element, ".editor-mend").click();
  await checked(element, 0);
  equal([text.value, text.getAttribute("aria-invalid")], ["mailbox 2\nmain: set 1, get\n", null]);
  document.execCommand("undo");
  equal(text.value, "mailbox 2\nmain: sett 1, get\n", "undone");
});

test("a mistake stays marked in its line while lines are put in above it", async () => {
  const { element, text } = await opened("mailbox 2\n");
  type("main: sett 1\n");
  await checked(element, 1);
  text.setSelectionRange(0, 0);
  type("# one\n# two\n");
  equal([words(element, "mark"), all(element, ".editor-number[data-wrong]").map((n) => n.textContent)], [["sett"], ["4"]]);
});

test("words are completed, and the list is the field's own", async () => {
  const { element, text } = await opened("mailbox 2\n");
  const list = inside(element, '[role="listbox"]');
  const chosen = () => list.querySelector(`#${text.getAttribute("aria-activedescendant")}`);
  type("main: s");
  equal([list.matches(":popover-open"), text.getAttribute("aria-controls"), chosen()?.querySelector(".editor-form")?.textContent], [true, list.id, "set N"]);
  equal([...list.children].map((o) => [o.role, o.ariaSelected]).slice(0, 2), [["option", "true"], ["option", "false"]]);
  equal(press(text, "ArrowUp") && press(text, "ArrowDown") && press(text, "ArrowDown"), true, "arrows move");
  equal(chosen()?.querySelector(".editor-form")?.textContent, "send itself");
  equal([press(text, "Enter"), text.value, list.matches(":popover-open"), text.hasAttribute("aria-activedescendant")], [true, "mailbox 2\nmain: send itself", false, false]);
  document.execCommand("undo");
  equal(text.value, "mailbox 2\nmain: s", "undone");
  press(text, "Escape");
  equal([list.matches(":popover-open"), press(text, "Escape"), press(text, "Tab"), press(text, "ArrowDown")], [false, false, false, false], "closed, and its keys are the page's again");
  text.setSelectionRange(text.value.length, text.value.length);
  equal([press(text, " ", { ctrlKey: true }), list.matches(":popover-open")], [true, true], "Ctrl+Space");
  equal([press(text, "Tab"), text.value], [true, "mailbox 2\nmain: set "], "Tab takes it");
});

test("the list of completions stays within the window", async () => {
  const { element, text } = await opened("mailbox 2\n");
  for (const width of ["375px", "290px", "900px"]) {
    element.style.setProperty("inline-size", width);
    await frame();
    text.focus();
    press(text, " ", { ctrlKey: true });
    const { left, right, top, bottom } = inside(element, '[role="listbox"]').getBoundingClientRect();
    ok(left >= 0 && right <= innerWidth && top >= 0 && bottom <= innerHeight, `${width}: it is from ${left} to ${right} and ${top} to ${bottom}`);
    press(text, "Escape");
  }
});

test("a new line begins under the one before", async () => {
  const { text } = await opened("main: set 1,\n  set 2\n");
  text.setSelectionRange(20, 20);
  equal([press(text, "Enter"), text.value], [true, "main: set 1,\n  set 2\n  \n"]);
  text.setSelectionRange(12, 12);
  equal(press(text, "Enter"), false, "with nothing before it, it is the browser's");
});

test("Ctrl+Enter plays the edit, and goes to the first mistake of one that can't be", async () => {
  const { element, text } = await opened("main: get\n");
  type("ann: set 1\n");
  press(text, "Enter", { ctrlKey: true });
  await frame();
  equal([element.script, element.draft], ["main: get\nann: set 1\n", null]);
  document.execCommand("undo");
  equal(text.value, "main: get\n", "the field's history is kept");
  document.execCommand("redo");
  type("ben: sett 1\n");
  press(text, "Enter", { metaKey: true });
  await frame();
  equal([text.value.slice(text.selectionStart, text.selectionEnd), element.script], ["sett", "main: get\nann: set 1\n"]);
});

test("script is what the editor shows if it can be played, and draft what isn't played", async () => {
  const { element } = await opened("main: get\n");
  equal(element.draft, null);
  type("ann: set 1\n");
  equal([element.script, element.draft, element.snapshot?.clients.total], ["main: get\nann: set 1\n", "main: get\nann: set 1\n", 1]);
  type("ben: sett 1\n");
  equal([element.script, element.draft], ["main: get\n", "main: get\nann: set 1\nben: sett 1\n"]);
});

test("a draft outlives a new playground, and a script with mistakes is shown as it came", async () => {
  const { element } = await opened("main: get\n");
  type("ann: sett 1\n");
  element.setAttribute("view", "script log");
  await until(() => element.shadowRoot?.querySelector('[part="script"]') === null);
  await element.ready;
  await until(() => element.draft !== null);
  equal([inside<HTMLTextAreaElement>(element, "textarea").value, element.draft], ["main: get\nann: sett 1\n", "main: get\nann: sett 1\n"]);
  element.script = "mailbox 0\nmain: get\n";
  await frame();
  equal([inside<HTMLTextAreaElement>(element, "textarea").value, element.draft, words(element, "mark")], ["mailbox 0\nmain: get\n", "mailbox 0\nmain: get\n", ["0"]]);
});

test("a mistake far down in a long script is gone to, in the part that has it", async () => {
  const { element, text } = await opened("main: get\n");
  const lines = Array.from({ length: 30_000 }, (_, i) => `# line ${i + 1}`);
  lines[24_999] = "handle 2x";
  element.script = lines.join("\n");
  await checked(element, 1);
  equal(words(element, ".editor-where"), ["25000:8"]);
  inside(element, ".editor-mistake").click();
  await frame();
  equal([text.value.slice(text.selectionStart, text.selectionEnd), words(element, "mark")], ["2x", ["2x"]]);
  ok(words(element, ".editor-number").includes("25000"), "the line is in sight");
  equal(element.draft === lines.join("\n"), true, "nothing is lost");
});

test("what is pasted goes into the text whole, though the field shows a part of it", async () => {
  const { element, text } = await opened("main: get\n");
  const pasted = "# pasted\n".repeat(50_000);
  const event = new InputEvent("beforeinput", { inputType: "insertFromPaste", data: pasted, bubbles: true, cancelable: true });
  text.dispatchEvent(event);
  equal([event.defaultPrevented, element.script === "main: get\n" + pasted], [true, true]);
  ok(text.value.length <= MOST_UNITS, `the field has ${text.value.length} units`);
});

test("all that can be selected of a long text is all of it", async () => {
  const { element, text } = await opened("main: get\n");
  const script = "# a line\n".repeat(20_000) + "main: get\n";
  element.script = script;
  await frame();
  text.select();
  const copy = new ClipboardEvent("copy", { clipboardData: new DataTransfer(), bubbles: true, cancelable: true });
  text.dispatchEvent(copy);
  equal(copy.clipboardData?.getData("text/plain") === script, true, "copied");
  text.dispatchEvent(new InputEvent("beforeinput", { inputType: "insertText", data: "m", bubbles: true, cancelable: true }));
  equal([text.value, element.draft], ["m", "m"], "typed over");
});

test("a step lights its line, and no other is drawn anew", async () => {
  const { element } = await opened("handle 1ms\nann: set 1\nben: set 2");
  const before = all(element, ".editor-line");
  element.step();
  await frame();
  equal(all(element, ".editor-number[data-lit]").map((n) => n.textContent), ["2"]);
  equal(all(element, ".editor-line").map((line, i) => line === before[i]), [true, false, true, true]);
});
