# CinemaPulse: `make run` and `make test` are all one needs; `make help` lists the rest.
# All of them set themselves up and may be run again at any time.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
export PYTHON HOST PORT

PY := .venv/bin/python
CODE := accounts movies feedback analytics cinemapulse benchmarks tests conftest.py manage.py
# mysqlclient needs a compiler and libmariadb-dev, so it is installed only where a MySQL database is named.
MYSQL := $(if $(findstring mysql,$(DATABASE_URL) $(TEST_MYSQL_URL) $(shell grep -s '^DATABASE_URL=' .env)),requirements-mysql.txt)

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run test lint bench

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' Makefile | sed -E 's/^([a-z-]+):.*## */make \1\t/' | expand -t 16
	@echo "Variables: PORT=$(PORT) HOST=$(HOST) PYTHON=$(PYTHON); settings: see .env.example"

setup:  ## create .venv and install what the site runs on
	@sh tools/ensure-venv.sh requirements.txt $(MYSQL)

setup-dev:
	@sh tools/ensure-venv.sh requirements-dev.txt $(MYSQL)

run: setup  ## set up, migrate, seed an empty database with the demo, serve on HOST:PORT
	@exec $(PY) manage.py serve

test: setup-dev  ## run every test; with TEST_MYSQL_URL=mysql://... on that server as well
	$(PY) -m pytest $(ARGS)
	$(if $(TEST_MYSQL_URL),DATABASE_URL=$(TEST_MYSQL_URL) $(PY) -m pytest $(ARGS))

lint: setup-dev  ## formatter, linters, types, layers, migrations, deployment checks
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/djlint --quiet --lint templates
	.venv/bin/lint-imports
	.venv/bin/mypy $(CODE)
	$(PY) manage.py makemigrations --check --dry-run
	sh tools/check-deploy.sh

bench: setup-dev  ## speed, load time and memory of the sentiment engine beside vaderSentiment
	@.venv/bin/pip install --quiet --requirement requirements-bench.txt
	$(PY) -m benchmarks.sentiment
