"""Leaving: the word, a day to change one's mind, now; and nothing stays."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.engine import URL

from bot.journal.episodes.tables import Episode
from bot.models import metadata
from bot.people.actions import agree
from bot.people.tables import Person
from bot.people.turn import Sender
from bot.privacy.actions import erase, vanish
from bot.privacy.rules import counts_still
from bot.privacy.tables import Leaving
from tests.phone import MONDAY, Phone, Story, telling

NOT_PEOPLES = {
    "consent_text", "handled_update", "heartbeat", "invite_code", "lease", "rate_budget",
    "sent_file",
}  # fmt: skip


@pytest.fixture
async def story(database_url: URL) -> AsyncIterator[Story]:
    async with telling(database_url, bot_backup_days=7) as told:
        yield told


@pytest.fixture
async def ada(story: Story) -> Phone:
    phone = await story.phone().sets_up()
    await phone.adds("Clonazepam 0.5 mg 08:00 20:00")
    await phone.adds("Stretching 09:00")
    for _ in range(3):
        await phone.sends("/log 2 left")
    return phone


async def left_rows(story: Story) -> dict[str, int]:
    """Rows of every table that knows a person."""
    async with story.app.db.reading() as session:
        counts = {
            table.name: await session.scalar(select(func.count()).select_from(table)) or 0
            for table in metadata.sorted_tables
            if table.name not in NOT_PEOPLES
        }
    return {name: count for name, count in counts.items() if count}


async def test_privacy_counts_what_is_stored(story: Story, ada: Phone) -> None:
    shown = await ada.sends("/privacy")
    for words in ("3 episodes", "1 medicine,", "1 other plan item", "7 days later", "18 months"):
        assert words in shown.text, words
    assert ada.labels() == [["📦 Export", "🗑 Delete"]]
    await ada.sends("/log")
    assert "4 episodes" in (await ada.sends("/privacy")).text
    other = await story.phone("Grace").sets_up()
    assert "episode" not in (await other.sends("/privacy")).text.partition("Stored now")[2]


async def test_privacy_of_a_stranger_counts_nothing(story: Story) -> None:
    shown = await story.phone().sends("/privacy")
    assert "Stored now" not in shown.text
    assert await left_rows(story) == {}


async def test_the_word_is_wanted_and_the_export_offered_first(story: Story, ada: Phone) -> None:
    asked = await ada.sends("/delete")
    assert ada.labels() == [["📦 Export first"], ["↩️ Keep it"]]
    assert "3 episodes" in asked.text
    assert "DELETE" in asked.text
    await ada.taps("Export first")
    assert ada.user.received[-1].document
    assert "Nothing was deleted" in (await ada.sends("yes please")).text
    await ada.sends("delete.")
    assert [row[0] for row in ada.labels()] == ["🕐 In a day", "🗑 Delete now", "↩️ Keep it"]
    await ada.taps("Keep it")
    assert "Nothing was deleted" in ada.text
    assert (await left_rows(story))["episode"] == 3
    await ada.sends("delete")
    assert "Delete now" not in str(ada.labels())


async def test_a_confirmation_of_yesterday_does_not_count(story: Story, ada: Phone) -> None:
    await ada.sends("/delete delete")
    question = ada.last
    await story.later(hours=2)
    for label in ("Delete now", "In a day"):
        await ada.taps(label, question)
        assert "This question is over" in str(ada.notice) + ada.text
    assert (await left_rows(story))["episode"] == 3


async def test_now_leaves_nothing_and_gives_a_receipt_that_names_nobody(
    story: Story, ada: Phone
) -> None:
    await story.at("08:00")
    await ada.leaves()
    assert await left_rows(story) == {}
    assert "3 episodes" in ada.text
    assert "9 March 2026" in ada.text.replace("March 9, 2026", "9 March 2026")
    for personal in ("Ada", "Clonazepam", str(ada.user.id)):
        assert personal not in ada.text
    assert ada.keys == []
    count = len(ada.user.received)
    await story.later(days=2)
    assert len(ada.user.received) == count


async def test_a_day_is_kept_for_second_thoughts_and_only_care_is_sent(
    story: Story, ada: Phone
) -> None:
    await ada.sends("/delete delete")
    await ada.taps("In a day")
    assert "Tue" in ada.text
    count = len(ada.user.received)
    await story.at("08:00")
    assert "Clonazepam" in ada.text, "a dose is not missed for a change of mind"
    await story.at("09:30")
    assert "Stretching" not in "".join(one.text for one in ada.user.received[count:])

    await ada.sends("/delete")
    await ada.taps("Keep everything")
    assert "Nothing is deleted" in ada.text
    await story.at("09:00")
    assert "Stretching" in ada.text
    await story.later(days=3)
    assert (await left_rows(story))["episode"] == 3


async def test_after_the_day_everything_goes_and_the_receipt_comes(
    story: Story, ada: Phone
) -> None:
    grace = await story.phone("Grace").sets_up()
    before = None
    await ada.sends("/delete delete")
    await ada.taps("In a day")
    await story.later(hours=23, minutes=50)
    assert (await left_rows(story))["person"] == 2
    await story.later(minutes=11)
    assert (await left_rows(story))["person"] == 1
    assert "erased" in ada.text
    assert ada.keys == []
    assert await grace.sends("/today") is not before
    await ada.sends("/today")
    assert "Agree" in str(ada.labels()), "a stranger again"


async def test_a_day_that_ends_while_the_bot_is_down_ends_at_its_start(
    story: Story, ada: Phone
) -> None:
    await ada.sends("/delete delete")
    await ada.taps("In a day")
    await story.offline_until("12:00", days=2)
    await story.later(minutes=1)
    assert await left_rows(story) == {}


async def test_an_erasure_that_a_crash_cut_off_is_ended_by_the_next_who_looks(
    story: Story, ada: Phone
) -> None:
    db = story.app.db
    async with db.writing() as session:
        person = await session.scalar(select(Person))
        assert person is not None
        await vanish(session, person, story.clock())
    count = len(ada.user.received)
    assert "Agree" in str((await ada.sends("/start")) and ada.labels()), "a stranger at once"
    await story.at("08:00")
    await story.later(minutes=11)
    assert await left_rows(story) == {}
    assert len(ada.user.received) == count + 1, "and nobody is told twice, or of a dose"


async def test_ten_years_go_a_little_at_a_time(story: Story, ada: Phone) -> None:
    db = story.app.db
    async with db.writing() as session:
        person_id = await session.scalar(select(Person.id))
        session.add_all(
            Episode(person_id=person_id, at=MONDAY, zone="UTC", logged_at=MONDAY, note="x" * 50)
            for _ in range(1_000)
        )
        other = await agree(session, Sender(77, "en"), "en", MONDAY)
        session.add(Episode(person_id=other.id, at=MONDAY, zone="UTC", logged_at=MONDAY))
    commits = db._commits
    async with db.writing() as session:
        person = await session.get_one(Person, person_id)
        gone = await vanish(session, person, MONDAY)
    assert gone.was.count["episode"] == 1_003
    await erase(db, gone.person_id)
    assert db._commits - commits > 6
    assert await left_rows(story) == {"person": 1, "episode": 1}
    del ada


async def test_who_is_silent_for_eighteen_months_is_asked_and_then_erased(
    story: Story, ada: Phone
) -> None:
    grace = await story.phone("Grace").sets_up()
    await silent(story, days=548)
    await story.app.sweeper.look()
    for phone in (ada, grace):
        assert "18 months" in phone.text
    count = len(ada.user.received)
    await story.app.sweeper.look()
    assert len(ada.user.received) == count, "asked once"

    await grace.taps("I am still here")
    await let_pass(story, timedelta(days=31))
    assert (await left_rows(story))["person"] == 1
    assert "erased" in ada.text
    assert "Nothing" in grace.text or "erased" not in grace.text


async def test_any_word_at_all_is_an_answer(story: Story, ada: Phone) -> None:
    await silent(story, days=600)
    await story.app.sweeper.look()
    await ada.sends("/today")
    await let_pass(story, timedelta(days=31))
    assert (await left_rows(story))["person"] == 1
    assert "leaving" not in await left_rows(story)


async def test_nobody_is_asked_in_the_night_or_too_soon(story: Story, ada: Phone) -> None:
    count = len(ada.user.received)
    await silent(story, days=547)
    await story.app.sweeper.look()
    assert len(ada.user.received) == count
    await ada.sends("/pause 0")
    await story.at("23:30")
    await silent(story, days=560)
    count = len(ada.user.received)
    await story.app.sweeper.look()
    assert len(ada.user.received) == count


async def silent(story: Story, days: int) -> None:
    """As if nobody had been seen for so long."""
    day = (story.clock() - timedelta(days=days)).date()
    async with story.app.db.writing() as session:
        await session.execute(update(Person).values(seen_on=day))


async def let_pass(story: Story, span: timedelta) -> None:
    """The erasure's hour comes nearer; the days between would only be lived through."""
    async with story.app.db.writing() as session:
        for one in await session.scalars(select(Leaving)):
            one.erase_at -= span
    await story.app.sweeper.sweep()


@pytest.mark.parametrize("asked", [2**62, -(2**62), 253_402_300_800, -62_135_596_801, 0])
def test_a_question_of_no_time_there_is_is_over(asked: int) -> None:
    """From a button that somebody made up."""
    assert not counts_still(asked, MONDAY)
