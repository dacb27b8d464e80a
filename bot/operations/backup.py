"""A backup is one file: an SQLite database copied while the bot runs, or a pg_dump archive.

What was written is opened and looked at before it counts as a backup.
"""

import os
import re
import shutil
import sqlite3
import subprocess
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy.engine import URL

from bot.errors import StartupError
from bot.reach import make_room

_PAGES = 2_000
"""Pages copied in one go; between two the bot may write, and SQLite begins anew where it must."""
_PATIENCE = 10.0
"""Seconds for whoever is just writing."""


_GONE = "gone-by"


@dataclass(frozen=True, slots=True)
class Looked:
    """What a backup holds, as it was seen by opening it. None: not told by this kind of file."""

    revision: str | None
    people: int | None
    bytes: int


def backup(url: URL, target: Path) -> Looked:
    """Writes a backup of the database to `target`; StartupError in one line when it cannot.

    A file of that name is replaced only by a backup that was verified.
    """
    unfinished = target.with_name(f".{target.name}.unfinished")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(unfinished, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600))
        (_copy_sqlite if _is_sqlite(url) else _dump)(url, unfinished)
        looked = look(unfinished, is_sqlite=_is_sqlite(url))
        unfinished.replace(target)
    except OSError as error:
        raise StartupError(f"cannot write {target}: {error.strerror}") from None
    finally:
        unfinished.unlink(missing_ok=True)
    return looked


def dated(folder: Path, today: date, days: int) -> Path:
    """Where today's backup goes: its name says on which day it goes again."""
    gone = (today + timedelta(days=days)).isoformat()
    return folder / f"bot-{today.isoformat()}-{_GONE}-{gone}.backup"


def remove_old(folder: Path, today: date) -> list[Path]:
    """Removes the backups whose day has come, by their names; which."""
    old = []
    for file in sorted(folder.glob(f"bot-*-{_GONE}-*.backup")):
        day = re.search(rf"-{_GONE}-(\d{{4}}-\d{{2}}-\d{{2}})\.backup$", file.name)
        if day is not None and date.fromisoformat(day[1]) <= today:
            file.unlink()
            old.append(file)
    return old


def restore(url: URL, source: Path, *, replace: bool) -> Looked:
    """Puts a backup into the place of the database; StartupError when that would lose something.

    The bot must be stopped. `replace`: also when there are people in the database already.
    """
    if not source.is_file():
        raise StartupError(f"{source}: no such file")
    looked = look(source, is_sqlite=_is_sqlite(url))
    (_put_back_sqlite if _is_sqlite(url) else _put_back_dump)(url, source, replace=replace)
    return looked


def look(file: Path, *, is_sqlite: bool) -> Looked:
    """Opens a backup and reads it through; StartupError when it is none, or damaged."""
    size = file.stat().st_size
    if not is_sqlite:
        if _run("pg_restore", "--list", str(file)).count("TABLE DATA") == 0:
            raise StartupError(f"{file.name}: there are no tables in it")
        return Looked(None, None, size)
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
            verdict = connection.execute("PRAGMA integrity_check").fetchone()[0]
            revision = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            people = connection.execute("SELECT count(*) FROM person").fetchone()[0]
    except sqlite3.Error as error:
        raise StartupError(f"{file.name} is no backup of this bot: {error}") from None
    if verdict != "ok" or revision is None:
        raise StartupError(f"{file.name} is damaged: {verdict}")
    return Looked(str(revision[0]), int(people), size)


def _is_sqlite(url: URL) -> bool:
    return url.get_backend_name() == "sqlite"


def _copy_sqlite(url: URL, target: Path) -> None:
    """SQLite's online backup: consistent, while the bot goes on writing."""
    assert url.database is not None
    if not Path(url.database).is_file():
        raise StartupError(f"BOT_DATABASE_URL: there is no database at {url.database}")
    try:
        with (
            closing(sqlite3.connect(url.database, timeout=_PATIENCE)) as source,
            closing(sqlite3.connect(target)) as copy,
        ):
            source.backup(copy, pages=_PAGES, sleep=0.01)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it
    except sqlite3.Error as error:
        raise StartupError(f"BOT_DATABASE_URL: cannot copy {url.database}: {error}") from None


