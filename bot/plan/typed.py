"""Typed answers about one item: a line, times, days, limits. Pure; UserError for what is none."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from bot.errors import UserError
from bot.people.tables import Person
from bot.plan.quick_add import (
    PastDate,
    Remark,
    Understood,
    parse,
    parse_amount,
    parse_date,
    parse_times,
)
from bot.plan.reading.languages import words_of
from bot.plan.reading.tokens import clean, tokenize
from bot.plan.rules import AsNeeded, AtTimes, Kind, Once, Schedule, zone_of
from bot.plan.wording import short
from bot.texts import SOURCE_LANGUAGE

MOST_MINUTES = 9999

STAND_INS: Mapping[Kind, str] = {
    Kind.MEDICATION: "Medicine",
    Kind.APPOINTMENT: "Appointment",
    Kind.INJECTION: "Injection",
}
"""Names under which a schedule typed alone is read: they tell what kind it is for."""


@dataclass(frozen=True, slots=True)
class Day:
    """The person's day: local date and time, when they wake and go to bed, what they speak."""

    now: datetime
    wake: time
    bed: time
    language: str = SOURCE_LANGUAGE

    @property
    def today(self) -> date:
        return self.now.date()


@dataclass(frozen=True, slots=True)
class NewSchedule:
    """A schedule that was typed; `amount` where one stood beside it."""

    schedule: Schedule
    amount: str | None = None
    remarks: tuple[Remark, ...] = ()
    past: date | None = None


def day_of(person: Person, now: datetime) -> Day:
    """The day in the zone that the plan's times are meant in."""
    local = now.astimezone(zone_of(person.plan_zone)).replace(tzinfo=None)
    return Day(local, person.wake_time, person.bed_time, person.language)


def check_text(text: str) -> None:
    """Raises UserError for a message without a text, such as a sticker or a photo."""
    if not text.strip():
        raise UserError("I need this as text, please, or a tap on one of the buttons above.")


def read_line(text: str, day: Day) -> tuple[Understood, date | None]:
    """What a whole line says, and the date in the past that has to be asked about."""
    try:
        return parse(text, day.today, day.now, day.wake, day.bed, day.language), None
    except PastDate as question:
        return question.understood, _past(question)


def read_again(text: str, earlier: str, day: Day) -> tuple[Understood, date | None]:
    """A line sent after one that was not understood: it stands alone, or completes the other."""
    try:
        return read_line(text, day)
    except UserError:
        if not earlier:
            raise
        try:
            return read_line(f"{earlier} {text}", day)
        except UserError:
            pass
        raise


def is_fragment(text: str) -> bool:
    """Whether it can only have been meant to complete an earlier line."""
    return not any(sign.isalpha() for sign in text)


def read_schedule(text: str, kind: Kind, day: Day) -> NewSchedule:
    """A schedule typed without the name, such as `every 4h 09:00-21:00`."""
    stand_in = STAND_INS.get(kind, "Item")
    understood, past = read_line(f"{stand_in} {text}", day)
    surplus = understood.name.removeprefix(stand_in).strip()
    if surplus or understood.notes:
        raise UserError(
            "I did not understand “{words}”. Please write only when, for example: 08:00 20:00,"
            " or: mon, wed 7:30, or: every 4h 09:00-21:00",
            words=surplus or understood.notes,
        )
    return NewSchedule(understood.schedule, understood.amount, understood.warnings, past)


def read_change(text: str, kind: Kind, old: Schedule, day: Day) -> NewSchedule:
    """A schedule typed in place of another: times alone keep the days and dates they had."""
    times = times_alone(text, day.language)
    if times is not None and isinstance(old.when, AtTimes):
        return NewSchedule(replace(old, when=AtTimes(times)))
    if times is not None and len(times) == 1 and isinstance(old.when, Once):
        return NewSchedule(Schedule(Once(old.when.on, times[0])))
    return read_schedule(text, kind, day)


def times_alone(text: str, language: str) -> tuple[time, ...] | None:
    """The times when nothing else was typed."""
    try:
        times = parse_times(text, language)
        AtTimes(times)
    except (UserError, ValueError):
        return None
    return times


def read_amount(text: str, language: str) -> str:
    """An amount, tidied where it is understood; else as it was typed."""
    return parse_amount(text, language) or text


def read_limits(text: str, day: Day) -> Schedule:
    """What the prescription allows: `at least 6h apart, max 3 a day`."""
    new = read_schedule(f"as needed, {text}", Kind.MEDICATION, day)
    if not isinstance(new.schedule.when, AsNeeded) or new.schedule.when == AsNeeded():
        raise UserError(
            "I did not understand “{words}”. For example: at least 6h apart, max 3 a day",
            words=short(text),
        )
    return new.schedule


def read_day(text: str, day: Day) -> date:
    """One date."""
    found = parse_date(text, day.today, day.language)
    if found is None:
        raise UserError(
            "“{typed}” is not a date. Please write it like this: 3 Dec or 2026-12-03.",
            typed=short(text),
        )
    return found


def read_number(text: str, least: int, most: int) -> int:
    """A whole number, alone or in few words such as `every 3 days`."""
    numbers = re.findall(r"[0-9]{1,6}", text)
    if len(numbers) != 1 or not least <= int(numbers[0]) <= most:
        raise UserError(
            "I understand a number from {least} to {most} here, such as: 3", least=least, most=most
        )
    return int(numbers[0])


def read_nags(text: str, language: str) -> list[int]:
    """Minutes such as `10, 30, 60`; `off` for none."""
    words = words_of(language)
    tokens = tokenize(clean(text))
    said = [token.word for token in tokens if token.number is None]
    numbers = [token.number for token in tokens if token.number is not None]
    if said and not numbers and " ".join(said) in words.none:
        return []
    if numbers == [0] and not said:
        return []
    known = words.joins | words.minutes
    if not numbers or max(numbers) > MOST_MINUTES or not known.issuperset(said):
        raise UserError("I understand minutes here, such as: 10, 30, 60. Or: off")
    return numbers


def _past(question: PastDate) -> date:
    found = question.values["date"]
    assert isinstance(found, date)
    return found
