# Thin names for developers' commands; `make` lists them. Users need only run.py.
PYTHON := .venv/bin/python
LOCK_FLAGS := --quiet --no-header --universal --generate-hashes --python-version 3.11 --no-strip-extras --no-emit-index-url --no-emit-find-links
.DEFAULT_GOAL := help
.PHONY: help locks setup run work demo test test-quick test-all sweep lint types contracts security check db-new db-up routes messages bench guide docs-check

help:                ## list the commands
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:[^#]*## /\t/' | expand -t 16

setup:               ## make .venv with the developers' packages
	python3 run.py test --version

run:                 ## set up and serve, worker included
	python3 run.py

work:                ## only the worker
	$(PYTHON) -m staffing work

demo:                ## load the demonstration county into an empty database, propose its plan, write the exports
	python3 run.py --no-serve

test:                ## all tests on SQLite
	python3 run.py test -n 2

test-quick:          ## tests without the slow ones and the browser
	python3 run.py test -n 2 -m "not slow and not browser"

test-all:            ## all tests on SQLite and PostgreSQL, and everything else that must pass
	.ci/run

sweep:               ## the long sweeps, only on demand
	STAFFING_TEST_RANDOM=1 python3 run.py test -m sweep
	STAFFING_TEST_RANDOM=1 python3 run.py test tests/unit

lint:                ## style and likely faults
	$(PYTHON) -m ruff check .

types:               ## types
	$(PYTHON) -m mypy solvers staffing

contracts:           ## who may import whom
	.venv/bin/lint-imports --no-cache

security:            ## high-severity findings only
	$(PYTHON) -m bandit --quiet --recursive --severity-level high solvers staffing run.py

check: test-all      ## what must pass before anything lands

db-new:              ## write a migration: make db-new m="add rotation plan"
	$(PYTHON) -m staffing db revision -m "$(m)"

db-up:               ## bring the database to the newest structure
	$(PYTHON) -m staffing db upgrade

routes:              ## freeze the table of routes and roles; read the difference before you commit it
	$(PYTHON) -m tests.house.freeze_routes

messages:            ## collect new messages into the Chinese catalogue, to be translated by hand
	.venv/bin/pybabel extract -F pyproject.toml -k _l -k lazy_gettext --add-location=file --no-wrap --sort-by-file -o .messages.pot .
	.venv/bin/pybabel update -N --no-wrap -l zh -d staffing/translations -i .messages.pot
	rm .messages.pot

locks:               ## write both locks anew from pyproject.toml; needs uv
	uv pip compile $(LOCK_FLAGS) pyproject.toml -o requirements.lock
	uv pip compile $(LOCK_FLAGS) pyproject.toml --extra dev --constraints requirements.lock -o requirements-dev.lock

bench:               ## solver benchmark
	$(PYTHON) -m solvers.rotation bench

guide:               ## make the pictures of the handbook anew from a demonstration county
	STAFFING_GUIDE=1 $(PYTHON) -m pytest -n 0 tests/browser/test_handbook_pictures.py tests/browser/test_rotation_year.py -q

docs-check:          ## tests that read the documents
	python3 run.py test tests/house
