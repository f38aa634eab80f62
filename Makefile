# One environment (.venv) for every target. `make` alone lists them.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PORT ?= 8501
# Passed on: make run RUN_ARGS="--server.baseUrlPath map", make test TEST_ARGS="-m 'not browser' -x"
RUN_ARGS ?=
TEST_ARGS ?=
# The interpreter that makes .venv; default: the first on PATH that is 3.11 or newer
PYTHON ?=

VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --no-input
# Stamps lie inside the environment: removing .venv removes them, and a changed list or project file is newer than they are
RUNTIME := $(VENV)/.installed-runtime
DEV := $(VENV)/.installed-dev
DATA := $(VENV)/.installed-data

.PHONY: help install run test lowest bench soak data bundle lint format browser nginx

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(PY):
	@for candidate in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11; do \
	  if "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    echo "Making $(VENV) with $$("$$candidate" --version)"; \
	    "$$candidate" -m venv --clear $(VENV) && exit 0; \
	    rm -rf $(VENV); \
	    echo "'$$candidate -m venv' failed. On Debian or Ubuntu: apt-get install python3-venv" >&2; exit 1; \
	  fi; \
	done; \
	echo "No Python 3.11 or newer found. Install one, or name it: make PYTHON=/path/to/python3" >&2; exit 1

$(RUNTIME): requirements.txt pyproject.toml setup.py | $(PY)
	@echo "Installing what the app needs (a few minutes the first time)"
	@$(PIP) -r requirements.txt
	@touch $@

$(DEV): requirements-dev.txt $(RUNTIME)
	@echo "Installing what tests and checks need"
	@$(PIP) -r requirements-dev.txt
	@touch $@

$(DATA): data/build/requirements.txt $(RUNTIME)
	@echo "Installing what the data build needs"
	@$(PIP) -r data/build/requirements.txt
	@touch $@

install: $(RUNTIME) ## make .venv with what the app needs

run: $(RUNTIME) ## open the map on http://localhost:8501 (PORT= to change)
	@exec $(PY) -m streamlit run geo_app/app.py --server.port $(PORT) $(RUN_ARGS)

browser: $(DEV)
	@PY=$(PY) bash .ci/browser

nginx:
	@bash .ci/nginx

test: browser nginx ## install what tests need (a browser included), run the whole suite
	@bash .ci/node test
	@$(PY) -m pytest -n 2 --dist loadfile --ignore tests/browser $(TEST_ARGS) || [ $$? -eq 5 ]  # 5: -k chose none here
	@$(PY) -m pytest -n 2 --dist loadfile tests/browser $(TEST_ARGS) || [ $$? -eq 5 ]

lowest: $(DEV) ## the suite without a browser on the lowest versions that requirements.txt admits (in .venv-lowest)
	@PY=$(PY) bash .ci/lowest $(TEST_ARGS)

bench: browser ## run every benchmark of bench/ (some ten minutes)
	@$(PY) -m bench

soak: $(DEV) ## an hour of visitors coming and going, then of odd input (SOAK_MINUTES=30 for each half)
	@$(PY) -m bench.load.soak

data: $(DATA) ## rebuild data/geojson from the named sources
	@$(PY) -m data.build

bundle: ## put the modules of layers/web_map/atlas together (needs Node.js; the result is committed)
	@bash .ci/node bundle

lint: $(DEV) ## ruff, mypy, import contract, eslint, tsc, known holes in dependencies
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@$(VENV)/bin/lint-imports --no-cache
	@bash .ci/node lint
	@PY=$(PY) bash .ci/audit

format: $(DEV) ## let ruff and prettier repair what they can
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .
	@bash .ci/node format
