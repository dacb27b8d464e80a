"""Links that lead nowhere say the same to everybody; consent on both sides comes before all."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import event

from bot.circle.rules import PREFIX, new_token
from bot.circle.tables import SharedItem, Supported, Supporter
from bot.people.tables import Person
from tests.circle.life import accepts, card, heard, invites, joined, link_of, rows
from tests.conftest import on_sqlite
from tests.phone import Phone, Story

UNUSABLE = "This invitation can't be used."
Bad = Callable[[Story, Phone], Awaitable[str]]


@pytest.fixture
async def anna(story: Story) -> Phone:
    phone = await story.phone("Anna Weber").sets_up()
    await phone.adds("Clonazepam 0.5 mg 12:00")
    return phone


async def expired(story: Story, anna: Phone) -> str:
    payload = await invites(anna)
    await story.later(hours=48)
    return payload


async def used(story: Story, anna: Phone) -> str:
    payload = await invites(anna)
    await accepts(story.phone("Mia"), payload)
    return payload


async def replaced(story: Story, anna: Phone) -> str:
    payload = await invites(anna)
    await anna.taps("Back")
    await link_of(anna)
    return payload


async def taken_back(story: Story, anna: Phone) -> str:
    payload = await invites(anna, "Eve")
    await card(anna, "Eve")
    await anna.taps("End it", anna.last)
    return payload


async def foreign(story: Story, anna: Phone) -> str:
    return PREFIX + new_token()


async def malformed(story: Story, anna: Phone) -> str:
    return PREFIX + "x" * 31 + "é<b>"


async def cut_off(story: Story, anna: Phone) -> str:
    return (await invites(anna))[:-1]


async def empty(story: Story, anna: Phone) -> str:
    return PREFIX


BAD = (expired, used, replaced, taken_back, foreign, malformed, cut_off, empty)


@on_sqlite
async def test_a_link_that_leads_nowhere_says_the_same_to_everybody(
    story: Story, anna: Phone
) -> None:
    known, stranger = await story.phone("Kim").sets_up(), story.phone("Sam")
    said = set()
    for bad in BAD:
        payload = await bad(story, anna)
        persons = len(await rows(story, Person))
        for phone in (known, stranger, anna):
            await phone.sends(f"/start {payload}")
            said.add(phone.text)
            assert phone.labels() == [], bad.__name__
        assert len(await rows(story, Person)) == persons, bad.__name__
    assert len(said) == 1
    assert said.pop().startswith(UNUSABLE)


@on_sqlite
async def test_ones_own_link_is_no_link_and_stays_unused(story: Story, anna: Phone) -> None:
    payload = await invites(anna)
    await anna.sends(f"/start {payload}")
    assert anna.text.startswith(UNUSABLE)
    assert anna.labels() == []
    ben = story.phone("Ben")
    await ben.sends(f"/start {payload}")
    assert "Anna invites you" in ben.text


@on_sqlite
async def test_a_second_link_of_the_same_person_is_of_no_use(story: Story, anna: Phone) -> None:
    ben = story.phone("Ben")
    await joined(anna, ben)
    await ben.sends(f"/start {await invites(anna, 'Ben again')}")
    assert ben.text.startswith(UNUSABLE)


async def test_what_is_asked_of_the_database_tells_nothing(story: Story, anna: Phone) -> None:
    """As many statements for a token that was never made as for one of somebody's."""
    counted: dict[str, int] = {}
    stranger = story.phone("Sam")
    engine = story.app.db.engine.sync_engine
    for name, bad in (("foreign", foreign), ("malformed", malformed), ("expired", expired)):
        payload = await bad(story, anna)
        statements: list[str] = []

        def note(*given: object, into: list[str] = statements) -> None:
            if "token_hash" in str(given[2]) or "shared_item" in str(given[2]):
                into.append(str(given[2]))

        event.listen(engine, "before_cursor_execute", note)
        await stranger.sends(f"/start {payload}")
        event.remove(engine, "before_cursor_execute", note)
        counted[name] = len([one for one in statements if "SELECT supporter" in one])
    assert len(set(counted.values())) == 1, counted


@on_sqlite
async def test_only_the_hash_of_a_token_is_kept(story: Story, anna: Phone) -> None:
    payload = await invites(anna)
    (row,) = await rows(story, Supporter)
    assert len(row.token_hash) == 64
    assert payload.removeprefix(PREFIX) not in row.token_hash
    assert len(payload.removeprefix(PREFIX)) * 6 >= 128, "bits"


async def test_of_two_at_the_same_moment_one_is_in_time(story: Story, anna: Phone) -> None:
    payload = await invites(anna)
    ben, mia = story.phone("Ben"), story.phone("Mia")
    await ben.sends(f"/start {payload}")
    await mia.sends(f"/start {payload}")
    await asyncio.gather(ben.taps("I agree"), mia.taps("I agree"))
    (half,) = await rows(story, Supported)
    assert half.account in {"Ben", "Mia"}
    late = mia if half.account == "Ben" else ben
    assert (late.notice or "").startswith(UNUSABLE)
    assert len(await rows(story, Person)) == 2, "who was too late has left nothing"


@on_sqlite
async def test_no_is_an_answer(story: Story, anna: Phone) -> None:
    ben = story.phone("Ben")
    await ben.sends(f"/start {await invites(anna)}")
    await ben.taps("No")
    assert "kept nothing" in ben.text
    assert len(await rows(story, Person)) == 1


async def test_the_wrong_account_sees_nothing_and_the_invitation_can_be_made_anew(
    story: Story, anna: Phone
) -> None:
    payload = await invites(anna)
    await card(anna)
    await anna.taps("Medicines", anna.last)
    await anna.taps("Clonazepam", anna.last)
    await anna.taps("30 min", anna.last)
    stranger = story.phone("Somebody Else")
    await accepts(stranger, payload)
    await anna.taps("Somebody else")
    await story.at("12:30")
    assert heard(stranger, "not confirmed") == []
    assert heard(stranger, "ended it") != []

    await card(anna)
    ben = story.phone("Ben")
    await accepts(ben, await link_of(anna))
    await anna.taps("Yes, it is")
    assert [one.minutes for one in await rows(story, SharedItem)] == [30], "as it was chosen"


async def test_an_answer_about_one_account_is_none_about_another(story: Story, anna: Phone) -> None:
    ben, mia = story.phone("Ben"), story.phone("Mia")
    await accepts(ben, await invites(anna))
    message, data = anna.button("Yes, it is")
    await ben.sends("/start")
    await ben.taps("🤝 Anna")
    await ben.taps("End it", ben.last)
    await card(anna)
    await accepts(mia, await link_of(anna))
    await anna.taps_data(data, message)
    (row,) = await rows(story, Supporter)
    assert row.confirmed_at is None


@on_sqlite
async def test_five_are_the_most(story: Story, anna: Phone) -> None:
    for name in ("Ben", "Mia", "Kim", "Tom", "Eve"):
        await invites(anna, name)
    await anna.sends("/settings")
    await anna.taps("My circle")
    assert "Invite" not in str(anna.labels())
    assert len(await rows(story, Supporter)) == 5
    message = anna.last
    await anna.taps_data("1bi", message)
    assert "the most I keep" in (anna.notice or "")


@on_sqlite
async def test_a_start_that_carries_anything_else_is_a_start(story: Story) -> None:
    sam = story.phone("Sam")
    await sam.sends("/start from-a-friend")
    assert "Welcome" in sam.text
