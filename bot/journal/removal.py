"""What is removed can be brought back for a day, whatever it is. Pure."""

from datetime import datetime, timedelta

from bot.errors import UserError

RESTORABLE = timedelta(days=1)
"""How long after its removal an entry can be brought back."""


def can_restore(removed_at: datetime | None, now: datetime) -> bool:
    return removed_at is not None and now - removed_at <= RESTORABLE


def check_restorable(removed_at: datetime, now: datetime) -> None:
    """UserError for what was removed more than a day ago."""
    if not can_restore(removed_at, now):
        raise UserError("This was removed more than a day ago; I don't bring it back.")
