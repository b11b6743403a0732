# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0

PYTHON ?= python3
BIN := .venv/bin
WORKERS ?= 2

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run test check fix advisories bench demo-reset docs lock

help:  ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup:  ## prepare everything that running needs
	@$(PYTHON) tools/bootstrap.py

setup-dev:
	@$(PYTHON) tools/bootstrap.py --dev

run: setup  ## from a clone to a running site with demonstration data
	@$(BIN)/yiwang up

test:  ## run the tests (make test ARGS="tests/ledger -x")
	@$(PYTHON) tools/bootstrap.py --dev --test
	@$(BIN)/python -m pytest -n $(WORKERS) --create-db $(ARGS)

check: setup-dev  ## formatting, lint, types, contracts, migrations, translations, docs
	@$(BIN)/python -m tools.check

fix: setup-dev  ## repair what a machine can repair
	@$(BIN)/python -m tools.check --fix

advisories: setup-dev  ## compare the locked parts with advisories (make advisories FILES="PyPI.zip npm.zip")
	@$(BIN)/python -m tools.advisories $(if $(FILES),$(addprefix --file ,$(FILES)),--network)

bench: setup  ## measure (make bench NAME=submission)
	@$(BIN)/yiwang bench $(NAME)

demo-reset: setup  ## delete all data, and load the demonstration data anew
	@$(BIN)/yiwang demo-reset --yes

docs: setup-dev  ## build the handbook into docs/_build/html
	@$(BIN)/python -m sphinx -W --keep-going -q -b html docs docs/_build/html
	@echo "docs/_build/html/index.html"

lock:  ## resolve the requirements anew (needs uv)
	@for name in base dev; do \
	  uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
	    --no-emit-index-url --custom-compile-command "make lock" $(if $(UPGRADE),--upgrade) \
	    $$(test $$name = dev && echo "-c requirements/base.txt") \
	    requirements/$$name.in -o requirements/$$name.txt || exit 1; \
	done
