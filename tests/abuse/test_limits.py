"""The table of limits, walked from one end to the other: a kind word, no row, and nobody else."""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.circle.tables import Supported, Supporter
from bot.db import Base
from bot.journal.episodes.tables import Episode
from bot.journal.reliefs.tables import OwnRelief
from bot.journal.triggers.tables import Trigger
from bot.journal.water.tables import WaterGlass
from bot.people.limits import A_DAY, AN_HOUR, HOUR, IN_ALL, Heavy, next_possible
from bot.people.tables import HeavyRequest, Person
from bot.plan.tables import PlanChange, PlanItem
from bot.reminders.tables import Occurrence
from bot.treatment.guided.tables import GoodThing, GuidedRun
from bot.treatment.injections.tables import Injection
from bot.treatment.stock.tables import StockEntry
from bot.treatment.visits.tables import Visit, VisitQuestion
from tests.circle.life import accepts, invites
from tests.conftest import on_sqlite
from tests.edge.watching import errors
from tests.phone import MONDAY, Phone, Story

FULL = "within a day, the most I keep. All of them are saved"
NOW = datetime(2026, 3, 2, 6, tzinfo=UTC)
TODAY = date(2026, 3, 2)
Act = Callable[[Phone], Awaitable[Any]]
Rows = Callable[[int, int, int, datetime], dict[str, Any]]
"""Values of a row by person, plan item, number and instant."""


def says(*lines: str) -> Act:
    async def act(phone: Phone) -> None:
        for line in lines:
            if line.startswith("tap "):
                await phone.taps(line.removeprefix("tap "))
            else:
                await phone.sends(line)

    return act


def episode(person: int, item: int, number: int, at: datetime) -> dict[str, Any]:
    return {"at": at, "logged_at": at, "zone": "Europe/Berlin", "face_zones": []}


def glass(person: int, item: int, number: int, at: datetime) -> dict[str, Any]:
    return {"at": at, "zone": "Europe/Berlin", "local_date": at.date(), "ml": 250}


def run(person: int, item: int, number: int, at: datetime) -> dict[str, Any]:
    return {"routine": "breath", "minutes": 1, "zone": "UTC", "started_at": at, "ended_at": at}


def good(person: int, item: int, number: int, at: datetime) -> dict[str, Any]:
    return {"text": "tea", "local_date": at.date(), "zone": "UTC", "said_at": at}


def injection(person: int, item: int, number: int, at: datetime) -> dict[str, Any]:
    day = at.date() - timedelta(days=number + 10)
    return {"local_date": day, "sites": [], "held": [], "logged_at": at}


def entry(person: int, item: int, number: int, at: datetime) -> dict[str, Any]:
    return {"item_id": item, "what": "counted", "units": 100, "at": at}


def changed(person: int, item: int, number: int, at: datetime) -> dict[str, Any]:
    return {"item_id": item, "at": at, "what": "renamed"}


def visit(person: int, item: int, number: int, at: datetime) -> dict[str, Any]:
    return {
        "kind": "doctor", "local_date": at.date(), "with_whom": "Dr. Weber", "added_at": at,
        "removed_at": at,
    }  # fmt: skip


def question(person: int, item: int, number: int, at: datetime) -> dict[str, Any]:
    return {"text": "Is it normal?", "asked_at": at, "removed_at": at}


def dose(person: int, item: int, number: int, at: datetime) -> dict[str, Any]:
    return {
        "item_id": item, "schedule_id": item, "local_date": at.date(), "slot": f"x{number}",
        "due_at": at, "prompt_at": at, "deadline": at, "zone": "UTC", "state": "done",
        "taken_at": at, "nags_sent": 0,
    }  # fmt: skip


NEEDED = "/add Ibuprofen 400 mg as needed, at least 6h apart, max 3 a day"
DAILY: dict[type[Base], tuple[Rows, Act]] = {
    Episode: (episode, says(".")),
    WaterGlass: (glass, says("/water 300 ml")),
    GuidedRun: (run, says("/calm 3")),
    GoodThing: (good, says("/calm", "tap good", "a walk")),
    Injection: (injection, says("/injection yesterday")),
    StockEntry: (entry, says("/plan", "tap Ibuprofen", "tap Supply", "tap Count them now", "30")),
    PlanChange: (changed, says("/add Stretching 09:00", "tap Save")),
    Visit: (visit, says("/visits 12 March 10:30 Dr. Weber")),
    VisitQuestion: (question, says("/ask Is it normal?")),
    Occurrence: (dose, says("/today", "tap Take Ibuprofen", "tap Save")),
}


