// What an element has while it plays: its playground, and what it tells the page of it. It comes with the playground.

import { complain } from "./complain";
import type { ElementEvents } from "./events";
import { ActorError } from "../client/errors";
import { ExpectationWatch } from "../playground/play/expectations";
import type { Moment } from "../playground/play/player";
import type { Playground, Scene } from "../playground/playground";
import type { Mistake, Snapshot } from "../client/stage";
import { completed } from "./scene";
import { followHost } from "./theme";
import type { Command } from "../playground/play/view";

export type Tell = <K extends keyof ElementEvents>(type: K, detail: ElementEvents[K]) => void;

export class Session {
  readonly #playground: Playground;
  readonly #element: Element;
  readonly #tell: Tell;
  readonly #expectations = new ExpectationWatch();
  #position = 0;
  #visible = true;
  #shown = false;
  #unfollow = () => {};

  constructor(playground: Playground, element: Element, tell: Tell) {
    this.#playground = playground;
    this.#element = element;
    this.#tell = tell;
    this.followTheme();
  }

  get script(): string {
    return this.#playground.script;
  }

  get draft(): string | null {
    return this.#playground.draft;
  }

  /** Shows a text that isn't played in the editor; null for what is played. */
  edit(text: string | null): void {
    this.#playground.edit(text);
  }

  /** The calls of the client "you". Throws a RangeError if they are too many for a text. */
  get calls(): string {
    return this.#playground.player.calls;
  }

  get snapshot(): Snapshot {
    return this.#playground.player.snapshot;
  }

  /** What is played, at the position that was shown last. */
  get scene(): Scene {
    return this.#playground.scene;
  }

  get playing(): boolean {
    return this.#playground.player.moment?.mode === "playing";
  }

  /** Out of sight the play stands still, but not before its first picture: for print, and for readers that don't scroll. */
  set visible(visible: boolean) {
    this.#visible = visible;
    if (visible || this.#shown) this.#playground.player.setVisible(visible);
  }

  /** Plays another scene. Mistakes of its script are shown, and reported. */
  open(scene: Scene): void {
    const mistakes = this.#playground.open(completed(scene, this.#element));
    const { refused } = this.#playground.player;
    if (mistakes.length > 0) {
      const error = notAScript(mistakes);
      console.warn(`<actor-playground>: ${error.message}`); // the author may show no script, and then nothing else says it
      this.#tell("actor-error", { error, mistakes });
    } else if (refused !== "") this.#tell("actor-error", { error: new ActorError("calls-unreadable", refused) });
  }

  do(command: Command): void {
    this.#playground.player.do(command);
  }

  /** Has the client "you" get the value. */
  get(): Promise<number> {
    return this.#playground.player.get();
  }

  /** Shows what has changed at a frame to the page. */
  follow(moment: Moment): void {
    const { reader } = this.#playground.player;
    const { snapshot } = moment;
    if (!this.#shown) {
      this.#shown = true;
      if (!this.#visible) this.#playground.player.setVisible(false);
    }
    if (snapshot.position !== this.#position) {
      this.#position = snapshot.position;
      this.#tell("actor-step", { position: snapshot.position, snapshot });
    }
    const decided = this.#expectations.follow(moment, reader);
    if (decided) this.#tell("actor-expect", decided);
  }

  /** Takes the theme that the attribute says, and follows the host's where it says auto. */
  followTheme(): void {
    this.#unfollow();
    this.#unfollow = () => {};
    const theme = this.#element.getAttribute("theme");
    if (theme === "light" || theme === "dark") {
      this.#playground.theme = theme;
      return;
    }
    if (theme !== null && theme !== "auto") complain("theme", theme, "expected auto, light or dark");
    this.#unfollow = followHost(this.#element, (found) => (this.#playground.theme = found));
  }

  /** Ends the play. The gets that still wait are rejected with reason. */
  dispose(reason: ActorError): void {
    this.#unfollow();
    this.#playground.dispose(reason);
  }
}

function notAScript(mistakes: readonly Mistake[]): ActorError {
  const [first] = mistakes;
  const more = mistakes.length > 1 ? ` And ${mistakes.length - 1} more.` : "";
  return new ActorError("script-invalid", `The script is not played. ${first?.line}:${first?.column}: ${first?.message}.${more}`);
}
