# `make demo` and `make test` do all the set-up: a virtual environment in .venv, filled from the lock files.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test coverage laws fuzz crash hostile lint format lock benchmarks reference clean

demo: .venv/.demo-ready
	$(BIN)/tactful demo $(ARGS)

# Three at a time on two cores: much of it waits for disks, databases and a browser.
test: .venv/.test-ready lint
	$(BIN)/python -m pytest -n 3 --dist loadfile $(ARGS)

# Measuring what the tests reach makes them take half as long again.
coverage: .venv/.test-ready
	$(BIN)/python -m pytest -n 2 --dist loadfile --cov --cov-report=term:skip-covered --cov-fail-under=85 $(ARGS)

# The laws of money on 100,000 made-up cases and 100,000 payment plans, and a whole year at the sample company; `make
# test` tries some hundreds of each, and seven months.
laws: .venv/.test-ready
	TACTFUL_LAW_CASES=100000 TACTFUL_YEAR_DAYS=365 $(BIN)/python -m pytest -q tests/laws tests/integration/test_year.py

# The guardrail on 100,000 odd texts; `make test` tries some hundreds.
fuzz: .venv/.test-ready
	TACTFUL_FUZZ_TEXTS=100000 $(BIN)/python -m pytest -q -s tests/fuzz

# Kills imports and migrations 200 times on each database (PostgreSQL when TACTFUL_TEST_POSTGRES names one); `make test`
# does a few.
crash: .venv/.test-ready
	TACTFUL_KILLS=200 $(BIN)/python -m pytest -q -s tests/integration/test_import_killed.py \
		tests/integration/test_migration_killed.py

# Fifty drafts for each thing that a hostile endpoint of a language model can do; `make test` has four for each.
hostile: .venv/.test-ready
	TACTFUL_HOSTILE_DRAFTS=50 $(BIN)/python -m pytest -q tests/integration/hostile_model

lint: .venv/.test-ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/.test-ready
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# TACTFUL_BENCHMARK_CUSTOMERS=2000 measures search among 120,000 clauses instead of 12,000, which takes minutes more.
benchmarks: .venv/.test-ready
	$(BIN)/python -m benchmarks

# Pages that are made from knowledge files, example messages, and the simulated year.
reference: .venv/.test-ready
	$(BIN)/python docs/guardrail_reference.py
	$(BIN)/python docs/law_reference.py
	$(BIN)/python -m tests.integration.examples docs/example-messages.md
	$(BIN)/python -m tests.integration.year docs/example-year.md

# Resolve anew from pyproject.toml; hashes, and no address of any index.
lock: .venv/.test-ready
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--group build pyproject.toml --output-file requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--group build --group dev pyproject.toml --constraint requirements.lock --output-file requirements-dev.lock

clean:
	rm -rf .venv .coverage

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo 'Python 3.11 or newer is needed; name it with: make PYTHON=python3.12 ...'; exit 2; }
	$(PYTHON) -m venv .venv || { echo 'python3 lacks venv; on Debian: apt-get install python3-venv'; exit 2; }

# The project itself is linked into the environment, so that a change in the source shows at once. Python compiles what
# is imported when it first is; to compile all of it here takes half a minute more.
.venv/.demo-ready: .venv/bin/python requirements.lock pyproject.toml
	$(BIN)/python -m pip install --quiet --no-compile --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --no-build-isolation --no-deps --editable .
	touch $@

.venv/.test-ready: .venv/.demo-ready requirements-dev.lock
	$(BIN)/python -m pip install --quiet --no-compile --require-hashes --requirement requirements-dev.lock
	touch $@
