import { equal, ok, test } from "../../testing/test";
import { MOST_LINES, MOST_UNITS, Part } from "./part";

const long: Readonly<Record<string, string>> = {
  "a million bytes in one line": "set 1, ".repeat(150_000),
  "a million parentheses": "(".repeat(1 << 20),
  "200,000 lines": "a b\n".repeat(200_000),
  "100,000 empty lines": "\n".repeat(100_000),
  "pictures": "\u{1f600}".repeat(100_000),
};

function opened(text: string): Part {
  const part = new Part();
  part.text = text;
  return part;
}

test("a part is bounded, is of the text, and has the place that it was opened for", () => {
  for (const [name, text] of Object.entries(long)) {
    const part = opened(text);
    for (const at of [0, 1, 40_000, text.length >> 1, text.length - 1, text.length]) {
      const place = part.open(at);
      equal(part.text === text, true, name);
      equal(part.start + place, at, name);
      equal(text.slice(part.start, part.start + part.field.length) === part.field, true, name);
      ok(place >= 0 && place <= part.field.length, `${name}: ${at} is at ${place} of ${part.field.length}`);
      ok(part.field.length <= MOST_UNITS && part.lines.length <= MOST_LINES, `${name}: ${part.field.length} units, ${part.lines.length} lines`);
      ok(!/^[\udc00-\udfff]|[\ud800-\udbff]$/.test(part.field), `${name}: a character is cut`);
      equal(part.first, text.slice(0, part.start).split("\n").length, name);
      equal(part.total, text.split("\n").length, name);
    }
  }
});

test("from part to part one comes through all of a text", () => {
  for (const [name, text] of Object.entries(long)) {
    const part = opened(text);
    let seen = part.field.length;
    for (let n = 0; part.hasLater; n++) {
      ok(n < 1000, `${name}: no end`);
      const end = part.start + part.field.length;
      part.open(end + 1);
      ok(part.start <= end + 1, `${name}: ${part.start - end} units are left out`);
      seen = part.start + part.field.length;
    }
    equal(seen, text.length, name);
  }
});

test("an edit of a part changes that of the text, and nothing around it", () => {
  const part = opened("a b\n".repeat(10_000));
  part.open(20_000);
  const { start, field } = part;
  part.edit("main: get\n" + field);
  equal(part.text === "a b\n".repeat(start / 4) + "main: get\n" + "a b\n".repeat(10_000 - start / 4), true);
});

test("carriage returns stay until an edit", () => {
  const part = opened("mailbox 2\r\nmain: get\r\n");
  equal([part.text, part.field], ["mailbox 2\r\nmain: get\r\n", "mailbox 2\nmain: get\n"]);
  part.edit("mailbox 3\nmain: get\n");
  equal(part.text, "mailbox 3\nmain: get\n");
});

test("columns count characters, and one past the end is the end", () => {
  const part = opened("a\u{1f600}b\nc");
  equal([part.offsetOf(1, 3), part.offsetOf(1, 9), part.offsetOf(2, 1), part.offsetOf(9, 1)], [3, 4, 5, 5]);
});