async def fill(phone: Phone, table: type[Base], rows: Rows, count: int) -> None:
    now = phone.story.clock()
    async with phone.story.app.db.writing() as session:
        person, item = await ids(session, phone)
        values = [rows(person, item, number, now) for number in range(count)]
        if "person_id" in table.__table__.c:
            values = [{"person_id": person, **one} for one in values]
        await session.execute(insert(table), values)


async def ids(session: AsyncSession, phone: Phone) -> tuple[int, int]:
    person = await session.scalar(select(Person.id).where(Person.telegram_id == phone.user.id))
    item = await session.scalar(select(PlanItem.id).where(PlanItem.person_id == person))
    assert person is not None
    return person, item or 0


async def count(story: Story, table: type[Base]) -> int:
    async with story.app.db.reading() as session:
        return await session.scalar(select(func.count()).select_from(table)) or 0


def heard(phone: Phone, since: int) -> str:
    return "\n".join([*(one.text for one in phone.user.received[since:]), phone.notice or ""])


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize("table", [Episode, WaterGlass, Occurrence, PlanChange])
async def test_the_database_counts_a_day(story: Story, table: type[Base]) -> None:
    """What counts is asked for in four ways, which both databases know."""
    await a_day(story, table)


@on_sqlite
@pytest.mark.parametrize("table", DAILY, ids=lambda table: table.__tablename__)
async def test_a_day_has_room_for_so_many_and_no_more(story: Story, table: type[Base]) -> None:
    await a_day(story, table)


async def a_day(story: Story, table: type[Base]) -> None:
    rows, act = DAILY[table]
    phone, other = await story.phone().sets_up(), await story.phone("Ben").sets_up()
    for one in (phone, other):
        await one.sends(NEEDED)
        await one.taps("Save")
    most = A_DAY[table.__tablename__]
    before = await count(story, table)
    if table is PlanChange:
        most -= 1  # the one above
    await fill(phone, table, rows, most)
    seen = len(phone.user.received)
    await act(phone)
    assert FULL in heard(phone, seen)
    assert await count(story, table) == before + most

    await act(other)
    assert FULL not in heard(other, 0)
    assert await count(story, table) > before + most

    await story.later(hours=24, minutes=1)
    seen, full = len(phone.user.received), await count(story, table)
    if table is Visit:
        act = says("/visits 14 March 10:30 Dr. Weber")
    await act(phone)
    assert FULL not in "\n".join(one.text for one in phone.user.received[seen:])
    assert await count(story, table) > full
    assert errors(story) == {}


@on_sqlite
async def test_triggers_are_counted_for_ever_merged_ones_too(story: Story) -> None:
    phone = await story.phone().sets_up()
    await phone.sends("/trigger cardboard")
    async with story.app.db.writing() as session:
        person, _ = await ids(session, phone)
        first = await session.scalar(select(func.max(Trigger.id)))
        there = await session.scalar(
            select(func.count()).select_from(Trigger).where(Trigger.person_id == person)
        )
        await session.execute(
            insert(Trigger),
            [
                {"person_id": person, "name": f"n{n}", "merged_into_id": first}
                for n in range(A_DAY["trigger"] - (there or 0))
            ],
        )
    before = await count(story, Trigger)
    await phone.sends("/trigger wallpaper")
    assert FULL in phone.text
    assert await count(story, Trigger) == before


@on_sqlite
@pytest.mark.parametrize(
    ("table", "line", "words"),
    [
        (PlanItem, "/add Stretching 09:00", "the most I can look after"),
        (Trigger, "/trigger cardboard", "which is the most"),
        (Visit, "/visits 12 March 10:30 Dr. Weber", "the most I keep"),
        (VisitQuestion, "/ask Is it normal?", "the most I keep"),
    ],
    ids=lambda one: one.__tablename__ if isinstance(one, type) else "",
)
async def test_there_is_room_for_so_many_at_once(
    story: Story, table: type[Base], line: str, words: str
) -> None:
    phone = await story.phone().sets_up()
    await phone.sends("/trigger")  # the usual ones are rows from then on
    async with story.app.db.writing() as session:
        person, _ = await ids(session, phone)
        there = await session.scalar(
            select(func.count()).select_from(table).where(table.__table__.c.person_id == person)
        )
        await session.execute(
            insert(table),
            [
                {"person_id": person} | _one(table, number)
                for number in range(IN_ALL[table.__tablename__] - (there or 0))
            ],
        )
    full = await count(story, table)
    await phone.sends(line)
    if table is PlanItem:
        await phone.taps("Save")
    assert words in heard(phone, 0)
    assert await count(story, table) == full
    assert errors(story) == {}


