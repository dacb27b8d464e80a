"""Who goes first when the budget is short, and what a call brings along to the gate."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import IntEnum


class Lane(IntEnum):
    """Who goes first when the budget is short; given to PTB's calls as `rate_limit_args`."""

    ANSWER = 0
    MEDICINE = 1
    TOLERANT = 2
    FRAME = 3
    """The next frame of guided minutes: dropped rather than late."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """A lane, and what must be done between a call's admission and its leaving.

    When `leaving` says False the call is not made: WithdrawnError. `may_pay`: it is worth its
    price where free messages are used up and the owner pays for more.
    """

    lane: Lane
    leaving: Callable[[], Awaitable[bool]]
    may_pay: bool = False


class WithdrawnError(Exception):
    """The call was no longer wanted when its turn came."""
