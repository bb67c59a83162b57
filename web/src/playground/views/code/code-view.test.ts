import "../../../element/actor-playground";
import { until } from "../../../testing/page";
import { inColumn, type Reader } from "../../../testing/reader";
import { equal, ok, test } from "../../../testing/test";

async function codeOf(width: number): Promise<Reader> {
  const reader = await inColumn(width, { view: "code", controls: "none" });
  await until(() => reader.has(".code-line"));
  return reader;
}

test("the line of each step is lit, in Go and in Rust, and no mark of ours is shown", async () => {
  const reader = await codeOf(1000);
  const lit: string[] = [];
  for (let position = 1; ; position++) {
    await reader.at("mailbox 1\nhandle 10ms\nmain: set 7, get", position);
    if (reader.snapshot.position < position) break;
    lit.push(...reader.texts(".code-line[data-lit]"));
  }
  for (const line of [
    "return v.actor.Send(ctx, Command{Set, value})", "self.actor.send(Command::Set(value)).await.ok()",
    "return func(_ context.Context, command Command, reply actor.Reply[int32]) {", "while let Some(command) = mailbox.recv().await {",
    "v.held = command.Value", "Command::Set(value) => held = value,",
    "reply.Send(v.held)", "let _ = reply.send(held);",
    "return v.actor.Ask(ctx, Command{Op: Get})", "answer.await.ok()",
  ]) {
    ok(lit.includes(line), `${line} was not lit: ${lit.join("\n")}`);
  }
  ok(!lit.join().includes("view:"), "readers see the marks");
});

test("the core is inside a disclosure, and is loaded once that is opened", async () => {
  const reader = await codeOf(1000);
  await reader.at("mailbox 1\nmain: set 7, get", 1);
  const inside = reader.one<HTMLDetailsElement>("details.code-inside");
  equal([inside.open, reader.has(".code-inside-body .code-line")], [false, false]);
  inside.open = true;
  await until(() => reader.has(".code-inside-body [data-lit]"));
  equal(inside.querySelector("summary")?.textContent, "Inside the mailbox");
  equal(reader.one<HTMLSelectElement>(".code-choice").value, "actor/send.go");
  equal(reader.text(".code-inside-body [data-lit]"), "a.admitted.push(e, a.capacity)");
});

test("the languages are side by side, or behind buttons if the column is narrow", async () => {
  const narrow = await codeOf(290);
  equal([narrow.texts(".code-language"), narrow.all(".code-pane").length], [["Go", "Rust"], 1]);
  await narrow.press("Rust");
  equal(narrow.all(".code-pane").length, 1);
  narrow.element.remove();
  const wide = await codeOf(1000);
  equal([wide.texts(".code-language"), wide.all(".code-pane").length], [[], 2]);
});

test("the code says that the Rust isn't run", async () => {
  equal((await codeOf(1000)).texts(".code-title"), ["Go: the code that this stage runs", "Rust with Tokio: for comparison, not run here"]);
});
