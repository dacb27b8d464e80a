"""Answers on the way to a new item: what they make of the sketch, and what is asked next. Pure.

Whatever a client sends is checked again: UserError for an answer that no button of ours has.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, time

from bot.errors import UserError
from bot.people.rules import unknown_button
from bot.plan.add_choices import AWAKE, DONE, FROM_LAST, NO_LIMITS, ROUND_THE_CLOCK, SKIP
from bot.plan.fields import clean_amount, clean_name
from bot.plan.rules import AfterLast, AsNeeded, Interval, Kind, Schedule, Steps
from bot.plan.sketch import Often, Sketch, Step, at_times, next_step, scheduled, sketch_of
from bot.plan.typed import (
    Day,
    read_amount,
    read_day,
    read_limits,
    read_line,
    read_number,
    read_schedule,
    times_alone,
)
from bot.plan.wording import kind_name
from bot.texts import Translator

MOST_HOURS, MOST_DAYS = 24, 365
CHANGEABLE = frozenset({Step.KIND, Step.NAME, Step.AMOUNT, Step.OFTEN})

Onward = tuple[Sketch, Step]


def picked(t: Translator, sketch: Sketch, step: Step, value: str, day: Day) -> Onward:
    """The sketch after a tapped answer, and the step that follows."""
    try:
        return _walked(sketch, step, _PICKED[step](t, sketch, value, day))
    except (KeyError, ValueError):
        raise unknown_button() from None


def typed(sketch: Sketch, step: Step, text: str, day: Day) -> Onward:
    """The sketch after a typed answer, and the step that follows; UserError for none."""
    return _walked(sketch, step, _TYPED[step](sketch, text, day))


def back(sketch: Sketch) -> Onward:
    """One step back. Its answer is forgotten, unless all was known and is only being changed."""
    if not sketch.trail:
        raise unknown_button()
    step = sketch.trail[-1]
    sketch = replace(sketch, trail=sketch.trail[:-1])
    return (sketch if sketch.schedule is not None else _forgotten(sketch, step)), step


def _forgotten(sketch: Sketch, step: Step) -> Sketch:
    match step:
        case Step.KIND:
            return replace(sketch, kind=None)
        case Step.NAME:
            return replace(sketch, name=None)
        case Step.AMOUNT:
            return replace(sketch, amount=None, amount_asked=False)
        case _:
            return sketch


def _walked(sketch: Sketch, step: Step, onward: Onward) -> Onward:
    """Remembers the way; a confirmation ends it, and the same step again adds nothing to it."""
    after, following = onward
    if following is Step.CONFIRM:
        return replace(after, trail=()), following
    if following is step:
        return onward
    return replace(after, trail=(*sketch.trail, step)), following


def _on(sketch: Sketch) -> Onward:
    return sketch, next_step(sketch)


def _kind_picked(_t: Translator, sketch: Sketch, value: str, _day: Day) -> Onward:
    return _on(replace(sketch, kind=Kind(value)))


def _name_skipped(t: Translator, sketch: Sketch, value: str, _day: Day) -> Onward:
    if value != SKIP or sketch.kind is None:
        raise unknown_button()
    return _on(replace(sketch, name=kind_name(t, sketch.kind)))


def _amount_skipped(_t: Translator, sketch: Sketch, value: str, _day: Day) -> Onward:
    if value != SKIP:
        raise unknown_button()
    return _on(replace(sketch, amount=None, amount_asked=True))


def _often_picked(_t: Translator, sketch: Sketch, value: str, _day: Day) -> Onward:
    often = Often(value)
    fresh = replace(sketch, often=often, hours=0, weekdays=(), days=0, on=None)
    steps = {
        Often.HOURS: Step.HOURS,
        Often.WEEKDAYS: Step.WEEKDAYS,
        Often.DAYS: Step.DAYS,
        Often.AS_NEEDED: Step.LIMITS,
        Often.DATE: Step.DATE,
    }
    return fresh, steps.get(often, Step.TIMES)


def _hours_picked(_t: Translator, sketch: Sketch, value: str, _day: Day) -> Onward:
    return replace(sketch, hours=read_number(value, 1, MOST_HOURS)), Step.WINDOW


def _window_picked(_t: Translator, sketch: Sketch, value: str, day: Day) -> Onward:
    minutes = sketch.hours * 60
    windows: dict[str, Callable[[], Interval | AfterLast]] = {
        AWAKE: lambda: Interval(minutes, day.wake, day.bed),
        ROUND_THE_CLOCK: lambda: Interval(minutes, day.wake, day.wake),
        FROM_LAST: lambda: AfterLast(minutes, day.wake),
    }
    return _on(scheduled(sketch, Schedule(windows[value]())))


def _weekdays_picked(_t: Translator, sketch: Sketch, value: str, _day: Day) -> Onward:
    if value == DONE:
        if not sketch.weekdays:
            raise UserError("Please choose at least one weekday.")
        return sketch, Step.TIMES
    if not re.fullmatch(r"0?1?2?3?4?5?6?", value):
        raise unknown_button()
    return replace(sketch, weekdays=tuple(map(int, value))), Step.WEEKDAYS


def _days_picked(_t: Translator, sketch: Sketch, value: str, _day: Day) -> Onward:
    return replace(sketch, days=read_number(value, 2, MOST_DAYS)), Step.TIMES


def _limits_picked(_t: Translator, sketch: Sketch, value: str, _day: Day) -> Onward:
    if value != NO_LIMITS:
        raise unknown_button()
    return _on(scheduled(sketch, Schedule(AsNeeded())))


def _date_picked(_t: Translator, sketch: Sketch, value: str, _day: Day) -> Onward:
    return replace(sketch, on=date.fromisoformat(value)), Step.TIMES


def _times_picked(_t: Translator, sketch: Sketch, value: str, day: Day) -> Onward:
    times = tuple(time(int(one[:2]), int(one[2:])) for one in value.split("-"))
    return _on(at_times(sketch, times, day.now))


def _change_picked(_t: Translator, sketch: Sketch, value: str, _day: Day) -> Onward:
    if Step(value) not in CHANGEABLE:
        raise unknown_button()
    return sketch, Step(value)


def _confirm_picked(_t: Translator, sketch: Sketch, value: str, _day: Day) -> Onward:
    if value != Step.CHANGE:
        raise unknown_button()
    return replace(sketch, trail=()), Step.CHANGE


_PICKED: Mapping[Step, Callable[[Translator, Sketch, str, Day], Onward]] = {
    Step.KIND: _kind_picked,
    Step.NAME: _name_skipped,
    Step.AMOUNT: _amount_skipped,
    Step.OFTEN: _often_picked,
    Step.HOURS: _hours_picked,
    Step.WINDOW: _window_picked,
    Step.WEEKDAYS: _weekdays_picked,
    Step.DAYS: _days_picked,
    Step.LIMITS: _limits_picked,
    Step.DATE: _date_picked,
    Step.TIMES: _times_picked,
    Step.CHANGE: _change_picked,
    Step.CONFIRM: _confirm_picked,
}


def _line(sketch: Sketch, text: str, day: Day) -> Onward:
    """A whole line takes the place of all that was answered."""
    understood, past = read_line(text, day)
    return sketch_of(understood, text, sketch.token, past), Step.CONFIRM


def _name_typed(sketch: Sketch, text: str, _day: Day) -> Onward:
    return _on(replace(sketch, name=clean_name(text)))


def _amount_typed(sketch: Sketch, text: str, _day: Day) -> Onward:
    amount = clean_amount(read_amount(text))
    return _on(replace(sketch, amount=amount, amount_asked=True))


def _schedule_typed(sketch: Sketch, text: str, day: Day) -> Onward:
    new = read_schedule(text, sketch.kind or Kind.OWN, day)
    has_own = isinstance(new.schedule.when, Steps)  # each step of a taper has its amount
    amount = None if has_own else new.amount or sketch.amount
    found = replace(scheduled(sketch, new.schedule, new.remarks), amount=amount, past=new.past)
    return _on(found)


def _hours_typed(sketch: Sketch, text: str, day: Day) -> Onward:
    if text.strip().isdecimal():
        return replace(sketch, hours=read_number(text, 1, MOST_HOURS)), Step.WINDOW
    return _schedule_typed(sketch, text, day)


def _window_typed(sketch: Sketch, text: str, day: Day) -> Onward:
    return _schedule_typed(sketch, f"every {sketch.hours}h {text}", day)


def _days_typed(sketch: Sketch, text: str, _day: Day) -> Onward:
    return replace(sketch, days=read_number(text, 2, MOST_DAYS)), Step.TIMES


def _limits_typed(sketch: Sketch, text: str, day: Day) -> Onward:
    return _on(scheduled(sketch, read_limits(text, day)))


def _date_typed(sketch: Sketch, text: str, day: Day) -> Onward:
    """A date; one with its time, `3 Dec 10:00`, is the whole answer."""
    try:
        return replace(sketch, on=read_day(text, day)), Step.TIMES
    except UserError as error:
        try:
            return _schedule_typed(sketch, text, day)
        except UserError:
            raise error from None


def _times_typed(sketch: Sketch, text: str, day: Day) -> Onward:
    times = times_alone(text)
    if times is not None:
        return _on(at_times(sketch, times, day.now))
    return _schedule_typed(sketch, text, day)


_TYPED: Mapping[Step, Callable[[Sketch, str, Day], Onward]] = {
    Step.TEXT: _line,
    Step.KIND: _line,
    Step.NAME: _name_typed,
    Step.AMOUNT: _amount_typed,
    Step.OFTEN: _schedule_typed,
    Step.HOURS: _hours_typed,
    Step.WINDOW: _window_typed,
    Step.WEEKDAYS: _schedule_typed,
    Step.DAYS: _days_typed,
    Step.LIMITS: _limits_typed,
    Step.DATE: _date_typed,
    Step.TIMES: _times_typed,
    Step.CONFIRM: _line,
    Step.CHANGE: _line,
}
