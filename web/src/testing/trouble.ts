// What no input may cause: an uncaught error, an unhandled rejection, text that is taken for
// markup.

import { afterwards, ok } from "./test";

/** Watches the page until the present test is over. What it returns fails, and says what, if there was trouble. */
export function watchTrouble(): (of: string) => void {
  const found: string[] = [];
  const note = (what: string) => (event: Event) => {
    event.preventDefault();
    const { reason, error, message } = event as unknown as { reason?: unknown; error?: unknown; message?: string };
    const cause = reason ?? error;
    found.push(`${what}: ${cause instanceof Error ? (cause.stack ?? cause.message) : (message ?? String(cause))}`);
  };
  const heard: readonly [string, (event: Event) => void][] = [
    ["error", note("an error that nobody caught")],
    ["unhandledrejection", note("a rejection that nobody handled")],
    ["securitypolicyviolation", note("the policy forbade")],
  ];
  for (const [type, listener] of heard) addEventListener(type, listener);
  afterwards(() => heard.forEach(([type, listener]) => removeEventListener(type, listener)));
  return (of) => {
    ok(found.length === 0, `${of}: ${found[0]}`);
    ok(globalThis.pwned === undefined, `${of}: what came in was run`);
  };
}

/** Elements that nothing here makes: found, they came out of somebody's text. */
const FOREIGN = "img, iframe, script, object, embed, link, meta, base, [id=pwned], [onerror], [onload], [onfocus], [href^='javascript:' i]";

/** Fails if a shadow root has an element that came out of a text. */
export function noMarkup(root: ShadowRoot | null, of: string): void {
  const found = root?.querySelector(FOREIGN);
  ok(!found, `${of}: a text became markup: ${found?.outerHTML.slice(0, 200)}`);
}

/** The work of more than 50 ms that the browser reports from now on, in ms. It is to be looked at, for a machine may be busy. */
export function watchLongTasks(): () => readonly number[] {
  const tasks: number[] = [];
  if (!PerformanceObserver.supportedEntryTypes.includes("longtask")) return () => tasks;
  const add = (entries: PerformanceEntryList) => tasks.push(...entries.map(({ duration }) => Math.round(duration)));
  const watch = new PerformanceObserver((list) => add(list.getEntries()));
  watch.observe({ type: "longtask" });
  afterwards(() => watch.disconnect());
  return () => {
    add(watch.takeRecords());
    return tasks;
  };
}
