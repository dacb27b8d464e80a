"""Somebody sends more than anybody can: a kind word, no rows, and nobody else notices."""

from sqlalchemy import func, select

from bot.journal.episodes.tables import Episode
from bot.telegram.tables import HandledUpdate
from tests.conftest import on_sqlite
from tests.edge.watching import errors, refused_calls
from tests.phone import Story

SLOWER = "I am with you, a little slower please"
AT_ONCE = 12


async def count(story: Story, of: type) -> int:
    async with story.app.db.reading() as session:
        return await session.scalar(select(func.count()).select_from(of)) or 0


async def test_a_flood_of_messages_gets_one_kind_word_and_costs_no_row(limited: Story) -> None:
    flooder, other = limited.phone("Mallory"), limited.phone("Ada")
    ids = [flooder.user.send_text("/urgent") for _ in range(60)]
    mine = other.user.send_text("/start")
    await limited.standin.acknowledged(max(*ids, mine))
    await limited.standin.until(lambda: len(flooder.user.received) > AT_ONCE)
    await limited.standin.until(lambda: any(SLOWER in one.text for one in flooder.user.received))

    assert "Agree" in str(other.labels())
    words = [one.text for one in flooder.user.received]
    assert sum(SLOWER in one for one in words) == 1
    assert AT_ONCE <= len(words) - 1 <= AT_ONCE + 3
    assert await count(limited, HandledUpdate) == 0
    assert errors(limited) == {}
    assert refused_calls(limited) == {}


@on_sqlite
async def test_a_flood_of_taps_is_told_over_the_chat_in_the_language_they_chose(
    limited: Story,
) -> None:
    phone = await limited.phone(language_code="en").sets_up()
    await phone.sends("/language de")
    await phone.sends(".")
    episode = phone.last.message_id
    data = phone.button("Undo" if "Undo" in str(phone.labels()) else "", phone.last)[1]
    before = len(phone.user.notices)
    ids = [phone.user.tap(episode, data) for _ in range(60)]
    await limited.standin.acknowledged(ids[-1])
    t = limited.app.texts.translator("de")
    words = t(
        "I am with you, a little slower please: so much came at once that I left some of it"
        " unread. In a minute /today shows what I have."
    )
    await limited.standin.until(
        lambda: any(one.text == words for one in phone.user.notices[before:])
    )
    assert sum(one.text == words for one in phone.user.notices[before:]) == 1
    assert await count(limited, Episode) <= 1
    assert errors(limited) == {}


@on_sqlite
async def test_what_was_taken_is_counted_apart_from_what_was_not(limited: Story) -> None:
    flooder = limited.phone("Mallory")
    for _ in range(100):
        flooder.user.send_text("/help")
    value = limited.app.metrics.registry.get_sample_value

    def read() -> float:
        return value("bot_updates_total", {"kind": "command"}) or 0.0

    await limited.standin.until(lambda: read() + (value("bot_updates_unread_total") or 0.0) == 100)
    assert AT_ONCE <= read() <= AT_ONCE + 3
