"""The patterns as a person meets them: from /week through the whole bot."""

from datetime import timedelta

from sqlalchemy import select

from bot.journal.days import actions as days
from bot.journal.triggers import actions as triggers
from bot.journal.triggers.store import all_rows
from bot.people.tables import Person
from tests.phone import MONDAY, Phone, Story

DAY = timedelta(days=1)


async def opened(phone: Phone) -> str:
    await phone.taps("Details", await phone.sends("/week"))
    return (await phone.taps("Patterns")).text


async def lives(story: Story, evenings: int) -> None:
    """So many evenings, answered: stress goes with difficult days, wind with nothing."""
    async with story.app.db.writing() as session:
        (ada,) = (await session.scalars(select(Person))).all()
        at = {row.code: row.id for row in await all_rows(session, ada)}
        stress, wind = at["stress"], at["wind"]
        for n in range(evenings):
            now, day = MONDAY + n * DAY, (MONDAY + n * DAY).date()
            is_stressed = n * n % 11 in {1, 3, 4}
            await days.rate(
                session, ada, 3 if is_stressed and n % 5 else 2 * (n % 6 == 0), day, now
            )
            for trigger, there in ((stress, is_stressed), (wind, n * n % 13 in {1, 4, 9})):
                if there:
                    await triggers.expose(session, ada, trigger, day, now, on=True)
            await days.answer_triggers(session, ada, day, [stress, wind], now)
    story.clock.move_to(MONDAY + evenings * DAY)


async def test_a_new_person_hears_that_it_is_too_early(phone: Phone):
    assert "Too early to tell: 0 of 56 evenings so far." in await opened(phone)
    await phone.sends("/checkin 3")
    await phone.taps("Stress")
    await phone.taps("Done")
    text = await opened(phone)
    assert "Too early to tell: 1 of 56 evenings so far." in text
    assert "🖼 Picture" not in [label for row in phone.labels() for label in row]
    assert "The next time: Mon 30 Mar." in text
    assert "so far" in (await phone.taps("Back")).text


async def test_after_fourteen_weeks_there_is_a_pattern_and_none(phone: Phone, story: Story):
    await lives(story, 98)
    text = await opened(phone)
    assert "Stress: a possible pattern. On days you reported it you had more difficult" in text
    assert "Wind: no clear link seen. Difficult were" in text
    assert "None of this proves a cause" in text
    assert "The next time: Mon 22 Jun." in text
    assert await opened(phone) == text
    shown = await phone.taps("Picture")
    assert shown.photo
    assert "Stress: " in shown.text
    assert "possible pattern: more on those days" in shown.text
    assert "None of this proves a cause." in shown.text
    assert (await phone.taps("Back")).text == text


async def test_what_is_hidden_or_erased_is_not_told_of(phone: Phone, story: Story):
    await lives(story, 90)
    await phone.taps("Stress", await phone.taps("Change triggers", await phone.sends("/trigger")))
    await phone.taps("Hide")
    text = await opened(phone)
    assert "Stress" not in text
    assert "Wind" in text
