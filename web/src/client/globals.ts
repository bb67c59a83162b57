/**
 * Puts values in place of globals; undefined for none at all. Returns the function that puts back what was there.
 */
export function swapGlobals(values: Readonly<Record<string, unknown>>): () => void {
  const former = Object.keys(values).map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const);
  for (const [name, value] of Object.entries(values)) {
    place(name, value === undefined ? undefined : { value, configurable: true, writable: true });
  }
  return () => {
    for (const [name, descriptor] of former) place(name, descriptor);
  };
}

function place(name: string, descriptor: PropertyDescriptor | undefined): void {
  Reflect.deleteProperty(globalThis, name);
  if (descriptor !== undefined) Reflect.defineProperty(globalThis, name, descriptor);
}
