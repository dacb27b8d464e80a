"""The routines: what is done for how long, and on which side. Pure.

All of them are gentle, and none promises anything: they are minutes to oneself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import cache
from itertools import accumulate

from bot.people.rules import Condition, unknown_button
from bot.plan.rules import Kind

BREATH_IN, BREATH_OUT = 4, 6
"""Seconds of a breath: out longer than in."""
BREATHING_MINUTES = (1, 3, 5)
_BREATHS_A_MINUTE = 60 // (BREATH_IN + BREATH_OUT)


class Code(StrEnum):
    """What a routine is called in the database and in buttons."""

    BREATHING = "breathe"
    SCAN = "scan"
    FACE = "face"
    EYES = "eyes"
    NECK = "neck"


class Move(StrEnum):
    """What one step asks for; its drawing is named alike."""

    IN = "in"
    OUT = "out"
    FEET = "feet"
    LEGS = "legs"
    BELLY = "belly"
    HANDS = "hands"
    SHOULDERS = "shoulders"
    JAW = "jaw"
    BROW = "brow"
    WHOLE = "whole"
    WARM = "warm"
    FOREHEAD = "forehead"
    TEMPLE = "temple"
    CHEEK = "cheek"
    JOINT = "joint"
    CORNER = "corner"
    LOOSE = "loose"
    PALMS = "palms"
    BROW_STROKE = "browstroke"
    FAR = "far"
    DROP = "drop"
    TILT_AWAY = "tiltaway"
    TILT_TO = "tiltto"
    TURN_AWAY = "turnaway"
    TURN_TO = "turnto"
    NOD = "nod"
    REST = "rest"


@dataclass(frozen=True, slots=True)
class Step:
    move: Move
    seconds: int


@dataclass(frozen=True, slots=True)
class Routine:
    """Steps one after another. `minutes` is what it was asked for; 0 where there is no choice."""

    code: Code
    minutes: int
    steps: tuple[Step, ...]

    @property
    def kind(self) -> Kind:
        """Of which items of the plan it is."""
        return Kind.CALM if self.code in {Code.BREATHING, Code.SCAN} else Kind.STRETCHING

    @property
    def is_breathing(self) -> bool:
        return self.code is Code.BREATHING

    @property
    def has_sides(self) -> bool:
        return self.kind is Kind.STRETCHING

    @property
    def length(self) -> timedelta:
        return timedelta(seconds=sum(step.seconds for step in self.steps))

    def starts(self) -> tuple[timedelta, ...]:
        """When each step begins, counted from the routine's beginning."""
        ends = accumulate(step.seconds for step in self.steps)
        return (timedelta(0), *(timedelta(seconds=end) for end in ends))[:-1]


_STEPS: Mapping[Code, tuple[Step, ...]] = {
    Code.SCAN: tuple(
        Step(move, 20)
        for move in (
            Move.FEET, Move.LEGS, Move.BELLY, Move.HANDS, Move.SHOULDERS, Move.JAW, Move.BROW,
            Move.WHOLE, Move.REST,
        )
    ),
    Code.FACE: (
        Step(Move.WARM, 20), Step(Move.FOREHEAD, 25), Step(Move.TEMPLE, 25), Step(Move.CHEEK, 30),
        Step(Move.JOINT, 25), Step(Move.CORNER, 25), Step(Move.LOOSE, 15), Step(Move.REST, 15),
    ),
    Code.EYES: (
        Step(Move.WARM, 20), Step(Move.PALMS, 40), Step(Move.BROW_STROKE, 25),
        Step(Move.TEMPLE, 25), Step(Move.FAR, 20), Step(Move.FOREHEAD, 25), Step(Move.REST, 25),
    ),
    Code.NECK: (
        Step(Move.DROP, 20), Step(Move.TILT_AWAY, 25), Step(Move.TILT_TO, 25),
        Step(Move.TURN_AWAY, 20), Step(Move.TURN_TO, 20), Step(Move.NOD, 20), Step(Move.REST, 20),
    ),
}  # fmt: skip
_ABOUT_THE_EYES = frozenset({Condition.BLEPHAROSPASM, Condition.TWITCH})


@cache
def routine_of(code: Code, minutes: int = 0) -> Routine:
    """UserError for what no button offers."""
    if code is not Code.BREATHING:
        if minutes:
            raise unknown_button()
        return Routine(code, 0, _STEPS[code])
    if minutes not in BREATHING_MINUTES:
        raise unknown_button()
    breath = (Step(Move.IN, BREATH_IN), Step(Move.OUT, BREATH_OUT))
    return Routine(code, minutes, breath * (_BREATHS_A_MINUTE * minutes))


def stretches_for(condition: Condition | None) -> tuple[Code, ...]:
    """The routines of /stretch, what suits the condition first."""
    first = Code.EYES if condition in _ABOUT_THE_EYES else Code.FACE
    if condition is Condition.MEIGE:
        return (Code.FACE, Code.EYES, Code.NECK)
    second = Code.FACE if first is Code.EYES else Code.NECK
    return (first, second, Code.NECK if second is Code.FACE else Code.EYES)
