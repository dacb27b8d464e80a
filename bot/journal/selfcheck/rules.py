"""Rules of the weekly self-check: its questions, when each is asked, how weeks compare. Pure.

Ten questions in our own words, never added up: there is no total, and none is meant.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from statistics import fmean

from bot.people.rules import unknown_button

MOST_A_DAY = 3


class Question(StrEnum):
    """In their own order; the value is what the database keeps."""

    MOVED = "moved"
    WORST = "worst"
    SEEING = "seeing"
    TALKING = "talking"
    WORK = "work"
    AVOIDED = "avoided"
    WORRIED = "worried"
    SLEPT = "slept"
    EFFECTS = "effects"
    VERSUS = "versus"
    NEW_AREA = "new_area"
    """The second half of the tenth question: it follows the first and counts for none."""


QUESTIONS = tuple(one for one in Question if one is not Question.NEW_AREA)
BETTER, SAME, WORSE = range(3)
"""Answers to VERSUS; NEW_AREA is 1 for yes, 0 for no; all others go from 0 to 4."""
_CHOICES: Mapping[Question, int] = {Question.VERSUS: 3, Question.NEW_AREA: 2}


class Group(StrEnum):
    """Questions that are looked at together. For SLEEP alone, more is better."""

    FACE = "face"
    DAILY = "daily"
    MOOD = "mood"
    SLEEP = "sleep"
    EFFECTS = "effects"


GROUPS: Mapping[Question, Group] = {
    Question.MOVED: Group.FACE,
    Question.WORST: Group.FACE,
    Question.SEEING: Group.DAILY,
    Question.TALKING: Group.DAILY,
    Question.WORK: Group.DAILY,
    Question.AVOIDED: Group.DAILY,
    Question.WORRIED: Group.MOOD,
    Question.SLEPT: Group.SLEEP,
    Question.EFFECTS: Group.EFFECTS,
}


@dataclass(frozen=True, slots=True)
class Given:
    """What became of one question of one week. `answer` None: left out."""

    question: Question
    answer: int | None
    day: date
    """Whose evening asked it."""
    is_removed: bool = False

    @property
    def counts(self) -> bool:
        return self.answer is not None and not self.is_removed


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of `n` answers, 0-4."""

    value: float
    n: int


@dataclass(frozen=True, slots=True)
class CheckWeek:
    """One week's answers, by its Monday; None and missing groups: not answered."""

    week: date
    means: Mapping[Group, Mean]
    versus: int | None
    new_area: bool | None


def week_of(day: date) -> date:
    """The Monday that its week began with."""
    return day - timedelta(days=day.weekday())


def choices(question: Question) -> range:
    return range(_CHOICES.get(question, 5))


def check_choice(question: Question, answer: int) -> None:
    """UserError for an answer that no button of ours gives."""
    if answer not in choices(question):
        raise unknown_button()


def in_order(week: date) -> tuple[Question, ...]:
    """The ten in the order of a week.

    Each week begins three further on: whoever has one evening a week for them is asked all.
    """
    start = week.toordinal() // 7 * MOST_A_DAY % len(QUESTIONS)
    return QUESTIONS[start:] + QUESTIONS[:start]


def questions_of(day: date, given: Iterable[Given]) -> tuple[Question, ...]:
    """What is still to be asked on a day, when so much of its week is answered or left out.

    Three of the ten a day at most, and each of them once a week.
    """
    known = {one.question: one for one in given}
    room = MOST_A_DAY - sum(one in known and known[one].day == day for one in QUESTIONS)
    left = [one for one in in_order(week_of(day)) if one not in known][: max(room, 0)]
    if Question.NEW_AREA in known:
        return tuple(left)
    if Question.VERSUS in known:
        return (Question.NEW_AREA, *left)
    return tuple(
        each
        for one in left
        for each in ((one, Question.NEW_AREA) if one is Question.VERSUS else (one,))
    )


def count_of(questions: Iterable[Question]) -> int:
    """How many questions these are to a person: the second half of one counts for none."""
    asked = tuple(questions)
    return max(sum(one is not Question.NEW_AREA for one in asked), min(len(asked), 1))


def has_new_area(given: Iterable[Given]) -> bool:
    """Whether a doctor should hear of a new area."""
    return any(one.question is Question.NEW_AREA and one.counts and one.answer for one in given)


def compared(week: date, given: Iterable[Given]) -> CheckWeek:
    """One week: the mean of each group, and how many answers it stands on."""
    answers = {one.question: one.answer for one in given if one.counts and one.answer is not None}
    grouped: dict[Group, list[int]] = {}
    for question, group in GROUPS.items():
        if question in answers:
            grouped.setdefault(group, []).append(answers[question])
    new_area = answers.get(Question.NEW_AREA)
    return CheckWeek(
        week=week,
        means={group: Mean(fmean(all_), len(all_)) for group, all_ in grouped.items()},
        versus=answers.get(Question.VERSUS),
        new_area=None if new_area is None else bool(new_area),
    )
