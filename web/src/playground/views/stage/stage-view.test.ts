import "../../../element/actor-playground";
import { frame } from "../../../testing/page";
import { inColumn, type Reader } from "../../../testing/reader";
import { equal, ok, test } from "../../../testing/test";

/** Backpressure with a reader; at QUEUED_AT the mailbox is full and four wait. */
const QUEUED = "mailbox 2\nhandle 300ms\nwriter x3: set 1, set 2\nreader: wait 200ms, get, expect 2";
const QUEUED_AT = 10;

const card = (reader: Reader, name: string) => reader.all(".stage-card").find((c) => c.dataset["name"] === name)!;

test("a card says which call is meant", async () => {
  const reader = await inColumn(860);
  const words = (name: string) => [".stage-call", ".stage-does", ".stage-last"].map((s) => card(reader, name).querySelector(s)?.textContent).join(" | ");
  await reader.at(QUEUED, QUEUED_AT);
  equal(words("writer-1"), "set 2 | waits for a slot | set 1 admitted");
  equal(words("you"), " | your turn | ");
  equal(reader.text('.stage-label[data-of="waiting"]'), "4 wait for a slotfirst: writer-1");
  equal(reader.text('.stage-label[data-of="mailbox"]'), "Mailbox 2 / 2full");
  await reader.seek(1000);
  equal([words("writer-1"), words("reader")], [" | done | set 2 admitted", " | done | get → 2"]);
  await reader.at("mailbox 1\npushy x2: try set 9\n", 2);
  equal(words("pushy-2"), " | done | try set 9: refused, full");
  await reader.at("main: set 1, get, expect 2\n", 1000);
  equal(words("main"), " | done | expected 2, got 1");
});

test("the actor's state is shown in words, and by shape as well as by colour", async () => {
  const reader = await inColumn(860);
  const looks = new Map<string, string>();
  for (const [state, script, position] of [
    ["idle", "main: set 1", 0],
    ["handling", "handle 1s\nmain: set 1", 2],
    ["not started", "start manually\nmain: wait 1s, start", 0],
    ["stopping", "handle 1s\nmain: set 1, set 2, stop", 4],
    ["stopped", "main: set 1, stop", 1000],
    ["crashed", "main: crash", 1000],
    ["stuck", "main: ask itself blindly\nother: get", 1000],
  ] as const) {
    await reader.at(script, position);
    equal(reader.text(".stage-state"), state);
    const signs = reader.all(".stage-disc-sign, .stage-crack").map((s) => `${s.classList[0]} ${s.firstElementChild?.getAttribute("d")?.slice(0, 6)}`);
    const look = [getComputedStyle(reader.one(".stage-disc")).borderTopStyle, reader.has(".stage-ring"), ...signs].join(", ");
    if (state === "idle" || state === "handling") continue;
    equal(looks.get(look), undefined, `${state} looks, but for the colour, as`);
    looks.set(look, state);
  }
});

test("a command that is pressed is followed through its life", async () => {
  const reader = await inColumn(860);
  const look = () => ({
    pressed: reader.all('.stage-token[aria-pressed="true"]').map((b) => b.ariaLabel).join(),
    lit: reader.all(".stage-card[data-followed]").map((c) => c.dataset["name"]).join(),
    line: reader.texts(".stage-follow > :not(button)").join(" · "),
  });
  await reader.at(QUEUED, QUEUED_AT);
  reader.one('.stage-token[data-where="waiting"]').click();
  await frame();
  const waiting = { pressed: "set 2 #4 from writer-1, waits for a slot, first in line", lit: "writer-1", line: "#4 · set 2 · writer-1 · waiting 300 ms" };
  equal(look(), waiting, "while it waits");
  await reader.seek(1000);
  equal(look().line, "#4 · set 2 · writer-1 · waited 300 ms · queued 600 ms · handled in 300 ms", "at the end");
  await reader.seek(QUEUED_AT);
  equal(look(), waiting, "back where it waits");
  reader.one('.stage-token[aria-pressed="true"]').click();
  await frame();
  const { pressed, lit, line } = look();
  ok(pressed + lit === "" && !line.includes("#"), "it is followed after it was pressed again");
});

for (const width of [375, 343, 290, 258]) {
  test(`a stage of ${width} pixels is under 350 pixels high`, async () => {
    const reader = await inColumn(width);
    for (const script of ["mailbox 2\nw x3: set 1, set 2", "mailbox 1024\nw x2000: set 1", "mailbox 1\n"]) {
      await reader.at(script, 5);
      const height = reader.one(".stage").offsetHeight - reader.one(".stage-caption").offsetHeight;
      ok(height < 350, `it is ${height} px high without its caption`);
    }
  });
}

test("equal commands can be told apart", async () => {
  const reader = await inColumn(860);
  await reader.at("mailbox 3\nw x6: set 1", 6);
  const tokens = reader.all("button.stage-token");
  const different = (of: (token: HTMLElement) => string | null | undefined) => new Set(tokens.map(of)).size;
  const sign = (token: HTMLElement) => token.querySelector(".caller-sign")!;
  equal(different((b) => sign(b).querySelector("path")?.getAttribute("d") + getComputedStyle(sign(b)).fill), 6, "signs");
  equal(different((b) => b.querySelector(".stage-token-number")?.textContent), 6, "numbers");
  equal(different((b) => b.ariaLabel), 6, "names");
});

test("the caller of the step that is shown has a card, however many there are", async () => {
  const reader = await inColumn(343);
  await reader.at("mailbox 2\nhandle 300ms\nw x12: set 1, get\n", 0);
  for (let position = 1; ; position++) {
    await reader.seek(position);
    if (reader.snapshot.ended) break;
    const { latest } = reader.snapshot;
    const client = latest.find((event) => event.client >= 0)?.client;
    if (client === undefined) continue;
    const who = `w-${client + 1}`;
    const cards = reader.all(".stage-card").map((e) => e.dataset["name"]);
    ok(cards.includes(who), `at ${position} ${who} has no card among ${cards.join()}`);
  }
});
