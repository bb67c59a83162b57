// What a page stores for the reader. If the browser refuses, it lasts only as long as the page.

type Storage = "localStorage" | "sessionStorage";

const PREFIX = "actor-playground:";

export function recall(name: string, storage: Storage = "localStorage"): string | null {
  try {
    return globalThis[storage].getItem(PREFIX + name);
  } catch {
    return null;
  }
}

/** Returns whether the browser did it. */
export function remember(name: string, value: string | null, storage: Storage = "localStorage"): boolean {
  try {
    if (value === null) globalThis[storage].removeItem(PREFIX + name);
    else globalThis[storage].setItem(PREFIX + name, value);
    return true;
  } catch {
    return false;
  }
}
