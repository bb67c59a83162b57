// The browser complains: nowhere.actor
import "./actor-playground";
import { added, inside, made, shown, until } from "../testing/page";
import { afterwards, equal, ok, rejects, stub, test } from "../testing/test";
import type { ActorPlayground } from "./element";

/** A new element with the author's HTML in it, in the page until the test is over. */
function written(attributes: Readonly<Record<string, string>>, html: string): ActorPlayground {
  const element = made(attributes);
  element.innerHTML = html;
  document.body.append(element);
  afterwards(() => element.remove());
  return element;
}

const files = new Map<string, { readonly body: string; readonly type?: string; readonly status?: number }>();

/** Has fetch answer with a file, if it is asked for one that is among files. */
function serveFiles(): void {
  const network = globalThis.fetch;
  stub(globalThis, "fetch", (async (url: string, options?: RequestInit) => {
    options?.signal?.throwIfAborted();
    const file = files.get(new URL(url, location.href).pathname.slice(1));
    if (!file) return network(url, options);
    return new Response(file.body, { status: file.status ?? 200, headers: { "Content-Type": file.type ?? "text/plain" } });
  }) as typeof fetch);
}

for (const [what, attributes, html] of [
  ["an attribute", { script: "\n  mailbox 3\n  a: set 1\n" }, ""],
  ["a child script", {}, '<script type="text/actor">\n  mailbox 3\n  a: set 1\n</script>'],
  ["a template", {}, "<template>\n  mailbox 3\n  a: set 1\n</template>"],
  ["a file", { "scenario-src": "three.actor" }, ""],
] as readonly (readonly [string, Readonly<Record<string, string>>, string])[]) {
  test(`a script in ${what} is played, with the attributes that count instead of its settings`, async () => {
    files.set("three.actor", { body: "mailbox 3\na: set 1\n" });
    serveFiles();
    const element = written({ ...attributes, handle: "20ms" }, html);
    await element.ready;
    equal(element.script, "handle 20ms\nmailbox 3\na: set 1\n");
  });
}

for (const [what, attributes, html, says] of [
  ["an empty child script", {}, '<script type="text/actor"> \n </script>', 'The <script type="text/actor"> in the element is empty'],
  ["a child script without its type", {}, "<script></script>", 'The <script> in the element has no type="text/actor"'],
  ["an empty template", {}, "<template></template>", "The <template> in the element is empty"],
  ["an empty attribute script", { script: " " }, "", "The attribute script is empty"],
  ["an empty attribute scenario-src", { "scenario-src": "" }, "", "The attribute scenario-src is empty"],
  ["a lesson that there isn't", { scenario: "none" }, "", 'There is no lesson called "none"'],
  ["a file that there isn't", { "scenario-src": "nowhere.actor" }, "", "nowhere.actor can't be loaded: the server answers 404"],
  ["a page in the place of a file", { "scenario-src": "page.actor" }, "", "page.actor can't be loaded: the server sends a page of HTML for it"],
  ["an empty file", { "scenario-src": "empty.actor" }, "", "empty.actor can't be loaded: it is empty"],
  ["a file that is too long", { "scenario-src": "long.actor" }, "", `long.actor can't be loaded: it has ${(1 << 20) + 1} bytes`],
] as readonly (readonly [string, Readonly<Record<string, string>>, string, string])[]) {
  test(`${what} is reported in the element, and nothing else is played`, async () => {
    files.set("page.actor", { body: "<!doctype html>", type: "text/html; charset=utf-8" });
    files.set("empty.actor", { body: "\n" });
    files.set("long.actor", { body: "#".repeat((1 << 20) + 1) });
    serveFiles();
    const element = written(attributes, `${html}<p>The fallback.</p>`);
    await rejects(element.ready, { name: "ActorError", code: "scenario-missing", says: [says] });
    ok(inside(element, "[part=message]").textContent?.includes(says) ?? false, "the element doesn't say it");
    ok(element.querySelector("p")?.assignedSlot !== null && element.querySelector("p")!.checkVisibility(), "the fallback is not shown");
    equal(element.snapshot, null);
  });
}

test("an element that says nothing plays a script of ours", async () => {
  const element = written({}, "<p>The fallback.</p>");
  await element.ready;
  equal(element.snapshot?.clients.total, 4);
});

test("a script that was lost and then set is played", async () => {
  const element = written({ scenario: "none" }, "");
  await rejects(element.ready, { code: "scenario-missing" });
  element.setAttribute("scenario", "backpressure");
  await element.ready;
  equal(element.snapshot?.mailbox.capacity, 2);
  const other = written({ script: "" }, "");
  await rejects(other.ready, { code: "scenario-missing" });
  other.open("mailbox 9\na: set 1");
  await other.ready;
  equal(other.snapshot?.mailbox.capacity, 9);
});

test("a file that is named while it plays is played, and of two the last", async () => {
  files.set("first.actor", { body: "mailbox 4\na: set 1\n" });
  files.set("second.actor", { body: "mailbox 5\na: set 1\n" });
  serveFiles();
  const element = await added({}, "mailbox 3\na: set 1");
  element.setAttribute("scenario-src", "first.actor");
  element.setAttribute("scenario-src", "second.actor");
  await until(() => element.snapshot?.mailbox.capacity === 5);
  element.setAttribute("scenario-src", "nowhere.actor");
  await until(() => element.snapshot === null);
  await rejects(element.ready, { code: "scenario-missing" });
});

test("an element that is removed while its file comes is not played", async () => {
  let answer: (response: Response) => void = () => {};
  const network = globalThis.fetch;
  stub(globalThis, "fetch", ((url: string, options?: RequestInit) =>
    url.endsWith("slow.actor") ? new Promise<Response>((done) => (answer = done)) : network(url, options)) as typeof fetch);
  const element = made({ "scenario-src": "slow.actor" });
  document.body.append(element);
  let asked = element.ready;
  asked.catch(() => {});
  await until(() => customElements.get("actor-playground") !== undefined);
  await new Promise((done) => setTimeout(done, 50)); // until the file is asked for; if it isn't yet, all the less is played
  element.remove();
  answer(new Response("a: set 1"));
  const again = await shown(made({}, "mailbox 8\nb: set 1"));
  equal([element.snapshot, again.snapshot?.mailbox.capacity], [null, 8]);
  asked = element.ready;
});
