# Each target does all of its own set-up: Python >= 3.11 and make are enough.
# Once installed, nothing here needs the network. Several set-ups: make VENV=... PYTHON=...

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
WORKERS ?= 2

.PHONY: help demo run test faults fuzz fuzz-words check format lock messages migration clean

help:
	@echo "make demo       the bot and a page that looks like a phone's chat; no token needed"
	@echo "make run        the real bot, with the token from .env"
	@echo "make test       all tests, on SQLite and PostgreSQL, in a browser"
	@echo "make faults     what a fault costs: kills, outages, bad answers; a line each"
	@echo "make fuzz       100,000 updates that nobody would send, at the whole bot: UPDATES=..."
	@echo "make fuzz-words texts that no reader can take, looked for by coverage: SECONDS=..."
	@echo "make check      lint, types, import rules, texts"
	@echo "make format     format the code"
	@echo "make messages   gather the texts that people see, and bring every catalogue up to date"
	@echo "make migration m=\"add stock\"   write a migration for what changed in the tables"
	@echo "make lock       choose dependencies anew: requirements*.lock"

demo: $(VENV)/.runtime
	$(BIN)/python -m bot demo

run: $(VENV)/.runtime
	$(BIN)/python -m bot run

test: $(VENV)/.dev
	$(BIN)/python -m pytest -n $(WORKERS) $(PYTEST)

KILLS ?= 100

faults: $(VENV)/.dev
	BOT_TEST_KILLS=$(KILLS) $(BIN)/python -m pytest -n 0 -q --timeout 3600 tests/faults

UPDATES ?= 100000
SECONDS ?= 300

fuzz: $(VENV)/.dev
	$(BIN)/python tests/fuzz/run.py $(UPDATES) $(FUZZ)

fuzz-words: $(VENV)/.dev
	$(BIN)/python tests/fuzz/by_coverage.py -max_total_time=$(SECONDS) -max_len=200

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/hadolint Dockerfile
	$(BIN)/python -m pytest -q tests/house/test_messages.py tests/house/test_words.py \
	    tests/house/test_languages.py

format: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

messages: $(VENV)/.dev
	$(BIN)/python tests/house/messages.py

# A throw-away database is brought to the newest revision and compared with the tables.
migration: export BOT_DATABASE_URL = sqlite+aiosqlite:///$(VENV)/migration.db
migration: $(VENV)/.dev
	rm -f $(VENV)/migration.db*
	$(BIN)/python -m alembic -q upgrade head
	$(BIN)/python -m alembic revision --autogenerate --rev-id \
	    $$(printf '%04d' $$(( $$(find migrations/versions -name '*.py' | wc -l) + 1 ))) -m "$(m)"
	$(BIN)/ruff format migrations
	rm -f $(VENV)/migration.db*

COMPILE = $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-annotate --no-header --quiet --upgrade

lock: $(VENV)/.python
	$(BIN)/python -m pip install --quiet uv
	$(COMPILE) -o requirements.lock
	$(COMPILE) --extra dev -c requirements.lock -o requirements-dev.lock

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

# The checkout is put on the environment's path, so that `python -m bot` works in any folder.
$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11 ..."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
	    { echo "Python's venv module is needed (Debian, Ubuntu: apt install python3-venv)"; exit 1; }
	echo "$(CURDIR)" > "$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/checkout.pth"
	touch $@

$(VENV)/.runtime: requirements.lock $(VENV)/.python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@ $(VENV)/.runtime
