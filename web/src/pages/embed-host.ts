// For pages that have embed.html in an iframe: gives the frame the height of what is in it. Nothing else.
//
//     <script defer src="https://…/embed-host.js"></script>
//     <iframe src="https://…/embed.html?scenario=backpressure" title="Actor playground" loading="lazy"></iframe>
//
// It is one file without imports and leaves no name behind, so that it runs as a classic script, too: those need no CORS.

import { TYPE } from "./embed-protocol";

// A frame can't ask for the page's whole length, nor vanish.
const LEAST = 80; // CSS pixels
const MOST = 20_000;

(() => {
  /** Where a frame is, if it was put there to be embed.html. */
  const originOf = (frame: HTMLIFrameElement): string | null => {
    try {
      const { origin, pathname } = new URL(frame.src);
      return /\/embed(\.html)?$/.test(pathname) ? origin : null;
    } catch {
      return null;
    }
  };

  const frames = () => document.querySelectorAll("iframe");

  addEventListener("message", ({ source, origin, data }) => {
    if (data?.type !== TYPE || data.say !== "resize" || !Number.isFinite(data.height)) return;
    for (const frame of frames()) {
      if (frame.contentWindow !== source || originOf(frame) !== origin) continue;
      // An attribute, not a style: any rule of the page's counts more, and no policy forbids it.
      frame.height = String(Math.min(Math.max(Math.ceil(data.height), LEAST), MOST));
    }
  });

  // Frames that loaded earlier have sent it already.
  for (const frame of frames()) {
    const origin = originOf(frame);
    if (origin !== null && isThere(frame)) frame.contentWindow?.postMessage({ type: TYPE, do: "hello" }, origin);
  }

  // Until it has loaded, a frame holds an empty page of our own; a message to that would be lost, and complained of.
  function isThere(frame: HTMLIFrameElement): boolean {
    try {
      return frame.contentWindow?.location.href !== "about:blank";
    } catch {
      return true; // another origin's
    }
  }
})();
