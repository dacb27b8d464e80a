"""Codes for new people, made by whoever runs the bot."""

from collections.abc import Sequence
from datetime import datetime

from bot.db import Database
from bot.door.actions import count_open, make
from bot.door.rules import PREFIX, new_code, spelled
from bot.errors import StartupError
from bot.migrate import ensure_current
from bot.settings import Settings
from bot.telegram.identity import bot_name


async def invite(settings: Settings, now: datetime, uses: int, days: int) -> Sequence[str]:
    """What to tell about a new code; without a link where Telegram cannot be asked for our name."""
    await ensure_current(settings.database_url)
    code, db = new_code(), Database(settings.database_url)
    try:
        async with db.writing() as session:
            row = await make(session, code, uses, days, now)
            until = row.expires_at
            codes, people = await count_open(session, now)
    finally:
        await db.close()
    link = await _link(code, settings)
    return (
        *((f"Link:     {link}",) if link else ()),
        f"Message:  /start {PREFIX}{spelled(code)}",
        f"Lets in {uses} until {until:%Y-%m-%d}. Open codes: {codes}, for {people} people.",
        *(() if settings.bot_invite_only else ("BOT_INVITE_ONLY is off: everybody may begin.",)),
    )


async def _link(code: str, settings: Settings) -> str | None:
    try:
        found = await bot_name(settings.token, settings.bot_api_url)
    except StartupError:
        return None
    return f"https://t.me/{found.removeprefix('@')}?start={PREFIX}{code}"
