// Registers <actor-playground>. Once: a page may load this twice, and in two builds.

import { ActorPlayground } from "./element";

declare global {
  interface HTMLElementTagNameMap {
    "actor-playground": ActorPlayground;
  }
}

if (globalThis.customElements && !customElements.get("actor-playground")) customElements.define("actor-playground", ActorPlayground);

export { ActorPlayground };
