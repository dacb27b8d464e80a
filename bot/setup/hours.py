"""Wake and bed time as people type them: `6:30 23:00`, `up 7 am, bed 11 pm`. Pure."""

import re
from datetime import time

from bot.errors import UserError
from bot.people.rules import waking
from bot.plan.quick_add import parse_times

_BETWEEN = re.compile(
    r"[-–—/,;:]\s+|\s[-–—]|(?<=\d)[-–—](?=\d)"
    r"|\b(?:wake|waking|get|getting|up|go|going|bed|bedtime|sleep|from|to|until|till|i|my|is)\b",
    re.IGNORECASE,
)
_TWO = 2


def read_hours(text: str) -> tuple[time, time]:
    """When up and when to bed: of both ways round the one with the longer day.

    UserError for what is not two times of day.
    """
    times = parse_times(_BETWEEN.sub(" ", text[:200])) if text.strip() else ()
    if len(times) != _TWO:
        raise UserError(
            "Please send two times: when you get up and when you go to bed, such as: 6:30 23:00"
        )
    first, second = times
    if waking(first, second) >= waking(second, first):
        return first, second
    return second, first
