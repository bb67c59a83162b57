import { frame, until } from "../testing/page";
import { onSite, visit } from "../testing/reader";
import { afterwards, equal, test } from "../testing/test";

test("the choice of a theme applies to every page", async () => {
  afterwards(() => localStorage.clear());
  const reader = await onSite("#first-message");
  const button = reader.document.getElementById("theme")!;
  await until(() => !button.hidden);
  equal(button.ariaLabel, "Theme: auto");
  button.click();
  button.click();
  await frame();
  equal([button.ariaLabel, getComputedStyle(reader.document.body).colorScheme, reader.one(".playground").dataset["theme"]], ["Theme: dark", "dark", "dark"]);
  equal((await visit("hosting.html")).document.documentElement.dataset["theme"], "dark", "the next page");
});
