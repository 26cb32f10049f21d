# meerzorg: `make demo` shows it, `make test` checks it, `make help` lists the rest.
SHELL := bash
VENV  := .venv
LOCK  := requirements/ontwikkel.txt
BIN   := $(VENV)/bin
# One environment for everything. The stamp carries a checksum of what it was made from: unchanged means nothing to do.
STAMP := $(VENV)/.made-from-$(shell cat $(LOCK) pyproject.toml | cksum | tr ' \t' '--')
ARGS  ?=

.DEFAULT_GOAL := help
.PHONY: help gouden demo voorbeelden middelen test test-wet test-kantoor test-browser test-postgresql test-zwaar test-dag nacht lint bench wiel lock clean

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 10

demo: $(STAMP) middelen ## the office with demonstration data on 127.0.0.1:8000; ARGS="--poort 8001" takes another port
	@$(BIN)/python -m meerzorg.web.demo $(ARGS)

voorbeelden: $(STAMP) ## assess the example dossiers: two reports in full, a table of all
	@$(BIN)/python voorbeelden/demo.py

middelen: $(STAMP)
	@$(BIN)/python -m gereedschap.middelen

# Four parts, two at a time; all are run, and the whole fails when one of them does. MORE=lint checks that on the side.
MORE ?=
test: $(STAMP) middelen ## all tests: on SQLite, in Chromium, and those of the database on PostgreSQL; ARGS="-k termijn" picks some
	@echo 'Four parts, two at a time; each shows its result when it is done. About ten minutes on two cores.'
	@$(MAKE) --no-print-directory --keep-going --output-sync=target --jobs=2 test-wet test-postgresql test-browser test-kantoor $(MORE)

# The compiled rules, for all parts together and for the next time.
test-wet test-kantoor test-browser test-postgresql test-zwaar test-dag nacht: export MEERZORG_CACHE := $(CURDIR)/.regels

# 5 is pytest's "no tests": right when ARGS picks tests of another part, wrong when it picks nothing.
PYTEST = @$(BIN)/pytest -m $(1) $(ARGS) $(if $(strip $(ARGS)),|| [ $$? -eq 5 ])
test-wet:
	$(call PYTEST,'not kantoor and not browser and not zwaar')
test-kantoor:
	$(call PYTEST,'kantoor and not browser and not zwaar')
test-browser:
	$(call PYTEST,'browser')
test-postgresql:
	$(call PYTEST,'(not browser or pad) and not zwaar' --database postgresql)

# What .ci/run does besides: Spark, the benchmarks, every form with every hostile value on both databases, and what names
# the clock with the machine on another day. The queue is about processes and seconds, no day: its threads wait for ever
# on a clock that is not the machine's.
DAG ?= 2028-02-29
test-zwaar: $(STAMP)
	$(call PYTEST,'zwaar')
	$(call PYTEST,'zwaar' --database postgresql)
test-dag: $(STAMP)
	@faketime '$(DAG) 23:50:00' $(BIN)/pytest -n auto -m 'dag and not browser and not zwaar' --ignore tests/wachtrij $(ARGS)

# Long: a million random dossiers, fuzzing, everything random with new examples.
nacht: $(STAMP) middelen ## the long tests, for a night: a million random dossiers, new random examples, fuzzing
	@env -u CI MEERZORG_RIJEN=1000000 $(BIN)/pytest tests/wet tests/regeltaal tests/dossier tests/koppeling
	@for harnas in tests/hulp/fuzz/*.py; do $(BIN)/python $$harnas -max_total_time=3600 || exit 1; done

lint: $(STAMP) ## style, types and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

gouden: $(STAMP) ## write the law as it is now to tests/wet/gouden, after a change that was meant
	@$(BIN)/python -m gereedschap.gouden

bench: $(STAMP) ## how fast one dossier is assessed
	@$(BIN)/python bench/beoordeel.py

wiel: $(STAMP) middelen ## the package with its style sheets and scripts, as a wheel in dist/
	@$(BIN)/python -m hatchling build -t wheel

lock: .venv-lock/bin/uv ## make the lock files again from pyproject.toml; ARGS=--upgrade takes newer versions
	UV_CUSTOM_COMPILE_COMMAND='make lock' $< pip compile --quiet --no-emit-index-url --generate-hashes --universal \
		--python-version 3.11 $(ARGS) --group pyproject.toml:installeren --output-file requirements/installeren.txt
	UV_CUSTOM_COMPILE_COMMAND='make lock' $< pip compile --quiet --no-emit-index-url --generate-hashes --universal \
		--python-version 3.11 $(ARGS) pyproject.toml --output-file requirements/basis.txt
	UV_CUSTOM_COMPILE_COMMAND='make lock' $< pip compile --quiet --no-emit-index-url --generate-hashes --universal \
		--python-version 3.11 $(ARGS) --extra kantoor pyproject.toml --output-file requirements/kantoor.txt
	UV_CUSTOM_COMPILE_COMMAND='make lock' $< pip compile --quiet --no-emit-index-url --generate-hashes --universal \
		--python-version 3.11 $(ARGS) --extra kantoor --extra beleid pyproject.toml --output-file requirements/beleid.txt
	UV_CUSTOM_COMPILE_COMMAND='make lock' $< pip compile --quiet --no-emit-index-url --generate-hashes --universal \
		--python-version 3.11 $(ARGS) --all-extras --group dev pyproject.toml --output-file requirements/ontwikkel.txt

clean: ## remove all that was made here
	rm -rf $(VENV) .venv-lock .middelen .demo .regels src/meerzorg/schermen/static .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis dist
	find . -path ./.git -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +

# The first Python of at least 3.11 on the path; PYTHON=... overrules. `_base_executable`: never build on another venv.
FIND_PYTHON = for kandidaat in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11; do \
		python=$$("$$kandidaat" -c 'import sys; sys.version_info >= (3, 11) and print(sys._base_executable)' 2>/dev/null) \
			&& [ -n "$$python" ] && break; python=; \
	done; \
	[ -n "$$python" ] || { echo 'No Python of at least 3.11 was found. Install one, or name it: make test PYTHON=/path/to/python3' >&2; exit 1; }
MAKE_VENV = "$$python" -m venv --clear $(1) || { echo 'This Python cannot make a virtual environment. On Debian or Ubuntu: apt-get install python3-venv' >&2; exit 1; }

# uv is some three times as quick as pip; pip reads a configuration of its own, and is there when that is needed.
PIP = $(BIN)/python -m pip install --quiet --disable-pip-version-check
$(STAMP):
	@$(FIND_PYTHON); \
	echo "Making $(VENV) with $$("$$python" --version) ..."; \
	$(call MAKE_VENV,$(VENV))
	@$(PIP) --require-hashes --requirement requirements/installeren.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes --requirement $(LOCK) \
		|| { echo 'uv could not install the packages; pip tries.' >&2; $(PIP) --require-hashes --requirement $(LOCK); }
	@$(PIP) --no-build-isolation --no-deps --editable .
	@touch $@

.venv-lock/bin/uv:
	@$(FIND_PYTHON); $(call MAKE_VENV,.venv-lock)
	@.venv-lock/bin/python -m pip install --quiet --disable-pip-version-check uv
