import { until } from "../testing/page";
import { visit } from "../testing/reader";
import { equal, ok, test } from "../testing/test";

interface Builder {
  choose(changes: Readonly<Record<string, string | boolean>>): void;
  text(id: string): string;
  /** The buttons that copy, as far as they can be pressed. */
  copies(): number;
  document: Document;
}

async function builder(): Promise<Builder> {
  const { document } = await visit("embed-builder.html");
  const text = (id: string) => document.getElementById(id)!.textContent ?? "";
  const form = document.getElementById("choices") as HTMLFormElement;
  await until(() => text("link") !== "");
  return {
    document,
    text,
    copies: () => document.querySelectorAll("[data-copy]:not(:disabled)").length,
    choose(changes) {
      for (const [name, value] of Object.entries(changes)) {
        for (const field of form.querySelectorAll<HTMLInputElement>(`[name="${name}"]`)) {
          if (typeof value === "boolean") field.checked = value;
          else field.value = value;
          field.dispatchEvent(new Event("change", { bubbles: true }));
        }
      }
    },
  };
}

for (const [changes, right, says, beside] of [
  [{ capacity: "0" }, { capacity: "" }, "Mailbox slots must be a whole number from 1 to 65536.", "capacity"],
  [{ capacity: "1.5" }, { capacity: "2" }, "Mailbox slots must be a whole number from 1 to 65536.", "capacity"],
  [{ handle: "3" }, { handle: "3s" }, "Handling takes must be a duration with its unit, such as 300ms.", "handle"],
  [{ view: false }, { view: true }, "Choose a view: without one there is nothing to see.", ""],
  [{ scenario: "", script: "mailbox 2\nmain: sett 1\nmain: set 1" }, { script: "main: set 1" }, "Line 2 of the script, column 7: ", ""],
  [{ handle: "99999999m" }, { handle: "1m" }, "99999999m", ""],
] as const) {
  test(`while ${JSON.stringify(changes)} is chosen, the builder says what is wrong and gives nothing to copy`, async () => {
    const { choose, text, copies, document } = await builder();
    equal([text("wrong"), copies()], ["", 4], "at first");
    choose(changes);
    await until(() => text("wrong") !== "");
    const told = text("wrong");
    ok(told.startsWith("Nothing can be copied yet. ") && told.includes(says), told);
    equal([copies(), text("block") + text("tag") + text("iframe") + text("link")], [0, ""]);
    if (beside) equal(document.getElementById(`${beside}-wrong`)?.textContent, says);
    choose(right);
    await until(() => text("wrong") === "");
    equal([copies(), document.querySelectorAll("[aria-invalid]").length, text("tag") !== ""], [4, 0, true], "mended");
  });
}

test("the builder says if nothing would ever play", async () => {
  const { choose, text } = await builder();
  choose({ controls: "none" });
  await until(() => text("advice") !== "");
  choose({ autoplay: true });
  await until(() => text("advice") === "");
});
