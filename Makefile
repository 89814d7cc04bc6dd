# make run    the panel on http://127.0.0.1:8050 (HOST, PORT)     make test   all tests
# make check  format, lint, types     make bench  measurements     make soak   the tests' full counts
# make refresh  the newest figures from the agencies (DATASET="id id")
# make slim   a smaller chart script for those who host the panel  make embed  the importer
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
FIGURES ?= ../shared/figures
# two processes, each test file in one of them
TWO    := -n 2 --dist loadfile

.PHONY: run test check bench soak refresh slim embed clean

run: $(VENV)/run.installed
	$(BIN)/python app.py

test: $(VENV)/test.installed
	$(BIN)/python -m pytest $(TWO)

check: $(VENV)/test.installed
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: $(VENV)/test.installed
	$(BIN)/python -m tests.bench

soak: $(VENV)/test.installed
	SOAK=1 SOAK_KILLS=50 $(BIN)/python -m pytest $(TWO)

refresh: $(VENV)/run.installed
	$(BIN)/python -m data.refresh $(DATASET)

slim: $(VENV)/run.installed
	$(BIN)/python -m layouts.slim

embed: $(VENV)/run.installed
	$(BIN)/python -m data.embed $(FIGURES)

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.installed: requirements.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/test.installed: requirements.txt requirements-dev.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || \
	  command -v google-chrome >/dev/null || $(BIN)/python -m playwright install chromium
	touch $@

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache
