# make run   installs what is needed, loads the demonstration data if there is none, serves http://localhost:8501
# make team  PostgreSQL, two copies of the app and nginx in front of them, at http://localhost:8080; deploy/README.md
# make test  format, lint and type checks, then every test, browser tests included
# make bench the measured speed

SHELL := /bin/bash
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$name" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$name" && break; done)
IN_VENV := .venv/bin/python
SCREENSHOTS := tests/output

.PHONY: run team test lint bench programs chromium strace nginx clean
.DEFAULT_GOAL := run

run: .venv/installed
	@exec $(IN_VENV) -m dashboard run --demonstration

# Others than by default: make team TEAM="--port 9000 --copies 3 --first-port 9001"
team: .venv/installed nginx
	@exec $(IN_VENV) -m deploy.team $(TEAM)

test: .venv/installed programs lint
	@mkdir -p $(SCREENSHOTS) && echo "Screenshots: $(CURDIR)/$(SCREENSHOTS)"
	@$(IN_VENV) -m pytest -n auto --dist loadfile --no-loadscope-reorder

lint: .venv/installed
	@$(IN_VENV) -m ruff check .
	@$(IN_VENV) -m ruff format --check .
	@$(IN_VENV) -m mypy

bench: .venv/installed chromium
	@exec $(IN_VENV) -m dashboard bench

# Where the pins change, everything is made to fit them; where they do not, nothing is asked of the network.
.venv/installed: requirements.txt
	@test -n "$(PYTHON)" || { echo "Found no Python 3.11 or newer with its modules venv and ensurepip. Install one," \
		"for example on Debian: apt-get install python3 python3-venv. Or name it: make PYTHON=/path/to/python3 run" >&2; exit 1; }
	@.venv/bin/python -c 'import pip' 2>/dev/null || $(PYTHON) -m venv --clear .venv
	@echo "Installing the pinned packages into .venv; this takes about a minute, once."
	@$(IN_VENV) -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.txt
	@touch $@

# Programs from Debian's packages: what a test tool downloads by itself is neither pinned nor checked.
# $(call from_debian,PACKAGE,names of its program,what for,status where it cannot be had,what to do once it is there)
define from_debian
	@for name in $(2); do PATH="$$PATH:/usr/sbin" command -v "$$name" >/dev/null && exit 0; done; \
	if [ "$$(id -u)" = 0 ]; then become=; elif sudo -n true 2>/dev/null; then become="sudo -n"; else become=none; fi; \
	if [ "$$become" = none ] || ! command -v apt-get >/dev/null; then \
		echo "Found no $(1) for $(3). Install it, for example on Debian: apt-get install $(1)" >&2; exit $(4); fi; \
	echo "Installing $(1) for $(3)."; \
	$$become apt-get update -qq && \
	$$become env DEBIAN_FRONTEND=noninteractive apt-get install -qq --yes --no-install-recommends $(1) >/dev/null || \
	{ echo "$(1) could not be installed, which is wanted for $(3)." >&2; exit $(4); }; \
	$(or $(5),true)
endef

programs: chromium strace nginx

chromium:
	$(call from_debian,chromium,chromium chromium-browser google-chrome google-chrome-stable,the browser tests,1)

# Kills a commit at every write; where it cannot be had, those tests say so and are left out.
strace:
	$(call from_debian,strace,strace,the tests of a killed commit,0)

# Debian's package starts an nginx of its own on port 80: nobody asked for that one.
nginx:
	$(call from_debian,nginx,nginx,several copies behind one address,0,\
		{ $$become systemctl disable --quiet --now nginx || $$become service nginx stop; } >/dev/null 2>&1 || true)

clean:
	rm -rf .venv tests/output .mypy_cache .pytest_cache .ruff_cache
