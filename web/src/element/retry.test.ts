// The browser complains: nowhere.wasm
import "./actor-playground";
import { inside, made } from "../testing/page";
import { afterwards, equal, rejects, test } from "../testing/test";

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
