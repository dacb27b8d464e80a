"""Five hundred at one moment: the rhythm adapts, and every run is as long as it says."""

from collections import Counter
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import insert, select

from bot.db import Database
from bot.notes.tables import Note
from bot.people.tables import Person
from bot.treatment.guided.conducting import AT_ONCE, Frame, claim, shown
from bot.treatment.guided.rules import SHARE, Stage
from bot.treatment.guided.tables import GuidedRun

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
PEOPLE, RATE = 500, 30
SECOND = timedelta(seconds=1)


async def begin(db: Database) -> None:
    """Everybody asks for three minutes at the same instant."""
    async with db.writing() as session:
        await session.execute(
            insert(Person),
            [
                {
                    "id": id_, "telegram_id": id_, "created_at": NOW, "consent_version": 1,
                    "consented_at": NOW, "language": "en", "wake_time": time(7),
                    "bed_time": time(22), "advanced_until": NOW,
                }
                for id_ in range(1, PEOPLE + 1)
            ],
        )  # fmt: skip
        await session.execute(
            insert(GuidedRun),
            [
                {
                    "id": id_, "person_id": id_, "routine": "breathe", "minutes": 3,
                    "zone": "UTC", "started_at": NOW, "next_at": NOW,
                }
                for id_ in range(1, PEOPLE + 1)
            ],
        )  # fmt: skip


async def second(db: Database, now: datetime) -> list[Frame]:
    """Everything that is owed within a second; all of it arrives."""
    frames: list[Frame] = []
    while True:
        async with db.writing() as session:
            some = await claim(session, now, RATE)
            for frame in some:
                await shown(session, frame, frame.run.id if not frame.chat.message_id else None)
        frames += some
        if len(some) < AT_ONCE:
            return frames


async def test_five_hundred_share_the_rate_and_end_in_time(db: Database) -> None:
    await begin(db)
    first = await second(db, NOW)
    assert len(first) == PEOPLE

    edits: Counter[int] = Counter()
    closed: dict[int, datetime] = {}
    for tick in range(1, 230, 2):
        for frame in await second(db, NOW + tick * SECOND):
            if frame.is_last:
                closed[frame.run.id] = NOW + tick * SECOND
            else:
                edits[tick] += 1

    busiest = max(sum(edits[tick + n] for n in range(10)) for tick in range(1, 220))
    assert busiest <= 10 * RATE * SHARE + RATE
    async with db.reading() as session:
        rows = list(await session.scalars(select(GuidedRun)))
        notes = {note.subject_id: note.due_at for note in await session.scalars(select(Note))}
    assert len(closed) == PEOPLE
    ends_a_second: Counter[int] = Counter()
    for row in rows:
        assert row.begins_at is not None
        assert row.next_at is None
        due = notes[row.id]
        assert due is not None
        assert due - row.begins_at == timedelta(minutes=3)
        assert due <= closed[row.id] <= due + 3 * SECOND
        ends_a_second[int(due.timestamp())] += 1
    assert max(ends_a_second.values()) <= RATE * SHARE + 1


async def test_who_is_alone_has_every_phase_of_every_breath(db: Database) -> None:
    await begin(db)
    async with db.writing() as session:
        for row in await session.scalars(select(GuidedRun).where(GuidedRun.id > 1)):
            await session.delete(row)
    frames = [frame for tick in range(200) for frame in await second(db, NOW + tick * SECOND)]
    told = [frame for frame in frames if frame.run.stage(frame.at) is Stage.RUNNING]
    assert len(told) == 36
    assert all(frame.pace.is_phased for frame in told)
