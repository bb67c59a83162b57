package stage

import (
	"runtime"
	"testing"
)

// busy is a play that never rests: a hundred clients before a full mailbox.
const busy = "mailbox 64\nhandle 1ms\nw x100: repeat 5000 (set 1, get)"

// busyActors are a hundred actors that never rest: each question goes on to the
// next but one, which asks a third.
const busyActors = "mailbox 64\nhandle 1ms\nactor desk x33: on get forward clerk\nactor clerk x33: on get ask files\nactor files x34\n" +
	"w x100: repeat 2500 (set 1 at desk, get at desk)"

func BenchmarkEvents(b *testing.B) { benchmarkEvents(b, busy) }

func BenchmarkEventsOfHundredActors(b *testing.B) { benchmarkEvents(b, busyActors) }

func benchmarkEvents(b *testing.B, script string) {
	s := newStage(b, script)
	events := 0
	b.ReportAllocs()
	for b.Loop() {
		if !s.Step() {
			s.Reset()
			s.Step()
		}
		events += len(s.run.latest)
	}
	b.ReportMetric(float64(events)/b.Elapsed().Seconds(), "events/s")
}

// BenchmarkSeek goes to the last but one position of a trace of 100,000
// events from the last one, which is the farthest way.
func BenchmarkSeek(b *testing.B) {
	s := newStage(b, busy)
	for s.Trace().Len() < 100_000 {
		s.Step()
	}
	end := s.Position()
	b.ReportAllocs()
	for b.Loop() {
		s.Seek(end, end)
		s.Seek(end-1, end)
	}
	b.ReportMetric(float64(s.Trace().Len()), "events")
}

func BenchmarkSnapshot(b *testing.B) {
	s := newStage(b, "handle 1ms\nw x10000: set 1, get")
	s.Seek(50_000, 50_000)
	var text []byte
	b.ReportAllocs()
	for b.Loop() {
		snap := s.Snapshot()
		text = snap.AppendJSON(text[:0])
	}
	b.SetBytes(int64(len(text)))
}

// BenchmarkFullTrace tells what a trace takes that is full.
func BenchmarkFullTrace(b *testing.B) {
	for b.Loop() {
		var before, after runtime.MemStats
		s := newStage(b, busy)
		runtime.GC()
		runtime.ReadMemStats(&before)
		for s.Trace().Fallen() == 0 {
			s.Step()
		}
		runtime.GC()
		runtime.ReadMemStats(&after)
		b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/(1<<20), "MiB")
		b.ReportMetric(float64(s.Trace().Len()), "events")
		s.Close()
	}
}

// BenchmarkLive gives MaxLive commands one after the other, none of which is
// handled meanwhile.
func BenchmarkLive(b *testing.B) {
	s := newStage(b, "")
	given := 0
	b.ReportAllocs()
	for b.Loop() {
		if given == MaxLive {
			b.StopTimer()
			s.Reset()
			given = 0
			b.StartTimer()
		}
		if err := s.Live("set 7"); err != nil {
			b.Fatal(err)
		}
		given++
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "commands/s")
}

// BenchmarkHostile parses texts that are made to take long.
func BenchmarkHostile(b *testing.B) {
	for _, text := range hostileTexts() {
		b.Run(text.name, func(b *testing.B) {
			for b.Loop() {
				script, err := Parse(text.text)
				if err != nil {
					_ = err.(Mistakes).AppendJSON(nil)
					continue
				}
				s := New(script)
				s.Snapshot()
				s.Close()
			}
		})
	}
}
