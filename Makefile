# The commands of Common Ground. `make` alone lists them.
#
# Everything runs with the tools of .ci/env; .ci/setup installs what is missing, outside the checkout.
SHELL := bash
# A failed test says where it failed; the frames of the test library add nothing.
export RUST_BACKTRACE ?= 0
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help serve build test bench clean setup-serve setup-test phases fmt clippy tidy unit size specimens wasm \
	wasm-chromium wasm-firefox wasm-webkit e2e-chromium e2e-firefox e2e-webkit e2e fuzz

ENV := . .ci/env &&
PHASE := $(ENV) .ci/phase
# Where trunk puts the app, and where the tests look for it. Another folder: make test DIST=/tmp/dist
DIST ?= dist
export CG_DIST := $(abspath $(DIST))
# Each file of it compressed, and the list of what a first visit loads.
WEIGHED := target/brotli/dist
export CG_WEIGHED := $(abspath $(WEIGHED))
# The app with the feature `specimens`; never published.
SPECIMENS := target/specimens
export CG_SPECIMENS := $(abspath $(SPECIMENS))
# One test only:  make e2e-firefox ONLY=smoke
ONLY ?=
# Also what is the same in every browser (tests/e2e/stories/once, and axe), in each of them:  make e2e EVERYTHING=1
EVERYTHING ?=

help: ## this list
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9-]+):.*## (.*)/  make \1\t\2/' | expand -t 24

serve: setup-serve ## set up what is missing, build, serve on http://127.0.0.1:8080
	@.ci/build --release
	@$(ENV) CARGO_ENCODED_RUSTFLAGS=$$CG_RUSTFLAGS exec trunk serve --release

build: setup-serve ## the app as it is published, in dist/ (a warning is a failure)
	@.ci/build --release --dist $(DIST)

test: setup-test ## everything; about half an hour on two cores
	@.ci/phase "make test" $(MAKE) --no-print-directory phases

phases: fmt clippy tidy unit size specimens wasm e2e

fmt: ## formatting, as rustfmt has it
	@$(PHASE) $@ cargo fmt --check

# `--all-targets` leaves out targets with `test = false`, and naming them beside it does not help: they go by themselves.
clippy: ## clippy pedantic, native and wasm32, no warnings
	@$(PHASE) "clippy, native" cargo clippy --locked --quiet --all-features --all-targets -- -D warnings
	@$(PHASE) "clippy, what drives browsers" cargo clippy --locked --quiet --test e2e --test bench -- -D warnings
	@$(PHASE) "clippy, wasm32" cargo clippy --locked --quiet --target wasm32-unknown-unknown --all-features --lib --bins --test browser -- -D warnings

tidy: ## import table, texts, classes, words: the rules of tests/tidy
	@$(PHASE) $@ cargo test --locked --quiet --test tidy -- $(ONLY)

unit: ## native tests: unit, feature and property tests
	@$(PHASE) $@ cargo test --locked --quiet --features specimens -- $(ONLY)

size: ## release build, and what a first visit loads against 150 KiB
	@$(PHASE) "release build" .ci/build --release --dist $(DIST)
	@$(PHASE) $@ node .ci/size.mjs $(DIST) --write $(WEIGHED)

specimens: ## the same with the component page, for the tests that look at every part
	@$(PHASE) "build with specimens" .ci/build --release --features specimens --dist $(SPECIMENS)

wasm: wasm-chromium wasm-firefox wasm-webkit ## tests/browser in the three engines
wasm-chromium wasm-firefox wasm-webkit: wasm-%:
	@$(PHASE) $@ .ci/wasm-test $* $(ONLY)

e2e: e2e-chromium e2e-firefox e2e-webkit ## the built app (make size first), driven in the three engines
e2e-chromium e2e-firefox e2e-webkit: e2e-%: ## ... in one of them; ONLY=name for one test
	@CG_BROWSER=$* CG_EVERYTHING=$(EVERYTHING) .ci/phase $@ bash -c '. .ci/env && exec cargo test --locked --quiet --test e2e -- $(ONLY) $(if $(EVERYTHING)$(filter chromium,$*),,--skip stories::once::)'

bench: setup-test ## speed, beside an empty Leptos page and a plain form; nothing here can fail on time
	@$(ENV) .ci/bench

fuzz: ## bytes of all kinds into what reads links and files, a minute each; wants nightly and cargo-fuzz
	@.ci/fuzz

setup-serve setup-test: setup-%:
	@.ci/setup $*

clean: ## remove what was built (installed tools stay)
	rm -rf target dist tests/bench/empty/target tests/bench/empty/dist
