// What web/picture runs at build time, without a browser: the pictures of plays for readers without scripts.

import { drawPlay } from "./several";
import type { Played, Still } from "./still";

const WIDTH = 480; // px: what a column of text has on most sites, and readable on a telephone

export function draw(played: Played): Still {
  return drawPlay(played, WIDTH, measure);
}

// How wide text is in a wide typeface: which one a reader's system has isn't known.
const EM = 12; // px
function measure(text: string, bold = false): number {
  let em = 0;
  for (const letter of text) {
    if (/[iIljtfr.,:;'"|!()[\] ]/.test(letter)) em += 0.4;
    else if (/[mwMW@%…—]/.test(letter)) em += 0.95;
    else if (letter > "\u2e7f") em += 1;
    else em += /[A-Z]/.test(letter) ? 0.7 : 0.62;
  }
  return em * EM * (bold ? 1.08 : 1);
}
