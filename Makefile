# `make demo` runs both example trials, `make check` every test and lint, `make hapi` starts a server.
# Everything is installed into .venv; nothing outside this folder is touched, but for the cache of HAPI's jars.

PYTHON ?= python3
RELEASE ?= R4
PORT ?= 8080
BIN := .venv/bin

.PHONY: demo check test lint hapi bench clean

demo: .venv/installed
	@PATH="$(CURDIR)/$(BIN):$$PATH" sh examples/demo.sh

check: lint test

lint: .venv/installed
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: .venv/installed
	@rm -f .coverage .coverage.*
	$(BIN)/coverage run -m pytest
	@$(BIN)/coverage combine --quiet
	$(BIN)/coverage report --fail-under=$(COVERAGE)

COVERAGE := 95

hapi: .venv/installed
	$(BIN)/python -m tests.hapi --release $(RELEASE) --port $(PORT)

bench: .venv/installed
	$(BIN)/python -m benchmarks

.venv/installed: pyproject.toml .ci/constraints.txt
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit("Python 3.11 or newer is needed: make PYTHON=python3.12" if v < (3, 11) else 0)'
	@echo "setting up .venv (half a minute, once)"
	@$(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --disable-pip-version-check --constraint .ci/constraints.txt 'pip>=25.1'
	@$(BIN)/pip install --quiet --disable-pip-version-check --constraint .ci/constraints.txt --editable '.[service]' --group dev
	@touch $@

clean:
	rm -rf .venv demo .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage build dist
