"""Wake and bed time as people type them: `6:30 23:00`, `up 7 am, bed 11 pm`. Pure."""

import re
from datetime import time
from functools import cache

from bot.errors import UserError
from bot.people.rules import waking
from bot.plan.quick_add import parse_times
from bot.texts import SOURCE_LANGUAGE
from bot.vocabulary import expanded, fold, languages, section

_SIGNS = r"[-–—/,;:]\s+|\s[-–—]|(?<=\d)[-–—](?=\d)"
_TWO = 2


@cache
def _between(language: str) -> re.Pattern[str]:
    """What may stand around the times, in the language and in English."""
    own = {language, SOURCE_LANGUAGE} & set(languages())
    words = {word for code in own for word in expanded(section(code, "hours")["between"])}
    known = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(rf"{_SIGNS}|\b(?:{known})\b")


def read_hours(text: str, language: str = SOURCE_LANGUAGE) -> tuple[time, time]:
    """When up and when to bed: of both ways round the one with the longer day.

    UserError for what is not two times of day.
    """
    plain = _between(language).sub(" ", fold(text[:200]))
    times = parse_times(plain, language) if text.strip() else ()
    if len(times) != _TWO:
        raise UserError(
            "Please send two times: when you get up and when you go to bed, such as: 6:30 23:00"
        )
    first, second = times
    if waking(first, second) >= waking(second, first):
        return first, second
    return second, first
