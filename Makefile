# make lab      JupyterLab with the widgets, opened on notebooks/start_here.ipynb
# make lab-shared  the same for three known people on this machine, each with a link of their own
# make test     everything that is checked; installs what is missing
# make bench    measures the store, the widgets and the analysis
# make simulate writes tests/simulate/table.md anew: whether intervals cover, and signals keep quiet
# make build    bundles the front end; `make watch` does it again on every change
# make contract writes the TypeScript types anew from records.py
# make clean    removes what was built or installed

PYTHON ?= python3
LAB_ARGS ?=
PYTEST_ARGS ?=

PY := .venv/bin/python
FRONTEND := trainer_widgets/frontend
NOTEBOOKS := $(wildcard notebooks/*.ipynb)
SHARED := $(firstword $(wildcard notebooks/calibration_session.ipynb) notebooks/start_here.ipynb)
SOURCES := $(shell find $(FRONTEND)/src -type f) $(wildcard $(FRONTEND)/*.*)
SETTINGS := .venv/share/jupyter/lab/settings/overrides.json
# Containers often run as root, where JupyterLab asks for a word of consent.
AS_ROOT := $(if $(filter 0,$(shell id -u)),--allow-root)

# The case studies read public data from here where it lies beside the project; elsewhere they are
# run by whoever has the data or a network.
ORIGINALS := $(wildcard $(CURDIR)/../shared/originals)
ifneq ($(ORIGINALS),)
export TRAINER_WIDGETS_DATA ?= $(ORIGINALS)
endif
CASES := $(if $(TRAINER_WIDGETS_DATA),,--ignore-glob='*/case_*.ipynb')

# node, npm and jupyter are those of .venv: nothing else needs to be installed.
export PATH := $(CURDIR)/.venv/bin:$(PATH)

.PHONY: lab lab-shared test check pytest bench simulate build watch contract contract-check clean

lab: .venv/.lab .venv/.trusted $(SETTINGS)
	jupyter lab $(AS_ROOT) --ServerApp.root_dir=$(CURDIR) $(LAB_ARGS) notebooks/start_here.ipynb

lab-shared: .venv/.lab .venv/.trusted $(SETTINGS)
	$(PY) -m trainer_widgets.server $(AS_ROOT) $(LAB_ARGS) $(SHARED)

test: check pytest

check: build
	ruff check .
	ruff format --check .
	mypy
	npm --prefix $(FRONTEND) run --silent check
	$(MAKE) --no-print-directory contract-check

# Its own closing line comes last. One file stays on one worker, so that it shares one JupyterLab;
# in the order of their names those that need a browser follow each other, and share it.
# Progress bars come and go with the machine's speed: they are no part of a notebook's outputs.
pytest: build
	CHROMIUM="$$($(PY) tests/browser/chromium.py)" && export CHROMIUM && \
	TQDM_DISABLE=1 $(PY) -m pytest -n 2 --dist loadfile --no-loadscope-reorder --nbval $(CASES) $(PYTEST_ARGS)

bench: build
	$(PY) -m tests.bench

simulate: build
	$(PY) -m tests.simulate

build: .venv/.dev
	$(PY) $(FRONTEND)/hatch_build.py
	@touch .venv/.lab

watch: build
	cd $(FRONTEND) && node build.mjs --watch

contract: .venv/.dev
	$(PY) -m trainer_widgets.schema

contract-check: .venv/.dev
	$(PY) -m trainer_widgets.schema --check

clean:
	rm -rf .venv $(FRONTEND)/node_modules trainer_widgets/static tests/artifacts dist
	rm -rf .mypy_cache .pytest_cache .ruff_cache .hypothesis

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo 'trainer_widgets needs Python 3.11 or newer: make PYTHON=/path/to/python3.11'; exit 1; }
	$(PYTHON) -m venv .venv || { \
	  rm -rf .venv; echo 'No venv module here. On Debian and Ubuntu: apt install python3-venv'; exit 1; }

.venv/.lab: pyproject.toml $(SOURCES) | .venv/bin/python
	$(PY) -m pip install --quiet --disable-pip-version-check --editable '.[lab]'
	touch $@

.venv/.dev: pyproject.toml | .venv/bin/python
	$(PY) -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch .venv/.lab $@

# Only a trusted notebook shows a widget to the second person who opens it.
.venv/.trusted: $(NOTEBOOKS) | .venv/.lab
	$(if $(NOTEBOOKS),jupyter trust $(NOTEBOOKS))
	touch $@

# JupyterLab's question about news would stand in front of the first label.
$(SETTINGS): Makefile | .venv/.lab
	mkdir -p $(@D)
	echo '{"@jupyterlab/apputils-extension:notification":' \
	  '{"fetchNews": "false", "checkForUpdates": false}}' > $@
