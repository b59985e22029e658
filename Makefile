# Thin on purpose: what there is to know stands in tools/setup_environment.py, which runs without make too.

# The one that is named, else the first of these that really runs; a name on the PATH may be a stub that does not.
# One that was tried is preferred to one so new that not every package of the lock may be there for it.
INTERPRETERS = python3 python3.15 python3.14 python3.13 python3.12 python3.11 python
WAS_TRIED = import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 15))
IS_NEW_ENOUGH = import sys; sys.exit(sys.version_info < (3, 11))

VENV_PYTHON = $(if $(filter Windows_NT,$(OS)),.venv/Scripts/python.exe,.venv/bin/python)
SETUP_OPTIONS = $(if $(filter 1 yes true,$(INSTALL)),--install)
LOCK = $(VENV_PYTHON) -m uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --quiet $(if $(UPGRADE),--upgrade)

define set_up
@if [ -n "$(PYTHON)" ]; then \
	if "$(PYTHON)" -c '$(IS_NEW_ENOUGH)' >/dev/null 2>&1; then \
		exec "$(PYTHON)" tools/setup_environment.py $(SETUP_OPTIONS) $(1); \
	fi; \
	echo "$(PYTHON) is not a Python 3.11 or newer; looking for another one." >&2; \
	echo "$(PYTHON) ei ole Python 3.11 eikä uudempi; etsitään toinen." >&2; \
fi; \
for wanted in '$(WAS_TRIED)' '$(IS_NEW_ENOUGH)'; do \
	for python in $(INTERPRETERS); do \
		if "$$python" -c "$$wanted" >/dev/null 2>&1; then \
			exec "$$python" tools/setup_environment.py $(SETUP_OPTIONS) $(1); \
		fi; \
	done; \
done; \
echo "No Python 3.11 or newer was found. Install one, or name it: make PYTHON=/path/to/python3" >&2; \
echo "Pythonia 3.11 tai uudempaa ei löytynyt. Asenna sellainen tai anna se näin: make PYTHON=/polku/python3" >&2; \
exit 1
endef

.PHONY: build test check benchmark lock clean help environment development-environment
.DEFAULT_GOAL := build

build: environment ## make the documents in build/ (also plain `make`)
	@$(VENV_PYTHON) generate.py

test: development-environment ## run the tests
	@$(VENV_PYTHON) -m pytest --numprocesses=auto

check: development-environment ## run the linter, the formatter's check, the type checker and the order of the folders
	@$(VENV_PYTHON) -m ruff check .
	@$(VENV_PYTHON) -m ruff format --check .
	@$(VENV_PYTHON) -m mypy
	@$(dir $(VENV_PYTHON))lint-imports --no-cache

benchmark: environment ## measure how fast it is, as ratios; CASES="watch posters" only these, ROUNDS=9, OUTPUT=FILE
	@$(VENV_PYTHON) -m benchmarks $(CASES) $(if $(ROUNDS),--rounds $(ROUNDS)) $(if $(OUTPUT),--output $(OUTPUT))

lock: development-environment ## write requirements*.txt from pyproject.toml; UPGRADE=1 takes the newest versions
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
