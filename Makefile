# Thin on purpose: what there is to know stands in tools/setup_environment.py, which runs without make too.

# The first of these that really runs and is new enough; a name on the PATH may be a stub that does not.
INTERPRETERS = "$(PYTHON)" python3 python3.14 python3.13 python3.12 python3.11 python
IS_NEW_ENOUGH = import sys; sys.exit(sys.version_info < (3, 11))

VENV_PYTHON = $(if $(filter Windows_NT,$(OS)),.venv/Scripts/python.exe,.venv/bin/python)
SETUP_OPTIONS = $(if $(filter 1 yes true,$(INSTALL)),--install)
LOCK = uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --quiet $(if $(UPGRADE),--upgrade)

define set_up
@if [ -n "$(PYTHON)" ] && ! "$(PYTHON)" -c '$(IS_NEW_ENOUGH)' >/dev/null 2>&1; then \
	echo "$(PYTHON) is not a Python 3.11 or newer; looking for another one." >&2; \
fi; \
for python in $(INTERPRETERS); do \
	if [ -n "$$python" ] && "$$python" -c '$(IS_NEW_ENOUGH)' >/dev/null 2>&1; then \
		exec "$$python" tools/setup_environment.py $(SETUP_OPTIONS) $(1); \
	fi; \
done; \
echo "No Python 3.11 or newer was found. Install one, or name it: make PYTHON=/path/to/python3" >&2; \
exit 1
endef

.PHONY: build test check benchmark lock clean help environment development-environment
.DEFAULT_GOAL := build

build: environment ## make the documents in build/ (also plain `make`)
	@$(VENV_PYTHON) generate.py

test: development-environment ## run the tests
	@$(VENV_PYTHON) -m pytest --numprocesses=auto

check: development-environment ## run the linter, the formatter's check and the type checker
	@$(VENV_PYTHON) -m ruff check .
	@$(VENV_PYTHON) -m ruff format --check .
	@$(VENV_PYTHON) -m mypy

benchmark: environment ## measure how fast it is, as ratios; CASES="watch posters" only these, ROUNDS=9
	@$(VENV_PYTHON) -m benchmarks $(CASES) $(if $(ROUNDS),--rounds $(ROUNDS))

lock: ## write requirements*.txt from pyproject.toml with uv; UPGRADE=1 takes the newest versions
	@command -v uv >/dev/null || { echo "make lock needs uv, for example from: pipx install uv" >&2; exit 1; }
	$(LOCK) --output-file requirements.txt
	$(LOCK) --group dev --constraint requirements.txt --output-file requirements-dev.txt

clean: ## remove the environment and the caches; the documents stay
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage .coverage.* htmlcov dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## show this list
	@echo "make TARGET [PYTHON=python3.12] [INSTALL=1: install missing system libraries, with sudo]"
	@grep -E '^[a-z]+:.*## ' $(firstword $(MAKEFILE_LIST)) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 11

environment:
	$(call set_up,)

development-environment:
	$(call set_up,--development)
