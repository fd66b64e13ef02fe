# `make demo` and `make test` do all the set-up: a virtual environment in .venv, filled from the lock files.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test lint format lock benchmarks reference clean

demo: .venv/.demo-ready
	$(BIN)/tactful demo $(ARGS)

test: .venv/.test-ready lint
	$(BIN)/coverage run -m pytest $(ARGS)
	$(BIN)/coverage report --fail-under=85

lint: .venv/.test-ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/.test-ready
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

benchmarks: .venv/.test-ready
	$(BIN)/python -m benchmarks

# Pages that are made from knowledge files.
reference: .venv/.demo-ready
	$(BIN)/python docs/guardrail_reference.py

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

# The project itself is linked into the environment, so that a change in the source shows at once.
.venv/.demo-ready: .venv/bin/python requirements.lock pyproject.toml
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --no-build-isolation --no-deps --editable .
	touch $@

.venv/.test-ready: .venv/.demo-ready requirements-dev.lock
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements-dev.lock
	touch $@
