// The dock's buttons.

import { h } from "../ui/dom";
import { type Icon, icon } from "../ui/icons";

/** A button with words. */
export function wordButton(text: string, title: string, press: () => void): HTMLButtonElement {
  return pressable(h("button", { type: "button", title }, text), press);
}

/** A button with a sign; its words are for screen readers and the tooltip. */
export function signButton(text: string, sign: Icon, title: string, press: () => void): HTMLButtonElement {
  return pressable(h("button", { type: "button", class: "dock-sign", title }, icon(sign), h("span", { class: "quiet" }, text)), press);
}

function pressable(button: HTMLButtonElement, press: () => void): HTMLButtonElement {
  button.addEventListener("click", press);
  return button;
}
