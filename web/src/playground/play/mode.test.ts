import { equal, test } from "../../testing/test";
import { after, type Happening, type Mode } from "./mode";

test("the play's mode follows each event", () => {
  const table: readonly [Mode, Happening, Mode][] = [
    ["resting", "play", "playing"],
    ["resting", "pause", "paused"],
    ["resting", "moved", "resting"],
    ["resting", "called", "calling"],
    ["playing", "pause", "paused"],
    ["playing", "moved", "resting"],
    ["playing", "called", "playing"],
    ["playing", "called at an end", "playing"],
    ["playing", "through", "playing"],
    ["playing", "ended", "resting"],
    ["calling", "play", "playing"],
    ["calling", "pause", "paused"],
    ["calling", "moved", "resting"],
    ["calling", "called", "calling"],
    ["calling", "through", "resting"],
    ["calling", "ended", "resting"],
    ["paused", "play", "playing"],
    ["paused", "moved", "paused"],
    ["paused", "called", "paused"],
    ["paused", "called at an end", "calling"],
    ["paused", "opened", "resting"],
  ];
  for (const [from, happening, to] of table) equal(after(from, happening), to, `${from}, ${happening}`);
});
