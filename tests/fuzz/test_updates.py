"""A short flight of what `make fuzz` does for long: whatever is sent, no error, no foreign row."""

import asyncio
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.engine import URL
from telegram import Update

from tests.conftest import sqlite_url
from tests.fuzz.living import Arena, arena
from tests.fuzz.making import Known, any_update

UPDATES = 240
PERSON = {"id": 7, "is_bot": False, "first_name": "A"}


@pytest.fixture
def running(sqlite_template: Path, tmp_path: Path) -> Iterator[tuple[asyncio.Runner, Arena]]:
    file = tmp_path / "bot.db"
    shutil.copy(sqlite_template, file)
    with asyncio.Runner() as runner:
        place = arena(sqlite_url(file))
        yield runner, runner.run(place.__aenter__())
        runner.run(place.__aexit__(None, None, None))


def test_whatever_hypothesis_thinks_of(running: tuple[asyncio.Runner, Arena]) -> None:
    """Hypothesis holds the dice, and finds the fewest updates that do harm."""
    runner, place = running
    place.freeze()

    @settings(
        max_examples=30, deadline=None, database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )  # fmt: skip
    @given(st.randoms(use_true_random=False), st.integers(1, 8))
    def thrown(dice: Random, count: int) -> None:
        place.thrown.found.clear()
        runner.run(place.throw(dice, count))
        assert place.thrown.found == []

    thrown()


async def test_hundreds_of_updates_on_either_database(database_url: URL) -> None:
    async with arena(database_url) as place:
        dice = Random(20_260_302)
        while place.thrown.kinds.total() < UPDATES:
            await place.throw(dice, 40)
            await place.begin_again()
        assert place.thrown.found == []
        assert len(place.thrown.kinds) == 5


def test_the_same_dice_throw_the_same_updates_and_most_can_be_read() -> None:
    read = 0
    for seed in range(400):
        known = Known(PERSON, (1, 2), (1, 2, 3), ((1, "1rd"),))
        one = any_update(Random(seed), known)
        assert json.dumps(one) == json.dumps(any_update(Random(seed), known))
        try:
            read += (
                Update.de_json({"update_id": 1, **json.loads(json.dumps(one))}, None) is not None
            )
        except Exception:  # noqa: BLE001, S112  as polling does: what PTB cannot read is passed over
            continue
    assert read > 260
