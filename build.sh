#!/usr/bin/env bash
# Builds, tests and measures. Needs Go; tests also need Chromium and a C compiler, which they install if they can.
set -eu
cd "$(dirname "$0")"

usage() {
	cat <<-'END'
	usage: ./build.sh          write the static site to dist/
	       ./build.sh test     run every check: format, vet, staticcheck, types, tests, tests in the browser
	       ./build.sh soak     the long runs: ten million sets and gets, a hundred times the random input, Go's fuzzing; about an hour
	       ./build.sh firefox  run the scripts' tests in Firefox, which FIREFOX names if it is not on PATH
	       ./build.sh bench    measure, natively and in the browser, and write the figures to BENCH_FILE or a new temporary file
	       ./build.sh mutate   break each promise of the core in turn, and see a test fail: some minutes
	       ./build.sh vuln     look up known vulnerabilities; needs the network
	       ./build.sh help     show this
	END
}

# --- the tools ---

heading() { printf '\n== %s ==\n' "$*"; }

# step NAME COMMAND... runs a step, says how long it took, and every 20 s that it is still at work: a quiet minute looks like a hang.
# A function that is a step joins its commands by &&, for it runs where set -e has no effect.
step() {
	local name=$1 start=$SECONDS
	shift
	heading "$name"
	exec 9> >(tick "$name")
	"$@" 9>&- || fail "$name failed after $((SECONDS - start)) s."
	exec 9>&-
	printf '   %d s\n' $((SECONDS - start))
}

# tick NAME prints a line every 20 s until its input ends. Nobody has to kill it: a shell that is killed while it begins may still
# run the traps of the one that began it.
tick() {
	local start=$SECONDS status=0
	until read -r -t 20 || { status=$?; [ $status -le 128 ]; }; do printf '   … %s: %d s\n' "$1" $((SECONDS - start)); done
}

# Sets scratch, a folder that goes when the script ends. What still runs beside it then is ended, too.
need_scratch() {
	scratch=$(mktemp -d)
	trap 'end_group "${beside:-}"; rm -rf "$scratch"' EXIT
}

# begin LOG COMMAND... runs a command beside what follows. Sets beside to the number of its group of processes.
begin() {
	local log=$1
	shift
	set -m
	"$@" >"$log" 2>&1 9>&- &
	beside=$!
	set +m
}

end_group() { [ -z "$1" ] || kill -- "-$1" 2>/dev/null || true; }

fail() {
	printf '%s\n' "$@" >&2
	exit 1
}

