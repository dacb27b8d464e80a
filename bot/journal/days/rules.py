"""Rules of the days: what a typed answer means, which day it counts for. Pure."""

import re
from datetime import date, datetime, time, timedelta

from bot.errors import UserError
from bot.plan.zones import local_date, zone_of

RATINGS = range(5)
NIGHT_ENDS = time(4)
"""Until then by the person's clocks, "today" is still the day before."""
RATED_LATE = timedelta(days=30)
"""How long after a day its rating may still be given or changed."""


def read_rating(words: str) -> int | None:
    """The rating of `/checkin 2`, None without one; UserError for anything else."""
    if not words.strip():
        return None
    number, rest = _number_first(words)
    if number not in RATINGS or rest:
        raise UserError(
            "I understand a number from 0 (none) to 4 (must stop or cannot see) here."
            " Nothing was saved. For example: /checkin 2"
        )
    return number


def rated_day(now: datetime, zone: str) -> date:
    """The day that "today" means to somebody who is asked in the evening or the night after."""
    today = local_date(zone, now)
    is_night = now.astimezone(zone_of(zone)).time() < NIGHT_ENDS
    return today - timedelta(days=1) if is_night else today


def check_rating(rating: int, day: date, now: datetime, zone: str) -> None:
    """UserError for a rating that no button of ours gives, or for a day long gone or to come."""
    today = local_date(zone, now)
    if rating not in RATINGS or day > today:
        raise UserError("I don't know this button. /help shows what I can do.")
    if today - day > RATED_LATE:
        raise UserError("That day is too long ago to rate. /checkin asks about today.")


def _number_first(words: str) -> tuple[int | None, str]:
    found = re.fullmatch(r"\s*([0-9]{1,9})\b\s*(.*)", words, re.DOTALL)
    return (int(found[1]), found[2].strip()) if found else (None, words.strip())
