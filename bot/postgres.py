"""PostgreSQL as operators have it: several hosts, a pooler before it, a version of its own."""

from typing import Any
from uuid import uuid4

from sqlalchemy import event
from sqlalchemy.engine import URL, Connection, Engine
from sqlalchemy.engine.interfaces import ExceptionContext
from sqlalchemy.pool import NullPool

from bot.errors import StartupError

OLDEST = (14,)
"""The first version that is taken; the tests run on 18."""
_READ_ONLY = "25006"
"""What a server that is no longer the primary says to whoever writes."""
_PATIENCE = 5.0
"""Seconds that one of several hosts has for a new connection."""
_POOLER = "pgbouncer"


def options(url: URL, connections: int) -> tuple[URL, dict[str, Any]]:
    """The URL and the engine's options for it.

    Several `host=` take the one that can be written, so that a new primary is found by itself.
    `?pgbouncer=true` leaves pooling to PgBouncer, and no statement is kept from one transaction
    to the next: they may end at different servers.
    """
    hosts = url.query.get("host", ())
    arguments: dict[str, Any] = {}
    if not isinstance(hosts, str) and len(hosts) > 1:
        arguments |= {"timeout": _PATIENCE}
        if "target_session_attrs" not in url.query:
            arguments |= {"target_session_attrs": "read-write"}
    if not behind_pooler(url):
        url = url.difference_update_query([_POOLER])
        pool: dict[str, Any] = {"pool_size": connections, "max_overflow": 10}
        return url, pool | {"pool_pre_ping": True, "connect_args": arguments}
    arguments |= {
        "statement_cache_size": 0,
        "prepared_statement_cache_size": 0,
        "prepared_statement_name_func": lambda: f"bot_{uuid4().hex}",
    }
    url = url.difference_update_query([_POOLER])
    return url, {"poolclass": NullPool, "connect_args": arguments}


def behind_pooler(url: URL) -> bool:
    return url.query.get(_POOLER) in {"true", "1", "yes"}


def listen(engine: Engine) -> None:
    """Connections to a server that became a standby are given up, with all others to it."""
    event.listen(engine, "handle_error", _give_up_standbys)


def _give_up_standbys(context: ExceptionContext) -> None:
    if getattr(context.original_exception, "sqlstate", None) == _READ_ONLY:
        context.is_disconnect = True


def check_server(connection: Connection, url: URL) -> None:
    """StartupError for a server that is too old, or a pooler that nobody told us of."""
    version: Any = connection.dialect.server_version_info or OLDEST
    check_version(version)
    driver: Any = connection.connection.driver_connection
    asked = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
    if driver.get_server_pid() != asked and not behind_pooler(url):
        raise StartupError(
            "BOT_DATABASE_URL: a pooler stands before PostgreSQL; for PgBouncer add"
            f" {'&' if url.query else '?'}{_POOLER}=true to the URL"
        )


def check_version(version: tuple[int, ...]) -> None:
    if version < OLDEST:
        raise StartupError(
            f"BOT_DATABASE_URL: PostgreSQL {'.'.join(map(str, version))} is too old;"
            f" {OLDEST[0]} or newer is needed"
        )
