# The work is in bootstrap.py, which needs nothing but Python 3.11 or newer.
# Another Python than python3: make run PYTHON=python3.12

PYTHON ?= python3

.DEFAULT_GOAL := help
.PHONY: help run test check bench clean

help: ## say what each target does
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-6s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: python ## serve the portal with demo data on http://127.0.0.1:8000 (PORT moves it)
	@exec $(PYTHON) bootstrap.py run

test: python ## run every check that CI runs, on SQLite and PostgreSQL, in a real browser
	@exec $(PYTHON) bootstrap.py test

check: python ## run the fast half: format, lint, types, imports, unit tests
	@exec $(PYTHON) bootstrap.py check

bench: python ## measure, print a table, write bench/results.json
	@exec $(PYTHON) bootstrap.py bench

clean: ## remove what make made, except your data and secrets in instance/
	rm -rf .venv node_modules static/vendor
	rm -rf .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: python
python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo \
	"Amends needs Python 3.11 or newer: install it, then name it: make run PYTHON=python3.12" \
	>&2; exit 1; }
