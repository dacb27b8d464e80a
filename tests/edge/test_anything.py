"""Whatever people and clients do, in whatever order: always an answer, never an error of ours."""

import asyncio
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.app import taps
from bot.commands import commands
from tests.conftest import sqlite_url
from tests.edge.forging import broken, strange
from tests.edge.watching import all_at_once, errors
from tests.phone import Phone, Story, telling

LINES = (
    "/add Clonazepam 0.5 mg 08:00 20:00",
    "/add Ibuprofen 400 mg as needed, at least 6h apart, max 3 a day",
    "/add Stretching every 4h 09:00-21:00",
    "/add Botox 3 Nov 2025 10:00",
    "/timezone Asia/Tokyo",
    "/pause 1",
    "Europe/Lisbon",
    "08:00",
    "6:30 23:00",
    "0.5 mg",
    "mon, wed 7:30",
    "10, 30",
    ".",
    "⚡ Episode",
    "📋 Today",
    "💊 Plan",
    "<b>&amp;</b>",
)
KINDS = {kind.code: kind for kind in taps()}
texts = st.one_of(
    st.sampled_from(LINES),
    st.sampled_from([f"/{command.name}" for command in commands()]),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40),
)
acts = st.one_of(
    st.tuples(st.just("says"), texts),
    st.tuples(st.just("taps"), st.integers(0, 10**6)),
    st.tuples(st.just("taps"), st.integers(0, 10**6)),
    st.tuples(st.just("forges"), st.integers(0, 10**6)),
    st.tuples(st.just("waits"), st.sampled_from([1, 30, 240, 1500])),
)


@pytest.fixture
def running(sqlite_template: Path, tmp_path: Path) -> Iterator[tuple[asyncio.Runner, Story]]:
    """One story for all examples, which lives on between them; each has a person of its own."""
    file = tmp_path / "bot.db"
    shutil.copy(sqlite_template, file)
    with asyncio.Runner() as runner:
        told = telling(sqlite_url(file))
        yield runner, runner.run(told.__aenter__())
        runner.run(told.__aexit__(None, None, None))


def test_nothing_anybody_does_goes_unanswered(running: tuple[asyncio.Runner, Story]) -> None:
    runner, story = running

    @settings(
        max_examples=40,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(st.lists(acts, min_size=8, max_size=25), st.booleans())
    def lives(sequence: list[tuple[str, object]], is_set_up: bool) -> None:
        runner.run(lived(story, sequence, is_set_up=is_set_up))

    lives()


async def lived(story: Story, sequence: list[tuple[str, object]], *, is_set_up: bool) -> None:
    phone = story.phone()
    if is_set_up:
        await phone.sets_up()
        await phone.sends("/today")
    else:
        await phone.sends("/start")
    for what, how in sequence:
        match what, how:
            case "says", str(text):
                await says(phone, text)
            case "waits", int(minutes):
                await story.later(minutes=minutes)
            case _, int(number):
                await taps_any(phone, number, forged=what == "forges")
        assert errors(story) == {}, (what, how)


async def says(phone: Phone, text: str) -> None:
    seen = phone.last.message_id
    await phone.sends(text)
    assert phone.last.message_id > seen


async def taps_any(phone: Phone, number: int, *, forged: bool) -> None:
    """Taps one of all the buttons in the chat, or sends what somebody made of its data."""
    found = [
        (message, button["callback_data"])
        for message in phone.user.received
        for button in message.buttons
        if "callback_data" in button
    ]
    if not found:
        return
    message, data = found[number % len(found)]
    if forged:
        kind = KINDS[data.split(":")[0][1:]]
        made = broken(kind, data) + strange(kind, data)
        data = made[number // len(found) % len(made)]
    await all_at_once(phone, message.message_id, data)
