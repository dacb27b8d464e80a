"""What the stories about the plan share: an instant, two people, and how to look into tables."""

from datetime import UTC, datetime

from sqlalchemy import select

from bot.people.tables import Person

NOW = datetime(2025, 11, 22, 13, 30, tzinfo=UTC)
"""A Saturday, 14:30 in Berlin, where our people live."""

TODAY = NOW.date()
ANNA, BEN = 1001, 1002


def person(telegram_id):
    return Person(
        telegram_id=telegram_id,
        created_at=NOW,
        consent_version=1,
        consented_at=NOW,
        set_up_at=NOW,
        language="en",
        zone="Europe/Berlin",
        plan_zone="Europe/Berlin",
        advanced_until=NOW,
    )


async def stored(session, table):
    return list(await session.scalars(select(table).order_by(table.id)))
