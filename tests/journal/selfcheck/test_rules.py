"""The weekly self-check asks ten questions a week, three an evening, and adds nothing up."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UserError
from bot.journal.selfcheck.rules import (
    BETTER,
    GROUPS,
    MOST_A_DAY,
    QUESTIONS,
    WORSE,
    Given,
    Group,
    Mean,
    Question,
    check_choice,
    choices,
    compared,
    count_of,
    has_new_area,
    in_order,
    questions_of,
    week_of,
)

MONDAY = date(2026, 3, 2)
DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))
EVENINGS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 12)), max_size=20)


def test_there_are_ten() -> None:
    assert len(QUESTIONS) == 10
    assert set(GROUPS) == set(Question) - {Question.VERSUS, Question.NEW_AREA}
    assert set(GROUPS.values()) == set(Group)


@given(DAYS)
def test_a_week_begins_on_its_monday(day: date) -> None:
    week = week_of(day)
    assert week.weekday() == 0
    assert timedelta(0) <= day - week < timedelta(7)
    assert sorted(in_order(week)) == sorted(QUESTIONS)


@given(DAYS, EVENINGS)
def test_no_evening_asks_more_than_three_and_none_twice(day: date, evenings) -> None:
    """A person opens the evening on some days of the week, and answers some of it each time."""
    week, given = week_of(day), []
    for weekday, answers in sorted(evenings):
        today = week + timedelta(days=weekday)
        for _ in range(answers):
            asked = questions_of(today, given)
            ten = [one for one in asked if one is not Question.NEW_AREA]
            done = [one for one in given if one.day == today and one.question in QUESTIONS]
            assert len(ten) + len(done) <= MOST_A_DAY
            assert not {one.question for one in given} & set(asked)
            if not asked:
                break
            given.append(Given(asked[0], 1, today))
    assert len({one.question for one in given}) == len(given)


@given(DAYS)
def test_who_answers_all_is_through_on_thursday(day: date) -> None:
    week, given, told = week_of(day), [], []
    for weekday in range(7):
        today = week + timedelta(days=weekday)
        while asked := questions_of(today, given):
            given.append(Given(asked[0], None, today))
        told.append(sum(one.day == today and one.question in QUESTIONS for one in given))
    assert told == [3, 3, 3, 1, 0, 0, 0]
    assert {one.question for one in given} == set(Question)


@given(DAYS, st.integers(0, 6))
def test_who_has_one_evening_a_week_is_asked_each_question_three_times_in_ten(
    day: date, weekday: int
) -> None:
    weeks = [week_of(day) + timedelta(weeks=n) for n in range(10)]
    asked = [one for week in weeks for one in questions_of(week + timedelta(days=weekday), ())]
    assert {one: asked.count(one) for one in QUESTIONS} == dict.fromkeys(QUESTIONS, 3)


@given(DAYS)
def test_the_new_area_follows_the_comparison(day: date) -> None:
    everything = [Given(one, 0, day) for one in QUESTIONS]
    assert questions_of(day, everything) == (Question.NEW_AREA,)
    assert count_of((Question.NEW_AREA,)) == 1
    for monday in (week_of(day) + timedelta(weeks=n) for n in range(10)):
        asked = questions_of(monday, ())
        if Question.VERSUS in asked:
            assert asked[asked.index(Question.VERSUS) + 1] is Question.NEW_AREA
        assert count_of(asked) == 3


@given(st.sampled_from(Question), st.integers(-9, 9))
def test_an_answer_that_no_button_gives_is_refused(question: Question, answer: int) -> None:
    if answer in choices(question):
        check_choice(question, answer)
    else:
        with pytest.raises(UserError):
            check_choice(question, answer)


def test_a_week_in_means_with_what_they_stand_on() -> None:
    week = compared(
        MONDAY,
        [
            Given(Question.MOVED, 1, MONDAY),
            Given(Question.WORST, 4, MONDAY),
            Given(Question.SEEING, 3, MONDAY),
            Given(Question.TALKING, None, MONDAY),
            Given(Question.WORK, 0, MONDAY, is_removed=True),
            Given(Question.VERSUS, WORSE, MONDAY),
            Given(Question.NEW_AREA, 0, MONDAY),
        ],
    )
    assert week.means == {Group.FACE: Mean(2.5, 2), Group.DAILY: Mean(3, 1)}
    assert (week.versus, week.new_area) == (WORSE, False)
    assert compared(MONDAY, []).means == {}
    assert compared(MONDAY, [Given(Question.VERSUS, BETTER, MONDAY)]).new_area is None


def test_only_a_yes_that_stands_is_a_new_area() -> None:
    assert has_new_area([Given(Question.NEW_AREA, 1, MONDAY)])
    for answer, removed in ((0, False), (None, False), (1, True)):
        assert not has_new_area([Given(Question.NEW_AREA, answer, MONDAY, is_removed=removed)])
