() => {
  const wrong = [];
  const told = new Set(); // what is wrong with many alike is told once
  const elements = [];
  const collect = (root) => {
    for (const e of root.querySelectorAll("*")) {
      elements.push(e);
      if (e.shadowRoot) collect(e.shadowRoot);
    }
  };
  collect(document);

  const nameOf = (e) => `<${e.localName}${e.className && typeof e.className === "string" ? "." + e.className.split(" ")[0] : ""}>`;
  const shown = (e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true, contentVisibilityAuto: true });
  const parentOf = (e) => e.assignedSlot ?? e.parentElement ?? (e.getRootNode() instanceof ShadowRoot ? e.getRootNode().host : null);
  const hidden = (e) => { for (let p = e; p; p = parentOf(p)) if (p.getAttribute("aria-hidden") === "true" || p.inert) return true; return false; };
  const byIds = (e, ids) => ids.split(/\s+/).filter(Boolean).map((id) => e.getRootNode().getElementById(id));

  // Names. Text that is for the eye alone does not count.
  const textOf = (e) => [...e.childNodes].map((n) => n.nodeType === 3 ? n.data
    : n.nodeType === 1 && n.getAttribute("aria-hidden") !== "true" ? n.getAttribute("aria-label") ?? textOf(n) : "").join("");
  const label = (e) => {
    const by = e.getAttribute("aria-labelledby");
    if (by) return byIds(e, by).map((l) => l ? textOf(l) : "").join(" ").trim();
    return (e.getAttribute("aria-label") ?? ([...(e.labels ?? [])].map(textOf).join(" ") || textOf(e) || e.getAttribute("title") || e.getAttribute("alt") || "")).trim();
  };
  const needsName = (e) => ["button", "select", "textarea", "a", "summary"].includes(e.localName) && (e.localName !== "a" || e.hasAttribute("href"))
    || e.localName === "input" && e.type !== "hidden"
    || ["button", "slider", "tab", "tabpanel", "img", "region", "dialog", "application", "group", "meter", "progressbar", "checkbox", "switch"].includes(e.getAttribute("role"));

  const ids = new Map();
  for (const e of elements) {
    const id = e.id && `${elements.indexOf(e.getRootNode().host)}#${e.id}`;
    if (id) {
      if (ids.has(id)) wrong.push(`the id ${e.id} is there twice`);
      ids.set(id, e);
    }
    for (const reference of ["aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-activedescendant", "for"]) {
      const to = e.getAttribute(reference);
      if (to && byIds(e, to).includes(null)) wrong.push(`${nameOf(e)} has ${reference}="${to}", and there is no such element`);
    }
    if (e.hasAttribute("style") && !(e.getRootNode() instanceof ShadowRoot)) wrong.push(`${nameOf(e)} has a style attribute`);
    if (!shown(e)) continue;
    if (e.tabIndex > 0) wrong.push(`${nameOf(e)} jumps the order of focus`);
    if (hidden(e) && e.tabIndex >= 0 && e.matches("a[href],button,input,select,textarea,[tabindex]")) {
      wrong.push(`${nameOf(e)} can be focused but is hidden from assistive technology`);
    }
    if (hidden(e)) continue;
    if (needsName(e) && label(e) === "") wrong.push(`${nameOf(e)} has no name`);
    if (e.localName === "svg" && !e.closest("[aria-hidden=true],[role=img]") && e.getAttribute("role") !== "img") {
      wrong.push(`${nameOf(e)} in ${nameOf(parentOf(e))} is neither named nor hidden`);
    }
    if (e.localName === "li" && !["ul", "ol", "menu"].includes(e.parentElement?.localName)) wrong.push(`${nameOf(e)} is in no list`);
    if (["ul", "ol"].includes(e.localName) && [...e.children].some((c) => !["li", "script", "template"].includes(c.localName))) {
      wrong.push(`${nameOf(e)} has children that are no items`);
    }
    if (e.getAttribute("role") === "tab" && !e.closest("[role=tablist]")) wrong.push(`${nameOf(e)} is a tab in no list of tabs`);

    // Targets: 24 by 24 pixels, but for links in text.
    if (e.matches("button,input,select,summary,[role=tab],[role=slider]")) {
      const { width, height } = e.getBoundingClientRect();
      if ((width < 24 || height < 24 && e.type !== "range") && !told.has("size " + nameOf(e))) told.add("size " + nameOf(e)), wrong.push(`${nameOf(e)} "${label(e)}" is ${width.toFixed()} by ${height.toFixed()} px`);
    }
  }

  // Headings go down a level at a time.
  let level = 0;
  for (const e of elements.filter((e) => /^h[1-6]$/.test(e.localName) && shown(e))) {
    const n = Number(e.localName[1]);
    if (n > level + 1) wrong.push(`${nameOf(e)} "${e.textContent.trim()}" comes after a heading of level ${level}`);
    level = n;
  }
  if (!document.documentElement.lang) wrong.push("the document has no language");
  if (!document.title) wrong.push("the document has no title");
  if (!document.querySelector("main")) wrong.push("the document has no main part");

  // Contrast. Colours come as the browser computed them, through a canvas where they are not plain.
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = ([r, g, b, a], under) => [r, g, b].map((c, i) => c * a + under[i] * (1 - a));
  const ground = (e) => {
    const layers = [];
    for (let p = e; p; p = parentOf(p)) {
      const colour = rgba(getComputedStyle(p).backgroundColor);
      if (colour[3] > 0) layers.push(colour);
      if (colour[3] === 1) break;
    }
    return layers.reduceRight((under, layer) => over(layer, under), rgba(getComputedStyle(document.documentElement).backgroundColor).slice(0, 3));
  };
  const luminance = (rgb) => {
    const [r, g, b] = rgb.map((c) => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a, b) => { const [x, y] = [luminance(a), luminance(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
  for (const e of elements) {
    const text = "value" in e && e.localName !== "button" && e.localName !== "li" ? String(e.value)
      : [...e.childNodes].filter((n) => n.nodeType === 3).map((n) => n.data).join("").trim();
    if (text === "" || !shown(e) || e.matches(":disabled,[aria-disabled=true]") || e.closest(":disabled") || e instanceof SVGElement) continue;
    if (["style", "script", "noscript", "option", "title"].includes(e.localName)) continue;
    const style = getComputedStyle(e);
    const colour = rgba(style.color);
    if (e.getBoundingClientRect().width <= 1 || colour[3] === 0) continue; // for screen readers; or the ground of a text area
    const under = ground(e);
    const ratio = contrast(over(colour, under), under);
    const size = parseFloat(style.fontSize);
    const least = size >= 24 || size >= 18.66 && Number(style.fontWeight) >= 700 ? 3 : 4.5;
    if (ratio < least && !told.has(nameOf(e))) {
      told.add(nameOf(e));
      wrong.push(`${nameOf(e)} "${text.slice(0, 30)}" has a contrast of ${ratio.toFixed(2)}, wants ${least}`);
    }
  }

  // Nothing makes the page scroll sideways.
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > width) {
    const wide = elements.filter((e) => shown(e) && e.getBoundingClientRect().right > width + 1).map(nameOf);
    wrong.push(`the page is ${document.documentElement.scrollWidth} px wide in ${width}: ${[...new Set(wide)].slice(0, 6).join(" ")}`);
  }
  return wrong;
}
