// A program of somebody who has installed the package: it is type-checked, against the sources' declarations and against
// the package as it is built, and never run.

import { ActorPlayground, type ActorPlaygroundAttributes } from "actor-playground";
import { type Actor, ActorError, type ManualActor, type Snapshot, Stage, startActor, type Stats } from "actor-playground/actor.js";

export async function headless(): Promise<number> {
  const actor: Actor = await startActor({ capacity: 4, wasmUrl: new URL("https://example.org/actor.wasm") });
  await actor.set(42);
  try {
    actor.trySet(43);
  } catch (error) {
    if (error instanceof ActorError && error.code === "full") console.log(error.message);
  }
  const { depth, capacity }: Stats = actor.stats();
  const manual: ManualActor = await startActor({ executor: "manual" });
  while (manual.step());
  await actor.stop();
  // @ts-expect-error: a value is a number
  await actor.set("42");
  // @ts-expect-error: there are two executors
  await startActor({ executor: "thread" });
  // @ts-expect-error: only a manual actor can be stepped
  actor.step();
  return (await actor.get()) + depth / capacity;
}

export async function staged(): Promise<string> {
  const stage = await Stage.create();
  const mistakes = stage.load("mailbox 2\nwriter x3: set 1");
  if (mistakes[0]) return `${mistakes[0].line}:${mistakes[0].column}: ${mistakes[0].message}`;
  while (stage.step());
  const snapshot: Snapshot = stage.snapshot();
  stage.close();
  // @ts-expect-error: stages are created, for that takes a while
  new Stage();
  // @ts-expect-error: a snapshot is to be read
  snapshot.clock = 0;
  return snapshot.deadlock?.because ?? `${snapshot.mailbox.depth} of ${snapshot.mailbox.capacity}, after ${snapshot.clock} ns`;
}

export async function onThePage(): Promise<void> {
  const made = document.createElement("actor-playground");
  const element: ActorPlayground = made;
  made.script = "main: set 42, get, expect 42";
  element.addEventListener("actor-step", (event) => console.log(event.detail.position, event.detail.snapshot.clock));
  element.addEventListener("actor-expect", (event) => console.log(event.detail.results.length, event.detail.misses.map((miss) => `${miss.expected} ${miss.got}`)));
  element.addEventListener("click", (event) => console.log(event.clientX));
  document.body.append(element);
  await element.ready;
  element.play();
  element.seek((element.snapshot?.position ?? 0) + 1);
  element.set(42);
  const value: number = await element.get();
  element.seek(value);
  // @ts-expect-error: what is shown is the stage's own
  element.snapshot = null;
}

export const attributes: ActorPlaygroundAttributes = { scenario: "backpressure", view: "stage log", controls: "compact", autoplay: true };
