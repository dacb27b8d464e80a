"""Looks again and again for journeys whose last day is over, and brings the clocks home."""

from collections.abc import Sequence
from datetime import datetime

import structlog
from sqlalchemy import select

from bot.db import Database
from bot.people.tables import Person
from bot.telemetry import Metrics, told
from bot.travel.actions import come_home, say_back

_log = structlog.get_logger(__name__)


class Returns:
    """`glance` is for each tick of the engine."""

    def __init__(self, db: Database, metrics: Metrics) -> None:
        self._db = db
        self._metrics = metrics

    async def glance(self, now: datetime) -> None:
        """Whatever goes wrong, the engine ticks on."""
        try:
            for person_id in await self._due(now):
                await self._bring_home(person_id, now)
        except Exception as error:  # noqa: BLE001  looked at again at the next tick
            self._metrics.errors.labels("travel").inc()
            _log.warning("travel_not_looked_at", **told(error))

    async def _due(self, now: datetime) -> Sequence[int]:
        async with self._db.reading() as session:
            found = await session.scalars(select(Person.id).where(Person.away_until <= now))
            return found.all()

    async def _bring_home(self, person_id: int, now: datetime) -> None:
        async with self._db.writing() as session:
            found = select(Person).where(Person.id == person_id, Person.away_until <= now)
            person = await session.scalar(found.with_for_update(key_share=True))
            if person is not None and await come_home(session, person, now):
                await say_back(session, person, now)
