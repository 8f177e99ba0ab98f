# `make help` lists what can be made. CI runs `make test`, nothing else.
.DEFAULT_GOAL := help
SHELL := /bin/bash

.PHONY: help
help: ## list these targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 18

.PHONY: run
run: ## set everything up, load the samples and serve on 127.0.0.1 (PORT=8000)
	@scripts/setup.sh run
	@exec scripts/run.sh

.PHONY: test
test: ## check format, style, types, imports, migrations, and run every test on both databases and in Chromium
	@scripts/setup.sh test
	@exec scripts/test.sh

.PHONY: setup
setup: ## install what development needs, and stop there
	@scripts/setup.sh test

.PHONY: format
format: ## put code into the format that `make test` asks for
	.venv/bin/ruff check --fix --quiet .
	.venv/bin/ruff format .

.PHONY: benchmark
benchmark: ## measure how fast it is (tests/benchmarks), or one part of it (ONLY=portfolio)
	@scripts/setup.sh test
	@ONLY=$(ONLY) .venv/bin/python -m tests.benchmarks

.PHONY: pictures
pictures: ## take the pictures in docs/pictures anew, while `make run` serves
	@scripts/setup.sh test
	.venv/bin/python scripts/pictures.py

.PHONY: lock
lock: ## pin the dependencies of requirements/*.in with hashes (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--no-annotate --upgrade requirements/run.in -o requirements/run.txt > /dev/null
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--no-annotate --upgrade requirements/dev.in -o requirements/dev.txt > /dev/null
