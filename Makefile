# Two commands do everything on a fresh machine: `make run` and `make test`.
# Only Python 3.11+ and make are needed; everything else is installed into .venv from requirements.lock.

NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
# The first that really runs: a version manager may leave a stand-in for a version that is not there.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do $$p -c '$(NEW_ENOUGH)' 2>/dev/null && echo $$p && break; done | grep . || echo python3)
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: run test check format bench messages lock clean

run: $(STAMP)  ## start the demo: SQLite, no token, no server
	@$(BIN)/muster demo

test: $(STAMP) check  ## every test, after the fast checks
	$(BIN)/pytest -n auto

check: $(STAMP)  ## the fast checks: format, lint, types, imports, playbooks, catalogues
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/muster check
	$(BIN)/python -m playbooks.catalogue --check

format: $(STAMP)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

messages: $(STAMP)  ## gather what the code says into playbooks/locales/*.po, and list what has no translation
	@$(BIN)/python -m playbooks.catalogue

bench: $(STAMP)  ## measure against echo bots and conversation frameworks, and whether alerts, checklists and drills hold their bars
	$(BIN)/python -m bench
	$(BIN)/python -m bench.alerts
	$(BIN)/python -m bench.checklist
	$(BIN)/python -m bench.rollcall
	$(BIN)/python -m bench.drills

lock:  ## write requirements.lock anew: pins and hashes, no addresses (needs uv)
	uv pip compile pyproject.toml --extra dev --extra bench --generate-hashes --universal --python-version 3.11 \
	    --no-emit-index-url --no-emit-find-links --no-header -o requirements.lock

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c '$(NEW_ENOUGH)' || { echo "Muster needs Python 3.11 or newer; set PYTHON=/path/to/python3.11"; exit 3; }
	@echo "Setting up $(VENV), once. This takes a minute or two."
	@$(HAS_PIP) || $(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || { $(GET_VENV); } || { echo "$(NO_VENV)"; exit 3; }
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

# Debian and Ubuntu keep a part of Python in a package of its own.
HAS_PIP = $(BIN)/python -m pip --version >/dev/null 2>&1
VENV_PACKAGE = $$($(PYTHON) -c 'import sys; print("python3.%d-venv" % sys.version_info[1])')
GET_VENV = test "$$(id -u)" = 0 && apt-get -qq update && apt-get -qq install -y $(VENV_PACKAGE) && $(PYTHON) -m venv $(VENV)
NO_VENV = This Python cannot make virtual environments. On Debian or Ubuntu: sudo apt-get install $(VENV_PACKAGE)

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
