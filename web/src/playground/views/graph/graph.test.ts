import "../../../element/actor-playground";
import { lessons } from "../../../element/lessons";
import { frame, until } from "../../../testing/page";
import { inColumn, type Reader } from "../../../testing/reader";
import { equal, ok, test } from "../../../testing/test";

/** Plays a script of several actors, at its beginning. */
async function graphOf(script: string, reader?: Reader): Promise<Reader> {
  reader ??= await inColumn(860);
  reader.element.script = script;
  await until(() => reader.has(".graph-name") || reader.has(".graph-table"));
  await frame();
  return reader;
}

/** All that the picture says, and where it says it. */
const picture = (reader: Reader) =>
  ["graph-name", "graph-words", "graph-line", "graph-order", "stage-token", "stage-value", "stage-card", "stage-what"].map((name) =>
    reader.all(`.${name}`).map((e) => (e.ariaLabel ?? e.getAttribute("d") ?? e.textContent) + (e.getAttribute("transform") ?? "")).join("|"),
  );

test("each lesson of several actors has the same snapshots and pictures forward and back", async () => {
  const several = lessons.filter(({ script }) => /^actor /m.test(script));
  ok(several.length >= 6, `there are ${several.length} lessons of several actors`);
  const reader = await inColumn(860);
  let steps = 0;
  for (const { name, script } of several) {
    await graphOf(script, reader);
    await reader.seek(1e6);
    const last = reader.snapshot.position;
    const look = async (position: number) => {
      await reader.seek(position);
      return [reader.snapshot, picture(reader)];
    };
    const forth: unknown[] = [];
    for (let n = 0; n <= last; n++) forth.push(await look(n));
    for (let n = last; n >= 0; n--) equal(await look(n), forth[n], `${name}, back at ${n}`);
    steps += last;
  }
  ok(steps >= 100, `there were ${steps} steps`);
});

test("a ring of actors is lit, and named with the core's words", async () => {
  const look = (reader: Reader) => [reader.text(".stage-what"), reader.texts(".graph-order").join(" "), reader.texts(".graph-node[data-ring] .graph-name").join(" ")];
  const reader = await graphOf("actor ann: on get ask ben\nactor ben: on get ask cat\nactor cat: on get ask ann\nmain: get at ann");
  await reader.seek(6);
  equal(look(reader), ["cat received ben's get.", "", ""]);
  await reader.seek(7);
  const [what, ...ring] = look(reader);
  ok(what?.includes("would close a ring") === true, `the caption says ${what}`);
  equal(ring, ["1 2 3", "ann ben cat"]);
  equal(reader.text(".stage-why"), "actor: deadlock: cat would wait for ann, which waits for ben, which waits for cat.");
  await graphOf("actor bank: on set ask log blindly\nactor log: on get ask bank blindly\nmain: set 1 at bank", reader);
  await reader.seek(1e6);
  equal(look(reader), ["Deadlock: bank and log wait for each other for ever.", "1 2", "bank log"]);
});

test("more than eight actors are a table of all of them, of which only the rows in sight are made", async () => {
  const reader = await graphOf("actor a x8\nmain: get at a-1");
  equal([reader.has(".graph-name"), reader.has(".graph-table")], [true, false], "eight");
  reader.element.script = "actor router: on get ask worker-999\nactor worker x999: handle 1s\nmain: get at router";
  await until(() => reader.has(".graph-table"));
  await reader.seek(4);
  equal(reader.has(".graph-name"), false, "whether a thousand are a picture");
  const rows = () => reader.all(".graph-table tbody tr").map((row) => [...row.children].map((cell) => cell.textContent).join(" | "));
  equal(rows()[0], "router | handles get | 0 | 0 / 1,024 | asks worker-999");
  ok(rows().length <= 60, `there are ${rows().length} rows`);
  reader.one(".graph-scroller").scrollTop = 1e6;
  await until(() => rows().some((row) => row.startsWith("worker-999")));
  ok(rows().includes("worker-999 | handles get | 0 | 0 / 1,024 | "), rows().join("\n"));
});

test("an actor's call that is pressed is followed, with the command that it is for", async () => {
  const reader = await graphOf("handle 100ms\nactor bank: on get ask rates\nactor rates: handle 2s\nasker: get at bank\nother: set 1 at bank");
  await reader.seek(1e6);
  for (let n = 0; n < 20 && !reader.has(".graph-call"); n++) await reader.seek(n);
  reader.all(".graph-call")[0]!.dispatchEvent(new MouseEvent("click", { bubbles: true }));
  await frame();
  equal(reader.texts('.graph-call[aria-pressed="true"]'), ["asks rates"]);
  const tokens = reader.all(".stage-token[data-chain]").map((e) => e.ariaLabel?.split(",")[0]).join(", ");
  ok(tokens.includes("get #1 from asker") && tokens.includes("from bank"), tokens);
  equal(reader.all(".stage-card[data-followed]").map((e) => e.dataset["name"]), ["asker"]);
});

test("the reader's calls go to the actor chosen, and wait for a forwarded answer", async () => {
  const reader = await graphOf("handle 100ms\nactor desk: on get forward files\nactor files\n");
  reader.one<HTMLSelectElement>(".dock-to").value = "files";
  reader.one<HTMLInputElement>(".dock-number").value = "7";
  await reader.press("Set");
  await until(() => reader.text(".dock-status").includes("handled"));
  equal(await reader.element.get(), 7, "what desk answers, which forwards to files");
});
