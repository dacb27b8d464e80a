"""Weeks, findings and captions, whatever they are made from."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from bot.community.book import communities
from bot.community.rules import three_for
from bot.errors import UserError
from bot.journal.water.rules import Unit
from bot.plan.rules import Kind
from bot.reminders.state import State
from bot.screen import LONGEST_CAPTION, units, words
from bot.summary.week.drawing import week_drawing
from bot.summary.week.rows import DoseRow, EpisodeRow, Item, WeekData
from bot.summary.week.rules import week_numbers, weeks_since
from bot.summary.week.screens import Summary, details_screen, week_screen
from bot.summary.week.standout import AllTaken, CalmDays, Change, Episodes, Evenings, stood_out
from bot.summary.week.weeks import Week, summary_week, week_of, week_of_button
from bot.summary.week.words import finding_words
from bot.texts import Texts

T = Texts().translator("en")
WEEK = Week(date(2026, 3, 2))
BOOK = communities()
FORBIDDEN = ("diagnos", "detect", "predict", "treats", "reduces spasms", "trigger", "because",
             "caused", "due to", "increase", "you failed", "streak")  # fmt: skip
ALL_DAYS = (*WEEK.days_before, *WEEK.days)

days = st.sampled_from(ALL_DAYS)
names = st.text(min_size=1, max_size=80)
items = st.builds(Item, st.integers(1, 100), st.sampled_from(Kind), names)
weeks = st.builds(
    WeekData,
    person_id=st.just(1),
    week=st.just(WEEK),
    sleep_target=st.integers(60, 1080),
    first_day=st.none() | days,
    episodes=st.lists(
        st.builds(EpisodeRow, days, st.integers(1, 9999), st.none() | st.integers(1, 4)),
        max_size=200,
    ).map(tuple),
    ratings=st.dictionaries(days, st.integers(0, 4)),
    doses=st.lists(
        st.builds(DoseRow, st.integers(1, 100), st.sampled_from(WEEK.days),
                  st.sampled_from([state for state in State if state is not State.OPEN])),
        max_size=200,
    ).map(tuple),
    answered=st.frozensets(days),
    items=st.lists(items, max_size=100, unique_by=lambda one: one.id).map(tuple),
    water=st.dictionaries(days, st.integers(10, 50_000)),
    water_target=st.none() | st.integers(100, 8000),
    unit=st.sampled_from(Unit),
    nights=st.dictionaries(days, st.integers(0, 960)),
    injected_on=st.none() | st.dates(date(2000, 1, 1), WEEK.sunday),
)  # fmt: skip


THREE = three_for(BOOK, None, "en", "DE", WEEK.sunday)


@given(weeks, st.sampled_from(WEEK.days), names)
def test_a_caption_always_fits_and_has_what_must_be_in_it(data: WeekData, today: date, goal: str):
    numbers = week_numbers(data, today)
    summary = Summary(numbers, three_for(BOOK, None, "en", "DE", today), Markup.escape(goal))
    screen = week_screen(T, summary)
    said = words(screen.text)
    total = sum(one.day in WEEK.days for one in data.episodes)
    assert units(screen.text) <= LONGEST_CAPTION
    assert f"⚡ {total} episode" in said
    assert said.count("https://") >= 3
    assert units(details_screen(T, numbers).text) <= 4096
    drawing = week_drawing(T, numbers)
    assert [day.is_ahead for day in drawing.days] == [day > today for day in WEEK.days]
    assert len(drawing.items) <= 8


@given(weeks, names, st.integers(0, 600))
def test_where_room_is_short_water_and_sleep_go_before_what_stood_out(
    data: WeekData, goal: str, longer: int
):
    numbers = week_numbers(data, WEEK.sunday)
    goals = Markup.escape(goal + "x" * longer)
    said = words(week_screen(T, Summary(numbers, THREE, goals)).text)
    told = [words(finding_words(T, one)) for one in stood_out(numbers)]
    if "💧" in said or "🌙" in said:
        assert all(one in said for one in told)


@given(weeks)
def test_nothing_it_says_blames_or_names_a_cause(data: WeekData):
    numbers = week_numbers(data, WEEK.sunday)
    for one in stood_out(numbers):
        said = str(finding_words(T, one)).casefold()
        assert not any(word in said for word in FORBIDDEN)


@given(weeks)
def test_a_comparison_needs_its_answers(data: WeekData):
    numbers = week_numbers(data, WEEK.sunday)
    for one in stood_out(numbers):
        match one:
            case Evenings():
                assert one.answers >= 4
                assert one.answers_before >= 8
            case Episodes():
                assert one.days >= 5
                assert one.days_before >= 8
                assert (one.now < one.before) == (one.change is Change.BETTER)
            case CalmDays():
                assert 0 < one.calm < one.days
            case AllTaken():
                assert all(share.due == share.taken for share in numbers.medicines())


@given(weeks)
def test_the_parts_of_a_week_add_up(data: WeekData):
    numbers = week_numbers(data, WEEK.sunday)
    assert sum(numbers.severities) + numbers.unrated == numbers.now.total
    assert numbers.now.spasms >= numbers.now.total
    inside = [one for one in data.doses if one.item_id in {each.id for each in data.items}]
    assert sum(share.due for share in numbers.shares) == len(inside)


def rated(now: list[int], before: list[int]) -> WeekData:
    ratings = dict(zip(WEEK.days, now, strict=False))
    ratings |= dict(zip(WEEK.days_before, before, strict=False))
    return WeekData(1, WEEK, 480, first_day=WEEK.first_loaded, ratings=ratings)


def test_evenings_are_told_with_their_numbers():
    data = rated([1, 1, 2, 2, 1, 1], [2] * 20 + [1] * 2)
    (found,) = stood_out(week_numbers(data, WEEK.sunday))
    assert str(finding_words(T, found)) == (
        "Your evenings were a little better than in the four weeks before:"
        " 1.3 against 1.9, over 6 and 22 answers."
    )


@pytest.mark.parametrize(
    ("now", "before"), [([0, 0, 0], [4] * 28), ([0] * 7, [4] * 7), ([], [4] * 28), ([1] * 7, [])]
)
def test_too_few_answers_compare_nothing(now: list[int], before: list[int]):
    found = stood_out(week_numbers(rated(now, before), WEEK.sunday))
    assert not any(isinstance(one, Evenings) for one in found)


def test_harder_weeks_are_told_without_blame():
    data = WeekData(
        1, WEEK, 480, first_day=WEEK.first_loaded, answered=frozenset(ALL_DAYS),
        episodes=tuple(EpisodeRow(day) for day in WEEK.days for _ in range(3)),
    )  # fmt: skip
    (found,) = stood_out(week_numbers(data, WEEK.sunday))
    assert str(finding_words(T, found)) == (
        "More episodes on the days you noted; some weeks are like that:"
        " 3 a day against 0, over 7 and 28 days."
    )


def test_misses_are_counts_and_nothing_else():
    states = [State.DONE] * 10 + [State.MISSED] * 2 + [State.OFFLINE] * 2
    data = WeekData(
        1, WEEK, 480, items=(Item(7, Kind.MEDICATION, "Clonazepam"),),
        doses=tuple(DoseRow(7, WEEK.days[n % 7], state) for n, state in enumerate(states)),
    )  # fmt: skip
    summary = Summary(
        week_numbers(data, WEEK.sunday), three_for(BOOK, None, "en", "DE", WEEK.monday)
    )
    said = words(week_screen(T, summary).text)
    assert "💊 Clonazepam: 10 of 14 taken; 2 missed, 2 while I was offline" in said


def test_one_medicine_taken_throughout_is_named():
    data = WeekData(
        1, WEEK, 480, items=(Item(7, Kind.MEDICATION, "Clonazepam"),),
        doses=tuple(DoseRow(7, day, State.DONE) for day in WEEK.days * 2),
    )  # fmt: skip
    (found,) = stood_out(week_numbers(data, WEEK.sunday))
    assert str(finding_words(T, found)) == "All 14 doses of Clonazepam taken."


def test_in_a_crisis_figures_stand_and_nothing_stands_out():
    data = WeekData(
        1, WEEK, 480, items=(Item(7, Kind.MEDICATION, "Clonazepam"),),
        doses=tuple(DoseRow(7, day, State.DONE) for day in WEEK.days * 2),
    )  # fmt: skip
    summary = Summary(week_numbers(data, WEEK.sunday), THREE)
    assert "All 14 doses" in words(week_screen(T, summary).text)
    hushed = words(week_screen(Texts().translator("en", hushed=True), summary).text)
    assert "All 14 doses" not in hushed
    assert "💊 Clonazepam: 14 of 14 taken" in hushed


def test_weeks_since_the_injection_are_whole_ones():
    assert weeks_since(None, WEEK.sunday) is None
    assert weeks_since(date(2026, 3, 8), date(2026, 3, 8)) == 0
    assert weeks_since(date(2026, 3, 1), date(2026, 3, 7)) == 0
    assert weeks_since(date(2026, 3, 1), date(2026, 3, 8)) == 1
    assert weeks_since(date(2026, 3, 9), date(2026, 3, 8)) is None


@given(st.dates(date(2001, 1, 1), date(2999, 1, 1)))
def test_weeks_go_from_monday_to_sunday(day: date):
    week = week_of(day)
    assert week.monday.isocalendar()[:2] == day.isocalendar()[:2]
    assert (week.monday.weekday(), week.sunday.weekday()) == (0, 6)
    assert week.has(day)
    assert week_of_button(week.monday.toordinal()) == week
    told = summary_week(day)
    assert told == (week if day.weekday() >= 3 else week_of(day - timedelta(days=7)))


@pytest.mark.parametrize("ordinal", [0, -1, WEEK.monday.toordinal() + 1, 2**40])
def test_a_made_up_week_is_refused(ordinal: int):
    with pytest.raises(UserError):
        week_of_button(ordinal)


def test_a_week_in_which_the_clocks_change_has_seven_days():
    spring = week_of(datetime(2026, 3, 29, 3, 0).date())  # noqa: DTZ001  a date is meant
    assert len(set(spring.days)) == 7
    assert len(set(spring.days_before)) == 28