def _one(table: type[Base], number: int) -> dict[str, Any]:
    before = MONDAY - timedelta(days=2)
    match table.__tablename__:
        case "plan_item":
            return {
                "kind": "stretching", "name": f"n{number}", "nags": [], "created_at": before,
                "paused_at": before,
            }  # fmt: skip
        case "trigger":
            return {"name": f"n{number}", "name_key": f"n{number}"}
        case "visit":
            return {
                "kind": "doctor", "local_date": date(2026, 4, 1), "local_time": time(9),
                "with_whom": "x", "added_at": before,
            }  # fmt: skip
        case _:
            return {"text": "x", "asked_at": before}


TOLD_APART = {"own_relief", "supporter", "supported", "cheer"}
"""Below, in tests/journal/reliefs, and in tests/circle."""


def test_every_line_of_the_table_is_walked() -> None:
    by_day = {table.__tablename__ for table in DAILY} | {"trigger"}
    assert set(A_DAY) - TOLD_APART == by_day
    assert set(IN_ALL) - TOLD_APART == {"plan_item", "trigger", "visit", "visit_question"}
    assert OwnRelief.__tablename__ in IN_ALL


@pytest.mark.parametrize(
    ("what", "line", "made"),
    [(Heavy.EXPORT, "/export", "export-"), (Heavy.REPORT, "/report 12", "report-")],
)
async def test_what_takes_long_is_made_some_times_an_hour(
    story: Story, what: Heavy, line: str, made: str
) -> None:
    phone, other = await story.phone().sets_up(), await story.phone("Ben").sets_up()
    async with story.app.db.writing() as session:
        person, _ = await ids(session, phone)
        asked = [story.clock() + timedelta(minutes=n) for n in range(AN_HOUR[what])]
        await session.execute(
            insert(HeavyRequest),
            [{"person_id": person, "what": what.value, "asked_at": at} for at in asked],
        )
    await story.later(minutes=20)
    await phone.sends(line)
    assert "The next one is possible at 08:00." in phone.text
    assert f"{AN_HOUR[what]} of it within an hour" in phone.text
    await other.sends(line)
    assert other.last.attachment is not None
    await story.later(minutes=40)
    await phone.sends(line)
    assert phone.last.attachment is not None
    await phone.sends(line)
    assert "The next one is possible at 08:01." in phone.text
    await phone.leaves()
    await other.leaves()
    assert await count(story, HeavyRequest) == 0


@on_sqlite
async def test_what_was_not_made_is_not_counted(story: Story) -> None:
    phone = await story.phone().sets_up()
    await phone.sends("/report 9999")
    async with story.app.db.writing() as session:
        assert (await session.execute(delete(HeavyRequest))).rowcount == 0


@given(st.lists(st.integers(0, 7200), max_size=40).map(sorted), st.integers(1, 6))
def test_in_no_hour_are_there_more(seconds: list[int], most: int) -> None:
    made: list[datetime] = []
    for at in (NOW + timedelta(seconds=one) for one in seconds):
        possible = next_possible(made, most, at)
        if possible is None:
            made.append(at)
        else:
            assert at < possible <= at + HOUR
            assert next_possible(made, most, possible) is None
    for first, begin in enumerate(made):
        assert sum(at < begin + HOUR for at in made[first:]) <= most


@on_sqlite
async def test_a_person_supports_ten_at_most(story: Story) -> None:
    anna, ben = await story.phone("Anna Weber").sets_up(), await story.phone("Ben").sets_up()
    cyd = await story.phone("Cyd").sets_up()
    async with story.app.db.writing() as session:
        person, _ = await ids(session, ben)
        other, _ = await ids(session, cyd)
        for _ in range(IN_ALL["supported"]):
            half = Supporter(person_id=other, called="x", shown_as="y", created_at=NOW)
            session.add(half)
            await session.flush()
            values = {"person_id": person, "supporter_id": half.id, "account": "Ben"}
            await session.execute(insert(Supported), [{**values, "agreed_at": NOW}])
    await anna.adds("Clonazepam 0.5 mg 12:00")
    await accepts(ben, await invites(anna))
    assert "You support 10 people, the most I can keep." in (ben.notice or "")
    assert await count(story, Supported) == IN_ALL["supported"]
    async with story.app.db.writing() as session:
        first = await session.scalar(select(func.min(Supported.id)))
        await session.execute(delete(Supported).where(Supported.id == first))
    await ben.taps("I agree")
    assert await count(story, Supported) == IN_ALL["supported"]
    assert "Thank you" in ben.text
