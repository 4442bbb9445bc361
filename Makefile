# regdocs: build the example, prove the program, measure it. See README.md.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help demo test check bench pictures lock clean

EXAMPLE := submissions/ad-cb-msc-2026
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements-dev.lock

help: ## Say what there is
	@sed -nE 's/^([a-z]+):.*## (.*)/make \1\t\2/p' Makefile | expand -t 16

demo: .venv/.runtime ## Build the example filing
	@.ci/system pdf
	@$(BIN)/regdocs build $(EXAMPLE); code=$$?; ls $(EXAMPLE)/build/*.docx $(EXAMPLE)/build/*.pdf; exit $$code

test: .venv/.dev ## Run all tests
	@.ci/system pdf
	@.ci/system proofs || echo "The proofs that need them will be skipped."
	@$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder --max-worker-restart 0

check: .venv/.dev ## Style, types, import order, dependencies
	@failed=0; \
	for step in "ruff check" "ruff format --check" "mypy" "lint-imports" "python -m pip check"; do \
	  echo "== $$step"; $(BIN)/$$step || failed=1; \
	done; exit $$failed

bench: .venv/.bench ## Measure against the bars and the peers
	@.ci/system pdf
	@$(BIN)/python -m bench

pictures: .venv/.dev ## Draw the pages that README.md shows
	@.ci/system pdf
	@$(BIN)/python docs/pictures.py

lock: ## Pin what a fresh environment gets today
	rm -rf .venv-lock && python3 -m venv .venv-lock
	.venv-lock/bin/python -m pip install --quiet --upgrade 'pip>=25.1'
	.venv-lock/bin/python -m pip install --quiet --editable '.[all]' --group dev --group validate --group bench
	{ echo "# The versions that regdocs is built and proven with; made by make lock."; \
	  .venv-lock/bin/python -m pip freeze --all --exclude-editable | grep -v '^setuptools=='; } > requirements-dev.lock
	rm -rf .venv-lock

clean: ## Remove what was built, keep the environment
	rm -rf $(EXAMPLE)/build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache bench/out

.venv/pyvenv.cfg:
	@.ci/environment

.venv/.runtime: .venv/pyvenv.cfg pyproject.toml requirements-dev.lock
	@# Groups of dependencies need a newer pip than some releases bring.
	@$(PIP) pip
	@$(PIP) --editable '.[all]'
	@touch $@

.venv/.dev: .venv/.runtime
	@$(PIP) --group dev
	@$(PIP) --group validate || echo "Without veraPDF's library its proofs are skipped."
	@touch $@

.venv/.bench: .venv/.dev
	@$(PIP) --group bench || echo "Peers that can't be installed are skipped."
	@touch $@
