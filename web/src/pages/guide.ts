// Pages of text: the bar, and a button on each snippet that copies it.

import { themeButton } from "./bar";
import { copyText } from "./copy";

themeButton();

for (const snippet of document.querySelectorAll<HTMLElement>(".guide:not(.builder) .snippet")) {
  const code = snippet.querySelector("pre");
  if (!code) continue;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = "Copy";
  button.setAttribute("aria-label", `Copy: ${code.getAttribute("aria-label") ?? "this snippet"}`);
  button.addEventListener("click", async () => {
    button.textContent = (await copyText(code)) ? "Copied" : "Press Ctrl+C";
  });
  snippet.append(button);
}
