# OpsGuide. `make run` and `make test` are all a new machine needs; each installs what is missing.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
RUN_STAMP := $(VENV)/.installed-run
DEV_STAMP := $(VENV)/.installed-dev
export PORT
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help run dev admin test test-unit test-browser check fix content bench schemas export lock vendor clean

help: ## show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | awk -F'\t' '{printf "make %-14s %s\n", $$1, $$2}'

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null || { \
	  echo "OpsGuide needs Python 3.12 or newer; '$(PYTHON)' is $$($(PYTHON) --version 2>&1 || echo missing)."; \
	  echo "Install one and say which: make PYTHON=/path/to/python3.13 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "The virtual environment could not be made. On Debian: apt install python3-venv"; rm -rf $(VENV); exit 1; }

$(RUN_STAMP): requirements.txt | $(VENV)/bin/python
	@echo "Installing the locked packages …"
	@$(BIN)/pip install --quiet --require-hashes -r requirements.txt
	@touch $@

$(DEV_STAMP): requirements-dev.txt | $(VENV)/bin/python
	@echo "Installing the locked packages for development …"
	@$(BIN)/pip install --quiet --require-hashes -r requirements-dev.txt
	@touch $@ $(RUN_STAMP)

run: $(RUN_STAMP) ## serve on http://127.0.0.1:8000 as production does (PORT=8001 make run for another port)
	@exec $(BIN)/python manage.py serve

dev: $(DEV_STAMP) ## the reloading development server
	@DEBUG=1 $(BIN)/python manage.py migrate --verbosity 0
	@DEBUG=1 $(BIN)/python manage.py sync_content --conflicts-ok
	@DEBUG=1 $(BIN)/python manage.py runserver 127.0.0.1:$(PORT)

admin: $(RUN_STAMP) ## make an editor's account for /admin/
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py createsuperuser

test: $(DEV_STAMP) ## run every test; DB=postgres runs them on a PostgreSQL of their own
	@$(BIN)/python scripts/test.py $(if $(DB),--db $(DB)) $(ARGS)

test-unit: $(DEV_STAMP) ## the quick tests: no browser, no walk through the whole guide
	@$(BIN)/python scripts/test.py --only unit $(if $(DB),--db $(DB)) $(ARGS)

test-browser: $(DEV_STAMP) ## the tests in Chromium
	@$(BIN)/python scripts/test.py --only browser $(if $(DB),--db $(DB)) $(ARGS)

check: $(DEV_STAMP) ## format, lint, types, deployment settings, migrations, content
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/djade --check --target-version 6.1 $$(git ls-files 'templates/*.html')
	@$(BIN)/mypy
	@SECRET_KEY=$$(head -c 40 /dev/urandom | base64) BEHIND_HTTPS=1 ALLOWED_HOSTS=guide.example.org $(BIN)/python manage.py check --deploy --fail-level WARNING
	@$(BIN)/python manage.py makemigrations --check --dry-run --verbosity 0
	@$(BIN)/python manage.py check_content

fix: $(DEV_STAMP) ## format, and mend what can be mended by machine
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format --quiet .
	@$(BIN)/djade --target-version 6.1 $$(git ls-files 'templates/*.html') || true

content: $(RUN_STAMP) ## check the content files: every problem with file and line
	@$(BIN)/python manage.py check_content

schemas: $(RUN_STAMP) ## write JSON Schemas for your editor to content/schema/
	@$(BIN)/python manage.py export_content --schemas content/schema

export: $(RUN_STAMP) ## write the database's entries as files (TO=folder)
	@$(BIN)/python manage.py export_content $(or $(TO),export)

bench: $(DEV_STAMP) ## measure the engine, search and pages; print a table
	@$(BIN)/python scripts/bench.py

lock: $(DEV_STAMP) ## renew the lock files from pyproject.toml
	@$(BIN)/pip install --quiet uv
	@$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.12 --generate-hashes --no-emit-index-url --no-header pyproject.toml -o requirements.txt
	@$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.12 --generate-hashes --no-emit-index-url --no-header pyproject.toml --group dev -o requirements-dev.txt

vendor: $(RUN_STAMP) ## fetch htmx and the heading font anew and record their hashes
	@$(BIN)/python scripts/vendor.py

clean: ## remove the virtual environment and caches; data/ stays
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
