# Needs make and Python 3.11 or newer with venv; everything else is fetched from PyPI by the lock file.

UV := $(shell uv --version >/dev/null 2>&1 && echo uv || echo .uv/bin/uv)
BIN := .venv/bin
SYNC := $(UV) sync --frozen --inexact --compile-bytecode

# The person's own Python is taken; nothing is downloaded from anywhere but the package index.
export UV_PYTHON_DOWNLOADS := never

.DEFAULT_GOAL := help

.PHONY: run test check format-check lint types floors lessons lock coverage bench prove-broadcast pictures format clean help

help: ## This list.
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 24

run: .venv/run ## Serves the web chat at http://127.0.0.1:8080, with demo content and a database of its own.
	$(BIN)/banhoc serve --demo

test: .venv/test ## Runs every test that this machine can run; says what it skipped and how to get it.
	$(BIN)/pytest -n auto --dist worksteal $(COVER)

check: format-check lint types floors lessons lock coverage ## All that a change has to pass.

format-check: .venv/check
	$(BIN)/ruff format --check .

lint: .venv/check
	$(BIN)/ruff check .
	$(BIN)/yamllint --strict .
	$(BIN)/hadolint Dockerfile

types: .venv/check
	$(BIN)/mypy

floors: .venv/check
	$(BIN)/lint-imports --no-logo

lessons: .venv/check
	$(BIN)/banhoc lessons check lessons

lock: .venv/check
	$(UV) lock --check

# Nouns and decisions are tested in every branch, the rest in nine parts of ten.
PURE := bot/model/*,bot/tutor/*,bot/policy/*
coverage: .venv/check
	$(BIN)/coverage erase
	$(MAKE) test COVER='--cov --cov-report='
	$(BIN)/coverage report --include='$(PURE)' --fail-under=100
	$(BIN)/coverage report --omit='$(PURE)' --fail-under=90

bench: .venv/test ## Prints what a step, an update and a start cost on this machine.
	$(BIN)/python -m tests.bench

prove-broadcast: .venv/test ## Sends a broadcast under twenty kills on each database; FULL=1 for 12,000 recipients. Needs PostgreSQL.
	$(BIN)/python -m tests.prove.broadcast $(if $(FULL),--full)

pictures: .venv/test ## Makes the pictures of the README anew, with Chromium.
	$(BIN)/python -m tests.web.pictures

format: .venv/check ## Writes the code in the one format, and mends what the linter can mend.
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

clean: ## Deletes what was made here, but never data/.
	rm -rf .venv .uv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage* htmlcov dist build

.venv/run: uv.lock pyproject.toml | $(UV)
	$(SYNC) --extra speed
	@touch $@

.venv/test: uv.lock pyproject.toml | $(UV)
	$(SYNC) --all-extras --group test
	@touch $@

.venv/check: uv.lock pyproject.toml | $(UV)
	$(SYNC) --all-extras --all-groups
	@touch $@

.uv/bin/uv:
	python3 -m venv .uv
	.uv/bin/pip install --quiet 'uv>=0.13,<0.14'

# An uv of one's own on PATH is no file that make could build.
.PHONY: uv
uv:
