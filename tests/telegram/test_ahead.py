"""Pictures of the week that is about to end are drawn in the minutes before it is told."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from sqlalchemy.engine import URL

from bot.screen import Attachment
from bot.summary.week import drawing
from bot.telegram import ahead
from bot.telegram.kept import Kept
from bot.telegram.lanes import Lane
from tests.phone import Phone, Story, telling

SUNDAY = datetime(2026, 3, 8, 17, 0, tzinfo=UTC)
"""18:00 in Berlin."""


@pytest.fixture
async def story(database_url: URL, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Story]:
    """It looks ahead when it is told to, and not by itself."""
    monkeypatch.setattr(ahead, "_PAUSE", 3600.0)
    async with telling(database_url) as told:
        yield told


@pytest.fixture
async def phone(story: Story) -> Phone:
    """Somebody with enough noted for a picture; it is seven minutes to six on Sunday."""
    phone = await story.phone().sets_up()
    await phone.sends("/log 3")
    await story.later(days=1)
    await phone.sends("/log 2")
    await story.life.move_to(SUNDAY - timedelta(minutes=7))
    return phone


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The titles of what was drawn from now on."""
    titles, draw = list[str](), drawing.week_picture

    def noted(data: drawing.WeekDrawing, dark: bool) -> bytes:
        titles.append(data.title)
        return draw(data, dark)

    monkeypatch.setattr(drawing, "week_picture", noted)
    return titles


async def test_it_is_drawn_before_it_is_due_and_only_once(
    story: Story, phone: Phone, drawn: list[str]
) -> None:
    assert await story.app.ahead.look() == 1
    assert await story.app.ahead.look() == 0
    await story.life.move_to(SUNDAY)
    assert phone.last.photo
    assert "2 episodes" in phone.text
    assert len(drawn) == 1


async def test_what_was_noted_since_is_in_the_picture_that_is_sent(
    story: Story, phone: Phone, drawn: list[str]
) -> None:
    await story.app.ahead.look()
    await phone.sends("/log 4")
    await story.life.move_to(SUNDAY)
    assert "3 episodes" in phone.text
    assert len(drawn) == 2


async def test_nothing_is_drawn_while_a_medicine_waits_for_its_turn(
    story: Story, phone: Phone, drawn: list[str]
) -> None:
    waiting = story.app.bot.rate_limiter.waiting
    waiting[Lane.MEDICINE] += 1
    assert await story.app.ahead.look() == 0
    waiting[Lane.MEDICINE] -= 1
    assert await story.app.ahead.look() == 1
    assert len(drawn) == 1


async def test_nothing_is_drawn_an_hour_before(story: Story, phone: Phone) -> None:
    await story.life.move_to(SUNDAY + timedelta(days=7, hours=-1))
    assert await story.app.ahead.look() == 0


def test_a_few_are_kept_and_each_is_given_once_for_equal_values() -> None:
    kept = Kept(most=2)

    def of(number: int) -> Attachment:
        return Attachment("x", partial(bytes, number))

    for number in (1, 2, 3):
        kept.put(of(number), bytes(number))
    assert [kept.take(of(number)) for number in (1, 2, 2, 3)] == [None, b"\0\0", None, b"\0" * 3]
    kept.put(Attachment("x", lambda: b"nobody can tell"), b"nobody can tell")
    kept.put(Attachment("x", partial(bytes, [1])), b"\1")
    assert kept.room == 2
