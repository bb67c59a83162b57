// The link to what is shown.

import type { ActorPlayground } from "../element/element";
import { toFragment } from "./link";

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
  button.addEventListener("click", async () => toast(await share(playground)));
  button.hidden = false;
}

async function share(playground: ActorPlayground): Promise<string> {
  const { snapshot } = playground;
  if (!snapshot) return "There is nothing to share yet.";
  // An edit that isn't played yet has no steps and no calls of its own.
  const { draft, script } = playground;
  let link: string;
  try {
    const shared = draft === null ? { script, position: snapshot.position, calls: playground.calls } : { script: draft, position: 0 };
    link = new URL(await toFragment(shared), location.href).href;
  } catch (cause) {
    if (cause instanceof RangeError) return cause.message;
    throw cause;
  }
  const to =
    draft === null ? "to the script at this step, with your own calls" : draft === script ? "to the edited script, at its beginning" : "to the script as you have it. It has a mistake, which its readers will see";
  try {
    await navigator.clipboard.writeText(link);
    return `Copied: a link ${to}.`;
  } catch {
    history.replaceState(null, "", link);
    return `In the address bar is a link ${to}.`;
  }
}
