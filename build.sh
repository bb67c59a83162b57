#!/usr/bin/env bash
# Builds, tests and measures. Needs Go; tests also need Chromium and a C compiler, which they install where they can.
set -eu
cd "$(dirname "$0")"

usage() {
	cat <<-'END'
	usage: ./build.sh          write the static site to dist/
	       ./build.sh test     run every check: format, vet, staticcheck, types, tests, tests in the browser
	       ./build.sh bench    measure, natively and in the browser, and write the figures to BENCH_FILE or a new temporary file
	       ./build.sh help     show this
	END
}

# --- the tools ---

heading() { printf '\n== %s ==\n' "$*"; }

fail() {
	printf '%s\n' "$@" >&2
	exit 1
}

# Go, of the version that go.mod asks for or newer. Go itself fetches a newer one where it may; say what to do where not.
need_go() {
	local want have
	want=$(sed -n 's/^go //p' go.mod)
	command -v go >/dev/null ||
		fail "There is no Go on this machine. Install Go $want or newer from https://go.dev/dl/ and run this again."
	have=$(go env GOVERSION 2>&1) ||
		fail "$have" "This needs Go $want or newer: https://go.dev/dl/"
	have=${have#go}
	[ "$(printf '%s\n' "$want" "${have%% *}" | sort -V | head -n 1)" = "$want" ] ||
		fail "This needs Go $want or newer, and the one on PATH is $have. Install it from https://go.dev/dl/ and run this again."
}

# install PACKAGE... by apt-get, if that is ours to use.
install() {
	[ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
	heading "installing $*"
	apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@"
}

# The race detector is built with C.
need_cc() {
	local cc
	cc=$(go env CC)
	command -v "${cc%% *}" >/dev/null || install gcc libc6-dev || true
	command -v "${cc%% *}" >/dev/null ||
		fail "The race detector needs a C compiler: install gcc (or set CC) and run this again."
}

# Sets CHROMIUM, for the Go tests too.
need_chromium() {
	find_chromium || { install chromium && find_chromium; } ||
		fail "The tests need Chromium: install it, or set CHROMIUM to the program's path, and run this again."
	export CHROMIUM
}

find_chromium() {
	if [ -n "${CHROMIUM:-}" ]; then
		command -v "$CHROMIUM" >/dev/null || fail "CHROMIUM is set to $CHROMIUM, which is no program."
		return
	fi
	CHROMIUM=$(command -v chromium || command -v chromium-browser || command -v google-chrome)
}

tool() { go tool -modfile=.ci/tools.mod "$@"; }

# Sets WASM_EXEC, the program for `go test -exec` that runs a test binary in the browser. It starts wasmbrowsertest with
# - a small environment, for it hands all of it to the module, which takes 12 KB and no more;
# - a browser with our flags, under the first name it looks for.
need_wasm_exec() {
	local runner
	need_chromium
	runner=$(tool -n wasmbrowsertest)
	tmp=$(mktemp -d)
	trap 'rm -rf "$tmp"' EXIT
	cat >"$tmp/headless_shell" <<-END
	#!/bin/sh
	exec "$CHROMIUM" --headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking \\
	  --disable-component-update --disable-sync "\$@"
	END
	cat >"$tmp/exec" <<-END
	#!/bin/sh
	exec env -i HOME="$HOME" TMPDIR="${TMPDIR:-/tmp}" GOROOT="$(go env GOROOT)" PATH="$tmp:$PATH" "$runner" "\$@"
	END
	chmod +x "$tmp/headless_shell" "$tmp/exec"
	WASM_EXEC=$tmp/exec
}

# in_browser ARG... is `go test` of packages as wasm.
in_browser() { GOOS=js GOARCH=wasm go test -exec "$WASM_EXEC" "$@"; }

# --- the commands ---

build() {
	need_go
	go run . -out dist
}

test_all() {
	need_go
	need_cc
	need_chromium

	heading "gofmt"
	local unformatted
	unformatted=$(gofmt -l actor wasm web serve.go)
	[ -z "$unformatted" ] || fail "Not formatted; run gofmt -w on:" "$unformatted"

	heading "go vet"
	go vet ./...
	GOOS=js GOARCH=wasm go vet ./actor/... ./wasm/...

	heading "staticcheck"
	tool staticcheck ./...
	GOOS=js GOARCH=wasm "$(tool -n staticcheck)" ./actor/... ./wasm/...

	heading "types of the TypeScript sources"
	tool tsgo -p web/tsconfig.json
	tool tsgo -p web/types/tsconfig.json

	heading "the GitHub workflow"
	tool actionlint -shellcheck= -pyflakes= .github/workflows/*.yml

	# Before the tests, which build it too: the race detector makes compressing ten times slower, and the cache saves it.
	heading "the site"
	build

	heading "go test, with the race detector"
	go test -race ./...

	heading "the core's tests in the browser, as wasm"
	need_wasm_exec
	in_browser ./actor/... ./wasm/... ./web/lessons

	heading "all is well"
}

# Each run has a file of its own, so that benchstat can compare two. go test prints as it goes in the package's folder alone.
bench() {
	need_go
	need_chromium
	local figures=${BENCH_FILE:-${TMPDIR:-/tmp}/actor-playground-$(date +%Y%m%d-%H%M%S).bench.txt}
	case $figures in /*) ;; *) figures=$PWD/$figures ;; esac
	(cd web/internal/bench && go test -count 1 -timeout 1h -run '^TestFigures$' -figures "$figures")
}

[ $# -le 1 ] || { usage >&2; exit 2; }
case ${1:-build} in
build) build ;;
test) test_all ;;
bench) bench ;;
help | -h | --help) usage ;;
*)
	printf 'unknown command: %s\n' "$1" >&2
	usage >&2
	exit 2
	;;
esac
