"""A real PgBouncer in transaction mode before the tests' PostgreSQL."""

import asyncio
import os
import pwd
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

HOW = "no PgBouncer found; on Debian: apt-get install -y pgbouncer"
CONFIGURATION = """
[databases]
* = host={server} user=postgres
[pgbouncer]
unix_socket_dir = {folder}
listen_port = 6432
auth_type = any
pool_mode = transaction
default_pool_size = 4
server_reset_query = DEALLOCATE ALL
server_reset_query_always = 1
ignore_startup_parameters = extra_float_digits
"""


def program() -> str:
    """The path of pgbouncer; without it the test is skipped, but in CI it fails."""
    found = shutil.which("pgbouncer", path=os.environ.get("PATH", "") + ":/usr/sbin")
    if found:
        return found
    if os.environ.get("CI"):
        pytest.fail(HOW)
    pytest.skip(HOW)


@asynccontextmanager
async def pgbouncer_before(url: URL) -> AsyncIterator[URL]:
    """The URL of the same database through PgBouncer, without its mark."""
    path, server = program(), str(url.query["host"])
    folder = Path(tempfile.mkdtemp(prefix="pb"))  # a short path, as sockets want
    file = folder / "pgbouncer.ini"
    file.write_text(CONFIGURATION.format(server=server, folder=folder))
    process = await asyncio.create_subprocess_exec(
        path, "-q", *as_owner_of(Path(server), folder), str(file), stderr=asyncio.subprocess.DEVNULL
    )
    try:
        async with asyncio.timeout(10):
            while not (folder / ".s.PGSQL.6432").exists():
                assert process.returncode is None, "PgBouncer ended"
                await asyncio.sleep(0.02)
        yield url.update_query_dict({"host": str(folder), "port": "6432"})
    finally:
        process.terminate()
        await process.wait()
        shutil.rmtree(folder)


def as_owner_of(server: Path, folder: Path) -> list[str]:
    """PgBouncer does not run as root: then it becomes who owns the server, and gets the folder."""
    if os.geteuid() != 0:
        return []
    who = pwd.getpwuid(server.stat().st_uid)
    os.chown(folder, who.pw_uid, who.pw_gid)
    return ["-u", who.pw_name]
