package e2e_test

import (
	"slices"
	"strings"
	"testing"
)

func TestWhatWasSetIsGot(t *testing.T) {
	got := run[[]int32](t, clientPage{}, `
		const { set, get, stop } = await startActor();
		const first = await get();
		await set(42);
		const second = await get();
		await set(-2147483648);
		const third = await get();
		await set(-0);
		const fourth = await get();
		await stop();
		return [first, second, third, fourth];
	`)
	if want := []int32{0, 42, -2147483648, 0}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

type stats struct {
	Depth, Capacity, Waiting, Busy                                                int
	Admitted, Received, Handled, Dropped, Withdrawn, Rejected, Replied, Abandoned float64
}

func TestSetsThatFindTheMailboxFullWaitAndAreAdmittedInOrder(t *testing.T) {
	got := run[struct {
		Filled, Stepped, Done stats
		Before, Order         []int
		AfterOne              int
		Last                  int32
		Steps                 int
	}](t, clientPage{}, `
		const actor = await startActor({ executor: 'manual' });
		const order = [];
		for (let i = 1; i <= 1100; i++) actor.set(i).then(() => order.push(i));
		const filled = actor.stats();
		await null;
		const before = [...order];
		actor.step();
		const stepped = actor.stats();
		await null;
		const afterOne = order.length;
		let steps = 1;
		while (actor.step()) steps++;
		const done = actor.stats();
		await null;
		const last = actor.get();
		actor.step();
		return { filled, before, stepped, afterOne, order, steps, done, last: await last };
	`)
	if f := got.Filled; f.Depth != 1024 || f.Waiting != 76 || f.Capacity != 1024 || f.Admitted != 1024 || f.Received != 0 {
		t.Errorf("after 1100 sets: %+v", f)
	}
	if len(got.Before) != 1024 || got.AfterOne != 1025 {
		t.Errorf("%d sets resolved before a step and %d after, want 1024 and 1025", len(got.Before), got.AfterOne)
	}
	if s := got.Stepped; s.Depth != 1024 || s.Waiting != 75 || s.Handled != 1 {
		t.Errorf("after a step: %+v", s)
	}
	if d := got.Done; got.Steps != 1100 || d.Handled != 1100 || d.Depth != 0 || d.Waiting != 0 || got.Last != 1100 {
		t.Errorf("%d steps, value %d, %+v", got.Steps, got.Last, d)
	}
	if len(got.Order) != 1100 || !slices.IsSorted(got.Order) {
		t.Errorf("resolved in another order: %v", got.Order)
	}
}

func TestAnswersAndAdmissionsAreToldInTheOrderInWhichTheyHappened(t *testing.T) {
	got := run[[]string](t, clientPage{}, `
		const actor = await startActor({ executor: 'manual', capacity: 1 });
		const told = [];
		actor.set(7).then(() => told.push('set 7'));
		actor.get().then((v) => told.push('got ' + v));
		actor.set(8).then(() => told.push('set 8'));
		actor.get().then((v) => told.push('got ' + v));
		while (actor.step());
		await null;
		return told;
	`)
	if want := []string{"set 7", "set 8", "got 7", "got 8"}; !slices.Equal(got, want) {
		t.Errorf("told %q, want %q", got, want)
	}
}

// badNumbers are row 30 of the semantics table, each with what the message must say of it.
const badNumbers = `[
	[NaN, 'RangeError', 'NaN'], [Infinity, 'RangeError', 'Infinity'], [-Infinity, 'RangeError', '-Infinity'],
	[3.99, 'RangeError', '3.99'], [5e-324, 'RangeError', '5e-324'], [2 ** 31, 'RangeError', '2147483648'],
	[-(2 ** 31) - 1, 'RangeError', '-2147483649'], [2 ** 32, 'RangeError', '4294967296'], [1e300, 'RangeError', '1e+300'],
	['42', 'TypeError', '"42"'], ['', 'TypeError', '""'], [undefined, 'TypeError', 'undefined'], [null, 'TypeError', 'null'],
	[42n, 'TypeError', '42n'], [true, 'TypeError', 'true'], [Symbol('s'), 'TypeError', 'Symbol(s)'],
	[{ valueOf: () => 42 }, 'TypeError', 'an object'], [[42], 'TypeError', 'an array'], [() => 42, 'TypeError', 'a function'],
]`

func TestANumberThatIsNoInt32IsRefusedByNameAndNothingIsSent(t *testing.T) {
	got := run[struct {
		Wrong []string
		Stats stats
		Value int32
	}](t, clientPage{}, `
		const actor = await startActor();
		await actor.set(1);
		const wrong = [];
		const check = (f, [, name, words], found) => {
			if (found?.name !== name || !found.message.includes(words)) wrong.push(f + ' ' + words + ': ' + JSON.stringify(found));
		};
		for (const bad of `+badNumbers+`) {
			const promise = actor.set(bad[0]); // must reject, not throw
			check('set', bad, await failure(promise));
			check('trySet', bad, await failure(() => actor.trySet(bad[0])));
		}
		return { wrong, stats: actor.stats(), value: await actor.get() };
	`)
	for _, w := range got.Wrong {
		t.Error(w)
	}
	if got.Value != 1 || got.Stats.Admitted != 1 || got.Stats.Rejected != 0 {
		t.Errorf("something was sent: value %d, %+v", got.Value, got.Stats)
	}
}

// The module is to check for itself, for it has other callers than the client.
func TestTheModuleRefusesWhatItCannotHold(t *testing.T) {
	got := run[struct {
		Wrong    []string
		Admitted float64
	}](t, clientPage{}, `
		watchModules();
		const actor = await startActor();
		const { exports } = modules[0];
		const wrong = [];
		const expect = (name, outcome, code) => { if (outcome !== 2 ** 32 + code) wrong.push(name + ': ' + outcome); };
		const handle = exports.actorStart(4, 0);
		for (const v of [NaN, Infinity, -Infinity, 3.99, 2 ** 31, -(2 ** 31) - 1, 2 ** 32, 2 ** 53, 2 ** 63, -(2 ** 63), 2 ** 64, 1e300]) {
			expect('set ' + v, exports.actorSet(handle, v, 1), 5);
			expect('trySet ' + v, exports.actorTrySet(handle, v), 5);
		}
		for (const capacity of [0, -1, 1.5, NaN, Infinity, 65537, 2 ** 32 + 1]) expect('capacity ' + capacity, exports.actorStart(capacity, 0), 6);
		expect('executor', exports.actorStart(4, 2), 7);
		expect('step', exports.actorStep(handle), 7);
		const admitted = new Float64Array(exports.mem.buffer, exports.actorStats(handle), 12)[4];
		exports.actorFree(handle);
		exports.actorFree(handle);
		for (const h of [handle, 0, -1, handle + 1, 12345]) {
			expect('set of ' + h, exports.actorSet(h, 1, 1), 2);
			expect('trySet of ' + h, exports.actorTrySet(h, 1), 2);
			expect('get of ' + h, exports.actorGet(h, 1), 2);
			expect('step of ' + h, exports.actorStep(h), 2);
			if (exports.actorStats(h) !== 0) wrong.push('stats of ' + h);
			if (exports.actorStop(h, 1) !== 0) wrong.push('stop of ' + h);
			exports.actorFree(h);
		}
		const next = exports.actorStart(4, 0);
		if (next === handle) wrong.push('a handle recurred');
		expect('set of the former', exports.actorSet(handle, 1, 1), 2);
		return { wrong, admitted };
	`)
	for _, w := range got.Wrong {
		t.Error(w)
	}
	if got.Admitted != 0 {
		t.Errorf("%v values were sent", got.Admitted)
	}
}

func TestAWrongOptionIsRefusedByName(t *testing.T) {
	for _, w := range run[[]string](t, clientPage{}, `
		const wrong = [];
		for (const [options, name, words] of [
			[{ capacity: 0 }, 'RangeError', 'capacity is 0,'], [{ capacity: -1 }, 'RangeError', 'capacity is -1,'],
			[{ capacity: NaN }, 'RangeError', 'capacity is NaN,'], [{ capacity: 1.5 }, 'RangeError', 'capacity is 1.5,'],
			[{ capacity: Infinity }, 'RangeError', 'capacity is Infinity,'], [{ capacity: 65537 }, 'RangeError', '1 to 65536'],
			[{ capacity: 'x' }, 'TypeError', 'capacity is "x",'], [{ capacity: '8' }, 'TypeError', 'capacity is "8",'],
			[{ capacity: null }, 'TypeError', 'capacity is null,'], [{ capacity: 8n }, 'TypeError', 'capacity is 8n,'],
			[{ capacity: {} }, 'TypeError', 'capacity is an object,'],
			[{ executor: 'goroutine' }, 'TypeError', 'executor is "goroutine",'], [{ executor: null }, 'TypeError', 'executor is null,'],
			[{ wasmUrl: 'https://[' }, 'TypeError', 'wasmUrl is "https://["'], [{ wasmUrl: 7 }, 'TypeError', 'wasmUrl is 7'],
			[null, 'TypeError', 'options'], ['x', 'TypeError', 'options'],
		]) {
			const found = await failure(startActor(options));
			if (found?.name !== name || !found.message.includes(words)) wrong.push(words + ' ' + JSON.stringify(found));
		}
		for (const capacity of [1, 65536, undefined]) {
			const found = (await startActor({ capacity })).stats().capacity;
			if (found !== (capacity ?? 1024)) wrong.push('capacity ' + capacity + ' is ' + found);
		}
		return wrong;
	`) {
		t.Error(w)
	}
}

func TestTrySetIsRefusedWhenFullAndWhenStopped(t *testing.T) {
	got := run[struct {
		Room                   *failure
		Full, Stopped, Over    failure
		State                  string
		Rejected, AlsoRejected float64
	}](t, clientPage{}, `
		const actor = await startActor({ executor: 'manual', capacity: 1 });
		const room = await failure(() => actor.trySet(1));
		const full = await failure(() => actor.trySet(2));
		const rejected = actor.stats().rejected;
		const stop = actor.stop();
		const stopped = await failure(() => actor.trySet(3)); // still full, too
		const alsoRejected = actor.stats().rejected;
		actor.step();
		await stop;
		const over = await failure(() => actor.trySet(4));
		return { room, full, stopped, over, rejected, alsoRejected, state: await state(stop) };
	`)
	if got.Room != nil || got.Full.Code != "full" || !got.Full.Actor || got.Stopped.Code != "stopped" || got.Over.Code != "stopped" {
		t.Errorf("%+v", got)
	}
	if got.Rejected != 1 || got.AlsoRejected != 2 {
		t.Errorf("%v and %v rejected, want 1 and 2", got.Rejected, got.AlsoRejected)
	}
}

func TestStopHandlesWhatWasAdmittedAndRefusesTheRest(t *testing.T) {
	got := run[struct {
		Admitted, Waiting, Asked, Later, LaterGet, Stopping, Stopped, Again string
		Answer                                                              int32
		SameStats                                                           bool
		End                                                                 stats
		Step                                                                bool
	}](t, clientPage{}, `
		const actor = await startActor({ executor: 'manual', capacity: 2 });
		const admitted = actor.set(5), asked = actor.get(), waiting = actor.set(6);
		waiting.catch(() => {});
		const stop = actor.stop();
		const result = { waiting: await state(waiting), asked: await state(asked), stopping: await state(stop) };
		result.later = await state(actor.set(7));
		result.laterGet = await state(actor.get());
		const again = actor.stop();
		while (actor.step());
		await stop;
		result.admitted = await state(admitted);
		result.stopped = await state(stop);
		result.again = await state(again);
		result.answer = await asked;
		result.end = actor.stats();
		result.step = actor.step();
		await actor.stop();
		result.sameStats = JSON.stringify(actor.stats()) === JSON.stringify(result.end);
		return result;
	`)
	for what, is := range map[string][2]string{
		"the admitted":   {got.Admitted, "resolved"},
		"the waiting":    {got.Waiting, "stopped"},
		"the asked":      {got.Asked, "pending"},
		"a later set":    {got.Later, "stopped"},
		"a later get":    {got.LaterGet, "stopped"},
		"stop, before":   {got.Stopping, "pending"},
		"stop":           {got.Stopped, "resolved"},
		"stop once more": {got.Again, "resolved"},
	} {
		if is[0] != is[1] {
			t.Errorf("%s: %s, want %s", what, is[0], is[1])
		}
	}
	if got.Answer != 5 || got.End.Handled != 2 || got.End.Rejected != 3 || got.Step || !got.SameStats {
		t.Errorf("%+v", got)
	}
}

func TestActorsAreIndependentAndShareOneModule(t *testing.T) {
	got := run[struct {
		Values  []int32
		Modules int
		Depths  []int
		Loads   int
	}](t, clientPage{}, `
		watchModules();
		const actors = await Promise.all(Array.from({ length: 20 }, (_, i) => startActor({ capacity: i + 1, executor: i % 2 ? 'manual' : 'caller' })));
		actors.forEach((a, i) => void a.set(i * 100));
		const depths = actors.map((a) => a.stats().depth);
		await actors[2].stop(); // disturbs nobody
		const values = [];
		for (const a of actors) {
			if (a === actors[2]) continue;
			const value = a.get();
			while (a.step?.());
			values.push(await value);
		}
		return { values, depths, modules: modules.length, loads: performance.getEntriesByType('resource').filter((r) => r.name.endsWith('.wasm')).length };
	`)
	var values []int32
	var depths []int
	for i := range int32(20) {
		depths = append(depths, int(i%2))
		if i != 2 {
			values = append(values, i*100)
		}
	}
	if !slices.Equal(got.Values, values) || !slices.Equal(got.Depths, depths) {
		t.Errorf("%+v", got)
	}
	if got.Modules != 1 || got.Loads != 1 {
		t.Errorf("%d modules were started and %d loaded, want 1 and 1", got.Modules, got.Loads)
	}
}

// Row 32 of the semantics table.
func TestNothingIsLeftOfActorsThatStopped(t *testing.T) {
	type counts struct{ Actors, Goroutines, Timers, Memory float64 }
	got := run[struct{ Before, During, After, AtEnd counts }](t, clientPage{}, `
		watchModules();
		const first = await startActor();
		const [{ exports, timers }] = modules;
		const count = () => ({ actors: exports.actorCount(), goroutines: exports.goroutineCount(), timers: timers.size, memory: exports.mem.buffer.byteLength });
		const round = async (see) => {
			const actors = await Promise.all(Array.from({ length: 1000 }, (_, i) => startActor({ capacity: 4, executor: i % 2 ? 'manual' : 'caller' })));
			const calls = actors.flatMap((a, i) => [a.set(i), a.set(i), a.get(), a.set(i), a.set(i), a.set(i)]);
			const all = Promise.allSettled(calls);
			const seen = see?.();
			const stops = actors.map((a) => a.stop());
			for (const a of actors) while (a.step?.());
			await Promise.all(stops);
			await all;
			return seen;
		};
		const before = count();
		const during = await round(count);
		const after = count();
		for (let i = 0; i < 20; i++) await round();
		return { before, during, after, atEnd: count() };
	`)
	if got.Before.Actors != 1 || got.During.Actors != 1001 {
		t.Errorf("%v and %v actors, want 1 and 1001", got.Before.Actors, got.During.Actors)
	}
	if got.During.Goroutines != got.Before.Goroutines {
		t.Errorf("1000 actors run %v goroutines", got.During.Goroutines-got.Before.Goroutines)
	}
	for _, c := range []counts{got.After, got.AtEnd} {
		if c.Actors != 1 || c.Goroutines > got.Before.Goroutines || c.Timers > got.Before.Timers {
			t.Errorf("%+v is left, before it was %+v", c, got.Before)
		}
	}
	// The garbage of some rounds may lie about, but not that of twenty: a round takes more than 1 MB.
	if grown := got.AtEnd.Memory - got.After.Memory; grown > 8<<20 {
		t.Errorf("memory has grown by %v bytes in 20 rounds", grown)
	}
}

func TestImportingLeavesNoGlobalsAndRunningNone(t *testing.T) {
	got := run[[]string](t, clientPage{}, `
		const actor = await startActor();
		await actor.set(1);
		const frame = document.createElement('iframe');
		document.body.append(frame);
		const fresh = new Set(Object.getOwnPropertyNames(frame.contentWindow));
		const own = new Set(['0', 'outcome', 'failure', 'state', 'modules', 'watchModules', 'exhaust']);
		return Object.getOwnPropertyNames(globalThis).filter((name) => !fresh.has(name) && !own.has(name));
	`)
	if len(got) > 0 {
		t.Errorf("left behind: %q", got)
	}
}

func TestGlobalsOfThePageAreLeftAlone(t *testing.T) {
	if !run[bool](t, clientPage{before: `globalThis.process = { env: {} }; globalThis.fs = 'mine'; globalThis.Go = 'mine';`}, `
		const actor = await startActor();
		await actor.set(42);
		return (await actor.get()) === 42 && JSON.stringify([process, fs, Go]) === '[{"env":{}},"mine","mine"]';
	`) {
		t.Error("they were changed")
	}
}

func TestTheClientWorksInAWorkerWhereThereIsNoDocument(t *testing.T) {
	got := run[int32](t, clientPage{}, `
		const worker = new Worker('./worker.js', { type: 'module' });
		return new Promise((resolve, reject) => {
			worker.onmessage = (e) => resolve(e.data);
			worker.onerror = reject;
		});
	`)
	if got != 42 {
		t.Errorf("got %d, want 42", got)
	}
}

func TestEveryErrorSaysWhatToDo(t *testing.T) {
	got := run[[]failure](t, clientPage{}, `
		const actor = await startActor({ executor: 'manual', capacity: 1 });
		actor.trySet(1);
		const full = await failure(() => actor.trySet(1));
		actor.step();
		await actor.stop();
		return [full, await failure(actor.set(1))];
	`)
	for i, words := range []string{"await set()", "startActor()"} {
		if !strings.Contains(got[i].Message, words) || got[i].Name != "ActorError" {
			t.Errorf("%+v does not say %q", got[i], words)
		}
	}
}
