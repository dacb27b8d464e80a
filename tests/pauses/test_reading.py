"""What people type after /pause, in each language, and from when until when that is."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UserError
from bot.pauses.reading import read_pause
from bot.pauses.rules import Wanted, Why, longer, span_of
from bot.people.rules import FOREVER
from bot.people.zone_names import zone_of

TODAY = date(2026, 4, 1)
"""A Wednesday."""
NOW = datetime(2026, 4, 1, 13, tzinfo=UTC)
BERLIN = "Europe/Berlin"
FRIDAY = date(2026, 4, 3)


@pytest.mark.parametrize(
    ("language", "typed", "wanted"),
    [
        ("en", "7", Wanted(days=7)),
        ("en", "7 days", Wanted(days=7)),
        ("en", "two weeks", Wanted(days=14)),
        ("en", "until 3 May", Wanted(until=date(2026, 5, 3))),
        ("en", "until Friday", Wanted(until=FRIDAY)),
        ("en", "holiday", Wanted(Why.HOLIDAY)),
        ("en", "on holiday until 3 May", Wanted(Why.HOLIDAY, until=date(2026, 5, 3))),
        ("en", "ill 3", Wanted(Why.ILL, days=3)),
        ("en", "sick until I resume", Wanted(Why.ILL, is_open=True)),
        ("en", "from Friday for 7 days", Wanted(start=FRIDAY, days=7)),
        ("en", "7 days from Friday", Wanted(start=FRIDAY, days=7)),
        ("en", "from Friday to Monday", Wanted(start=FRIDAY, until=date(2026, 4, 6))),
        ("en", "from 28 Dec until 3 Jan, holiday",
         Wanted(Why.HOLIDAY, start=date(2026, 12, 28), until=date(2027, 1, 3))),
        ("de", "Urlaub bis 3. Mai", Wanted(Why.HOLIDAY, until=date(2026, 5, 3))),
        ("de", "krank", Wanted(Why.ILL)),
        ("de", "von Freitag bis Montag", Wanted(start=FRIDAY, until=date(2026, 4, 6))),
        ("de", "ab Freitag für 7 Tage", Wanted(start=FRIDAY, days=7)),
        ("es", "vacaciones hasta el 3 de mayo", Wanted(Why.HOLIDAY, until=date(2026, 5, 3))),
        ("es", "estoy enferma 3 días", Wanted(Why.ILL, days=3)),
        ("fr", "vacances jusqu'au 3 mai", Wanted(Why.HOLIDAY, until=date(2026, 5, 3))),
        ("fr", "malade 3 jours", Wanted(Why.ILL, days=3)),
        ("it", "ferie fino al 3 maggio", Wanted(Why.HOLIDAY, until=date(2026, 5, 3))),
        ("it", "malata per 3 giorni", Wanted(Why.ILL, days=3)),
        ("pt_BR", "férias até 3 de maio", Wanted(Why.HOLIDAY, until=date(2026, 5, 3))),
        ("pt_BR", "estou doente por 3 dias", Wanted(Why.ILL, days=3)),
        ("ru", "отпуск до 3 мая", Wanted(Why.HOLIDAY, until=date(2026, 5, 3))),
        ("ru", "болею 3 дня", Wanted(Why.ILL, days=3)),
        ("ru", "holiday 7", Wanted(Why.HOLIDAY, days=7)),
    ],
)  # fmt: skip
def test_what_is_typed_is_understood_in_every_language(
    language: str, typed: str, wanted: Wanted
) -> None:
    assert read_pause(typed, TODAY, language) == wanted


@pytest.mark.parametrize(
    "typed", ["seven", "0", "400", "-1", "1e9", "٣", "a while", "3 3", "ill holiday", "31 February"]
)
def test_what_is_no_pause_is_refused_with_words(typed: str) -> None:
    with pytest.raises(UserError):
        span_of(read_pause(typed, TODAY), BERLIN, NOW)


def local(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=zone_of(BERLIN)).astimezone(UTC)


def test_it_ends_when_the_right_day_begins() -> None:
    morning, evening = local("2026-04-01T08:00"), local("2026-04-01T22:30")
    assert span_of(Wanted(days=1), BERLIN, morning).until == local("2026-04-02T00:00")
    assert span_of(Wanted(days=1), BERLIN, evening).until == local("2026-04-03T00:00")
    assert span_of(Wanted(until=date(2026, 5, 3)), BERLIN, NOW).until == local("2026-05-03T00:00")
    assert span_of(Wanted(is_open=True), BERLIN, NOW).until == FOREVER


def test_one_that_is_ahead_has_whole_days() -> None:
    span = span_of(Wanted(start=FRIDAY, days=7), BERLIN, NOW)
    assert span.begins_at == local("2026-04-03T00:00")
    assert span.until == local("2026-04-10T00:00")


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(until=TODAY),
        Wanted(until=date(2026, 3, 1)),
        Wanted(start=FRIDAY, until=date(2026, 4, 2)),
        Wanted(until=date(2028, 1, 1)),
        Wanted(start=date(2028, 1, 1), days=3),
    ],
)
def test_what_is_past_or_too_far_is_refused(wanted: Wanted) -> None:
    with pytest.raises(UserError):
        span_of(wanted, BERLIN, NOW)


@given(
    st.integers(0, 4 * 366 * 24 * 60).map(lambda minutes: NOW + timedelta(minutes=minutes)),
    st.integers(1, 365),
    st.sampled_from([BERLIN, "America/Los_Angeles", "Pacific/Apia", "Asia/Beirut", "UTC"]),
)
def test_so_many_days_are_never_half_a_day_off_and_end_as_a_day_begins(
    now: datetime, days: int, zone: str
) -> None:
    span = span_of(Wanted(days=days), zone, now)
    assert abs(span.until - now - timedelta(days=days)) <= timedelta(hours=13)
    before = (span.until - timedelta(seconds=1)).astimezone(zone_of(zone)).date()
    assert before < span.until.astimezone(zone_of(zone)).date()
    again = longer(span.until, 1, zone)
    assert timedelta(hours=22) <= again - span.until <= timedelta(hours=26)
