"""Rules of visits: when they are reminded of, what may be asked, what may have changed. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cache

from bot.errors import UserError
from bot.notes.rules import Topic
from bot.people.limits import IN_ALL
from bot.plan.rules import Once, Schedule, instant_of
from bot.vocabulary import expanded, fold, languages, section

REMINDED = (14, 3, 1, 0)
"""Days before."""
MORNING = time(9)
EARLY = time(7)
"""On the day itself, where the visit is before ten."""
EVENING, LATEST = time(19), time(21, 30)
LONGEST_QUESTION, LONGEST_WHOM = 200, 80
MOST_QUESTIONS, MOST_VISITS = IN_ALL["visit_question"], IN_ALL["visit"]
FURTHEST = timedelta(days=3 * 366)
REASON_FOR = timedelta(hours=1)
"""How long after the answer changes of the plan are kept as agreed with the doctor."""
_STEP = 100
_WORD = re.compile(r"\w+")

VISIT_AHEAD = Topic("visit_ahead", timedelta(hours=8), is_care=True)
VISIT_AFTER = Topic("visit_after", timedelta(hours=16), is_treatment=True)


class VisitKind(StrEnum):
    DOCTOR = "doctor"
    INJECTION = "injection"


class Changed(StrEnum):
    """The answer to "what changed?"."""

    MEDICINE = "medicine"
    DOSE = "dose"
    EXERCISE = "exercise"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Appointment:
    """One visit. `at` is the local time of wherever the person is, None where it is not known."""

    id: int
    kind: VisitKind
    day: date
    at: time | None
    with_whom: str
    changed: Changed | None = None
    removed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Question:
    id: int
    text: str
    is_ticked: bool = False


def checked_question(text: str) -> str:
    """One question on one line; UserError for none, or one of more than 200 characters."""
    line = one_line(text)
    if not line:
        raise UserError("What would you like to ask? For example: /ask Is it normal that ...")
    if len(line) > LONGEST_QUESTION:
        raise UserError(
            "This has {count} characters, and {most} is the most: it has to fit into the report."
            " Please send it shorter, or as two.",
            count=len(line),
            most=LONGEST_QUESTION,
        )
    return line


def checked_whom(text: str) -> str:
    line = one_line(text)
    if len(line) > LONGEST_WHOM:
        raise UserError(
            "This has {count} characters, and {most} is the most. Please send it shorter.",
            count=len(line),
            most=LONGEST_WHOM,
        )
    return line


def checked_date(day: date, today: date) -> date:
    """UserError for a visit that was, or one that can hardly be meant."""
    if day < today:
        raise UserError("{day} is in the past. Please send a date to come.", day=day)
    if day > today + FURTHEST:
        raise UserError("{day} is more than three years ahead. Is that right?", day=day)
    return day


def one_line(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def kind_in(words: str) -> VisitKind:
    """An injection where the words say so, in any of the languages."""
    folded = fold(words)
    is_injection = any(one in folded for one in ("inject", "botox", "toxin"))
    if is_injection or not _injection_words().isdisjoint(_WORD.findall(folded)):
        return VisitKind.INJECTION
    return VisitKind.DOCTOR


@cache
def _injection_words() -> frozenset[str]:
    return frozenset().union(
        *(expanded(section(language, "plan")["kinds"]["injection"]) for language in languages())
    )


def reminded_at(days: int, at: time | None) -> time:
    """At what time of the morning, so many days before."""
    return EARLY if days == 0 and at is not None and at < time(10) else MORNING


def asked_at(at: time | None) -> time:
    """In the evening of the day, and not before the visit is over."""
    if at is None or at <= time(18):
        return EVENING
    return min(at.replace(hour=at.hour + 1) if at < time(21) else LATEST, LATEST)


def owed_before(visit: Appointment, zone: str, now: datetime) -> Mapping[int, Schedule]:
    """The reminders still ahead, by days before; none after the visit has begun."""
    owed: dict[int, Schedule] = {}
    for days in REMINDED:
        on, at = visit.day - timedelta(days=days), reminded_at(days, visit.at)
        if visit.at is not None and days == 0 and at >= visit.at:
            continue
        if is_ahead(on, at, zone, now):
            owed[days] = Schedule(Once(on, at))
    return owed


def owed_afterwards(visit: Appointment, zone: str, now: datetime) -> Schedule | None:
    at = asked_at(visit.at)
    return Schedule(Once(visit.day, at)) if is_ahead(visit.day, at, zone, now) else None


def is_ahead(day: date, at: time, zone: str, now: datetime) -> bool:
    instant = instant_of(zone, day, at)
    return instant is not None and instant > now


def subject_of(visit_id: int, days: int) -> int:
    """What a reminder's note is about."""
    return visit_id * _STEP + days


def visit_of(subject: int) -> int:
    return subject // _STEP


def days_of(subject: int) -> int:
    return subject % _STEP
