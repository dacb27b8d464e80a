"""Whose message is to be edited now, and with what: claimed in bulk, in one short transaction.

Several processes may do so at once. When a claim is committed the next frame is owed already, so
a process that dies loses one frame and nothing else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.notes.actions import withdraw
from bot.people.tables import Person
from bot.treatment.guided.actions import end, owe_end
from bot.treatment.guided.frames import Pace
from bot.treatment.guided.rules import (
    GUIDED_END,
    Run,
    Stage,
    begins_at,
    gap_of,
    is_phased,
    next_beat,
    was_left,
)
from bot.treatment.guided.store import how_many_run, last_beginning, run_of
from bot.treatment.guided.tables import GuidedChoice, GuidedRun

AT_ONCE = 100
RETRY = timedelta(seconds=20)
"""After which a last frame that did not leave is tried again."""
_GIVEN_UP = timedelta(hours=1)
"""Nobody looks at a message any longer that should have changed before that."""


@dataclass(frozen=True, slots=True)
class Chat:
    """Where a run is shown; `message_id` is None until its message was sent."""

    id: int
    message_id: int | None
    language: str
    zone: str
    person_id: int
    hushed_until: datetime | None = None
    is_easy: bool = False
    is_discreet: bool = False

    @classmethod
    def of(cls, row: GuidedRun, person: Person) -> "Chat":
        return cls(
            person.telegram_id, row.message_id, person.language, person.zone, person.id,
            person.hushed_until, person.easy_mode, person.is_discreet,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Frame:
    """One edit that is owed now. Without a message yet it is sent; `is_last`: it must arrive."""

    run: Run
    chat: Chat
    at: datetime
    """The instant of which it tells."""
    pace: Pace
    gap: timedelta
    token: datetime | None
    """What `next_at` became: another value later means that somebody paused or ended it."""
    is_last: bool = False


async def earliest(session: AsyncSession) -> datetime | None:
    """When the next frame of anybody's is owed."""
    found: datetime | None = await session.scalar(select(func.min(GuidedRun.next_at)))
    return found


async def claim(session: AsyncSession, now: datetime, per_second: float) -> list[Frame]:
    """Frames that are owed by now, each with its next one laid down."""
    gap = gap_of(await how_many_run(session), per_second)
    rows = await session.execute(
        select(GuidedRun, Person, GuidedChoice.is_facing)
        .join(Person, Person.id == GuidedRun.person_id)
        .outerjoin(GuidedChoice, GuidedChoice.person_id == GuidedRun.person_id)
        .where(GuidedRun.next_at <= now)
        .order_by(GuidedRun.next_at, GuidedRun.id)
        .limit(AT_ONCE)
        .with_for_update(of=(GuidedRun, Person), skip_locked=True, key_share=True)
        .execution_options(populate_existing=True)
    )
    frames = []
    for row, person, facing in rows.all():
        is_last = await _advance(session, row, person, now, gap, per_second)
        if is_last is None:
            continue
        run = run_of(row, is_facing=bool(facing))
        pace = Pace(row.next_at or now, is_phased(run.routine, gap))
        frames.append(Frame(run, Chat.of(row, person), now, pace, gap, row.next_at, is_last))
    await session.flush()
    return frames


async def _advance(  # noqa: PLR0917  what a beat depends on
    session: AsyncSession,
    row: GuidedRun,
    person: Person,
    now: datetime,
    gap: timedelta,
    per_second: float,
) -> bool | None:
    """Lays down the next beat; whether this frame is a last one, None for no frame at all."""
    run = run_of(row)
    if person.blocked_at is not None:
        await _leave_alone(session, row, person, now)
        return None
    if _was_left(row, run, now):
        row.paused_at, row.was_interrupted = row.next_at, True
        await withdraw(session, person, GUIDED_END, now, subject_id=row.id)
        return _lay_down_last(row, now)
    if not run.is_live(now) or run.stage(now) is Stage.PAUSED:
        return _lay_down_last(row, now)
    if row.begins_at is None:
        row.begins_at = begins_at(now, await last_beginning(session), per_second)
        row.next_at = row.begins_at
        await owe_end(session, person, row, now)
        return False
    row.next_at = next_beat(run, now, gap)
    return False


def _was_left(row: GuidedRun, run: Run, now: datetime) -> bool:
    """Whether the bot was away while it went on."""
    if run.ends_at is None or row.next_at is None or row.paused_at or row.ended_at:
        return False
    return was_left(row.next_at, run.ends_at, now)


def _lay_down_last(row: GuidedRun, now: datetime) -> bool | None:
    """What ends or stands still is shown until it has arrived, or nobody can want it any more."""
    since = row.paused_at or row.ended_at or run_of(row).ends_at or now
    if row.message_id is None or now - since > _GIVEN_UP:
        row.next_at = None
        return None
    row.next_at = now + RETRY
    return True


async def _leave_alone(
    session: AsyncSession, row: GuidedRun, person: Person, now: datetime
) -> None:
    if run_of(row).is_live(now):
        await end(session, person, row, now)
    row.next_at = None


async def is_still(session: AsyncSession, frame: Frame) -> bool:
    """Whether nothing happened to the run since the frame was claimed."""
    found = await session.scalar(select(GuidedRun.next_at).where(GuidedRun.id == frame.run.id))
    return found is not None and found == frame.token


async def shown(session: AsyncSession, frame: Frame, message_id: int | None) -> None:
    """The frame arrived: of a last one nothing more is owed; a first one has a message now."""
    row = await _row(session, frame.run.id)
    if row is None:
        return
    if message_id is not None:
        row.message_id = message_id
    if frame.is_last and row.next_at == frame.token:
        row.next_at = None


async def lost(session: AsyncSession, frame: Frame, now: datetime) -> None:
    """The message is gone, or nobody can be reached: that ends it, quietly."""
    row = await _row(session, frame.run.id)
    if row is None or (
        frame.chat.message_id is not None and row.message_id != frame.chat.message_id
    ):
        return
    person = await session.get_one(Person, row.person_id)
    await _leave_alone(session, row, person, now)


async def _row(session: AsyncSession, run_id: int) -> GuidedRun | None:
    found: Sequence[GuidedRun] = (
        await session.scalars(
            select(GuidedRun)
            .where(GuidedRun.id == run_id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    ).all()
    return found[0] if found else None
