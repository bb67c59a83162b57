// The bar of every page: its button for the theme.

import { remember } from "./storage";

const NEXT: Readonly<Record<string, string>> = { auto: "light", light: "dark", dark: "auto" };

/** Makes the theme's button switch between the system's theme, light and dark. */
export function themeButton(): void {
  const button = document.getElementById("theme");
  if (!button) return;
  const root = document.documentElement;
  const show = () => {
    const theme = root.dataset["theme"] ?? "auto";
    for (const sign of button.querySelectorAll<SVGElement>("svg")) sign.toggleAttribute("hidden", sign.dataset["theme"] !== theme);
    button.setAttribute("aria-label", `Theme: ${theme}`);
    button.title = `Theme: ${theme}. Press for ${NEXT[theme] ?? "auto"}.`;
  };
  button.addEventListener("click", () => {
    const theme = NEXT[root.dataset["theme"] ?? "auto"] ?? "auto";
    if (theme === "auto") delete root.dataset["theme"];
    else root.dataset["theme"] = theme;
    remember("theme", theme === "auto" ? null : theme);
    show();
  });
  show();
  button.hidden = false;
}
