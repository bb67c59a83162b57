// Hostile input from a seed: the same seed gives the same input, so a failure is repeated by its number.

/** Random numbers of a seed. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A whole number from 0 to before n. (Marsaglia's xorshift of 32 bits, after a mix that keeps it from 0.) */
  below(n: number): number {
    let x = this.#state || 0x9e3779b9;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.#state = x >>> 0;
    return this.#state % n;
  }

  of<T>(all: readonly T[]): T {
    return all[this.below(all.length)]!;
  }

  /** As many as make chooses to, up to most. */
  several<T>(most: number, make: () => T): T[] {
    return Array.from({ length: this.below(most + 1) }, make);
  }
}

/** Set to something else by whatever markup of an input comes to run. */
declare global {
  var pwned: unknown;
}

/** Markup that would be noticed: each would make an element, ask a server, or run. */
const MARKUP = [
  "<img src=x onerror=pwned=1>", "<svg onload=pwned=1>", "</script><script>pwned=1</script>", "<iframe srcdoc='<script>parent.pwned=1</script>'>", '"><b id=pwned>', "' autofocus onfocus=pwned=1 '",
  "javascript:pwned=1", "{{constructor.constructor('pwned=1')()}}", "<style>*{display:none}</style>", "<!--", "]]>", "&lt;b&gt;", "<template shadowrootmode=open>", "</textarea><img src=x onerror=pwned=1>",
];

/** Characters that texts are broken by: controls of direction, NUL, halves of surrogate pairs, what joins, what is wide, what ends a line. */
const CHARACTERS = ["\u0000", "\u202e", "\u2066", "\u2069", "\u200f", "\ufeff", "\u200d", "\ud800", "\udc00", "\uffff", "e\u0301\u0301\u0301", "漢字", "🎭", "👩‍👩‍👧‍👦", "\u2028", "\r", "\r\n", "\n", "\t", "\v", "\u0085", "\u00a0", "ﷺ", "İ", "ß", "\\", '"', "'", "`", "$", "{", "}", "<", ">", "&", ";", "%", "\u001b[31m"];

const WORDS = [
  "mailbox", "handle", "start manually", "set", "try set", "get", "within", "unread", "unanswered", "twice", "crash", "exit", "ask itself", "blindly", "send itself", "stop", "kill", "start", "wait", "expect", "repeat", "ok", "full",
  "constructor", "__proto__", "toString", "hasOwnProperty", "you", "me", "Ärger", "имя", "客户", "עברית", "a-1", "a",
];

const NUMBERS = ["0", "1", "2", "-1", "65536", "65537", "2147483647", "2147483648", "-2147483649", "4294967296", "1e9", "0x10", "1_000", "9".repeat(400), "1.5", "NaN", "Infinity", "٣"];
const UNITS = ["", "us", "ms", "s", "m", "h"];
const SIGNS = [":", ",", "(", ")", "#", " ", "\n", "\n\n", "x3", "x10000", "x99999999"];

/** A text of anything. */
export function text(random: Random, most = 30): string {
  return random.several(most, () => random.of([random.of(MARKUP), random.of(CHARACTERS), random.of(WORDS), random.of(NUMBERS) + random.of(UNITS), random.of(SIGNS)])).join(random.of(["", " "]));
}

/** A step of the language, more or less. */
function step(random: Random, depth: number): string {
  const number = () => (random.below(4) === 0 ? random.of(NUMBERS) : String(random.below(100)));
  const time = () => number() + random.of(["us", "ms", "ms", "s", "m", ""]);
  switch (random.below(12)) {
    case 0:
      return depth === 0 ? "get" : `repeat ${number()} (${steps(random, depth - 1)})`;
    case 1:
      return `wait ${time()}`;
    case 2:
      return `get within ${time()}`;
    case 3:
      return `expect ${random.of([number(), "ok", "full", "stopped", "panic", "timeout"])}`;
    case 4:
      return random.of(["stop", "kill", "start", "crash", "exit", "ask itself", "ask itself blindly", "send itself"]);
    case 5:
      return text(random, 3);
    default:
      return random.of([`set ${number()}`, `try set ${number()}`, "get", "get unread", "get twice"]);
  }
}

const steps = (random: Random, depth: number): string => [step(random, depth), ...random.several(4, () => step(random, depth))].join(", ");

/** A script, more or less: many can be played, many have mistakes. */
export function script(random: Random): string {
  if (random.below(8) === 0) return text(random, 60);
  const lines = random.several(2, () => random.of([`mailbox ${random.of(["0", "1", "2", "65536", "65537"])}`, `handle ${random.below(500)}ms`, "start manually", `# ${text(random, 4)}`]));
  const name = () => (random.below(4) === 0 ? text(random, 2) : random.of(["a", "b", "writer", "客户", "имя", "constructor"]));
  lines.push(...random.several(4, () => `${name()}${random.of(["", "", " x3", " x1000", " x10001"])}: ${steps(random, random.below(4))}`));
  return lines.join("\n");
}

/** A value of any kind, as a program's mistake or malice may pass it. */
export function value(random: Random): unknown {
  const thrower = () => {
    throw new Error("it ran code of the value's");
  };
  return random.of<() => unknown>([
    () => undefined, () => null, () => true, () => NaN, () => Infinity, () => -Infinity, () => -0, () => 1.5, () => 2 ** 31, () => 2 ** 32, () => 2 ** 53, () => -1, () => 1e300, () => 5e-324, () => random.below(2 ** 31),
    () => 1n, () => 2n ** 100_000n, () => Symbol(text(random, 3)), () => text(random), () => "42", () => "", () => [], () => [42], () => ({}), () => () => 42, () => new Date(0), () => new Proxy({}, { get: thrower, getPrototypeOf: thrower, ownKeys: thrower }),
    () => ({ valueOf: thrower, toString: thrower, [Symbol.toPrimitive]: thrower }), () => Object.create(null), () => new (class extends Array {})(), () => document.createElement("b"), () => new Uint8Array(8), () => new SharedBuffer(),
    () => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy; },
  ])();
}

/** An object that says another thing each time it is asked. */
class SharedBuffer {
  #times = 0;
  get length(): number {
    return this.#times++ * 1e9;
  }
  valueOf(): number {
    return this.#times++;
  }
}
