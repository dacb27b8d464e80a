"""Databases for all tests: SQLite and PostgreSQL, migrated by our own migrations."""

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import URL

from bot.db import Database
from bot.migrate import migrate
from tests.phone import Phone, Story, telling
from tests.postgres import Postgres, postgres_server, run

BOTH = ("sqlite", "postgresql")


@pytest.fixture(scope="session", autouse=True)
def compiled_once() -> Iterator[None]:
    """Statements are compiled once a test process, not once a database: a sixth of all the time.

    SQLAlchemy keeps them by engine and by dialect; those without a key differ in nothing else.
    """
    kept: dict[str, tuple[Any, Any]] = {}
    begin = Database.__init__

    def begin_warm(self: Database, *args: Any, **options: Any) -> None:
        begin(self, *args, **options)
        engine = self.engine.sync_engine
        if self.keyring is not None:
            return
        dialect, cache = kept.get(engine.dialect.name, (None, None))
        if dialect is not None and dialect.server_version_info is not None:
            engine.dialect, engine._compiled_cache = dialect, cache
        else:  # nobody has connected by that one yet, which is how a dialect learns of its server
            kept[engine.dialect.name] = (engine.dialect, engine._compiled_cache)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Database, "__init__", begin_warm)
        yield


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """The PostgreSQL server of this test process, with the migrated template in it."""
    with postgres_server() as server:
        server.make_template()
        yield server


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("template") / "bot.db"
    run(migrate(sqlite_url(file)))
    return file


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[URL]:
    """A fresh, migrated database of either kind, for this test alone."""
    if request.param == "sqlite":
        file = tmp_path / "bot.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), file)
        yield sqlite_url(file)
    else:
        server: Postgres = request.getfixturevalue("postgres")
        with server.database() as url:
            yield url


@pytest.fixture(params=BOTH)
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[URL]:
    """A database of either kind in which nothing is yet."""
    if request.param == "sqlite":
        yield sqlite_url(tmp_path / "bot.db")
    else:
        server: Postgres = request.getfixturevalue("postgres")
        with server.database("template0") as url:
            yield url


on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""For what is no business of the database's, and need not be told on both."""


@pytest.fixture
async def story(database_url: URL) -> AsyncIterator[Story]:
    """A running bot."""
    async with telling(database_url) as told:
        yield told


@pytest.fixture
async def phone(story: Story) -> Phone:
    """The phone of somebody who has set up."""
    return await story.phone().sets_up()


@pytest.fixture
async def db(database_url: URL) -> AsyncIterator[Database]:
    database = Database(database_url)
    yield database
    await database.close()


def sqlite_url(file: Path) -> URL:
    return URL.create("sqlite+aiosqlite", database=str(file))
