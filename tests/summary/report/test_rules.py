"""The time a report covers, its weeks, its cycles, its paper."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UserError
from bot.summary.report.rules import (
    LONGEST_CYCLE,
    MOST_CYCLES,
    MOST_WEEKS,
    OFF_AT_FIRST,
    SINCE_INJECTION,
    Paper,
    Section,
    Span,
    asked_weeks,
    cycles,
    is_shown,
    paper_of,
    span_of,
    trend,
)

TODAY = date(2026, 11, 22)
days = st.dates(TODAY - timedelta(days=900), TODAY)


@pytest.mark.parametrize(
    ("typed", "weeks"),
    [("", None), ("12", 12), (" 104 ", 104), ("8 weeks", 8), ("1w", 1), ("26 WEEKS", 26)],
)
def test_a_number_of_weeks_is_understood(typed: str, weeks: int | None) -> None:
    assert asked_weeks(typed) == weeks


@given(st.text(max_size=12))
def test_anything_else_is_told_with_an_example_or_means_a_number(typed: str) -> None:
    try:
        weeks = asked_weeks(typed)
    except UserError as error:
        assert "/report 12" in str(error.args)  # noqa: PT017  either is right
    else:
        assert weeks is None or 1 <= weeks <= MOST_WEEKS


def test_without_a_number_it_is_the_time_since_the_injection() -> None:
    injected = TODAY - timedelta(days=40)
    assert span_of(SINCE_INJECTION, injected, TODAY) == Span(injected, TODAY)
    assert span_of(SINCE_INJECTION, None, TODAY).days == 12 * 7
    assert span_of(SINCE_INJECTION, TODAY - timedelta(days=3000), TODAY).days == MOST_WEEKS * 7
    assert span_of(4, injected, TODAY) == Span(date(2026, 10, 26), TODAY)


@given(days, st.integers(0, 900))
def test_weeks_cover_every_day_of_the_span_once(first: date, more: int) -> None:
    span = Span(first, first + timedelta(days=more))
    weeks = span.weeks()
    every = [week.first + timedelta(days=n) for week in weeks for n in range(week.days)]
    assert every == [span.first + timedelta(days=n) for n in range(span.days)]
    assert all(week.days == 7 for week in weeks[1:])


@given(st.dictionaries(days, st.integers(1, 9)), st.dictionaries(days, st.integers(0, 4)))
def test_the_trend_loses_and_doubles_nothing(
    episodes: dict[date, int], ratings: dict[date, int]
) -> None:
    span = span_of(104, None, TODAY)
    weeks = trend(span, episodes, ratings, [])
    assert sum(week.episodes for week in weeks) == sum(
        count for day, count in episodes.items() if span.has(day)
    )
    assert sum(week.answered for week in weeks) == sum(span.has(day) for day in ratings)
    for week in weeks:
        inside = [rating for day, rating in ratings.items() if week.span.has(day)]
        assert (week.rating is None) == (not inside)
        if inside:
            assert week.rating == pytest.approx(sum(inside) / len(inside))


@given(st.lists(days, max_size=6), st.dictionaries(days, st.integers(0, 4), max_size=60))
def test_each_rating_belongs_to_the_last_injection_before_it(
    injections: list[date], ratings: dict[date, int]
) -> None:
    found = cycles(injections, ratings, TODAY)
    assert len(found) <= MOST_CYCLES
    assert [one.injected_on for one in found] == sorted(
        {one.injected_on for one in found}, reverse=True
    )
    for cycle in found:
        mine: dict[int, list[int]] = {}
        for day, rating in ratings.items():
            before = [each for each in injections if each <= day]
            if before and max(before) == cycle.injected_on:
                week = (day - cycle.injected_on).days // 7
                if week < LONGEST_CYCLE:
                    mine.setdefault(week, []).append(rating)
        shown = {week: mean for week, mean in enumerate(cycle.ratings) if mean is not None}
        assert shown == {week: pytest.approx(sum(all_) / len(all_)) for week, all_ in mine.items()}


@pytest.mark.parametrize(("zone", "language", "paper"), [
    ("Europe/Berlin", "en-US", Paper.A4),
    ("America/New_York", "de", Paper.LETTER),
    ("America/Toronto", "fr", Paper.LETTER),
    ("America/Mexico_City", "es", Paper.LETTER),
    ("America/Sao_Paulo", "pt-BR", Paper.A4),
    ("Asia/Tokyo", "ja", Paper.A4),
    ("UTC", "en-US", Paper.LETTER),
    ("UTC", "es_MX", Paper.LETTER),
    ("UTC", "en", Paper.A4),
])  # fmt: skip
def test_paper_is_what_the_persons_country_prints_on(
    zone: str, language: str, paper: Paper
) -> None:
    assert paper_of(zone, language) is paper


def test_a_switched_section_changes_and_no_other() -> None:
    for section in Section:
        assert is_shown(section, frozenset()) is (section not in OFF_AT_FIRST)
        assert is_shown(section, frozenset({section})) is (section in OFF_AT_FIRST)
        assert is_shown(section, frozenset(Section) - {section}) is (section not in OFF_AT_FIRST)
