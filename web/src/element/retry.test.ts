// The browser complains: nowhere.wasm
import "./actor-playground";
import { inside, made } from "../testing/page";
import { afterwards, equal, ok, rejects, test } from "../testing/test";

test("a reader can try again after a failure", async () => {
  const element = made({ "wasm-url": "nowhere.wasm" });
  document.body.append(element);
  afterwards(() => element.remove());
  await rejects(element.ready, { name: "ActorError", code: "module-missing" });
  element.setAttribute("wasm-url", "");
  inside(element, "[part=start]").click();
  await element.ready;
  equal(element.shadowRoot?.querySelector("[part=message]"), null, "the message");
  inside(element, "[part=stage]");
});

test("what a wrong address of the module fails with names the attribute, and the element is no higher than its message needs", async () => {
  for (const [address, code] of [["nowhere.wasm", "404"], ["https://[", "https://["]] as const) {
    for (const [width, view] of [[343, "stage"], [860, "stage timeline script"], [1200, "stage timeline log"], [1200, "log"]] as const) {
      const element = made({ "wasm-url": address, controls: "full", view });
      element.style.setProperty("width", `${width}px`);
      document.body.append(element);
      afterwards(() => element.remove());
      await rejects(element.ready, { says: ["wasm-url", code] });
      const needed = [...element.shadowRoot!.querySelectorAll<HTMLElement>("[part=message], [part=start]")].reduce((sum, e) => sum + e.offsetHeight, 0);
      ok(element.offsetHeight < needed + 60, `${view}, ${width} pixels wide: ${element.offsetHeight} pixels high, its message needs ${needed}`);
    }
  }
});
