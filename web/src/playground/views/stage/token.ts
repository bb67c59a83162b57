// A token is one command, wherever it is: waiting, in a slot, or current. It has its caller's sign and colour, what it is, and
// its number while it is pointed at or followed.

import { h, say, set, svg } from "../../ui/dom";
import { icon } from "../../ui/icons";
import { identity, sign } from "../../ui/identity";
import type { Item, TraceEvent } from "../../../client/stage";
import { commandOf } from "../../play/command";

/** What stands on a token: a small word and a large one. */
export interface Face {
  readonly op: string;
  readonly value: string;
}

/** The face of a command in the script's words. */
export function faceOf(what: string): Face {
  const words = what.split(" ");
  switch (words[0]) {
    case "set":
      return { op: "set", value: words[1] ?? "" };
    case "try":
      return { op: "try", value: words[2] ?? "" };
    case "get":
      return { op: "get", value: "?" };
    case "ask":
    case "send":
      return { op: words[0], value: "itself" };
    default:
      return { op: "", value: words[0] ?? "" }; // crash, exit
  }
}

export interface Token {
  /** The list's item, which moves. */
  readonly element: HTMLElement;
  readonly button: HTMLButtonElement;
  update(item: Item, where: string, followed: boolean): void;
}

/** Makes a token. pressed is called when the reader presses it. */
export function createToken(initial: Item, pressed: (command: number) => void): Token {
  const face = createFace(initial);
  const button = h("button", { type: "button", class: "stage-token", tabindex: -1, "data-command": initial.command }, face.element);
  set(button, { "data-caller": identity(initial.index, initial.client).colour, "data-own": initial.index < 0 });
  button.addEventListener("click", () => pressed(initial.command));
  const element = h("li", { class: "stage-place" }, button);
  return {
    element,
    button,
    update(item, where, followed) {
      face.update(item);
      set(button, {
        "aria-label": `${item.what} #${item.command} from ${item.client}, ${where}`,
        "aria-pressed": followed ? "true" : "false",
      });
    },
  };
}

/** A token that only passes by: it can't be pressed, and says nothing. */
export function createGhost(item: Item, mark: "count" | "error" | null, text = ""): HTMLElement {
  const element = h("span", { class: "stage-token stage-ghost", "data-caller": identity(item.index, item.client).colour, "data-mark": mark });
  if (mark === "count") element.append(sign(item.index, item.client), h("span", { class: "stage-token-count" }, text));
  else {
    const face = createFace(item);
    face.update(item);
    element.append(face.element);
  }
  return element;
}

/** The command of an event, passing by as one that was refused. */
export function createRefused(event: TraceEvent): HTMLElement {
  return createGhost({ command: event.command, index: event.client, client: event.who, what: commandOf(event), since: event.at }, "error");
}

function createFace(item: Item) {
  const op = h("span", { class: "stage-token-op" });
  const number = h("span", { class: "stage-token-number", "aria-hidden": "true" }, `#${item.command}`);
  const value = h("span", { class: "stage-token-value" });
  const failing = item.what === "crash" || item.what === "exit";
  const element = h("span", { class: "stage-token-face" }, h("span", { class: "stage-token-head" }, sign(item.index, item.client), failing ? icon("bolt") : op, number), value);
  return {
    element,
    update({ what }: Item) {
      const face = faceOf(what);
      say(op, face.op);
      say(value, face.value);
      set(value, { "data-length": Math.min(face.value.length, 11), "data-word": /[a-z]/.test(face.value) });
    },
  };
}

/** A reply on its way to the caller. */
export function createReply(text: string, tone: "answer" | "error" | "lost"): HTMLElement {
  const mark = tone === "answer" ? null : svg("svg", { viewBox: "0 0 16 16", class: "icon", "aria-hidden": "true" }, svg("path", { d: "M4 4l8 8M12 4l-8 8", stroke: "currentColor", "stroke-width": 2 }));
  const element = h("span", { class: "stage-reply", "data-tone": tone });
  element.append(...(mark ? [mark, text] : [text]));
  return element;
}
