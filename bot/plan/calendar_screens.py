"""Dated steps as a calendar: each stretch of days with its amount and times, gaps among them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from babel import Locale
from babel.dates import format_date
from markupsafe import Markup

from bot.plan.days import EveryDay
from bot.plan.describe import clock, on_days
from bot.plan.rules import Step, Steps
from bot.texts import Translator

PAGE = 6
"""Stretches on one screen."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days that are alike, both ends included. `until` None: for good; `step` None: no dose."""

    start: date
    until: date | None
    step: Step | None

    @property
    def days(self) -> int | None:
        return None if self.until is None else (self.until - self.start).days + 1


def stretches(steps: Sequence[Step]) -> tuple[Stretch, ...]:
    """The steps in order, each to the day before the next one; a pause between two is one, too."""
    found: list[Stretch] = []
    for step, follower in zip(steps, [*steps[1:], None], strict=False):
        next_day = None if follower is None else follower.start - _DAY
        until = step.until if step.until is not None else next_day
        found.append(Stretch(step.start, until, step))
        if until is not None and (next_day is None or until < next_day):
            found.append(Stretch(until + _DAY, next_day, None))
    return tuple(found)


def pages_of(steps: Steps) -> int:
    return (len(stretches(steps.steps)) - 1) // PAGE + 1


def calendar(t: Translator, steps: Steps, page: int) -> Markup:
    """A page of the calendar; one that is not there shows the nearest."""
    found, pages = stretches(steps.steps), pages_of(steps)
    page = min(max(page, 0), pages - 1)
    head = t.html("📅 <b>Calendar</b>")
    if pages > 1:
        head += t.html(", page {page} of {pages}", page=page + 1, pages=pages)
    lines = [_line(t, one) for one in found[page * PAGE : (page + 1) * PAGE]]
    return Markup("\n").join((head, *lines))


def _line(t: Translator, stretch: Stretch) -> Markup:
    dates = t.html("<b>{dates}</b>", dates=_dates(t, stretch))
    if stretch.step is None:
        return dates + t.html(": nothing")
    step = stretch.step
    times = ", ".join(clock(at) for at in step.times)
    what = t("{amount} at {times}", amount=t.figures(step.amount), times=times)
    if step.days != EveryDay():
        what = on_days(t, what, step.days, t.language)
    return dates + t.html(": {what}", what=what)


def _dates(t: Translator, stretch: Stretch) -> str:
    first = _day(t, stretch.start)
    if stretch.until is None:
        return t("from {first} on", first=first)
    if stretch.until == stretch.start:
        return first
    return t.plural(
        "{first} – {last} ({n} day)",
        "{first} – {last} ({n} days)",
        n=stretch.days or 0,
        first=first,
        last=_day(t, stretch.until),
    )


def _day(t: Translator, day: date) -> str:
    """`Tue 1 Dec 2026`."""
    # A pattern of CLDR, for translators: another language may want another order.
    pattern = t("EEE d MMM y")
    return str(format_date(day, pattern, locale=Locale.parse(t.language.replace("-", "_"))))