def _put_back_sqlite(url: URL, source: Path, *, replace: bool) -> None:
    make_room(url)
    assert url.database is not None
    database = Path(url.database)
    try:
        with (
            closing(sqlite3.connect(source)) as backup_,
            closing(sqlite3.connect(database, timeout=_PATIENCE)) as there,
        ):
            if not replace and _has_people(there):
                raise StartupError(f"{database} has people in it; --replace overwrites them")
            there.execute("PRAGMA secure_delete = ON")
            there.execute("PRAGMA locking_mode = EXCLUSIVE")
            there.execute("BEGIN EXCLUSIVE").execute("COMMIT")  # fails while the bot is running
            backup_.backup(there)
            there.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.OperationalError as error:
        raise StartupError(f"cannot replace {database}: {error}; is the bot stopped?") from None


def _has_people(connection: sqlite3.Connection) -> bool:
    try:
        return connection.execute("SELECT 1 FROM person LIMIT 1").fetchone() is not None
    except sqlite3.OperationalError:
        return False  # no tables yet


def _dump(url: URL, target: Path) -> None:
    _run("pg_dump", "--format=custom", "--no-owner", f"--file={target}", *_where(url), url=url)


def _put_back_dump(url: URL, source: Path, *, replace: bool) -> None:
    count = "SELECT count(*) FROM pg_tables WHERE tablename = 'person'"
    if not replace and _run("psql", "-Atqc", count, *_where(url), url=url).strip() != "0":
        raise StartupError("the database has tables already; --replace overwrites them")
    clean = ("--clean", "--if-exists") if replace else ()
    _run("pg_restore", "--no-owner", "--exit-on-error", "--single-transaction", *clean,
         *_where(url), str(source), url=url)  # fmt: skip


def _where(url: URL) -> tuple[str, ...]:
    """The server as libpq wants it; the password goes by the environment, where no list shows it.

    `?host=` in the URL, as for a Unix socket, comes before the host in the address. Of several,
    written `one:5432`, libpq finds the one that can be written.
    """
    given = url.query.get("host") or url.host or "localhost"
    hosts = [_host_and_port(host) for host in ((given,) if isinstance(given, str) else given)]
    ports = [port or str(url.port or "") for _, port in hosts]
    user = ("--username", url.username) if url.username else ()
    return (
        "--host", ",".join(host for host, _ in hosts),
        *(("--port", ",".join(ports)) if any(ports) else ()),
        *user, f"--dbname={url.database}",
    )  # fmt: skip


def _host_and_port(host: str) -> tuple[str, str]:
    name, _, port = host.rpartition(":")
    return (name, port) if name and port.isdigit() else (host, "")


def _surroundings(url: URL) -> dict[str, str]:
    password = {"PGPASSWORD": str(url.password)} if url.password else {}
    hosts = url.query.get("host", "")
    primary = {} if isinstance(hosts, str) else {"PGTARGETSESSIONATTRS": "read-write"}
    return password | primary


def _run(program: str, *arguments: str, url: URL | None = None) -> str:
    """One of PostgreSQL's own programs; what it printed. StartupError with its last line."""
    path = shutil.which(program)
    if path is None:
        raise StartupError(f"{program} is not installed (Debian, Ubuntu: postgresql-client)")
    more = _surroundings(url) if url is not None else {}
    done = subprocess.run(  # noqa: S603  a program of PostgreSQL's, arguments as a list
        [path, *arguments], env=os.environ | more, capture_output=True, text=True, check=False
    )
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if line.strip()]
        raise StartupError(f"{program}: {lines[-1] if lines else 'failed'}")
    return done.stdout
