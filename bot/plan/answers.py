"""Answers on the way to a new item: what they make of the sketch, and what is asked next. Pure.

Whatever a client sends is checked again: UserError for an answer that no button of ours has.
"""

from dataclasses import replace

from bot.people.rules import unknown_button
from bot.plan.picked_answers import PICKED
from bot.plan.sketch import Onward, Sketch, Step
from bot.plan.typed import Day
from bot.plan.typed_answers import TYPED
from bot.texts import Translator


def picked(t: Translator, sketch: Sketch, step: Step, value: str, day: Day) -> Onward:
    """The sketch after a tapped answer, and the step that follows."""
    try:
        return _walked(sketch, step, PICKED[step](t, sketch, value, day))
    except (KeyError, ValueError):
        raise unknown_button() from None


def typed(sketch: Sketch, step: Step, text: str, day: Day) -> Onward:
    """The sketch after a typed answer, and the step that follows; UserError for none."""
    return _walked(sketch, step, TYPED[step](sketch, text, day))


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
