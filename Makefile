# Twee opdrachten doen alles: `make run` (de app, op SQLite) en `make test` (alle tests).
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
PORT ?= 8501
HOST ?= 127.0.0.1

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev browser run preview test access check coverage mutants lock bench load phone chaos failure endurance fuzz screens audit clean

help: ## toon deze lijst
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

$(VENV)/.run: requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.run
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

setup: $(VENV)/.run ## installeer wat de app nodig heeft (in .venv)

setup-dev: $(VENV)/.dev ## installeer ook wat de tests nodig hebben

browser: ## installeer Chromium en de hulpmiddelen voor PDF-controle (Debian; vraagt root of sudo)
	@tests/install_browser.sh

run: setup ## start de app op http://127.0.0.1:8501
	@exec $(VENV)/bin/streamlit run app.py --server.port $(PORT) --server.address $(HOST)

preview: setup ## toon de vragen aan een redacteur, met adviezen, op http://127.0.0.1:8502/voorbeeld
	@ZELFSCAN_PREVIEW=1 $(VENV)/bin/streamlit run app.py --server.port 8502 --server.address 127.0.0.1

check: setup-dev ## stijl, typen, importregels, inhoud, en bekende lekken in de pakketten
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	$(PY) -m questionnaire check
	$(VENV)/bin/uv pip check --quiet --python $(PY)
	$(PY) -m tests.audit

audit: setup-dev ## vraag bekende lekken in de pakketten op; zonder internet is dat een fout
	$(PY) -m tests.audit --strict

coverage: setup-dev ## meet of elke regel en tak van vragenlijst en scores getest is (moet 100% zijn)
	HYPOTHESIS_PROFILE=quick $(PY) -m pytest -n 2 -q tests/questionnaire tests/questionnaire_versions tests/scoring \
		-m "not laborious" --cov

test: setup-dev browser check coverage ## alle controles en alle tests, ook in een echte browser
	$(PY) -m pytest -n 3 --dist loadgroup

access: setup-dev browser ## controleer elk scherm in alle weergaven op toegankelijkheid, en schrijf het verslag
	$(PY) -m tests.access
	$(PY) -m pytest -n 2 --dist loadgroup -m thorough

mutants: setup-dev ## verander de code van de scores op duizenden plekken: merken de tests het? (duurt uren)
	$(PY) -m benchmarks.mutation_score

bench: setup-dev browser ## meet de snelheid en schrijf een gedateerd verslag
	$(PY) -m benchmarks

load: setup-dev ## meet wat de app draagt: één proces naast oTree en een formulier, en twee processen op PostgreSQL achter nginx
	$(PY) -m benchmarks.load --record; one=$$?; $(PY) -m benchmarks.replicas --record && exit $$one

phone: setup-dev browser ## meet de app op een oude telefoon met een trage lijn, in Chromium
	$(PY) -m benchmarks.phone --record

chaos: setup-dev ## verbreek verbindingen en stop de server tijdens het antwoorden: gaat er iets verloren?
	$(PY) -m benchmarks.load --chaos --record

failure: setup-dev ## laat onder belasting uitvallen wat kan uitvallen: app, database, schijf, klok (deels als root)
	$(PY) -m benchmarks.failure --record

endurance: setup-dev ## houd 8 uur lang werksessies: blijft het geheugen vlak?
	$(PY) -m benchmarks.endurance --record

fuzz: setup-dev ## geef de app 100.000 keer vreemde invoer: links, codes, bestanden en teksten
	$(PY) -m benchmarks.fuzz --record

screens: setup-dev browser ## maak van elk scherm een beeld op 1280 en 390 pixels, in docs/screens
	$(PY) -m tests.browser.screens

lock: setup-dev ## maak de lockbestanden opnieuw
	$(VENV)/bin/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --no-strip-extras -q -o requirements.lock
	$(VENV)/bin/uv pip compile pyproject.toml --group dev -c requirements.lock --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --no-strip-extras -q -o requirements-dev.lock

clean: ## verwijder de omgeving en tijdelijke bestanden (uw gegevens in data/ blijven)
	rm -rf $(VENV) mutants .coverage .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
