"""A schedule in words: `08:00, 20:00`, `07:30 on Mon, Wed, Fri`, `every 2 h, 09:00–21:00`."""

from collections.abc import Iterable
from datetime import date, time
from typing import Protocol

from babel import Locale
from babel.dates import format_date, get_day_names

from bot.plan.days import Days, EveryDay, EveryDays, EveryWeeks, OnOff, Weekdays
from bot.plan.schedule import (
    AfterLast,
    AsNeeded,
    AtTimes,
    Interval,
    Once,
    Schedule,
    Step,
    Steps,
    When,
)
from bot.texts import figures

SHOWN_STEPS = 6


class Translate(Protocol):
    """What of a translator is needed here."""

    def __call__(self, message: str, /, **values: object) -> str: ...

    def plural(self, one: str, many: str, /, *, n: int, **values: object) -> str: ...


def describe(t: Translate, schedule: Schedule, language: str) -> str:
    """One line of plain text; times in 24 hours, names of days and months in `language`."""
    text = on_days(t, _when(t, schedule.when, language), schedule.days, language)
    return _within(t, text, schedule.start, schedule.until, language)


def describe_interval(t: Translate, minutes: int) -> str:
    """`2 h`, `90 min`, `1 h 30 min`."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return t("{minutes} min", minutes=rest)
    if not rest:
        return t("{hours} h", hours=hours)
    return t("{hours} h {minutes} min", hours=hours, minutes=rest)


def _when(t: Translate, when: When, language: str) -> str:
    match when:
        case AtTimes(times):
            return _times(times)
        case Interval():
            return _interval(t, when)
        case AfterLast(minutes, first_at):
            gap = describe_interval(t, minutes)
            return t(
                "{gap} after the last dose, the first at {time}", gap=gap, time=clock(first_at)
            )
        case Once(on, at):
            return t("{date} at {time}", date=day_text(t, on, language), time=clock(at))
        case Steps(steps):
            return _steps(t, steps, language)
        case AsNeeded():
            return _as_needed(t, when)


def _interval(t: Translate, when: Interval) -> str:
    gap = describe_interval(t, when.minutes)
    if when.round_the_clock:
        return t("every {gap} round the clock, from {time}", gap=gap, time=clock(when.opens))
    opens, closes = clock(when.opens), clock(when.closes)
    return t("every {gap}, {opens}–{closes}", gap=gap, opens=opens, closes=closes)


def _as_needed(t: Translate, when: AsNeeded) -> str:
    parts = [t("as needed")]
    if when.least_gap is not None:
        parts.append(t("at least {gap} apart", gap=describe_interval(t, when.least_gap)))
    if when.most_a_day is not None:
        parts.append(t.plural("at most {n} a day", "at most {n} a day", n=when.most_a_day))
    return ", ".join(parts)


def _steps(t: Translate, steps: tuple[Step, ...], language: str) -> str:
    texts = [_step(t, step, language) for step in steps[:SHOWN_STEPS]]
    if len(steps) > SHOWN_STEPS:
        more = len(steps) - SHOWN_STEPS
        texts.append(t.plural("and {n} more step", "and {n} more steps", n=more))
    return "; ".join(texts)


def _step(t: Translate, step: Step, language: str) -> str:
    text = t("{amount} at {times}", amount=figures(step.amount, language), times=_times(step.times))
    return _within(t, on_days(t, text, step.days, language), step.start, step.until, language)


def on_days(t: Translate, times: str, days: Days, language: str) -> str:
    """`08:00 on Mon, Wed`: times of day with the days on which they are meant."""
    match days:
        case EveryDay():
            return times
        case Weekdays(weekdays):
            named = _weekdays(weekdays, language)
            return t("{times} on {weekdays}", times=times, weekdays=named)
        case EveryDays(count, _):
            return t.plural("{times} every {n} day", "{times} every {n} days", n=count, times=times)
        case EveryWeeks(weeks, weekdays, _):
            return t.plural(
                "{times} on {weekdays} every {n} week",
                "{times} on {weekdays} every {n} weeks",
                n=weeks,
                times=times,
                weekdays=_weekdays(weekdays, language),
            )
        case OnOff(on, off, _):
            return t("{times}, {on} days on, {off} off", times=times, on=on, off=off)


def _within(t: Translate, text: str, start: date | None, until: date | None, language: str) -> str:
    if start is not None:
        text = t("{schedule}, from {date}", schedule=text, date=day_text(t, start, language))
    if until is not None:
        text = t("{schedule}, until {date}", schedule=text, date=day_text(t, until, language))
    return text


def _weekdays(weekdays: Iterable[int], language: str) -> str:
    names = get_day_names("abbreviated", locale=_locale(language))
    return ", ".join(names[weekday] for weekday in weekdays)


def _times(times: Iterable[time]) -> str:
    return ", ".join(clock(at) for at in times)


def clock(at: time) -> str:
    """HH:MM, 24 hours, in every language."""
    return f"{at.hour:02}:{at.minute:02}"


def day_text(t: Translate, day: date, language: str) -> str:
    """`3 Dec 2026`: a date with its month's name and its year."""
    # A pattern of CLDR, for translators: another language may want another order.
    return format_date(day, t("d MMM y"), locale=_locale(language))


def _locale(language: str) -> Locale:
    return Locale.parse(language.replace("-", "_"))
