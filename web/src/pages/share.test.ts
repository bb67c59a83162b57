import { until } from "../testing/page";
import { onSite, shared, type Reader } from "../testing/reader";
import { equal, ok, test } from "../testing/test";
import { toFragment } from "./link";

const said = ({ document }: Reader) => document.getElementById("shared")?.textContent ?? "";

test("a shared link opens that script at that position", async () => {
  const script = "mailbox 1\na x5: set 7\n# <b>not markup</b>\n";
  const reader = await onSite();
  await reader.at(script, 6);
  const link = await shared(reader);
  await reader.at("main: get\n", 0);
  reader.window.location.hash = link.hash;
  await until(() => reader.snapshot.position === 6);
  equal(reader.element.script, script);
});

test("a shared link keeps the reader's calls", async () => {
  const reader = await onSite("#backpressure");
  reader.speed(100);
  reader.one<HTMLInputElement>(".dock-calls input").value = "7";
  await reader.press("Set");
  await until(() => reader.says === "set 7: handled" && !reader.plays);
  const { position } = reader.snapshot;
  const trace = await reader.saved("JSON Lines");
  const link = await shared(reader);
  await reader.at("main: get\n", 0);
  reader.window.location.hash = link.hash;
  await until(() => reader.snapshot.position === position);
  await reader.seek(1000);
  await reader.seek(position);
  const again = await reader.saved("JSON Lines");
  ok(again.startsWith(trace.slice(0, trace.indexOf('"you"'))) && again.includes("your set 7 is admitted"), `the link's trace is\n${again}\nwant\n${trace}`);
});

test("a shared link has the edit that isn't played yet", async () => {
  const mistaken = "Copied: a link to the script as you have it. It has a mistake, which its readers will see.";
  for (const [edit, want] of [
    ["main: set 7\n", "Copied: a link to the edited script, at its beginning."],
    ["main: sett 7\n", mistaken],
    ["main: # nothing\n", mistaken],
  ] as const) {
    const reader = await onSite("#backpressure");
    await reader.seek(3);
    reader.edit(edit);
    const link = await shared(reader);
    await until(() => said(reader) !== "");
    equal(said(reader), want);
    await reader.at("main: get\n", 0);
    reader.window.location.hash = link.hash;
    const text = reader.one<HTMLTextAreaElement>("textarea");
    await until(() => text.value !== "main: get\n");
    equal([text.value, reader.snapshot.position], [edit, 0]);
  }
});

test("a damaged link is reported and loses nothing", async () => {
  for (const fragment of ["#play=", "#play=!!!", "#play=AAAA", `#play=${"A".repeat(4000)}`]) {
    const reader = await onSite("#backpressure");
    await reader.press("Step");
    const { script } = reader.element;
    reader.window.location.hash = fragment;
    await until(() => said(reader) !== "");
    ok(said(reader).startsWith("This link "), said(reader));
    equal([reader.element.script, reader.snapshot.position], [script, 1], fragment);
  }
});

test("a fragment that is no link and no lesson shows the story", async () => {
  for (const fragment of ["#%", "#%E0%A4%A", "#no-such-thing"]) {
    equal((await onSite(fragment)).element.getAttribute("scenario"), "story", fragment);
  }
});

test("a shared script with mistakes is named in the place of its run, and beside it in the editor", async () => {
  const reader = await onSite(await toFragment({ script: "mailbox 0\nmain: sett 1\n", position: 3 }));
  await until(() => reader.has(".refusal") && reader.has(".editor-mistake"));
  ok(reader.text(".refusal").startsWith("Nothing is played: the script has 2 mistakes."), reader.text(".refusal"));
  equal(reader.texts(".editor-where"), ["1:9", "2:7"]);
});
