"""Alembic's way to our tables.

bot/migrate.py hands over its connection; the command line (`make migration`) has none, and gets
one to BOT_DATABASE_URL.
"""

import asyncio
from typing import Any

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy.engine import Connection

from bot.db import BigId, Database, UtcDateTime
from bot.models import metadata
from bot.settings import Settings


def render(kind: str, item: Any, _autogen: AutogenContext) -> str | bool:
    """Keeps revisions free of imports from the code, which changes while they must not."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and item is BigId:
        return "BigId"
    return False


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        render_item=render,
        transaction_per_migration=False,
    )
    with context.begin_transaction():
        context.run_migrations()


async def from_command_line() -> None:
    database = Database(Settings.read().database_url)
    async with database.engine.begin() as connection:
        await connection.run_sync(run)
    await database.close()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    asyncio.run(from_command_line())
