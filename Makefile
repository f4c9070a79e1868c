# Each door sets up what it needs: a virtual environment in .venv, made once and renewed when pyproject.toml changes.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test lint bench clean

.venv/run: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

.venv/dev: .venv/run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

demo: .venv/run      ## the whole river on this machine alone: no internet, no keys
	$(BIN)/survey demo

test: .venv/dev      ## everything that is checked
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n 2

lint: .venv/dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/mypy

bench: .venv/dev     ## figures, beside a floor; run by hand
	$(BIN)/python -m benchmarks.river
	$(BIN)/python -m benchmarks.papers_with_code

clean:
	rm -rf .venv build dist *.egg-info
