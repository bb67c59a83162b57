// A reply that is under way between two beats: the actor has given it, and the caller hasn't got it yet. It rests at the
// beginning of the rail.

import { h } from "../../ui/dom";
import type { Frame } from "../../play/view";
import type { Geometry } from "./geometry";
import { createReply } from "./token";

export class Resting {
  readonly element = h("div", { class: "stage-resting", hidden: true }, createReply("reply", "answer"));

  lay({ disc, replyY }: Geometry): void {
    this.element.style.setProperty("transform", `translate(${disc.x}px, ${replyY}px)`);
  }

  render({ recent, beat, snapshot }: Frame): void {
    const newest = recent[recent.length - 1];
    this.element.hidden = beat.index === beat.count || newest?.kind !== "Replied" || newest.step !== snapshot.position;
  }
}
