// The link to what is shown.

import type { ActorPlayground } from "../element/element";
import { toFragment } from "./link";

const TOLD_MS = 6000;

/** Makes the button work that copies a link to this moment. */
export function shareButton(playground: ActorPlayground): void {
  const button = document.getElementById("share");
  const told = document.getElementById("shared");
  if (!button || !told) return;
  let timer = 0;
  button.addEventListener("click", async () => {
    told.textContent = await share(playground);
    clearTimeout(timer);
    timer = setTimeout(() => (told.textContent = ""), TOLD_MS);
  });
  button.hidden = false;
}

async function share(playground: ActorPlayground): Promise<string> {
  const { snapshot } = playground;
  if (!snapshot) return "There is nothing to share yet.";
  const link = new URL(await toFragment({ script: playground.script, position: snapshot.position }), location.href).href;
  try {
    await navigator.clipboard.writeText(link);
    return "Copied: a link to the script, at this step.";
  } catch {
    history.replaceState(null, "", link);
    return "The link is in the address bar now.";
  }
}
