"""The forecast: when the worst minutes of the week are, and how late each kind will be."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, update
from sqlalchemy.engine import URL

from bot.__main__ import cli
from bot.db import Database
from bot.notes.tables import Note
from bot.operations.expected import Span, expected
from bot.operations.forecast import look_ahead
from bot.operations.load import What, forecast
from bot.people.tables import Person
from bot.plan.rules import AfterLast, AtTimes, EveryDay, Interval, Kind, Schedule, to_json
from bot.plan.tables import ItemSchedule, PlanItem

NOW = datetime(2026, 3, 2, 6, 30, 20, tzinfo=UTC)  # a Monday
MEDICINE = What("medication", is_medicine=True, tolerance=0)
WATER = What("hydration", is_medicine=False, tolerance=15)
STRETCHING = What("stretching", is_medicine=False, tolerance=10)


def daily(*times: str) -> Schedule:
    return Schedule(AtTimes(tuple(time.fromisoformat(at) for at in times)))


def test_medicines_leave_first_and_the_rest_by_its_deadline() -> None:
    found = forecast({0: {WATER: 900, STRETCHING: 600, MEDICINE: 300}}, 30)
    assert found.kinds[MEDICINE].latest == pytest.approx(10)
    assert found.kinds[STRETCHING].latest == pytest.approx(30)
    assert found.kinds[WATER].latest == pytest.approx(60)
    assert not any(kind.beyond for kind in found.kinds.values())


def test_medicines_of_a_later_minute_overtake_what_still_waits() -> None:
    found = forecast({0: {WATER: 3_600}, 1: {MEDICINE: 900}}, 30)
    assert found.kinds[MEDICINE].latest == pytest.approx(30)
    assert found.kinds[WATER].latest == pytest.approx(150)
    assert [one.minute for one in found.worst(5)] == [1, 0]


def test_what_comes_too_late_is_counted() -> None:
    found = forecast({0: {STRETCHING: 30 * 60 * 11}}, 30)
    assert found.kinds[STRETCHING].latest == pytest.approx(660)
    assert found.kinds[STRETCHING].beyond == pytest.approx(1_800)
    assert forecast({0: {MEDICINE: 30 * 90}}, 30).kinds[MEDICINE].beyond == pytest.approx(900)


@given(
    st.dictionaries(
        st.integers(0, 30),
        st.dictionaries(
            st.sampled_from([MEDICINE, WATER, STRETCHING]), st.integers(1, 3_000), min_size=1
        ),
        max_size=12,
    ),
    st.floats(0.5, 1_000),
)
def test_everything_leaves_as_fast_as_the_rate_lets_it(
    due: dict[int, dict[What, int]], rate: float
) -> None:
    found = forecast(due, rate)
    assert found.messages == sum(sum(kinds.values()) for kinds in due.values())
    ends = 0.0
    for minute in sorted(due):
        ends = max(ends, minute * 60.0) + sum(due[minute].values()) / rate
    last = max((one.minute * 60 + one.last for one in found.rushes), default=0.0)
    assert last == pytest.approx(ends, abs=1e-3)
    alone = forecast(
        {at: {MEDICINE: kinds[MEDICINE]} for at, kinds in due.items() if MEDICINE in kinds}, rate
    )  # nothing but medicines makes a medicine wait
    assert found.kinds[MEDICINE].latest == pytest.approx(alone.kinds[MEDICINE].latest, abs=1e-3)


async def people(
    db: Database, number: int, *plan: tuple[Kind, Schedule], first: int = 1, **more: Any
) -> None:
    """So many persons in UTC, awake from 07:00 to 22:30, with this plan each."""
    ids = range(first, first + number)
    person = {
        "created_at": NOW, "consent_version": 1, "consented_at": NOW, "language": "en",
        "advanced_until": NOW, "wake_time": time(7), "bed_time": time(22, 30),
    } | more  # fmt: skip
    async with db.writing() as session:
        await session.execute(insert(Person), [{"id": i, "telegram_id": i} | person for i in ids])
        items, schedules = [], []
        for id_ in ids:
            for index, (kind, schedule) in enumerate(plan):
                item = {"id": 100 * id_ + index, "person_id": id_, "kind": kind, "name": "it",
                        "nags": [], "created_at": NOW}  # fmt: skip
                items.append(item)
                schedules.append(
                    {"item_id": item["id"], "spec": to_json(schedule), "valid_from": NOW}
                )
        await session.execute(insert(PlanItem), items)
        await session.execute(insert(ItemSchedule), schedules)


async def due(db: Database, minutes: int = 24 * 60) -> Counter[tuple[str, str]]:
    """Messages by time of day and kind, in the day from 06:31 on."""
    span = Span(NOW.replace(second=0) + timedelta(minutes=1), minutes)
    found: Counter[tuple[str, str]] = Counter()
    async for messages in expected(db, span):
        for (minute, what), count in messages.items():
            found[f"{span.start + timedelta(minutes=minute):%H:%M}", what.name] += count
    return found


async def test_what_is_due_is_reckoned_in_everybodys_own_zone(db: Database) -> None:
    await people(db, 3, (Kind.MEDICATION, daily("08:00")))
    await people(
        db, 2, (Kind.MEDICATION, daily("08:00")), first=10, zone="Asia/Tokyo",
        plan_zone="Asia/Tokyo",
    )  # fmt: skip
    assert await due(db) == {("08:00", "medication"): 3, ("23:00", "medication"): 2}


async def test_one_message_a_minute_as_urgent_as_the_most_urgent_in_it(db: Database) -> None:
    plan = (
        (Kind.HYDRATION, daily("08:00", "10:00")),
        (Kind.MEDICATION, daily("08:00")),
        (Kind.CHECKIN, daily("08:00")),
    )
    await people(db, 2, *plan)
    assert await due(db) == {
        ("08:00", "medication"): 2,
        ("08:00", "checkin"): 2,
        ("10:00", "hydration"): 2,
    }


async def test_quiet_hours_hold_what_is_no_medicine_until_waking(db: Database) -> None:
    night = daily("02:00", "06:00", "23:00")
    await people(db, 1, (Kind.HYDRATION, night))
    await people(db, 1, (Kind.MEDICATION, night), first=5)
    assert await due(db) == {
        ("07:00", "hydration"): 1,
        ("23:00", "medication"): 1,
        ("02:00", "medication"): 1,
        ("06:00", "medication"): 1,
    }


async def test_who_blocked_or_pauses_gets_nothing_and_neither_do_paused_items(
    db: Database,
) -> None:
    await people(db, 1, (Kind.MEDICATION, daily("08:00")), blocked_at=NOW)
    await people(
        db, 1, (Kind.MEDICATION, daily("08:00", "20:00")), first=5,
        paused_until=NOW + timedelta(hours=8),
    )  # fmt: skip
    await people(db, 1, (Kind.MEDICATION, daily("09:00")), first=9)
    async with db.writing() as session:
        await session.execute(update(PlanItem).where(PlanItem.id == 900).values(paused_at=NOW))
    assert await due(db) == {("20:00", "medication"): 1}


async def test_intervals_notes_and_what_counts_from_the_last_dose(db: Database) -> None:
    await people(db, 1, (Kind.HYDRATION, Schedule(Interval(240, time(9), time(17)), EveryDay())))
    await people(db, 1, (Kind.MEDICATION, Schedule(AfterLast(480, time(8)))), first=5)
    async with db.writing() as session:
        session.add(
            Note(person_id=1, topic="week", due_at=NOW + timedelta(hours=5), created_at=NOW)
        )
        session.add(Note(person_id=1, topic="said", created_at=NOW))
    found = await due(db)
    doses = [one for one in found if one[1] == "medication"]
    assert len(doses) == 3
    assert set(found) - set(doses) == {
        ("09:00", "hydration"), ("13:00", "hydration"), ("17:00", "hydration"),
        ("11:30", "week"),
    }  # fmt: skip


async def lines(url: URL, per_second: float = 30) -> Sequence[str]:
    return list(await look_ahead(url, per_second, NOW))


async def test_an_empty_database_says_so(database_url: URL) -> None:
    (line,) = await lines(database_url)
    assert line.startswith("There is nobody in the database")


async def test_the_table_names_the_worst_minutes_and_how_late_each_kind_is(
    db: Database, database_url: URL
) -> None:
    await people(db, 300, (Kind.MEDICATION, daily("08:00")))
    await people(db, 600, (Kind.STRETCHING, daily("08:00")), first=1_000)
    told = await lines(database_url, per_second=1)
    assert told[0].startswith("6,300 messages in the week from Monday 02 March 06:31 UTC, at 1 ")
    rows = {line.split("  ")[0]: " ".join(line.split()) for line in told}
    assert rows["Mon 02 Mar 08:00"] == "Mon 02 Mar 08:00 900 300 5 min 00 s 15 min 00 s"
    assert rows["medication"] == "medication 2,100 nothing 5 min 00 s 1,680"
    assert rows["stretching"] == "stretching 4,200 10 min 15 min 00 s 2,100"
    assert sum("08:00" in line for line in told) == 7


async def test_few_people_wait_for_nothing(db: Database, database_url: URL) -> None:
    await people(db, 20, (Kind.MEDICATION, daily("08:00")))
    assert "No minute has more than leaves at once: nobody waits." in await lines(database_url)


def test_the_command_reads_the_settings_of_the_bot(
    database_url: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = database_url.render_as_string(hide_password=False)
    monkeypatch.setenv("BOT_DATABASE_URL", url)
    done = CliRunner().invoke(cli, ["forecast"])
    assert (done.exit_code, done.output.count("\n")) == (0, 1)
    assert CliRunner().invoke(cli, ["forecast", "--rate", "0"]).exit_code == 2
