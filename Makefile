# `make demo` and `make test` are all that a newcomer needs; both make their own environment.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000

.PHONY: demo test bench lint screenshots requirements clean

demo: $(VENV)/.ready
	@COMMISSION_DEV=1 COMMISSION_IS_FICTIONAL=1 $(BIN)/python manage.py demo --port $(PORT)

test: $(VENV)/.ready-dev
	@$(BIN)/python tests/run.py $(ARGS)

bench: $(VENV)/.ready-dev
	@$(BIN)/python -m tests.bench $(ARGS)

lint: $(VENV)/.ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	COMMISSION_DEV=1 $(BIN)/mypy commission archive search media
	COMMISSION_DEV=1 $(BIN)/python manage.py makemigrations --check --dry-run
	SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))') \
	  ALLOWED_HOSTS=record.example DATA_DIR=$$(mktemp -d) $(BIN)/python manage.py check --deploy --fail-level WARNING

# Pages as pictures, into var/screenshots/.
screenshots: $(VENV)/.ready-dev
	@$(BIN)/python -m tests.browser.screenshots

# One command decides whether the environment still fits the pinned list.
$(VENV)/.ready: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; set PYTHON=/path/to/it")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing what the software stands on (once; a minute or two)…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(BIN)/uv pip install --quiet --python $(BIN)/python -r requirements.txt
	@touch $@

$(VENV)/.ready-dev: $(VENV)/.ready requirements-dev.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python -r requirements-dev.txt
	@touch $@

# Pin anew after a change of the dependencies in pyproject.toml. Writes no address of an index.
requirements: $(VENV)/.ready
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header --no-annotate \
	  --no-emit-index-url pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header --no-annotate \
	  --no-emit-index-url --extra dev pyproject.toml -o requirements-dev.txt

clean:
	rm -rf $(VENV) var
