# Two commands do everything: `make book` and `make test`.  Both set up what they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LITE := .venv-lite
PORT ?= 8000

# For whom the book is built: an instructor's holds the answer keys, a student's does not.
AUDIENCE ?= student
export AUDIENCE
ifeq ($(filter student instructor,$(AUDIENCE)),)
$(error AUDIENCE is '$(AUDIENCE)'; it must be student or instructor)
endif

.PHONY: book test lab serve lite zip pdf lock lint bench bench-growth clean

book: $(VENV)/.book-ready
	@$(BIN)/jupyter-book build . -W -n --keep-going \
		|| { rm -rf _build/.doctrees _build/.built; cat _build/what-to-mend.txt; exit 1; }
	@touch _build/.built
	@echo
	@echo "The book is in _build/html: open _build/html/index.html in a browser,"
	@echo "or run 'make serve' and go to http://localhost:$(PORT)"

test: $(VENV)/.test-ready book
	$(BIN)/ruff check . && $(BIN)/ruff format --check .
	@$(BIN)/python tests/chromium.py || true
	$(BIN)/python -m pytest -n 2 --dist loadfile

lab: $(VENV)/.book-ready
	$(BIN)/jupytext-config set-default-viewer markdown
	$(BIN)/jupyter lab book

serve: book
	$(BIN)/python -m http.server $(PORT) --bind 127.0.0.1 --directory _build/html

# To take away: the whole site as one file, and a printed book.
zip: book
	@$(BIN)/python -m regenmed zip _build/html _build/repair-retrain-remit.zip

pdf: $(VENV)/.test-ready book
	@browser=$$($(BIN)/python tests/chromium.py) || { echo "$$browser"; exit 1; }; \
		$(BIN)/python -m regenmed pdf _build/html _build/repair-retrain-remit.pdf --browser "$$browser"

# JupyterLite: the lessons in the reader's own browser, as _build/html/lite.  Not a part of `make book`.
lite: $(LITE)/.ready book
	rm -rf _build/lite _build/html/lite
	@$(BIN)/python -m regenmed lite _build/html _build/lite
	$(LITE)/bin/python -m hatchling build -t wheel -d _build/lite/pypi
	cd _build/lite && $(CURDIR)/$(LITE)/bin/jupyter-lite build
	@$(MAKE) --no-print-directory book # once more, so that the lessons link to it

lint: $(VENV)/.test-ready
	$(BIN)/ruff check --fix . && $(BIN)/ruff format .

bench: $(VENV)/.test-ready
	$(BIN)/python benchmarks

bench-growth: $(VENV)/.test-ready
	$(BIN)/python benchmarks/bench_growth.py

# Pin every package that the course, its tests and its JupyterLite site use.
lock: $(VENV)/.test-ready
	$(BIN)/uv pip compile pyproject.toml --extra book --universal --python-version 3.11 --no-header \
		--upgrade --no-emit-index-url --quiet --output-file requirements.txt
	$(BIN)/uv pip compile pyproject.toml --extra book --extra test --universal --python-version 3.11 \
		--no-header --no-emit-index-url --quiet --constraint requirements.txt --output-file requirements-test.txt
	@printf '%s\n' '# the course itself' '-e .' >> requirements.txt
	$(BIN)/uv pip compile --group lite --universal --python-version 3.11 --no-header --upgrade \
		--no-emit-index-url --quiet --output-file requirements-lite.txt

$(VENV)/.book-ready: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed: make book PYTHON=python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.test-ready: $(VENV)/.book-ready requirements-test.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-test.txt
	@touch $@

$(LITE)/.ready: requirements-lite.txt
	$(PYTHON) -m venv $(LITE)
	$(LITE)/bin/python -m pip install --quiet --disable-pip-version-check -r requirements-lite.txt
	@touch $@

clean:
	rm -rf _build
