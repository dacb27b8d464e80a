"""Every number of a summary is the one that its rows give."""

from datetime import date, timedelta
from random import Random

import pytest

from bot.community.book import communities
from bot.db import Database
from bot.reminders.state import State
from bot.screen import LONGEST_CAPTION, units, words
from bot.summary.week import compose
from bot.summary.week.screens import details_screen
from bot.summary.week.weeks import Week
from bot.texts import Texts
from tests.summary.week.counting import Plain, plainly
from tests.summary.week.rows import LATE, MONDAY, a_person, lived

T = Texts().translator("en")
ZONES = ("Europe/Berlin", "America/Los_Angeles", "Pacific/Auckland", "Asia/Kolkata")


def mean(numbers: list[int]) -> str:
    return f"{round(sum(numbers) / len(numbers), 1):g}"


@pytest.mark.parametrize("seed", range(5))
async def test_the_caption_tells_what_the_rows_hold(db: Database, seed: int):
    rng = Random(seed)
    async with db.writing() as session:
        persons = [await a_person(session, n, rng.choice(ZONES)) for n in range(4)]
        for person in persons:
            await lived(session, person, rng)
        found = await compose.gather(session, persons, Week(MONDAY), communities())
        plain = {each.id: await plainly(session, each.id, MONDAY) for each in persons}
    for person in persons:
        material = found[person.id]
        check_caption(material, plain[person.id])
        check_details(material, plain[person.id])


def check_caption(material: compose.Material, plain: Plain) -> None:
    screen = compose.said(material, T, LATE)
    said = words(screen.text)
    total = sum(plain.episodes.values())
    assert f"⚡ {total} episode" in said
    assert f"in the four weeks before {round(plain.episodes_before / 4, 1):g} a week" in said
    if plain.spasms > total:
        assert f"({plain.spasms} spasms, bursts counted)" in said
    for name, day in by_name().items():
        if f"{name} " in said:  # the day it is now in the person's zone may be a Monday already
            assert f"{name} {plain.episodes[day]}/{plain.ratings.get(day, '–')}" in said
    if plain.ratings:
        answers = list(plain.ratings.values())
        assert f"Day rating {mean(answers)} on average, {len(answers)} answer" in said
    if plain.water:
        assert f"💧 {round(sum(plain.water.values()) / len(plain.water))} ml a day" in said
    if plain.nights:
        slept = round(sum(plain.nights.values()) / len(plain.nights))
        hours = f"{slept // 60} h {slept % 60}" if slept % 60 else f"{slept // 60} h"
        assert f"🌙 {hours} a night, {len(plain.nights)} answer" in said
    medicines = [plain.shares.get(name, {}) for name in ("Clonazepam", "Baclofen <10>")]
    due = [sum(each.values()) for each in medicines]
    assert f"{sum(each['done'] for each in medicines if each)} of {sum(due)} taken" in said
    assert said.count("https://") == 3
    assert units(screen.text) <= LONGEST_CAPTION
    assert screen.attachment is not None


def check_details(material: compose.Material, plain: Plain) -> None:
    numbers = material.numbers(LATE)
    said = words(details_screen(T, numbers).text)
    for severity in (1, 2, 3, 4):
        if plain.severities[severity]:
            assert f"{plain.severities[severity]} × severity {severity}" in said
    if plain.severities[None]:
        assert f"{plain.severities[None]} × not rated" in said
    for name in ("Clonazepam", "Baclofen <10>", "Stretching"):
        counts = plain.shares.get(name)
        if counts:
            assert f"{name}: {counts['done']} of {sum(counts.values())} taken" in said
            line = next(one for one in said.splitlines() if name in one)
            for state, told in ((State.SKIPPED, "skipped"), (State.MISSED, "missed"),
                                (State.OFFLINE, "while I was offline")):  # fmt: skip
                assert (f"{counts[state]} {told}" in line) == bool(counts[state])
    if "Ibuprofen" in plain.shares:
        assert f"Ibuprofen: {plain.shares['Ibuprofen']['done']} as needed" in said
    if plain.ratings_before:
        of = len(plain.ratings_before)
        assert f"day rating {mean(plain.ratings_before)} over {of} answer" in said


def by_name() -> dict[str, date]:
    names = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    return {name: MONDAY + timedelta(days=n) for n, name in enumerate(names)}
