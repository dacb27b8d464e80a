"""Instants in words: by the clocks of the person's zone, in their language."""

import gettext
from datetime import UTC, datetime

import pytest

from bot.plan.when import clock_time, when
from bot.texts import Translator

NOW = datetime(2025, 11, 22, 21, 30, tzinfo=UTC)
ENGLISH = Translator("en", gettext.NullTranslations())


@pytest.mark.parametrize(
    ("instant", "zone", "words"),
    [
        (datetime(2025, 11, 22, 22, 0, tzinfo=UTC), "Europe/Berlin", "today 23:00"),
        (datetime(2025, 11, 22, 23, 30, tzinfo=UTC), "Europe/Berlin", "tomorrow 00:30"),
        (datetime(2025, 11, 22, 23, 30, tzinfo=UTC), "Asia/Tokyo", "today 08:30"),
        (datetime(2025, 11, 22, 7, 5, tzinfo=UTC), "Asia/Tokyo", "yesterday 16:05"),
        (datetime(2025, 11, 24, 7, 0, tzinfo=UTC), "Europe/Berlin", "Mon 24 Nov 08:00"),
        (datetime(2026, 1, 5, 7, 0, tzinfo=UTC), "Europe/Berlin", "Mon 5 Jan 2026 08:00"),
    ],
)
def test_an_instant_is_told_by_the_clock_on_the_persons_wall(instant, zone, words):
    assert when(ENGLISH, instant, zone, NOW) == words


def test_names_of_days_are_in_the_language_of_the_texts():
    german = Translator("de", gettext.NullTranslations())
    instant = datetime(2025, 12, 9, 7, 0, tzinfo=UTC)
    assert when(german, instant, "Europe/Berlin", NOW) == "Di. 9 Dez. 08:00"


def test_an_unknown_zone_is_refused():
    with pytest.raises(ValueError, match="Mars/Olympus"):
        clock_time(NOW, "Mars/Olympus")
