"""Made-up lives in the database: five weeks of a person's rows, by a seed."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.journal.days.tables import DayRating, Night
from bot.journal.episodes.tables import Episode
from bot.journal.water.tables import WaterGlass, WaterSettings
from bot.people.tables import Person
from bot.plan.rules import AsNeeded, AtTimes, Kind, Schedule, to_json
from bot.plan.tables import ItemSchedule, PlanItem
from bot.reminders.tables import Occurrence
from bot.treatment.injections.tables import Injection

MONDAY = date(2026, 3, 23)
"""The clocks of Europe change on the Sunday of this week."""
START = datetime(2026, 1, 1, tzinfo=UTC)
LATE = datetime(2026, 3, 29, 20, 0, tzinfo=UTC)
STATES = ("done", "done", "done", "skipped", "missed", "offline", "open")
REASONS = (None, None, "chose", "paused", "removed")


async def a_person(session: AsyncSession, number: int, zone: str = "Europe/Berlin") -> Person:
    person = Person(
        telegram_id=1000 + number, created_at=START, consent_version=1, consented_at=START,
        set_up_at=START, language="en", zone=zone, plan_zone=zone, wake_time=time(7),
        bed_time=time(22, 30), advanced_until=START,
    )  # fmt: skip
    session.add(person)
    await session.flush()
    return person


async def an_item(session: AsyncSession, person: Person, kind: Kind, name: str, *,
                  is_needed: bool = False) -> tuple[int, int]:  # fmt: skip
    """The ids of a plan item and its schedule."""
    item = PlanItem(person_id=person.id, kind=kind, name=name, amount=None, nags=[],
                    created_at=START)  # fmt: skip
    session.add(item)
    await session.flush()
    when = AsNeeded() if is_needed else AtTimes((time(8), time(20)))
    schedule = ItemSchedule(item_id=item.id, spec=to_json(Schedule(when)), valid_from=START)
    session.add(schedule)
    await session.flush()
    return item.id, schedule.id


def an_occurrence(  # noqa: PLR0917  an occurrence has these coordinates
    person: Person, item: tuple[int, int], due_at: datetime, state: str,
                  zone: str, slot: str, reason: str | None = None) -> Occurrence:  # fmt: skip
    return Occurrence(
        person_id=person.id, item_id=item[0], schedule_id=item[1],
        local_date=due_at.astimezone(ZoneInfo(zone)).date(), slot=slot, due_at=due_at,
        prompt_at=due_at, deadline=due_at + timedelta(hours=4), zone=zone, state=state,
        reason=reason if state == "skipped" else None,
        taken_at=due_at if state == "done" else None,
    )  # fmt: skip


def an_injection(person: Person, day: date) -> Injection:
    return Injection(person_id=person.id, local_date=day, sites=[], held=[], logged_at=START)


async def lived(session: AsyncSession, person: Person, rng: Random) -> None:
    """Five weeks and a few days around them: with travel, removed entries and unanswered days."""
    clonazepam = await an_item(session, person, Kind.MEDICATION, "Clonazepam")
    baclofen = await an_item(session, person, Kind.MEDICATION, "Baclofen <10>")
    stretching = await an_item(session, person, Kind.STRETCHING, "Stretching")
    ibuprofen = await an_item(session, person, Kind.MEDICATION, "Ibuprofen", is_needed=True)
    target = rng.choice((None, 1000, 1500))
    session.add(WaterSettings(person_id=person.id, glass_ml=250, target_ml=target, unit="ml"))
    session.add(an_injection(person, LATE.date() - timedelta(days=rng.randint(2, 90))))
    for number in range(-40, 10):
        day = MONDAY + timedelta(days=number)
        zone = "Asia/Tokyo" if rng.random() < 0.2 else person.zone
        midnight = datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)
        _journal(session, person, rng, day, midnight, zone)
        for item in (clonazepam, baclofen, stretching):
            for hour in (0, 8, 20, 23):
                if rng.random() < 0.4:
                    due_at = midnight + timedelta(hours=hour, minutes=rng.randint(0, 59))
                    state, reason = rng.choice(STATES), rng.choice(REASONS)
                    slot = f"{number}.{hour}"
                    session.add(an_occurrence(person, item, due_at, state, zone, slot, reason))
        if rng.random() < 0.3:
            due_at = midnight + timedelta(hours=13)
            session.add(an_occurrence(person, ibuprofen, due_at, "done", zone, f"n{zone}"))
    await session.flush()


def _journal(  # noqa: PLR0917  as above
    session: AsyncSession, person: Person, rng: Random, day: date, midnight: datetime,
             zone: str) -> None:  # fmt: skip
    def removed() -> datetime | None:
        return LATE if rng.random() < 0.2 else None

    for _ in range(rng.choice((0, 0, 1, 2, 5))):
        at = midnight + timedelta(minutes=rng.randint(0, 23 * 60 - 1))
        session.add(
            Episode(person_id=person.id, at=at, zone=zone, logged_at=at,
                    severity=rng.choice((None, 1, 2, 3, 4)), count=rng.choice((1, 1, 1, 12)),
                    removed_at=removed())
        )  # fmt: skip
    if rng.random() < 0.6:
        session.add(
            DayRating(person_id=person.id, local_date=day, rating=rng.randint(0, 4),
                      answered_at=midnight, removed_at=removed())
        )  # fmt: skip
    if rng.random() < 0.5:
        minutes = rng.choice((None, 390, 420, 480))
        session.add(
            Night(person_id=person.id, local_date=day, minutes=minutes, quality=2,
                  answered_at=midnight, removed_at=removed())
        )  # fmt: skip
    for _ in range(rng.choice((0, 0, 3, 6))):
        session.add(
            WaterGlass(person_id=person.id, at=midnight, zone=zone, local_date=day, ml=250,
                       removed_at=removed())
        )  # fmt: skip
