import { type Actor, startActor } from "../client/actor";
import { moduleUrl, program } from "../client/module";
import { type HandwrittenActor, startHandwritten } from "./handwritten";
import { ROUND_MS, ROUNDS, type Tell, type ThroughputResult, WARM_ROUNDS } from "./messages";

const CAPACITY = 1024;

/**
 * Measures pairs per second: through the client, inside the module, and of an actor written by hand. They take turns, so that
 * none has a quieter machine than the others, and each has some rounds before those that count, for the engine to compile it.
 */
export async function measureThroughput(tell: Tell): Promise<ThroughputResult> {
  tell({ doing: "Loading the module", done: 0, of: ROUNDS });
  const actor = await startActor({ capacity: CAPACITY });
  const handwritten = startHandwritten(CAPACITY);
  const running = await program(moduleUrl());
  const turns = {
    client: (n: number) => clientPairs(actor, n),
    inside: (n: number) => expect(running.attempt((exports) => exports.labRounds(n, 1)), n),
    handwritten: (n: number) => handwrittenPairs(handwritten, n),
  };
  const counts = { client: await countFor(turns.client), inside: await countFor(turns.inside), handwritten: await countFor(turns.handwritten) };
  const result = { client: [] as number[], inside: [] as number[], handwritten: [] as number[] };
  for (let round = -WARM_ROUNDS; round < ROUNDS; round++) {
    tell({ doing: "Making pairs", done: round + WARM_ROUNDS, of: ROUNDS + WARM_ROUNDS });
    for (const name of ["client", "inside", "handwritten"] as const) {
      const ms = await msOf(turns[name], counts[name]);
      if (round >= 0) result[name].push((counts[name] * 1000) / ms);
    }
  }
  await actor.stop();
  return result;
}

type Turn = (pairs: number) => void | Promise<void>;

// How many pairs take about as long as a round.
async function countFor(turn: Turn): Promise<number> {
  for (let n = 1000; ; n *= 2) {
    const ms = await msOf(turn, n);
    if (ms >= ROUND_MS / 2 || n >= 5_000_000) return Math.max(1, Math.round((n * ROUND_MS) / Math.max(ms, 1)));
  }
}

async function msOf(turn: Turn, pairs: number): Promise<number> {
  const begun = performance.now();
  await turn(pairs);
  return performance.now() - begun;
}

// The same loop twice, one for each: a loop that has seen both actors is slower in an engine.
async function clientPairs(actor: Actor, n: number): Promise<void> {
  for (let i = 0; i < n; i++) {
    await actor.set(i);
    expect(await actor.get(), i);
  }
}

async function handwrittenPairs(actor: HandwrittenActor, n: number): Promise<void> {
  for (let i = 0; i < n; i++) {
    await actor.set(i);
    expect(await actor.get(), i);
  }
}

function expect(got: number, want: number): void {
  if (got !== want) throw new Error(`the answer was ${got}, must be ${want}`);
}
