"""Agreed with whom: one tap on the item's page, honest about what was changed since."""

from datetime import timedelta

import pytest

from bot.people.tables import Person
from bot.plan.actions import (
    add,
    agree,
    change_amount,
    change_notes,
    change_schedule,
    pause_item,
    resume_item,
)
from bot.plan.agreed import AgreedWith
from bot.plan.items import NewItem, history_of, item_of
from bot.plan.reasons import Reason, end_reason, give_reason
from bot.plan.rules import AtTimes, Kind, Schedule
from tests.phone import Story
from tests.plan.story import NOW

HOUR = timedelta(hours=1)


@pytest.fixture
async def plan(database, anna):
    """What acts on Anna's one medicine: `await plan(change_amount, "1 mg")`."""
    async with database.writing() as session:
        person = await session.get_one(Person, anna)
        item = await add(
            session, person, NewItem(Kind.MEDICATION, "Clonazepam", "0.5 mg", AT_8), NOW
        )
        item_id = item.id

    async def does(act, *args, now=NOW):
        async with database.writing() as session:
            person = await session.get_one(Person, anna)
            await act(session, person, item_id, *args, now)
            return await item_of(session, person, item_id, now)

    does.item_id = item_id
    return does


AT_8 = Schedule(AtTimes((NOW.time().replace(hour=8, minute=0),)))
AT_9 = Schedule(AtTimes((NOW.time().replace(hour=9, minute=0),)))


async def test_nobody_is_said_to_agree_before_somebody_says_so(plan):
    planned = await plan(change_notes, "after food")
    assert (planned.agreed_with, planned.changed_since) == (None, None)


@pytest.mark.parametrize("whom", [AgreedWith.DOCTOR, AgreedWith.PHYSIO])
@pytest.mark.parametrize(("act", "value"), [(change_amount, "1 mg"), (change_schedule, AT_9)])
async def test_what_i_change_alone_is_no_longer_quite_what_was_agreed(plan, whom, act, value):
    await plan(agree, whom)
    planned = await plan(act, value, now=NOW + HOUR)
    assert (planned.agreed_with, planned.changed_since) == (whom, NOW + HOUR)
    planned = await plan(agree, whom, now=NOW + 2 * HOUR)
    assert planned.changed_since is None, "said again, it is agreed as it is now"


async def test_what_is_my_own_stays_my_own_and_notes_and_pauses_change_nothing(plan):
    await plan(agree, AgreedWith.MYSELF)
    assert (await plan(change_amount, "1 mg")).changed_since is None
    await plan(agree, AgreedWith.DOCTOR)
    await plan(change_notes, "with water")
    await plan(pause_item)
    assert (await plan(resume_item, now=NOW + HOUR)).changed_since is None


async def test_what_is_changed_after_a_visit_is_agreed_with_the_doctor(plan, database, anna):
    await plan(agree, AgreedWith.MYSELF)
    async with database.writing() as session:
        person = await session.get_one(Person, anna)
        await give_reason(session, person, Reason.DOCTOR, NOW + HOUR)
    planned = await plan(change_amount, "1 mg")
    assert (planned.agreed_with, planned.changed_since) == (AgreedWith.DOCTOR, None)
    async with database.writing() as session:
        person = await session.get_one(Person, anna)
        await end_reason(session, person)
    assert (await plan(change_amount, "2 mg")).changed_since == NOW


async def test_the_history_keeps_who_was_said_and_a_second_tap_adds_nothing(plan, database, anna):
    await plan(agree, AgreedWith.PHYSIO)
    await plan(agree, AgreedWith.PHYSIO)
    await plan(agree, None)
    async with database.reading() as session:
        person = await session.get_one(Person, anna)
        past = await history_of(session, person, plan.item_id)
    told = [(one.before, one.after) for one in past if one.what == "agreed"]
    assert told == [("physio", None), (None, "physio")]


async def test_one_tap_says_it_and_another_takes_it_back(story: Story):
    phone = await story.phone().sets_up()
    await phone.adds("Clonazepam 0.5 mg 08:00")
    await phone.sends("/plan")
    page = await phone.taps("Clonazepam")
    assert "🤝 Agreed with: not said" in page.text
    page = await phone.taps("🤝 Doctor")
    assert "🤝 Agreed with the doctor" in page.text
    assert ["☑ 🤝 Doctor: on", "🤝 Physio", "🤝 Myself"] in phone.labels(page)

    await phone.taps("Amount")
    page = await phone.sends("1 mg")
    assert "🤝 Agreed with the doctor, changed since" in page.text
    page = await phone.taps("🤝 Doctor")
    assert "changed since" not in page.text
    page = await phone.taps("☑ 🤝 Doctor: on")
    assert "🤝 Agreed with: not said" in page.text
    page = await phone.taps("History")
    assert "agreed with doctor → not said" in page.text
    assert "agreed with not said → doctor" in page.text
