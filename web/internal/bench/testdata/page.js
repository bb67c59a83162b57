// What the bench measures inside a page. It gives, by the figures' names, the runs.

const RUNS = 9;
// Before those that count: the engine compiles a loop three times over, and the last takes it a while where cores are busy. An
// actor written by hand is half as fast until then.
const WARM_RUNS = 8;

// The exports of the module that the client loads. The client makes a copy of them for itself.
let raw;
{
	const { instantiateStreaming } = WebAssembly;
	WebAssembly.instantiateStreaming = async (...source) => {
		const compiled = await instantiateStreaming.apply(WebAssembly, source);
		raw = { ...compiled.instance.exports };
		return compiled;
	};
}
const { startActor, Stage } = await import("./actor.js");
const { startHandwritten } = await import("./handwritten.js");
const peer = PEER ? await import("./peer.mjs") : null;

const check = (got, want) => {
	if (got !== want) throw new Error(`the answer was ${got}, must be ${want}`);
};

// A loop for each: an engine makes a shared one slower, for it has seen the others' actors.
const loops = {
	"js-pair": async (actor, n) => {
		for (let i = 0; i < n; i++) {
			await actor.set(i);
			check(await actor.get(), i);
		}
	},
	"js-handwritten-pair": async (actor, n) => {
		for (let i = 0; i < n; i++) {
			await actor.set(i);
			check(await actor.get(), i);
		}
	},
	"peer-js-handwritten-pair": async (actor, n) => {
		for (let i = 0; i < n; i++) {
			await actor.set(i);
			check(await actor.get(), i);
		}
	},
	"js-tell": async (actor, n) => {
		for (let i = 0; i < n; i++) await actor.set(i);
		check(await actor.get(), n - 1);
	},
	// Through a mailbox of one slot that the set has filled: the get waits for that slot, and for its answer.
	"pending-pair": async (actor, n) => {
		for (let i = 0; i < n; i++) {
			await actor.set(i);
			const got = actor.get();
			actor.step();
			actor.step();
			check(await got, i);
		}
	},
	"go-wasm-pair": (_, n) => check(raw.labRounds(n, 1), n),
	"go-wasm-tell": (_, n) => check(raw.labRounds(1, n), 1),
};

const actors = {
	"js-pair": [await startActor({ capacity: 1024 }), 100_000],
	"js-handwritten-pair": [startHandwritten(1024), 100_000],
	...(peer && { "peer-js-handwritten-pair": [peer.startActor(1024), 100_000] }),
	"go-wasm-pair": [null, 300_000],
	"go-wasm-tell": [null, 500_000],
	"js-tell": [await startActor({ capacity: 1024 }), 200_000],
	"pending-pair": [await startActor({ capacity: 1, executor: "manual" }), 50_000],
};

const found = Object.fromEntries(Object.keys(actors).map((name) => [name, []]));
// In turns, so that none has a better time than the others.
for (let run = -WARM_RUNS; run < RUNS; run++) {
	for (const [name, [actor, n]] of Object.entries(actors)) {
		const begun = performance.now();
		await loops[name](actor, n);
		if (run >= 0) found[name].push(((performance.now() - begun) * 1e6) / n);
	}
}

found["stage-events-per-second-chromium"] = [];
for (let run = 0; run < 5; run++) {
	const stage = await Stage.create();
	const mistakes = stage.load(BUSY);
	if (mistakes.length > 0) throw new Error(mistakes[0].message);
	const begun = performance.now();
	stage.runUntil(Number.MAX_SAFE_INTEGER, 200_000);
	const ms = performance.now() - begun;
	const { kept, fallen } = stage.trace();
	found["stage-events-per-second-chromium"].push(((kept + fallen) * 1000) / ms);
	stage.close();
}
globalThis.found = found;
