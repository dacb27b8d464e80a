"""When the week summary comes: Sunday 18:00 unless the person chooses otherwise, or none.

Everybody who finishes the set-up is owed it, as a note that comes again each week; migration
0007 gave one to those who had finished before. Nothing else makes one: off stays off.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.notes import actions as notes
from bot.notes.rules import Topic
from bot.people.rules import unknown_button
from bot.people.tables import Person
from bot.plan.rules import AtTimes, Schedule, Weekdays, from_json

WEEK = Topic("week", window=timedelta(days=3))
"""One that is later than Wednesday would be about a week long gone: the next one comes then."""
SPOKEN_WEEK = Topic("spoken_week", window=timedelta(days=3))
"""The same summary read aloud, for those who want it so: it follows the written one."""
SIDE_EFFECTS = Topic("side_effects", window=timedelta(days=1))
"""The week's question about side effects, of those whose medicines can have them."""
WEEKDAYS = range(7)
"""0 for Monday, as in `date.weekday`."""
HOURS = (8, 9, 10, 12, 14, 16, 17, 18, 19, 20, 21)
"""What the buttons offer."""


@dataclass(frozen=True, slots=True)
class WeekTime:
    """A weekday and an hour by the person's clocks."""

    weekday: int = 6
    hour: int = 18

    def __post_init__(self) -> None:
        if self.weekday not in WEEKDAYS or self.hour not in HOURS:
            raise unknown_button()

    @property
    def schedule(self) -> Schedule:
        return Schedule(AtTimes((time(self.hour),)), Weekdays((self.weekday,)))


USUAL = WeekTime()
USUAL_EFFECTS = WeekTime(5, 10)
"""Saturday morning: before any evening that would ask about side effects, too."""


async def owe_week(session: AsyncSession, person: Person, now: datetime) -> None:
    """Owes summary and question at their usual times; what is owed already stays."""
    await notes.owe(session, person, WEEK, USUAL.schedule, now)
    if person.speaks_week:
        await notes.owe(session, person, SPOKEN_WEEK, USUAL.schedule, now)
    await notes.owe(session, person, SIDE_EFFECTS, USUAL_EFFECTS.schedule, now)


async def set_week_time(
    session: AsyncSession,
    person: Person,
    chosen: WeekTime | None,
    now: datetime,
    topic: Topic = WEEK,
) -> None:
    """Moves the summary, or switches it off with None: then no note is owed."""
    if chosen is None:
        await notes.withdraw(session, person, topic, now)
    else:
        await notes.move(session, person, topic, chosen.schedule, now)
    if topic is WEEK:
        await _owe_spoken(session, person, chosen, now)


async def set_speaking(
    session: AsyncSession, person: Person, now: datetime, *, is_on: bool
) -> None:
    """Whether the week is read aloud as well, whenever it comes."""
    person.speaks_week = is_on
    await _owe_spoken(session, person, await week_time(session, person), now)


async def _owe_spoken(
    session: AsyncSession, person: Person, chosen: WeekTime | None, now: datetime
) -> None:
    if person.speaks_week and chosen is not None:
        await notes.move(session, person, SPOKEN_WEEK, chosen.schedule, now)
    else:
        await notes.withdraw(session, person, SPOKEN_WEEK, now)


async def week_time(
    session: AsyncSession, person: Person, topic: Topic = WEEK
) -> WeekTime | None:  # fmt: skip
    """When it comes; None where it is switched off."""
    note = await notes.find(session, person, topic)
    if note is None or note.spec is None:
        return None
    schedule = from_json(note.spec)
    assert isinstance(schedule.when, AtTimes)
    assert isinstance(schedule.days, Weekdays)
    return WeekTime(schedule.days.weekdays[0], schedule.when.times[0].hour)
