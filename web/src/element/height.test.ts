import "./actor-playground";
import { frame, inside, made } from "../testing/page";
import { afterwards, ok, test } from "../testing/test";

const SHAPES: readonly Readonly<Record<string, string>>[] = [
  { view: "stage" }, { view: "stage", controls: "compact" }, { view: "stage script log", controls: "full" }, { view: "script" }, { view: "log" }, { view: "timeline stats", controls: "compact" },
  { view: "stage", controls: "compact", scenario: "first-message" }, { view: "stage script log", controls: "full", scenario: "backpressure" },
];

for (const width of [320, 480, 640, 760, 900, 1200, 1500]) {
  test(`the height reserved before it has loaded is the height needed, at ${width} pixels`, async () => {
    const box = document.body.appendChild(document.createElement("div"));
    afterwards(() => box.remove());
    box.style.setProperty("inline-size", `${width}px`);
    for (const attributes of SHAPES) {
      const element = made({ ...attributes, loading: "click" });
      box.replaceChildren(element);
      const kept = element.offsetHeight;
      element.setAttribute("loading", "eager");
      await element.ready;
      await frame();
      const needed = inside(element, ".playground").offsetHeight;
      ok(element.offsetHeight === kept && needed <= kept && needed >= kept - 200, `${JSON.stringify(attributes)}: it kept ${kept} px, has then ${element.offsetHeight}, and needs ${needed}`);
    }
  });
}
