"""Silence that is the bot's own alerts nobody: it was down, late, or reached nobody."""

from collections.abc import Mapping
from typing import Any

import pytest

from bot.demo.faults import Fault
from tests.circle.life import heard, joined, shares
from tests.conftest import on_sqlite
from tests.phone import Phone, Story

ALERT = "has not confirmed"


def is_for(call: Mapping[str, Any], phone: Phone) -> bool:
    return str(call["chat_id"]) == str(phone.user.id)


@pytest.fixture
async def anna(story: Story) -> Phone:
    phone = await story.phone("Anna Weber").sets_up()
    await phone.adds("Clonazepam 0.5 mg 12:00")
    return phone


@pytest.fixture
async def ben(story: Story, anna: Phone) -> Phone:
    """He hears of it after half an hour."""
    phone = story.phone("Ben")
    await joined(anna, phone)
    await shares(anna, "Clonazepam", "30 min")
    return phone


async def test_down_when_it_was_due(story: Story, anna: Phone, ben: Phone) -> None:
    await story.at("11:50")
    await story.offline_until("12:20")
    assert "I was offline" in anna.text
    await story.at("18:00")
    assert heard(ben, ALERT) == []


@on_sqlite
async def test_down_past_its_time(story: Story, anna: Phone, ben: Phone) -> None:
    await story.at("11:50")
    await story.offline_until("17:00")
    await story.later(hours=2)
    assert heard(ben, ALERT) == []


@on_sqlite
async def test_down_when_silence_would_be_told_of(story: Story, anna: Phone, ben: Phone) -> None:
    await story.at("12:20")
    await story.offline_until("12:35")
    await story.at("18:00")
    assert heard(ben, ALERT) == []


async def test_down_in_between(story: Story, anna: Phone, ben: Phone) -> None:
    """What Anna tapped meanwhile may still be on its way."""
    await story.at("12:05")
    await story.offline_until("12:28")
    await story.at("18:00")
    assert heard(ben, ALERT) == []


@on_sqlite
async def test_the_next_dose_is_told_of_again(story: Story, anna: Phone, ben: Phone) -> None:
    await story.at("11:50")
    await story.offline_until("12:20")
    await story.at("12:30")
    await story.at("12:30")
    assert len(heard(ben, ALERT)) == 1


async def test_a_restart_of_a_minute_loses_nothing(story: Story, anna: Phone, ben: Phone) -> None:
    await story.at("12:20")
    await story.offline_until("12:21")
    await story.at("12:30")
    assert len(heard(ben, ALERT)) == 1


@on_sqlite
async def test_after_a_restart_taps_are_heard_first(story: Story, anna: Phone, ben: Phone) -> None:
    await story.at("12:29")
    message, data = anna.button("Taken")
    await story.life.stop()
    tap = anna.user.tap(message.message_id, data)
    story.clock.move_to(story.next("12:30"))
    story.life.app = story.life._build()
    await story.life.start()
    await anna.does(tap)
    await story.at("13:30")
    assert heard(ben, ALERT) == []


@on_sqlite
async def test_the_half_hour_counts_from_the_prompts_arrival(
    story: Story, anna: Phone, ben: Phone
) -> None:
    """Telegram was out of reach: the prompt left late, and nobody was down."""
    await story.at("11:59")
    story.standin.faults.add(Fault("sendMessage", "500"))
    await story.at("12:00")
    assert "Taken" not in str(anna.labels())
    await story.at("12:10")
    await story.at("12:39")
    assert heard(ben, ALERT) == []
    await story.at("12:40")
    assert len(heard(ben, ALERT)) == 1


@on_sqlite
async def test_whom_no_prompt_reached_is_not_silent(story: Story, anna: Phone, ben: Phone) -> None:
    await anna.does(anna.user.block())
    await story.at("18:00")
    assert heard(ben, ALERT) == []


@on_sqlite
async def test_what_cannot_leave_in_time_is_not_said(story: Story, anna: Phone, ben: Phone) -> None:
    """Ben had blocked the bot; what happened meanwhile is old by the time he is back."""
    await story.at("12:10")
    await ben.does(ben.user.block())
    await story.at("12:45")
    await ben.does(ben.user.unblock())
    await story.later(hours=3)
    assert heard(ben, ALERT) == []


@on_sqlite
async def test_telegram_was_out_of_reach_when_silence_would_be_told_of(
    story: Story, anna: Phone, ben: Phone
) -> None:
    """What Anna tapped meanwhile is on its way as well: nobody guesses."""
    await story.at("12:29")
    story.standin.faults.add(
        Fault("sendMessage", "429", retry_after=1, when=lambda call: is_for(call, ben))
    )
    await story.at("12:30")
    await story.later(minutes=1)
    await story.later(minutes=5)
    assert heard(ben, ALERT) == []
