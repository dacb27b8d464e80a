"""Typed answers on the way to a new item: the sketch after each, and what is asked next. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.errors import UserError
from bot.plan.fields import clean_amount, clean_name
from bot.plan.rules import Kind, Steps
from bot.plan.sketch import (
    MOST_DAYS,
    MOST_HOURS,
    Onward,
    Sketch,
    Step,
    at_times,
    onward,
    scheduled,
    sketch_of,
)
from bot.plan.step_answers import STEPS_TYPED, step_from
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


def _line(sketch: Sketch, text: str, day: Day) -> Onward:
    """A whole line takes the place of all that was answered."""
    understood, past = read_line(text, day)
    return sketch_of(understood, text, sketch.token, past), Step.CONFIRM


def _name_typed(sketch: Sketch, text: str, _day: Day) -> Onward:
    return onward(replace(sketch, name=clean_name(text), class_said=None))


def _amount_typed(sketch: Sketch, text: str, day: Day) -> Onward:
    amount = clean_amount(read_amount(text, day.language))
    return onward(replace(sketch, amount=amount, amount_asked=True))


def _schedule_typed(sketch: Sketch, text: str, day: Day) -> Onward:
    new = read_schedule(text, sketch.kind or Kind.OWN, day)
    has_own = isinstance(new.schedule.when, Steps)  # each step of a taper has its amount
    amount = None if has_own else new.amount or sketch.amount
    found = replace(scheduled(sketch, new.schedule, new.remarks), amount=amount, past=new.past)
    return onward(found)


def _hours_typed(sketch: Sketch, text: str, day: Day) -> Onward:
    if text.strip().isdecimal():
        return replace(sketch, hours=read_number(text, 1, MOST_HOURS)), Step.WINDOW
    return _schedule_typed(sketch, text, day)


def _window_typed(sketch: Sketch, text: str, day: Day) -> Onward:
    return _schedule_typed(sketch, f"every {sketch.hours}h {text}", day)


def _days_typed(sketch: Sketch, text: str, _day: Day) -> Onward:
    return replace(sketch, days=read_number(text, 2, MOST_DAYS)), Step.TIMES


def _limits_typed(sketch: Sketch, text: str, day: Day) -> Onward:
    return onward(scheduled(sketch, read_limits(text, day)))


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
    times = times_alone(text, day.language)
    if times is not None:
        return onward(at_times(sketch, times, day.now))
    return _schedule_typed(sketch, text, day)


def _step_date_typed(sketch: Sketch, text: str, day: Day) -> Onward:
    """A date; all of the steps in one line are the whole answer."""
    try:
        return step_from(sketch, read_day(text, day))
    except UserError as error:
        try:
            return _schedule_typed(sketch, text, day)
        except UserError:
            raise error from None


def _class_typed(_sketch: Sketch, _text: str, _day: Day) -> Onward:
    raise UserError("Please tap one of the kinds.")


TYPED: Mapping[Step, Callable[[Sketch, str, Day], Onward]] = {
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
    Step.CLASS: _class_typed,
    Step.STEP_DATE: _step_date_typed,
    Step.STEP_MORE: _schedule_typed,
    **STEPS_TYPED,
}
