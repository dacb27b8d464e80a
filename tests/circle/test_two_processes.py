"""Two processes that looked at the same moment: the later one says nothing once more."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.circle import watching
from bot.circle.watching import Task, Watch
from tests.circle.life import accepts, card, invites, joined, link_of, shares
from tests.phone import Phone, Story


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[Task]:
    """What was found to do: another process had read it, too."""
    found: list[Task] = []
    tasks = watching._tasks

    async def noted(session: AsyncSession, now: datetime) -> list[Task]:
        now_found = await tasks(session, now)
        found.extend(now_found)
        return now_found

    monkeypatch.setattr(watching, "_tasks", noted)
    return found


async def does_it_again(story: Story, read: list[Task], *phones: Phone) -> None:
    """The other process comes to it when all has been said."""
    heard: list[Any] = [[one.text for one in phone.user.received] for phone in phones]
    assert read
    await Watch(story.app.db, story.app.metrics)._do(list(read), story.clock())
    read.clear()
    await story.later(seconds=5)
    assert [[one.text for one in phone.user.received] for phone in phones] == heard


async def test_each_thing_is_said_once(story: Story, phone: Phone, read: list[Task]) -> None:
    anna, ben = phone, story.phone("Ben")
    await anna.adds("Clonazepam 0.5 mg 12:00")
    payload = await invites(anna)
    await shares(anna, "Clonazepam", "30 min")
    await ben.sends(f"/start {payload}")

    await ben.taps("I agree")
    await does_it_again(story, read, anna, ben)  # Anna was asked whether it is he
    await anna.taps("Yes, it is")
    await does_it_again(story, read, anna, ben)  # he was told
    await story.at("12:00")
    await story.later(minutes=30)
    assert "not confirmed" in ben.text
    await does_it_again(story, read, anna, ben)
    for words in ("/start", "🤝 Anna", "A kind word", "Thinking of you"):
        await (ben.sends(words) if words == "/start" else ben.taps(words, ben.last))
    assert "From Ben" in anna.text
    await does_it_again(story, read, anna, ben)

    await card(anna)
    await anna.taps("End it", anna.last)
    assert "has ended it" in ben.text
    await does_it_again(story, read, anna, ben)


async def leaves(ben: Phone) -> None:
    await ben.sends("/start")
    await ben.taps("🤝 Anna", ben.last)
    await ben.taps("End it", ben.last)


async def test_who_left_is_told_of_once(story: Story, phone: Phone, read: list[Task]) -> None:
    anna, ben = phone, story.phone("Ben")
    await joined(anna, ben)
    await leaves(ben)
    assert "no longer in your circle" in anna.text

    await does_it_again(story, read, anna, ben)


async def test_who_joined_again_meanwhile_has_not_left(
    story: Story, phone: Phone, read: list[Task]
) -> None:
    anna, ben = phone, story.phone("Ben")
    await joined(anna, ben)
    read.clear()
    await leaves(ben)
    left = list(read)
    await card(anna)
    payload = await link_of(anna)
    await accepts(ben, payload)
    await anna.taps("Yes, it is")

    read[:] = left
    await does_it_again(story, read, anna, ben)
    await anna.sends("/settings")
    await anna.taps("My circle")
    assert "Ben: supports you" in anna.text
