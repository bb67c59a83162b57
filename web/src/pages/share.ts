// The button that copies a link to what is shown, and what it says.

import type { ActorPlayground } from "../element/element";

const TOLD_MS = 6000;

let timer = 0;

/** Shows a sentence for a while. */
export function toast(text: string): void {
  const shown = document.getElementById("shared");
  if (!shown) return;
  shown.textContent = text;
  clearTimeout(timer);
  timer = setTimeout(() => (shown.textContent = ""), TOLD_MS);
}

/** Sets up the button that copies a link to this moment. */
export function shareButton(playground: ActorPlayground): void {
  const button = document.getElementById("share");
  if (!button) return;
  button.addEventListener("click", async () => {
    const loaded = await import("./share-link").catch(() => null);
    toast(loaded ? await loaded.share(playground) : "No link: a file of this page can't be loaded. Reload the page.");
  });
  button.hidden = false;
}
