"""What changes a person. Whatever changes what is owed to them ends with `wake`."""

from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.people.rules import (
    CONSENT_VERSION,
    FOREVER,
    Condition,
    Related,
    Side,
    checked_hours,
    digest_of,
    moved_cursor,
    offset_differs,
    pause_end,
)
from bot.people.tables import Consent, ConsentText, Person
from bot.people.turn import Sender, wake
from bot.plain import insert_new

NOBODY = -(2**62)
"""Telegram ids from here upwards are nobody's: of accounts that are being erased."""


@dataclass(frozen=True, slots=True)
class ZoneChange:
    """A change of zone, and whether the plan could as well stay with the old one's clocks."""

    old_plan_zone: str
    asks: bool


async def agree(session: AsyncSession, sender: Sender, language: str, now: datetime) -> Person:
    """Creates the person; one who agreed already, even at this moment, stays as they are."""
    await insert_new(
        session,
        Person,
        telegram_id=sender.telegram_id,
        created_at=now,
        consent_version=CONSENT_VERSION,
        consented_at=now,
        language=language,
        advanced_until=now,
        seen_on=now.date(),
    )
    found = await session.scalars(select(Person).where(Person.telegram_id == sender.telegram_id))
    return found.one()


async def keep_consent(
    session: AsyncSession, person: Person, language: str, text: str, now: datetime
) -> None:
    """Notes that the person agrees to this text, which was shown to them in this language."""
    digest = digest_of(text)
    await insert_new(
        session, ConsentText, digest=digest, version=CONSENT_VERSION, language=language,
        text=text, since=now,
    )  # fmt: skip
    session.add(Consent(person_id=person.id, version=CONSENT_VERSION, digest=digest, agreed_at=now))
    person.consent_version, person.consented_at = CONSENT_VERSION, now
    await session.flush()


async def change_zone(
    session: AsyncSession, person: Person, zone: str, now: datetime
) -> ZoneChange:
    """Moves the person to a zone (an accepted IANA name) and their plan's local times with them."""
    old = person.plan_zone
    _hold_anew(person)
    person.zone = zone
    _move_plan(person, zone, now)
    await session.flush()
    asks = person.set_up_at is not None and offset_differs(old, zone, now)
    return ZoneChange(old, asks)


async def change_plan_zone(session: AsyncSession, person: Person, zone: str, now: datetime) -> None:
    """Has the plan go by the clocks of a zone, wherever the person is."""
    _hold_anew(person)
    _move_plan(person, zone, now)
    await session.flush()


async def change_hours(
    session: AsyncSession, person: Person, wake_time: time, bed_time: time, now: datetime
) -> None:
    """Sets when the person gets up and goes to bed; UserError for what can hardly be meant."""
    hours = checked_hours(wake_time, bed_time)
    _hold_anew(person)
    person.wake_time, person.bed_time = hours
    wake(person, now)
    await session.flush()


async def change_condition(
    session: AsyncSession, person: Person, condition: Condition | None
) -> None:
    person.condition = condition.value if condition else None
    await session.flush()


async def set_related(session: AsyncSession, person: Person, related: Related, *, on: bool) -> None:
    """Told, or taken back; always in the same order."""
    told = set(person.related or ()) | {related.value}
    kept = told if on else told - {related.value}
    person.related = [one.value for one in Related if one in kept] or None
    await session.flush()


async def change_side(session: AsyncSession, person: Person, side: Side | None) -> None:
    person.side = side.value if side else None
    await session.flush()


async def change_language(session: AsyncSession, person: Person, language: str) -> None:
    person.language = language
    await session.flush()


async def pause(session: AsyncSession, person: Person, days: int, now: datetime) -> datetime:
    """Silences everything, medicines too, for so many days, or for good with 0; until when."""
    until = pause_end(now, days, person.zone) if days else FOREVER
    person.paused_until = until
    wake(person, now)
    await session.flush()
    return until


async def resume(session: AsyncSession, person: Person, now: datetime) -> None:
    """Ends a pause of everything; one that is over by itself has ended then."""
    skip_rest(person, now)
    person.paused_until = None
    wake(person, now)
    await session.flush()


def skip_rest(person: Person, now: datetime) -> None:
    """What came due in a pause of everything is not caught up; what came due since its end is.

    To be called before its end is changed: while it is on the engine looks at nothing in it.
    """
    if person.paused_until is not None and person.pause_from is None:
        over = min(person.paused_until, now)
        person.advanced_until = max(person.advanced_until, over)


async def finish_set_up(session: AsyncSession, person: Person, now: datetime) -> None:
    """Marks the set-up as done, once."""
    person.set_up_at = person.set_up_at or now
    await session.flush()


async def erase(session: AsyncSession, person: Person) -> None:
    """Removes the person and, by the database's cascades, every row that is theirs."""
    await session.execute(delete(Person).where(Person.id == person.id))
    await forget_half(session, person)


def half_of(person: Person) -> int:
    """What stands for Telegram's id while an account is being restored: no user has such a one."""
    return -person.telegram_id


async def forget_half(session: AsyncSession, person: Person) -> None:
    """Removes what a crash left of an account that was being restored."""
    await session.execute(delete(Person).where(Person.telegram_id == half_of(person)))


async def forget_old_halves(session: AsyncSession, before: datetime) -> None:
    """Removes everybody's that are older; those that are being erased go a little at a time."""
    halves = Person.telegram_id.between(NOBODY // 2, -1)
    await session.execute(delete(Person).where(halves, Person.created_at < before))


def _hold_anew(person: Person) -> None:
    """What these hours hold over night is held by other ones: the engine knows it by them.

    To be called before they change; of several changes before it looks the first counts.
    """
    if person.held_zone is None:
        person.held_zone, person.held_wake = person.zone, person.wake_time


def _move_plan(person: Person, zone: str, now: datetime) -> None:
    if zone != person.plan_zone:
        # Never ahead of now: what was not owed yet by the old clocks is owed by the new ones.
        cursor = moved_cursor(person.advanced_until, person.plan_zone, zone)
        person.kept_until = person.kept_until or person.advanced_until
        person.advanced_until = min(cursor, now)
        person.plan_zone = zone
        person.zone_changed_at = now
    wake(person, now)