# Go, of the version that go.mod asks for or newer. Go itself fetches a newer one if it may; otherwise say what to do.
need_go() {
	local want have
	want=$(sed -n 's/^go //p' go.mod)
	command -v go >/dev/null ||
		fail "Go is not installed. Install Go $want or newer from https://go.dev/dl/ and run this again."
	have=$(go env GOVERSION 2>&1) ||
		fail "$have" "This needs Go $want or newer: https://go.dev/dl/"
	have=${have#go}
	[ "$(printf '%s\n' "$want" "${have%% *}" | sort -V | head -n 1)" = "$want" ] ||
		fail "This needs Go $want or newer, and the one on PATH is $have. Install it from https://go.dev/dl/ and run this again."
}

# install PACKAGE... by apt-get, if that is ours to use.
install() {
	[ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 0
	apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@"
}

# The race detector is built with C.
has_cc() {
	local cc
	cc=$(go env CC)
	command -v "${cc%% *}" >/dev/null
}

# Sets CHROMIUM, for the Go tests too, or fails if there is none.
find_chromium() {
	if [ -n "${CHROMIUM:-}" ]; then
		command -v "$CHROMIUM" >/dev/null || fail "CHROMIUM is set to $CHROMIUM, which is not a program."
	else
		CHROMIUM=$(command -v chromium || command -v chromium-browser || command -v google-chrome) || return
	fi
	export CHROMIUM
}

need_chromium() {
	find_chromium || fail "The tests need Chromium: install it, or set CHROMIUM to the program's path, and run this again."
}

# What the tests need and the machine lacks.
get_programs() {
	local missing=()
	has_cc || missing+=(gcc libc6-dev)
	find_chromium || missing+=(chromium)
	[ ${#missing[@]} = 0 ] || install "${missing[@]}" || true # what is missing is said below
	has_cc || fail "The race detector needs a C compiler: install gcc (or set CC) and run this again."
	need_chromium
}

# patiently COMMAND... leaves the processors to what runs beside it.
patiently() { nice -n 10 "$@"; }

tool() { patiently go tool -modfile=.ci/tools.mod "$@"; }

# One after another: each uses all processors while it compiles, but for its last and largest packages.
build_tools() {
	local name
	patiently .ci/tsgo --version >/dev/null || return
	for name in staticcheck actionlint wasmbrowsertest; do tool -n "$name" >/dev/null || return; done
}

# Sets WASM_EXEC, the program for `go test -exec` that runs a test binary in the browser. It starts wasmbrowsertest with
# - a small environment, for it hands all of it to the module, which takes 12 KB and no more;
# - a browser with our flags, under the first name it looks for.
need_wasm_exec() {
	local runner
	need_chromium
	runner=$(tool -n wasmbrowsertest)
	cat >"$scratch/headless_shell" <<-END
	#!/bin/sh
	exec "$CHROMIUM" --headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking \\
	  --disable-component-update --disable-sync "\$@"
	END
	cat >"$scratch/exec" <<-END
	#!/bin/sh
	exec env -i HOME="$HOME" TMPDIR="${TMPDIR:-/tmp}" GOROOT="$(go env GOROOT)" PATH="$scratch:$PATH" "$runner" "\$@"
	END
	chmod +x "$scratch/headless_shell" "$scratch/exec"
	WASM_EXEC=$scratch/exec
}

# in_browser ARG... is `go test` of packages as wasm.
in_browser() { GOOS=js GOARCH=wasm patiently go test -vet=off -exec "$WASM_EXEC" "$@"; }

# --- the commands ---

build() {
	need_go
	go run . -out dist
}

formatted() {
	local unformatted
	unformatted=$(gofmt -l actor wasm web serve.go) || return
	[ -z "$unformatted" ] || fail "Not formatted; run gofmt -w on:" "$unformatted"
}

vet() {
	patiently go vet ./... &&
		GOOS=js GOARCH=wasm patiently go vet ./actor/... ./wasm/...
}

check_static() {
	tool staticcheck ./... &&
		GOOS=js GOARCH=wasm patiently "$(tool -n staticcheck)" ./actor/... ./wasm/...
}

check_types() {
	go generate ./wasm/protocol &&
		patiently .ci/tsgo -p web/tsconfig.json &&
		patiently .ci/tsgo -p web/types/tsconfig.json
}

# The least share of statements, in percent, that the core's own tests run. What no test runs prints a line each with go tool cover.
covered() {
	local least=95 line share ok=true
	patiently go test -vet=off -cover ./actor ./wasm/stage >"$scratch/cover" || { cat "$scratch/cover"; return 1; }
	while read -r line; do
		printf '%s\n' "$line"
		share=${line##*coverage: }
		[ "${share%%[.%]*}" -ge $least ] || ok=false
	done <"$scratch/cover"
	$ok || fail "A package's tests run less than $least% of its statements."
}

# finished PID LOG waits for what was begun in the background, and shows its log if that failed.
finished() { wait "$1" || { cat "$2"; return 1; }; }

# Three packages at once, for the browser's tests mostly wait for frames; these first, for they take longest. Go's own limit of ten
# minutes a package is too short for them on a busy machine.
race() { go test -race -vet=off -p 3 -timeout 25m ./web/e2e ./web/site ./...; }

raced() {
	finished "$beside" "$scratch/race" && beside= && grep -v 'no test files' "$scratch/race"
}

# The tests wait for the browser, too: what else there is to check runs beside them, on the time that they leave.
test_all() {
	local programs tools
	need_go
	need_scratch
	get_programs >"$scratch/programs" 2>&1 & # a download, mostly
	programs=$!
	build_tools >"$scratch/tools" 2>&1 & # the largest packages compile on one processor each
	tools=$!
	step "gofmt" formatted
	# Before the tests, which build it too: the race detector makes compressing ten times slower, and the cache saves it.
	step "the site" go run . -out dist
	step "go vet" vet # on the processor that those packages leave
	step "the tools, from source" finished $tools "$scratch/tools" # one of the tests needs one, too
	step "Chromium and a C compiler" finished $programs "$scratch/programs"
	need_wasm_exec
	begin "$scratch/race" race
	step "types of the TypeScript sources" check_types
	step "the GitHub workflow" tool actionlint -shellcheck= -pyflakes= .github/workflows/*.yml
	step "staticcheck" check_static
	step "statements that the core's tests run" covered
	step "the core's tests in the browser, as wasm" in_browser ./actor/... ./wasm/... ./web/lessons
	step "go test, with the race detector" raced
	heading "passed in $SECONDS s"
}

# Runs that are too long for each change. Their random input is another each time: a failure names its seed.
soak() {
	local seed=$RANDOM fuzz
	need_go
	need_scratch
	need_chromium
	step "ten million sets and gets in a page" go test -v -count 1 -timeout 2h -run '^TestMemoryIsFlat$' ./web/e2e -pairs 10000000
	step "random input in a page, from seed $seed" go test -v -count 1 -timeout 2h -run '^TestScripts$/pages/hostile' ./web/site -times 100 -seed "$seed"
	for fuzz in FuzzParse FuzzCalls FuzzRun; do
		step "$fuzz" go test -run '^$' -fuzz "^$fuzz\$" -fuzztime 5m ./wasm/stage
	done
}

# Runs the tests that need no hold of the browser: the page itself sends what became of them. The tests in web/e2e need one, by the
# Chrome DevTools Protocol, which Firefox has given up; for WebDriver BiDi there is no client in Go that is kept up.
in_firefox() {
	local program
	need_go
	program=$(command -v "${FIREFOX:-firefox}" || command -v firefox-esr) || fail "There is no Firefox: install it, or set FIREFOX to the program's path."
	step "the scripts' tests in $("$program" --version)" go test -v -count 1 -timeout 25m -run '^TestScripts$' ./web/site -firefox "$program"
}

# Looks our code and all it needs up in the Go vulnerability database, at https://vuln.go.dev. It is no part of test, which needs no network.
vulnerabilities() {
	need_go
	need_scratch
	GOBIN=$scratch go install golang.org/x/vuln/cmd/govulncheck@v1.9.0
	step "govulncheck" "$scratch/govulncheck" ./...
	export GOOS=js GOARCH=wasm
	step "govulncheck, of the module" "$scratch/govulncheck" ./wasm
}

# Each run has a file of its own, so that benchstat can compare two. go test prints as it goes in the package's folder alone.
bench() {
	need_go
	need_scratch
	need_chromium
	local figures=${BENCH_FILE:-${TMPDIR:-/tmp}/actor-playground-$(date +%Y%m%d-%H%M%S).bench.txt}
	case $figures in /*) ;; *) figures=$PWD/$figures ;; esac
	(cd web/internal/bench && go test -count 1 -timeout 1h -run '^TestFigures$' -figures "$figures")
}

# Shows each change as its tests are done. That each still applies is a test of its own, and part of test.
mutate() {
	need_go
	(cd actor && go test -count 1 -timeout 1h -v -run '^TestEachMutantIsCaught$' . -args -mutate)
}

[ $# -le 1 ] || { usage >&2; exit 2; }
case ${1:-build} in
build) build ;;
test) test_all ;;
soak) soak ;;
firefox) in_firefox ;;
bench) bench ;;
mutate) mutate ;;
vuln) vulnerabilities ;;
help | -h | --help) usage ;;
*)
	printf 'unknown command: %s\n' "$1" >&2
	usage >&2
	exit 2
	;;
esac
