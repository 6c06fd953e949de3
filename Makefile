# make run   installs what is needed, loads the demonstration data if there is none, serves http://localhost:8501
# make test  format, lint and type checks, then every test, browser tests included
# make bench the measured speed

SHELL := /bin/bash
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$name" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$name" && break; done)
IN_VENV := .venv/bin/python
SCREENSHOTS := tests/output

.PHONY: run test lint bench browser clean
.DEFAULT_GOAL := run

run: .venv/installed
	@exec $(IN_VENV) -m dashboard run --demonstration

test: .venv/installed browser lint
	@mkdir -p $(SCREENSHOTS) && echo "Screenshots: $(CURDIR)/$(SCREENSHOTS)"
	@$(IN_VENV) -m pytest -n auto --dist loadfile

lint: .venv/installed
	@$(IN_VENV) -m ruff check .
	@$(IN_VENV) -m ruff format --check .
	@$(IN_VENV) -m mypy

bench: .venv/installed browser
	@exec $(IN_VENV) -m dashboard bench

# Where the pins change, everything is made to fit them; where they do not, nothing is asked of the network.
.venv/installed: requirements.txt
	@test -n "$(PYTHON)" || { echo "Found no Python 3.11 or newer with its modules venv and ensurepip. Install one," \
		"for example on Debian: apt-get install python3 python3-venv. Or name it: make PYTHON=/path/to/python3 run" >&2; exit 1; }
	@.venv/bin/python -c 'import pip' 2>/dev/null || $(PYTHON) -m venv --clear .venv
	@echo "Installing the pinned packages into .venv; this takes about a minute, once."
	@$(IN_VENV) -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.txt
	@touch $@

# Debian's own Chromium: what a test tool downloads by itself is neither pinned nor checked.
browser:
	@for name in chromium chromium-browser google-chrome google-chrome-stable; do \
		command -v "$$name" >/dev/null && exit 0; done; \
	if [ "$$(id -u)" = 0 ]; then become=; elif sudo -n true 2>/dev/null; then become="sudo -n"; \
	else echo "Found no Chromium for the browser tests. Install one, for example on Debian: apt-get install chromium" >&2; exit 1; fi; \
	command -v apt-get >/dev/null || { echo "Found no Chromium for the browser tests and no apt-get. Install Chromium." >&2; exit 1; }; \
	echo "Installing Chromium for the browser tests."; \
	$$become apt-get update -qq && \
	$$become env DEBIAN_FRONTEND=noninteractive apt-get install -qq --yes --no-install-recommends chromium >/dev/null
# And strace, which kills a commit at every write; where it cannot be had, those tests say so and are left out.
	@command -v strace >/dev/null && exit 0; \
	if [ "$$(id -u)" = 0 ]; then become=; elif sudo -n true 2>/dev/null; then become="sudo -n"; \
	else echo "Found no strace for the tests of a killed commit. Install it, for example on Debian: apt-get install strace" >&2; exit 0; fi; \
	command -v apt-get >/dev/null || { echo "Found no strace for the tests of a killed commit and no apt-get. Install strace." >&2; exit 0; }; \
	echo "Installing strace for the tests of a killed commit."; \
	$$become apt-get update -qq && \
	$$become env DEBIAN_FRONTEND=noninteractive apt-get install -qq --yes --no-install-recommends strace >/dev/null || \
	echo "strace could not be installed: the tests of a killed commit are left out." >&2

clean:
	rm -rf .venv tests/output .mypy_cache .pytest_cache .ruff_cache
