// Motion: a copy of a chip flies from where it was to where it is, above all panels, so that no edge cuts it off. The
// picture is already right when it takes off; whoever wants no motion, or a long jump, just sees the picture.

import { h } from "../../ui/dom";

export interface Spot {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

export interface Flight {
  readonly of: HTMLElement; // is copied, and unseen until the copy has landed
  readonly path: readonly Spot[];
  readonly ms: number;
  readonly key?: number; // a flight takes the place of the one with the same key
  readonly vanish?: boolean;
}

export class Flights {
  readonly element = h("div", { class: "stage-flights", "aria-hidden": "true" });
  readonly #flying = new Map<number, Animation>();
  readonly #ghosts = new Map<number, HTMLElement>();

  /** Where an element is within the picture; for a command in flight, where its copy is. */
  spot(element: Element, key?: number): Spot {
    const seen = (key === undefined ? undefined : this.#ghosts.get(key)) ?? element;
    const origin = this.element.getBoundingClientRect();
    const box = seen.getBoundingClientRect();
    return { x: box.x - origin.x, y: box.y - origin.y, width: box.width };
  }

  start({ of, path, ms, key, vanish }: Flight): void {
    const last = path[path.length - 1];
    if (!last || path.length < 2) return;
    if (key !== undefined) this.#flying.get(key)?.cancel();
    const ghost = of.cloneNode(true) as HTMLElement;
    ghost.classList.add("stage-ghost");
    ghost.style.setProperty("inline-size", `${of.isConnected ? last.width : path[0]!.width}px`);
    this.element.append(ghost);
    const frames: Keyframe[] = path.map((spot, i) => ({
      transform: `translate(${spot.x}px, ${spot.y}px)`,
      opacity: vanish && i === path.length - 1 ? 0 : 1,
    }));
    const flight = ghost.animate(frames, { duration: ms, easing: "cubic-bezier(.45,.05,.25,1)" });
    const hidden = of.isConnected && !vanish ? of.animate([{ opacity: 0 }, { opacity: 0 }], { duration: ms }) : null;
    if (key !== undefined) {
      this.#flying.set(key, flight);
      this.#ghosts.set(key, ghost);
    }
    const land = () => {
      ghost.remove();
      hidden?.cancel();
      if (key !== undefined && this.#flying.get(key) === flight) {
        this.#flying.delete(key);
        this.#ghosts.delete(key);
      }
    };
    flight.onfinish = land;
    flight.oncancel = land;
  }

  /** Ends all motion at once. */
  clear(): void {
    for (const flight of [...this.#flying.values()]) flight.cancel();
    this.element.replaceChildren();
  }
}
