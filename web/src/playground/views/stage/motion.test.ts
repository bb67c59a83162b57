import "../../../element/actor-playground";
import { area, called, shared, written } from "../../../testing/boxes";
import { frame } from "../../../testing/page";
import { inColumn, type Reader } from "../../../testing/reader";
import { equal, ok, test } from "../../../testing/test";

for (const width of [258, 343, 860]) {
  test(`tokens move along the lane and over nothing, at ${width} pixels`, async () => {
    const reader = await inColumn(width);
    let moved = 0; // steps
    for (const script of [
      "mailbox 2\nhandle 300ms\nwriter x3: set 1, set 2\nreader: wait 200ms, get",
      "mailbox 1\nhandle 300ms\npatient: set 1, set 2\npushy: try set 9, wait 1s, try set 9",
      "mailbox 2\nclumsy: crash\nmain: set 7, get\nlate x5: wait 1s, get",
      "mailbox 1\na x6: set 1\nhasty: get within 100ms",
    ]) {
      await reader.at(script, 0);
      for (let n = 0; n < 60 && !reader.snapshot.ended; n++) {
        reader.element.step();
        await frame();
        const trips = reader.element.shadowRoot!.getAnimations();
        const ends = (trip: Animation) => Number(trip.effect!.getComputedTiming().endTime);
        if (trips.length > 0) moved++;
        for (const trip of trips) trip.pause();
        for (let ms = 0; ms < 700; ms += 35) {
          for (const trip of trips) trip.currentTime = Math.min(ms, ends(trip) - 1);
          const passing = trips.map((trip) => [trip, (trip.effect as KeyframeEffect).target!] as const).filter(([, e]) => e.closest(".stage-passing"));
          const gone = passing.filter(([trip]) => ms >= ends(trip)).map(([, e]) => e);
          equal(colliding(reader, gone), [], `step ${reader.snapshot.position} of ${script}, after ${ms} ms`);
        }
        for (const trip of trips) trip.finish();
        await frame();
      }
    }
    ok(moved >= 20, `something moved in ${moved} steps only`);
  });
}

/** Which tokens lie over each other or over a text, without those that are gone. */
function colliding(reader: Reader, gone: readonly Element[]): string[] {
  const opaque = (e: Element) => Number(getComputedStyle(e).opacity) > 0.05;
  const tokens = reader.all("button.stage-token, .stage-passing > *").filter((e) => !gone.includes(e) && opaque(e) && opaque(e.closest(".stage-place") ?? e));
  const moving = tokens.map((e) => ({ e, box: e.getBoundingClientRect() }));
  const lines = reader.all(".stage-label span, .stage-card span:not(:has(span)), .stage-follow > *").filter((e) => e.textContent?.trim() !== "");
  const texts = lines.map((e) => ({ e, box: shared(written(e), e.getBoundingClientRect()) }));
  return moving.flatMap(({ e, box }, i) => [...moving.slice(i + 1), ...texts].filter((other) => area(shared(box, other.box)) > 1.5).map((other) => `${called(e)} over ${called(other.e)}`));
}
