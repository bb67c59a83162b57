// Which lane a client's events are drawn on. Each has its own while they fit; then those of one name share one ("writer", ×12),
// the largest crowd first; in the end the last ones share what is left.

import { YOU } from "../../ui/identity";

/** Lanes for clients, at most. */
const MOST = 8;

export interface Lane {
  readonly key: string;
  readonly label: string;
  /** How many share it; 1 where that needs no saying. */
  readonly crowd: number;
  /** Indices of its clients: from the first to before the end. */
  readonly first: number;
  readonly end: number;
}

interface Crowd {
  readonly name: string; // without numbers
  readonly first: number;
  end: number;
}

/** Lanes for clients numbered 0 to before total, as far as their names are known. */
export function layOut(names: ReadonlyMap<number, string>, total: number): Lane[] {
  const crowds = findCrowds(names, total);
  const single = new Set(crowds.filter(({ name }) => name !== YOU));
  const size = (crowd: Crowd) => (single.has(crowd) ? crowd.end - crowd.first : 1);
  let lanes = crowds.reduce((sum, crowd) => sum + size(crowd), 0);
  while (lanes > MOST) {
    const largest = [...single].reduce<Crowd | null>((a, b) => (a === null || size(b) > size(a) ? b : a), null);
    if (largest === null || size(largest) === 1) break;
    lanes -= size(largest) - 1;
    single.delete(largest);
  }
  const found: Lane[] = [];
  for (const crowd of crowds) {
    const { name, first, end } = crowd;
    if (single.has(crowd)) {
      for (let i = first; i < end; i++) found.push({ key: `${i}`, label: names.get(i) ?? name, crowd: 1, first: i, end: i + 1 });
    } else {
      found.push({ key: `${first}+`, label: name, crowd: name === YOU ? 1 : end - first, first, end });
    }
  }
  if (found.length <= MOST) return found;
  const rest = found.slice(MOST - 1);
  const first = rest[0]!.first;
  return [...found.slice(0, MOST - 1), { key: `${first}…`, label: "others", crowd: total - first, first, end: total }];
}

// Clients of one line of the script follow each other, so a crowd ends where the next begins.
function findCrowds(names: ReadonlyMap<number, string>, total: number): Crowd[] {
  const found: Crowd[] = [];
  for (const [index, full] of [...names].sort(([a], [b]) => a - b)) {
    const name = total > MOST ? full.replace(/-\d+$/, "") : full;
    const last = found.at(-1);
    if (last?.name === name) continue;
    if (last) last.end = index;
    found.push({ name, first: last ? index : 0, end: total });
  }
  return found;
}
