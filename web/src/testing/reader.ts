// What a reader sees of a playground and does to it: on the page of the test, or on a page of the site.

import type { Snapshot } from "../client/stage";
import { type ActorPlayground, added, frame, until } from "./page";
import { afterwards, stub } from "./test";

export class Reader {
  readonly element: ActorPlayground;
  readonly document: Document;
  readonly window: Window & typeof globalThis;

  constructor(element: ActorPlayground) {
    this.element = element;
    this.document = element.ownerDocument;
    this.window = this.document.defaultView!;
  }

  get #root(): ShadowRoot {
    return this.element.shadowRoot!;
  }

  get snapshot(): Snapshot {
    return this.element.snapshot!;
  }

  /** What is inside the element: the first that matches the selector. */
  one<E extends Element = HTMLElement>(selector: string): E {
    const found = this.#root.querySelector<E>(selector);
    if (!found) throw new Error(`there is no ${selector} in the element`);
    return found;
  }

  /** All inside the element that match the selector and can be seen. */
  all<E extends Element = HTMLElement>(selector: string): E[] {
    return [...this.#root.querySelectorAll<E>(selector)].filter((e) => e.checkVisibility({ visibilityProperty: true }));
  }

  has(selector: string): boolean {
    return this.all(selector).length > 0;
  }

  text(selector: string): string {
    return plain(this.one(selector));
  }

  texts(selector: string): string[] {
    return this.all(selector).map(plain);
  }

  button(text: string): HTMLButtonElement | undefined {
    return [...this.#root.querySelectorAll("button")].find((b) => plain(b) === text);
  }

  /** Presses a button by its text, once it is there. */
  async press(text: string): Promise<void> {
    await until(() => this.button(text) !== undefined);
    this.button(text)!.click();
    await frame();
  }

  /** Presses the button that is now Play, Pause or Replay. */
  play(): void {
    this.one(".dock-play").click();
  }

  get plays(): boolean {
    return this.text(".dock-play") === "Pause";
  }

  /** Sets the speed in the dock. */
  speed(times: number): void {
    const select = this.one<HTMLSelectElement>(".dock-speed");
    select.value = String(times);
    select.dispatchEvent(new Event("change"));
  }

  /** What the dock says of the calls. */
  get says(): string {
    return this.text(".dock-text");
  }

  edit(script: string): void {
    const text = this.one<HTMLTextAreaElement>("textarea");
    text.value = script;
    text.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
  }

  /** Goes to a position, or to the end if that is before, and waits until it is shown. */
  async seek(position: number): Promise<void> {
    this.element.seek(position);
    await until(() => this.snapshot.position === position || (this.snapshot.ended && this.snapshot.position < position));
    await frame();
    await frame();
  }

  /** Plays a script up to a position, and waits until nothing moves. */
  async at(script: string, position: number): Promise<void> {
    this.element.script = script;
    await this.seek(position);
    await Promise.all(this.#root.getAnimations().map((a) => a.finished.catch(() => {})));
    await frame();
  }

  /** Waits until a play has ended. */
  ended(): Promise<void> {
    return until(() => this.snapshot.ended && this.text(".dock-play") === "Replay");
  }

  /** The text of a file that is saved from the menu. */
  async saved(what: string): Promise<string> {
    const create = this.window.URL.createObjectURL;
    let blob: Blob | null = null;
    this.window.URL.createObjectURL = (made) => {
      blob = made as Blob;
      return create(new Blob());
    };
    this.one<HTMLDetailsElement>("details.menu").open = true;
    await this.press(what);
    await until(() => blob !== null);
    this.window.URL.createObjectURL = create;
    return blob!.text();
  }
}

const plain = (e: Element): string => (e.textContent ?? "").replace(/\s+/g, " ").trim();

/** The mean width of a letter, in em, in DejaVu Sans Bold: the widest font that a system commonly has for its own texts. */
const widest = 0.636;

/** A style with which the words under and beside the stage's lane are as wide as in that font, where the machine of the test has a narrower one. */
function widened(): CSSStyleSheet {
  const context = document.createElement("canvas").getContext("2d")!;
  const letters = "abcdefghijklmnopqrstuvwxyz";
  context.font = "bold 100px system-ui";
  const lacking = Math.max(0, widest - context.measureText(letters).width / letters.length / 100);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`.stage-label, .stage-follow-hint { letter-spacing: ${lacking}em }`);
  return sheet;
}

/** A playground alone in a column of the test's page, of a width in pixels. */
export async function inColumn(width: number, attributes: Readonly<Record<string, string>> = {}): Promise<Reader> {
  const element = await added({ controls: "full", ...attributes });
  element.style.setProperty("--actor-playground-padding", "0px");
  element.style.setProperty("width", `${width}px`);
  element.shadowRoot!.adoptedStyleSheets.push(widened());
  await frame();
  return new Reader(element);
}

/** Opens a page of the site, as in a new tab, in a frame of a size in pixels until the present test is over. */
export async function visit(address: string, width = 1280, height = 800): Promise<Window & typeof globalThis> {
  sessionStorage.clear();
  const frame = document.createElement("iframe");
  for (const [name, value] of Object.entries({ position: "fixed", inset: "0", border: "0", width: `${width}px`, height: `${height}px` })) frame.style.setProperty(name, value);
  frame.src = `./${address}`;
  const loaded = new Promise((done) => frame.addEventListener("load", done));
  document.body.append(frame);
  afterwards(() => frame.remove());
  await loaded;
  return frame.contentWindow as Window & typeof globalThis;
}

/** The reader of the site's first page, opened at a fragment in such a frame, once its playground can play. */
export async function onSite(fragment = "", width?: number, height?: number): Promise<Reader> {
  const page = await visit(fragment, width, height);
  await page.customElements.whenDefined("actor-playground");
  const element = page.document.querySelector<ActorPlayground>("actor-playground")!;
  await element.ready;
  await frame();
  return new Reader(element);
}

/** Presses Share and returns the link that is copied. */
export async function shared({ window, document }: Reader): Promise<URL> {
  let link = "";
  stub(window.navigator, "clipboard", { writeText: async (text: string) => void (link = text) } as Clipboard);
  document.getElementById("share")!.click();
  await until(() => link !== "");
  return new URL(link);
}
