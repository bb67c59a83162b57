import { equal, ok, test } from "../testing/test";
import { ActorError, messageOf, show } from "./errors";

test("a message is never long, and keeps both its ends", () => {
  const { message } = new ActorError("failed", `begin ${"x".repeat(10_000)} end`);
  ok(message.length <= 1000 && message.startsWith("begin ") && message.endsWith(" end"), message);
  equal(new ActorError("failed", "short").message, "short");
});

test("any value is named in few words, without running code of its own", () => {
  const revoked = Proxy.revocable([], {});
  revoked.revoke();
  const trap = new Proxy({}, { get: () => { throw new Error("read"); }, getPrototypeOf: () => { throw new Error("asked"); } }); // prettier-ignore
  for (const value of [Symbol("s".repeat(9000)), "s".repeat(9000), 10n ** 5000n, -(2n ** 64n), [1], {}, revoked.proxy, trap, () => 1, null, undefined, NaN]) {
    const shown = show(value);
    ok(shown.length > 0 && shown.length <= 100, `${shown.length} characters: ${shown.slice(0, 100)}`);
  }
  equal([show(-(2n ** 63n)), show(2n ** 63n)], ["-9223372036854775808n", "a bigint of more than 64 bits"]);
  equal([messageOf("words"), messageOf(new Error("words")), messageOf(7)], ["words", "words", "7"]);
});
