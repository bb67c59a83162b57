// Words that may not be cut off, in a place of a given width: where the reader's font is too wide for it, they are smaller.

/** Below this a text is no longer legible, and is cut off after all. */
const LEAST = 0.7;

/** Fits texts into their places. Their style multiplies the size of the font by --fit. */
export class Fit {
  /** By the place and the shape of the text, for digits are all as wide: each is measured once. */
  readonly #scales = new Map<string, number>();

  /** Has all be measured again, for the places or the fonts have changed. */
  forget(): void {
    this.#scales.clear();
  }

  /** Fits a text into the element around it. */
  fit(text: HTMLElement, place: string): void {
    const shape = `${place} ${text.textContent!.replace(/\d/g, "0")}`;
    const scale = this.#scales.get(shape) ?? measured(text);
    if (scale > 0) this.#scales.set(shape, scale);
    if (scale > 0 && scale < 1) text.style.setProperty("--fit", String(scale));
    else text.style.removeProperty("--fit");
  }
}

/** By what the text's size must be multiplied; 0 if it can't be told, for nothing of it is shown. */
function measured(text: HTMLElement): number {
  const room = text.parentElement!.clientWidth;
  let scale = 1;
  // More than once: hinting, and a space between the letters, do not shrink with the font.
  while (room > 0) {
    text.style.setProperty("--fit", String(scale));
    const width = Math.max(text.scrollWidth, Math.ceil(text.getBoundingClientRect().width));
    if (width === 0) return 0;
    if (width <= room || scale === LEAST) return scale;
    scale = Math.max(LEAST, Math.floor(scale * Math.min(room / width, 0.99) * 100) / 100);
  }
  return 0;
}
