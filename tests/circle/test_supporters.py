"""Those who support: the least of an account, kind words, and the ways out of it."""

import asyncio

import pytest
from sqlalchemy import select

from bot.circle.tables import Cheer, Supported, Supporter
from bot.people.rules import SUPPORTS_ONLY
from bot.people.tables import Person
from bot.plan.tables import PlanItem
from tests.circle.life import accepts, card, heard, invites, joined, rows
from tests.conftest import on_sqlite
from tests.edge.watching import errors
from tests.phone import Phone, Story

ENDED = "Somebody whom you supported has ended it"


@pytest.fixture
async def anna(story: Story) -> Phone:
    return await story.phone("Anna Weber").sets_up()


@pytest.fixture
async def ben(story: Story, anna: Phone) -> Phone:
    phone = story.phone("Ben")
    await joined(anna, phone)
    await story.at("12:00")
    return phone


async def person_of(phone: Phone) -> Person | None:
    async with phone.story.app.db.reading() as session:
        found: Person | None = await session.scalar(
            select(Person).where(Person.telegram_id == phone.user.id)
        )
        return found


@on_sqlite
async def test_who_supports_alone_has_no_diary(story: Story, anna: Phone, ben: Phone) -> None:
    person = await person_of(ben)
    assert person is not None
    assert (person.consent_version, person.set_up_at) == (SUPPORTS_ONLY, None)
    for said in ("/log 3 left", "/add Baclofen 10 mg 08:00", "/settings", "⚡ Episode", "hello"):
        await ben.sends(said)
        assert "You support" in ben.text
    await ben.does(ben.user.send_voice())
    assert "You support" in ben.text
    assert await rows(story, PlanItem) == []


@on_sqlite
async def test_and_yet_all_that_is_anybodys(story: Story, ben: Phone) -> None:
    await ben.sends("/timezone Asia/Tokyo")
    await ben.sends("/urgent")
    assert "emergency" in ben.text
    await ben.sends("/privacy")
    assert "Your privacy" in ben.text
    await ben.sends("/export")
    assert ben.last.attachment is not None
    await ben.sends("/pause 2")
    assert "Paused" in ben.text
    person = await person_of(ben)
    assert person is not None
    assert person.zone == "Asia/Tokyo"


@on_sqlite
async def test_a_new_supporter_is_asked_where_they_are(story: Story, anna: Phone) -> None:
    mia = story.phone("Mia")
    await accepts(mia, await invites(anna, "Mia"))
    await mia.sends("Tokyo")
    person = await person_of(mia)
    assert person is not None
    assert person.zone == "Asia/Tokyo"


async def test_a_diary_of_their_own_keeps_whom_they_support(
    story: Story, anna: Phone, ben: Phone
) -> None:
    await ben.sends("/start")
    await ben.taps("A diary of my own")
    assert "Welcome" in ben.text
    await ben.taps("Disagree")
    assert "You support" in ben.text
    await ben.taps("A diary of my own")
    await ben.taps("✅ Agree")
    await ben.sends("Europe/Berlin")
    await ben.sends("/log 3 left")
    assert "Saved" in ben.text or "Episode" in ben.text
    await ben.sends("/settings")
    await ben.taps("My circle")
    assert "Anna: you support them" in ben.text


async def test_a_kind_word_arrives_by_the_name_that_anna_gave(
    story: Story, anna: Phone, ben: Phone
) -> None:
    await ben.sends("/start")
    await ben.taps("🤝 Anna")
    await ben.taps("A kind word", ben.last)
    await ben.taps("Thinking of you", ben.last)
    assert anna.text == "💛 From Ben:\n💛 Thinking of you"
    assert "On its way to Anna" in ben.text


async def says(ben: Phone, words: str) -> None:
    await ben.sends("/start")
    await ben.taps("🤝 Anna")
    await ben.taps("A kind word", ben.last)
    await ben.taps("Own words", ben.last)
    await ben.sends(words)


@on_sqlite
async def test_own_words_are_words_and_no_markup(story: Story, anna: Phone, ben: Phone) -> None:
    await says(ben, "you <b>can</b>\n&amp; <a href='tg://user?id=1'>x</a>")
    assert anna.text == "💛 From Ben:\nyou <b>can</b> &amp; <a href='tg://user?id=1'>x</a>"
    made = {one["type"] for one in anna.last.as_json().get("entities", [])}
    assert made <= {"bot_command"}, "Telegram itself sees one in </b>; nothing else is marked"
    await says(ben, "x" * 201)
    assert "200 is the most" in ben.text
    await ben.sends("y" * 200)
    assert anna.text.endswith("y" * 200)


