"""Rules of the days: what a typed answer means, which day it counts for. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median_low

from bot.errors import UserError
from bot.journal.effects.rules import DayEffects
from bot.journal.selfcheck.rules import Given, Question
from bot.journal.triggers.rules import PAGE
from bot.plan.zones import local_date, zone_of

RATINGS = range(5)
"""A day's rating, a night's quality and a week's mood all go from 0 to 4."""
NIGHT_ENDS = time(4)
"""Until then by the person's clocks, "today" is still the day before."""
RATED_LATE = timedelta(days=30)
"""How long after a day its rating may still be given or changed."""
HALF_HOUR = 30
MOST_SLEEP = 16 * 60
"""Minutes; longer nights are shown as the longest."""
STEPS_ASIDE = 3
"""Half hours offered on either side of the usual sleep."""
SUNDAY = 6
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(9000, 1, 1)
_DAY_MINUTES = 24 * 60
_BEFORE_WAKING, _AFTER_WAKING = 3 * 60, 5 * 60
"""Minutes round the time of waking in which /checkin asks about the night."""


@dataclass(frozen=True, slots=True)
class Toggle:
    """One trigger on the evening's screen."""

    id: int
    name: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class Evening:
    """What is known of a day. `rating` and `mood` None: not answered."""

    day: date
    today: date
    rating: int | None = None
    toggles: tuple[Toggle, ...] = ()
    """Those on the page that is shown."""
    noted: tuple[Toggle, ...] = ()
    """All that were there."""
    page: int = 0
    pages: int = 1
    is_answered: bool = False
    """Whether the question about triggers was closed with Done."""
    mood: int | None = None
    can_restore: bool = False
    can_restore_mood: bool = False
    has_effects: bool = False
    """Whether a medicine in the plan has side effects to ask about."""
    effects: DayEffects | None = None
    asked: tuple[Question, ...] = ()
    """What of the weekly self-check the evening still asks."""
    given: tuple[Given, ...] = ()
    """What of it the evening was answered."""
    occurrence: int = 0
    """The check-in that was due, 0 for one that was not."""

    @property
    def is_known(self) -> bool:
        """Whether anything of the day was answered."""
        return self.rating is not None or self.mood is not None


@dataclass(frozen=True, slots=True)
class Morning:
    """What is known of a night, by the date of its morning; minutes of sleep."""

    day: date
    today: date
    middle: int
    """The middle of the half hours that are offered."""
    minutes: int | None = None
    quality: int | None = None
    can_restore: bool = False
    occurrence: int = 0

    @property
    def is_answered(self) -> bool:
        return self.minutes is not None or self.quality is not None


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


def is_morning(now: datetime, zone: str, wake: time) -> bool:
    """Whether the night is nearer than the evening, by when the person gets up."""
    at = now.astimezone(zone_of(zone)).time()
    since = _minute(at) - _minute(wake) + _BEFORE_WAKING
    return since % _DAY_MINUTES < _BEFORE_WAKING + _AFTER_WAKING


def toggles_on(triggers: Sequence[object], page: int) -> tuple[range, int]:
    """Which of the triggers stand on a page, the nearest where there is no such, of how many."""
    pages = max(1, -(-len(triggers) // PAGE))
    page = min(max(page, 0), pages - 1)
    return range(page * PAGE, min((page + 1) * PAGE, len(triggers))), pages


def asks_mood(day: date) -> bool:
    """Once a week, in the evening of Sunday."""
    return day.weekday() == SUNDAY


def usual_sleep(nights: Sequence[int], wake: time, bed: time) -> int:
    """Minutes: what is usual of late, or from bed to waking while nothing is known."""
    if nights:
        return _half_hours(median_low(nights))
    return _half_hours((_minute(wake) - _minute(bed)) % _DAY_MINUTES)


def sleep_choices(middle: int) -> tuple[int, ...]:
    """Seven half hours round the middle, none below nothing or above the most."""
    aside = STEPS_ASIDE * HALF_HOUR
    middle = min(max(_half_hours(middle), aside), MOST_SLEEP - aside)
    return tuple(range(middle - aside, middle + aside + 1, HALF_HOUR))


def check_answer(answer: int, day: date, now: datetime, zone: str) -> None:
    """UserError for an answer that no button of ours gives, or for a day long gone or to come."""
    if answer not in RATINGS:
        raise unknown_answer()
    check_day(day, now, zone)


def check_day(day: date, now: datetime, zone: str) -> None:
    today = local_date(zone, now)
    if day > today:
        raise unknown_answer()
    if today - day > RATED_LATE:
        raise UserError("That day is too long ago to rate. /checkin asks about today.")


def check_sleep(minutes: int) -> None:
    if minutes % HALF_HOUR or not 0 <= minutes <= MOST_SLEEP:
        raise unknown_answer()


def day_of(ordinal: int) -> date:
    """The date that a button carries; UserError for one that no button of ours does."""
    if not FIRST_DAY.toordinal() <= ordinal <= LAST_DAY.toordinal():
        raise unknown_answer()
    return date.fromordinal(ordinal)


def unknown_answer() -> UserError:
    return UserError("I don't know this button. /help shows what I can do.")


def _half_hours(minutes: int) -> int:
    return (minutes + HALF_HOUR // 2) // HALF_HOUR * HALF_HOUR


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute


def _number_first(words: str) -> tuple[int | None, str]:
    found = re.fullmatch(r"\s*([0-9]{1,9})\b\s*(.*)", words, re.DOTALL)
    return (int(found[1]), found[2].strip()) if found else (None, words.strip())
