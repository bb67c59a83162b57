// Style sheets of shadow roots. A page has one of each, however many elements adopt it.

const sheets = new Map<string, CSSStyleSheet>();

/** Has a shadow root adopt style sheets, after those that it has, unless it has them. */
export function adopt(root: ShadowRoot, ...styles: readonly string[]): void {
  const wanted = styles.map(sheet).filter((one) => !root.adoptedStyleSheets.includes(one));
  if (wanted.length > 0) root.adoptedStyleSheets = [...root.adoptedStyleSheets, ...wanted];
}

function sheet(css: string): CSSStyleSheet {
  let made = sheets.get(css);
  if (!made) {
    made = new CSSStyleSheet();
    made.replaceSync(css);
    sheets.set(css, made);
  }
  return made;
}
