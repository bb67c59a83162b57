const told = new Set<string>();

/** Says on the console what is wrong with an attribute's value, once a page, and that it counts for nothing. */
export function complain(attribute: string, value: string, problem: string): void {
  const message = `<actor-playground ${attribute}="${value}">: ${problem}; the attribute is ignored.`;
  if (told.has(message)) return;
  told.add(message);
  console.warn(message);
}
