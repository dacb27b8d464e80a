"""From rows to a diary, on both databases: what is known, and what only looks like a no."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import Database
from bot.journal.days import actions as days
from bot.journal.triggers import actions as triggers
from bot.journal.triggers.rules import Usual
from bot.journal.triggers.store import all_rows, known
from bot.people.tables import Person
from bot.summary.patterns.actions import look_at
from bot.summary.patterns.loading import Span, diary_of, evenings, first_evening
from bot.summary.patterns.rules import Diary, Verdict
from bot.treatment.injections.store import injection_days
from tests.summary.week.rows import an_injection

FIRST = date(2026, 3, 2)
DAY = timedelta(days=1)
SPAN = Span(FIRST, FIRST + 4 * DAY)


def evening(day: date) -> datetime:
    return datetime.combine(day, time(20), UTC)


async def new_person(session: AsyncSession, telegram_id: int = 1001) -> Person:
    at = evening(FIRST)
    person = Person(
        telegram_id=telegram_id, created_at=at, consent_version=1, consented_at=at, language="en",
        zone="Europe/Berlin", plan_zone="Europe/Berlin", advanced_until=at,
    )  # fmt: skip
    session.add(person)
    await session.flush()
    return person


async def ids(session: AsyncSession, person: Person) -> dict[str, int]:
    return {row.code or row.name or "": row.id for row in await all_rows(session, person)}


async def answers(
    session: AsyncSession, person: Person, day: date, rating: int, asked: list[int], *present: int
) -> None:
    """An evening as its taps write it: the rating, what was there, Done."""
    now = evening(day)
    await days.rate(session, person, rating, day, now)
    for trigger in present:
        await triggers.expose(session, person, trigger, day, now, on=True)
    await days.answer_triggers(session, person, day, asked, now)


async def diary(session: AsyncSession, person: Person, *wanted: int) -> Diary:
    return await diary_of(session, person, wanted, SPAN)


async def test_unanswered_is_not_a_no(db: Database):
    async with db.writing() as session:
        ada = await new_person(session)
        at = await ids(session, ada)
        coffee, wind = at[Usual.CAFFEINE], at[Usual.WIND]
        await answers(session, ada, FIRST, 3, [coffee], coffee)
        await answers(session, ada, FIRST + DAY, 1, [coffee])
        await days.rate(session, ada, 2, FIRST + 2 * DAY, evening(FIRST + 2 * DAY))
        await triggers.expose(
            session, ada, coffee, FIRST + 3 * DAY, evening(FIRST + 3 * DAY), on=True
        )
        seen = await diary(session, ada, coffee, wind)
    assert seen.ratings == [3, 1, 2, None]
    assert seen.present[coffee] == [True, False, None, None]
    assert seen.present[wind] == [None] * 4
    assert seen.weeks == [None] * 4


async def test_what_stood_there_only_since_it_was_noted_was_not_asked(db: Database):
    """Eight are offered on any day; a ninth is there because it was tapped before."""
    async with db.writing() as session:
        ada = await new_person(session)
        nine = list((await ids(session, ada)).values())[:9]
        await answers(session, ada, FIRST, 3, nine, nine[7], nine[8])
        seen = await diary(session, ada, *nine)
    assert seen.present[nine[7]][0] is True
    assert seen.present[nine[8]][0] is None


async def test_removed_answers_vanish(db: Database):
    async with db.writing() as session:
        ada = await new_person(session)
        coffee = (await ids(session, ada))[Usual.CAFFEINE]
        await answers(session, ada, FIRST, 3, [coffee], coffee)
        await answers(session, ada, FIRST + DAY, 3, [coffee], coffee)
        days.remove(await days.rating_of(session, ada, FIRST), evening(FIRST))
        await triggers.expose(session, ada, coffee, FIRST + DAY, evening(FIRST), on=False)
        seen = await diary(session, ada, coffee)
        assert await first_evening(session, ada) == FIRST + DAY
        assert await evenings(session, ada, FIRST + 3 * DAY) == 1
    assert seen.ratings == [None, 3, None, None]
    assert seen.present[coffee][1] is False


async def test_merged_triggers_are_one(db: Database):
    async with db.writing() as session:
        ada = await new_person(session)
        coffee = (await ids(session, ada))[Usual.CAFFEINE]
        espresso = (await triggers.add_own(session, ada, "Espresso")).id
        await answers(session, ada, FIRST, 3, [espresso], espresso)
        await answers(session, ada, FIRST + DAY, 1, [espresso])
        await answers(session, ada, FIRST + 2 * DAY, 3, [coffee], coffee)
        await triggers.merge(session, ada, espresso, coffee)
        seen = await diary(session, ada, coffee)
        shown = await look_at(session, ada, await known(session, ada, before=FIRST), evening(FIRST))
    assert seen.present[coffee] == [True, False, True, None]
    assert espresso not in {one.trigger for one in shown.findings}


async def test_another_person_s_days_are_not_seen(db: Database):
    async with db.writing() as session:
        ada, bob = await new_person(session), await new_person(session, 1002)
        mine, his = await ids(session, ada), await ids(session, bob)
        await answers(session, bob, FIRST, 4, [his[Usual.STRESS]], his[Usual.STRESS])
        assert await first_evening(session, ada) is None
        seen = await diary(session, ada, mine[Usual.STRESS], his[Usual.STRESS])
        assert await injection_days(session, ada) == []
    assert seen.ratings == [None] * 4
    assert list(seen.present.values()) == [[None] * 4] * 2


@pytest.mark.parametrize("is_removed", [False, True])
async def test_weeks_count_from_injections_in_the_log(db: Database, is_removed: bool):
    async with db.writing() as session:
        ada = await new_person(session)
        injection = an_injection(ada, date(2026, 2, 17))
        injection.removed_at = datetime(2026, 3, 1, tzinfo=UTC) if is_removed else None
        session.add(injection)
        await session.flush()
        seen = await diary(session, ada)
        dates = await injection_days(session, ada)
    assert dates == ([] if is_removed else [date(2026, 2, 17)])
    assert seen.weeks == ([None] * 4 if is_removed else [1, 2, 2, 2])


async def test_findings_stay_until_the_next_look(db: Database):
    """What is answered after a look changes what is said at the next one only."""
    async with db.writing() as session:
        ada = await new_person(session)
        at = await ids(session, ada)
        stress, wind = at[Usual.STRESS], at[Usual.WIND]
        for n in range(100):
            day, there = FIRST + n * DAY, n * n % 11 in {1, 3, 4}
            rating = 3 if there and n % 5 else int(n % 6 == 0) * 2
            await answers(session, ada, day, rating, [stress, wind], *([stress] if there else []))
        await triggers.hide(session, ada, wind, evening(FIRST), hidden=True)
        mine = await known(session, ada, before=FIRST)
        looks = [await look_at(session, ada, mine, evening(FIRST + n * DAY)) for n in (84, 99, 112)]
    first, again, later = looks
    assert first.findings == again.findings
    assert first.until == again.until == FIRST + 84 * DAY
    assert (first.evenings, again.evenings) == (85, 100)
    (finding,) = [one for one in first.findings if one.counts.answered]
    assert (finding.trigger, finding.verdict) == (stress, Verdict.MORE)
    assert finding.counts.answered == 84
    assert later.until == FIRST + 112 * DAY
    assert {one.counts.answered for one in later.findings} == {0, 100}
    assert wind not in {one.trigger for one in later.findings}
