"""The evening check-in: five words, the last one wins, each day once."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.errors import UserError
from bot.journal.days.actions import rate
from bot.journal.days.buttons import Rate
from bot.journal.days.handlers import TAPS, checkin
from bot.journal.days.rules import rated_day
from bot.journal.days.screens import rating_rows
from bot.journal.days.tables import DayRating
from tests.journal.conftest import AFTERNOON, TEXTS, Someone, labels, turn_of

TODAY = date(2026, 3, 2)


async def ratings(someone: Someone) -> list[tuple[date, int]]:
    async with someone.db.reading() as session:
        found = await session.scalars(select(DayRating).order_by(DayRating.local_date))
        return [(each.local_date, each.rating) for each in found]


async def test_one_tap_answers_and_another_changes_it(ada: Someone):
    screen = await ada.sends(checkin)
    assert "How was your face today?" in screen.text
    assert labels(screen)[0] == "0 · none"
    assert labels(screen)[5:] == ["🌅 The night"]
    screen = await ada.taps(screen, "3 · interrupts")
    assert "Day rating saved: 3 · interrupts what I do" in screen.text
    screen = await ada.taps(screen, "1 · only I")
    assert await ratings(ada) == [(TODAY, 1)]
    assert [label for label in labels(screen) if label.startswith("🔘")] == [
        "🔘 1 · only I notice: on"
    ]


async def test_asking_again_shows_the_answer(ada: Someone):
    await ada.taps(await ada.sends(checkin), "0 · none")
    assert "Day rating saved: 0 · none" in (await ada.sends(checkin)).text


async def test_a_number_answers_at_once(ada: Someone):
    screen = await ada.sends(checkin, "2")
    assert "Day rating saved: 2 · others could notice" in screen.text
    assert await ratings(ada) == [(TODAY, 2)]


@pytest.mark.parametrize("words", ["5", "-1", "bad", "2 and a bit"])
async def test_what_is_no_rating_saves_nothing(ada: Someone, words: str):
    with pytest.raises(UserError, match="/checkin 2"):
        await ada.sends(checkin, words)
    assert await ratings(ada) == []


async def test_a_tap_on_the_next_morning_still_rates_the_evening(ada: Someone):
    screen = await ada.sends(checkin)
    answered = await ada.taps(screen, "2 · others", now=AFTERNOON + timedelta(hours=18))
    assert "counts for yesterday" in answered.text
    assert await ratings(ada) == [(TODAY, 2)]


async def test_days_do_not_overwrite_each_other(ada: Someone, bob: Someone):
    await ada.sends(checkin, "2")
    await ada.sends(checkin, "3", now=AFTERNOON + timedelta(days=1))
    await bob.sends(checkin, "4")
    assert sorted(await ratings(ada)) == [
        (TODAY, 2),
        (TODAY, 4),
        (TODAY + timedelta(days=1), 3),
    ]


@pytest.mark.parametrize(
    ("utc", "day"),
    [
        (datetime(2026, 3, 2, 22, 59, tzinfo=UTC), date(2026, 3, 2)),
        (datetime(2026, 3, 2, 23, 1, tzinfo=UTC), date(2026, 3, 2)),
        (datetime(2026, 3, 3, 2, 59, tzinfo=UTC), date(2026, 3, 2)),
        (datetime(2026, 3, 3, 3, 0, tzinfo=UTC), date(2026, 3, 3)),
    ],
)
def test_after_midnight_it_is_still_the_evening_of_that_day(utc: datetime, day: date):
    assert rated_day(utc, "Europe/Berlin") == day


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (Rate(5, 0, TODAY.toordinal()), "don't know this button"),
        (Rate(-1, 0, TODAY.toordinal()), "don't know this button"),
        (Rate(2, 0, TODAY.toordinal() + 1), "don't know this button"),
        (Rate(2, 0, 0), "don't know this button"),
        (Rate(2, 0, 10**12), "don't know this button"),
        (Rate(2, 0, TODAY.toordinal() - 31), "too long ago"),
    ],
)
async def test_forged_and_old_buttons_change_nothing(ada: Someone, data: Rate, told: str):
    async with turn_of(ada.db, ada.telegram_id) as turn:
        with pytest.raises(UserError, match=told):
            await TAPS[Rate](turn, data)
    assert await ratings(ada) == []


async def test_a_check_in_that_was_due_has_the_same_five_answers(ada: Someone):
    rows = rating_rows(TEXTS.translator("en"), 7)
    assert [row[0].data for row in rows] == [Rate(rating, 7, 0) for rating in range(5)]
    async with turn_of(ada.db, ada.telegram_id) as turn:
        saved = await rate(turn.session, turn.person, 4, TODAY, AFTERNOON)
        assert (saved.rating, saved.answered_at) == (4, AFTERNOON)
    assert await ratings(ada) == [(TODAY, 4)]
