// The page in an iframe: one element, with the attributes that the address says, and what it and the page around say to each other.
//
//     embed.html?scenario=backpressure&view=stage+log&controls=compact
//     embed.html?script=mailbox+2%0Awriter+x3%3A+set+1
//     embed.html?origin=https://docs.example.org#play=…    (a script and a position, as in the site's own links)
//
// It talks to its parent alone, and only if that is of one origin: the one that the address names, else the one that the
// browser says the frame was put in by. If neither is known it sends nothing, because anyone might receive it.

import { ActorPlayground } from "../element/actor-playground";
import { TYPE, type Request, type Told } from "./embed-protocol";
import { messageOf } from "../client/errors";
import { fromFragment } from "./link";

/** Those of the element's attributes that a link may set: not wasm-url, because a module is a program, and links come from strangers. */
const ATTRIBUTES = ["scenario", "capacity", "handle", "speed", "view", "controls", "theme", "loading", "autoplay", "loop"];

const query = new URLSearchParams(location.search);
const element = document.createElement("actor-playground") as ActorPlayground;

for (const name of ATTRIBUTES) {
  const value = query.get(name);
  if (value !== null) element.setAttribute(name, value);
}
// The page around says when the frame is loaded: with loading="lazy" on the iframe.
if (!query.has("loading")) element.setAttribute("loading", "eager");

const origin = parentOrigin();
const tell = (told: Told) => {
  if (origin !== null) parent.postMessage({ type: TYPE, ...told }, origin);
};
if (origin === null && parent !== window) {
  console.warn("embed.html doesn't know what page it is in and keeps silent: add origin=https://that.page to its address.");
}

function parentOrigin(): string | null {
  if (parent === window) return null;
  return originOf(query.get("origin")) ?? originOf(location.ancestorOrigins?.[0] ?? null) ?? originOf(document.referrer);
}

// Only what can be named: a page from a file, or in a sandbox, has the origin "null", as any other such page has.
function originOf(url: string | null): string | null {
  try {
    const { origin } = new URL(url ?? "");
    return origin === "null" ? null : origin;
  } catch {
    return null;
  }
}

let height = 0;

function resize(): void {
  const now = Math.ceil(document.documentElement.getBoundingClientRect().height);
  if (now === height) return;
  height = now;
  tell({ say: "resize", height });
}

let ready = false;

element.addEventListener("actor-ready", () => {
  ready = true;
  tell({ say: "ready" });
  resize();
});
element.addEventListener("actor-step", (e) => {
  const { position, snapshot } = (e as CustomEvent).detail;
  tell({ say: "step", position, snapshot });
});
element.addEventListener("actor-expect", (e) => tell({ say: "expect", ...(e as CustomEvent).detail }));
element.addEventListener("actor-error", (e) => {
  const { error, mistakes } = (e as CustomEvent).detail;
  tell({ say: "error", ...described(error), ...(mistakes ? { mistakes } : {}) });
});

addEventListener("message", ({ source, origin: from, data }) => {
  if (source !== parent || parent === window || from !== origin || data?.type !== TYPE) return;
  try {
    obey(data);
  } catch (error) {
    tell({ say: "error", ...described(error), ...("id" in data ? { id: data.id } : {}) });
  }
});

function obey(request: Request): void {
  switch (request.do) {
    case "play":
    case "pause":
    case "step":
    case "back":
    case "reset":
      element[request.do]();
      break;
    case "seek":
      element.seek(request.position);
      break;
    case "set":
      element.set(request.value);
      break;
    case "get": {
      const { id } = request;
      element.get().then(
        (value) => tell({ say: "answer", id, value }),
        (error: unknown) => tell({ say: "error", ...described(error), id }),
      );
      break;
    }
    case "script":
      if (typeof request.script !== "string") throw new TypeError("script: there is no text in the message");
      element.open(request.script, request.position);
      break;
    case "hello":
      height = 0;
      resize();
      if (ready) tell({ say: "ready" });
      break;
    default:
      throw new TypeError(`There is no such command: ${String((request as { do: unknown }).do)}`);
  }
}

function described(error: unknown): { code: string; message: string } {
  const code = error instanceof Error && "code" in error ? String(error.code) : error instanceof Error ? error.name : "failed";
  return { code, message: messageOf(error) };
}

const shared = await fromFragment(location.hash).catch((error: unknown) => {
  tell({ say: "error", ...described(error) });
  const words = document.createElement("p");
  words.setAttribute("role", "alert");
  words.textContent = messageOf(error);
  document.body.append(words);
  return null;
});
const script = shared?.script ?? query.get("script");
if (script?.trim()) element.append(scriptOf(script));
else if (script !== null) element.open(script); // an empty one is played; in the element it would be taken for one that was lost
document.body.append(element);
if (shared && shared.position > 0) element.seek(shared.position);
resize();
// A frame out of sight gets no report of a change of size until it comes into sight, so the size is read at the start, too.
new ResizeObserver(resize).observe(document.documentElement);

function scriptOf(text: string): HTMLElement {
  const child = document.createElement("script");
  child.type = "text/actor"; // a block of data: nothing runs it
  child.textContent = text;
  return child;
}
