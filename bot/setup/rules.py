"""The set-up: its steps in order. Pure."""

from enum import StrEnum

CLEAR = "-"
"""The answer that takes an earlier one back."""


class Step(StrEnum):
    ZONE = "zone"
    HOURS = "hours"
    CONDITION = "condition"
    SIDE = "side"
    STARTER = "starter"


STEPS = tuple(Step)


def step_after(step: Step) -> Step | None:
    """The next step; None after the last."""
    place = STEPS.index(step) + 1
    return STEPS[place] if place < len(STEPS) else None


def first_open_step(*, has_zone: bool, condition: str | None, side: str | None) -> Step:
    """Where to take the set-up up again when nothing else tells."""
    if side is not None:
        return Step.STARTER
    if condition is not None:
        return Step.SIDE
    return Step.HOURS if has_zone else Step.ZONE
