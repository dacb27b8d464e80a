"""Answers that put dated steps together, one by one, as a prescriber wrote them. Pure.

Nothing is reckoned or proposed here but dates and times of day: every amount is the person's own.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, time

from bot.errors import UserError
from bot.people.rules import unknown_button
from bot.plan.add_choices import DONE, END, MORE, PAGE, SAME
from bot.plan.fields import clean_amount
from bot.plan.rules import Schedule, Steps
from bot.plan.rules import Step as DoseStep
from bot.plan.schedule import MOST_STEPS
from bot.plan.sketch import Onward, Sketch, Step, last_step, scheduled
from bot.plan.typed import Day, read_amount, read_day, read_number, times_alone
from bot.texts import Translator


def step_from(sketch: Sketch, start: date) -> Onward:
    """The day on which the next step begins; UserError when it is not after the last one's."""
    last = last_step(sketch)
    if last is not None and start <= last.start:
        raise UserError(
            "The step before begins on {date}. Please give a later date for this one.",
            date=last.start,
        )
    return replace(sketch, on=start), Step.STEP_AMOUNT


def _amount(sketch: Sketch, amount: str | None) -> Onward:
    if not amount:
        raise UserError("A step has an amount. For example: 5 mg")
    return replace(sketch, amount=amount), Step.STEP_TIMES


def _times(sketch: Sketch, times: tuple[time, ...]) -> Onward:
    """The step is whole, and joins those before it."""
    if sketch.on is None or sketch.amount is None:
        raise unknown_button()
    if len(sketch.building) >= MOST_STEPS:
        raise UserError("{most} steps are the most I can keep.", most=MOST_STEPS)
    steps = Steps((*sketch.building, DoseStep(sketch.on, times, sketch.amount))).steps
    return replace(sketch, building=steps, on=None, page=MOST_STEPS), Step.STEP_MORE


def _ended(sketch: Sketch, until: date) -> Onward:
    """The last step ends on this day, which is its last one."""
    last = last_step(sketch)
    if last is None:
        raise unknown_button()
    if until < last.start:
        raise UserError("The last step begins on {date}, so it ends later.", date=last.start)
    return _whole(replace(sketch, building=(*sketch.building[:-1], replace(last, until=until))))


def _whole(sketch: Sketch) -> Onward:
    """Each step has its own amount, so that the item has none."""
    if not sketch.building:
        raise unknown_button()
    schedule = Schedule(Steps(sketch.building))
    return scheduled(replace(sketch, amount=None), schedule), Step.CONFIRM


def _more_picked(_t: Translator, sketch: Sketch, value: str, _day: Day) -> Onward:
    if value == DONE:
        return _whole(sketch)
    if value.startswith(PAGE):
        return replace(sketch, page=read_number(value, 0, MOST_STEPS)), Step.STEP_MORE
    following = {MORE: Step.STEP_DATE, END: Step.STEP_END}
    return sketch, following[value]


def _amount_picked(_t: Translator, sketch: Sketch, value: str, _day: Day) -> Onward:
    if value != SAME:
        raise unknown_button()
    return _amount(sketch, sketch.amount)


def _times_picked(_t: Translator, sketch: Sketch, value: str, _day: Day) -> Onward:
    return _times(sketch, tuple(time(int(one[:2]), int(one[2:])) for one in value.split("-")))


def _amount_typed(sketch: Sketch, text: str, day: Day) -> Onward:
    return _amount(sketch, clean_amount(read_amount(text, day.language)))


def _times_typed(sketch: Sketch, text: str, day: Day) -> Onward:
    times = times_alone(text, day.language)
    if times is None:
        raise UserError("Please send times of day, for example: 08:00 20:00")
    return _times(sketch, times)


STEPS_PICKED: Mapping[Step, Callable[[Translator, Sketch, str, Day], Onward]] = {
    Step.STEP_DATE: lambda _t, sketch, value, _day: step_from(sketch, date.fromisoformat(value)),
    Step.STEP_AMOUNT: _amount_picked,
    Step.STEP_TIMES: _times_picked,
    Step.STEP_MORE: _more_picked,
    Step.STEP_END: lambda _t, sketch, value, _day: _ended(sketch, date.fromisoformat(value)),
}
STEPS_TYPED: Mapping[Step, Callable[[Sketch, str, Day], Onward]] = {
    Step.STEP_AMOUNT: _amount_typed,
    Step.STEP_TIMES: _times_typed,
    Step.STEP_END: lambda sketch, text, day: _ended(sketch, read_day(text, day)),
}