@on_sqlite
async def test_three_kind_words_a_day(story: Story, anna: Phone, ben: Phone) -> None:
    for number in range(3):
        await says(ben, f"word {number}")
    await ben.sends("/start")
    await ben.taps("🤝 Anna")
    await ben.taps("A kind word", ben.last)
    assert ben.labels() == [["⬅️ Back"]]
    assert len(heard(anna, "From Ben")) == 3
    await story.later(hours=24)
    await says(ben, "good morning")
    assert anna.text.endswith("good morning")


@on_sqlite
async def test_a_kind_word_waits_for_the_morning(story: Story, anna: Phone, ben: Phone) -> None:
    await story.at("23:00")
    await says(ben, "sleep well")
    assert heard(anna, "sleep well") == []
    await story.at("07:00")
    assert len(heard(anna, "sleep well")) == 1


@on_sqlite
async def test_in_a_crisis_nothing_upbeat_arrives(story: Story, anna: Phone, ben: Phone) -> None:
    await anna.sends("/urgent")
    await anna.taps("in crisis")
    await says(ben, "chin up")
    await story.at("22:00")
    assert heard(anna, "chin up") == []
    await story.at("07:00")
    assert len(heard(anna, "chin up")) == 1


@on_sqlite
async def test_in_a_pause_it_waits_for_its_end(story: Story, anna: Phone, ben: Phone) -> None:
    await anna.sends("/pause 7")
    await says(ben, "have a good rest")
    await story.later(days=3)
    assert heard(anna, "good rest") == []
    await anna.sends("/resume")
    assert len(heard(anna, "good rest")) == 1


async def test_anna_ends_it_with_one_tap(story: Story, anna: Phone, ben: Phone) -> None:
    await says(ben, "hello")
    await card(anna)
    await anna.taps("End it", anna.last)
    assert len(heard(ben, ENDED)) == 1
    assert await rows(story, Supporter) == await rows(story, Supported) == []
    assert await rows(story, Cheer) == []
    await story.later(minutes=11)
    assert await person_of(ben) is None, "he supports nobody, and wanted nothing else"
    assert await person_of(anna) is not None


async def test_ben_ends_it_with_one_tap(story: Story, anna: Phone, ben: Phone) -> None:
    await ben.sends("/start")
    await ben.taps("🤝 Anna")
    await ben.taps("End it", ben.last)
    assert "Ben is no longer in your circle" in anna.text
    assert await rows(story, Supported) == []
    await anna.taps("My circle")
    assert "Ben: not invited yet" in anna.text
    await story.later(minutes=11)
    assert await person_of(ben) is None


async def test_who_erases_everything_is_gone_from_both_sides(
    story: Story, anna: Phone, ben: Phone
) -> None:
    mia = story.phone("Mia")
    await joined(anna, mia, "Mia")
    await ben.leaves()
    assert await person_of(ben) is None
    assert "Ben is no longer in your circle" in anna.text
    assert len(await rows(story, Supported)) == 1

    await anna.leaves()
    told = heard(mia, ENDED)
    assert len(told) == 1
    assert "Anna" not in told[0], "nor whether she ended it, or all"
    assert await rows(story, Supporter) == await rows(story, Supported) == []


@on_sqlite
async def test_who_blocks_the_bot_hears_of_it_when_they_return(
    story: Story, anna: Phone, ben: Phone
) -> None:
    await ben.does(ben.user.block())
    await card(anna)
    await anna.taps("End it", anna.last)
    await story.later(minutes=30)
    assert await person_of(ben) is not None, "he has not been told"
    await ben.does(ben.user.unblock())
    assert len(heard(ben, ENDED)) == 1


async def test_two_may_support_each_other(story: Story, anna: Phone) -> None:
    mia = await story.phone("Mia").sets_up()
    await joined(anna, mia, "Mia")
    payload = await invites(mia, "Anna", as_name="Mia")
    await accepts(anna, payload)
    await mia.taps("Yes, it is")
    await anna.sends("/settings")
    await anna.taps("My circle")
    assert "Mia: supports you" in anna.text
    assert "Mia: you support them" in anna.text


async def test_two_who_write_to_each_other_at_once_wait_for_nobody(
    story: Story, anna: Phone
) -> None:
    mia = await story.phone("Mia").sets_up()
    await joined(anna, mia, "Mia")
    await accepts(anna, await invites(mia, "Anna", as_name="Mia"))
    await mia.taps("Yes, it is")
    await story.at("12:00")
    for phone, name in ((anna, "Mia"), (mia, "Anna")):
        await phone.sends("/settings")
        await phone.taps("My circle")
        await phone.taps(f"🤝 {name}", phone.last)
        await phone.taps("A kind word", phone.last)
    await asyncio.gather(*(one.taps("Thinking of you", one.last) for one in (anna, mia)))
    await story.later(minutes=1)
    assert len(heard(anna, "From Mia")) == len(heard(mia, "From Anna")) == 1
    assert errors(story) == {}
