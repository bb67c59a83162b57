// The lab as a view: what actors and threads cost here. It has nothing to do with the play, and is loaded when it is shown.

import { messageOf } from "../../../client/errors";
import type { View, ViewKind } from "../../play/view";
import { h } from "../../ui/dom";

class LabView implements View {
  readonly element = h("div");
  #begun = false;
  #over = false;
  #end = () => {};

  render(): void {
    if (this.#begun) return;
    this.#begun = true;
    import("../../../lab/lab").then(
      ({ mountLab }) => {
        if (!this.#over) this.#end = mountLab(this.element);
      },
      (cause: unknown) => this.element.append(h("p", { role: "alert" }, `The lab can't be loaded: ${messageOf(cause)}`)),
    );
  }

  dispose(): void {
    this.#over = true;
    this.#end();
  }
}

export const view: ViewKind = { title: "Lab", css: "", create: () => new LabView() };
