"""One small goal of one's own a week: what is counted, when it is reached, what is easier. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot.errors import UserError

DAYS_A_WEEK = 7
SUNDAY = 6
DAY = timedelta(days=1)
NOON = time(12)
DAY_MINUTES = 24 * 60
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(9000, 1, 1)
LONGEST_WORDS = 120
MISSES = 2
"""After so many goals in a row that were not reached, an easier one is offered."""
LOOKS_BACK = timedelta(weeks=6)
"""Goals before that say nothing about what would fit now."""
_ASIDE = (-60, -30, 0, 30, 60)
"""Minutes from the usual bedtime."""


class What(StrEnum):
    """What a goal counts the days of; the value is what the database keeps."""

    STRETCH = "stretch"
    WATER = "water"
    BED = "bed"
    CALM = "calm"
    MEDICINES = "medicines"
    CHECKIN = "checkin"
    OWN = "own"
    NONE = "none"
    """No goal this week, by the person's choice."""


COUNTED = (What.STRETCH, What.WATER, What.BED, What.CALM, What.MEDICINES, What.CHECKIN)
"""What the bot counts by itself."""


@dataclass(frozen=True, slots=True)
class Goal:
    """`days` of the week on which it is to be so.

    `minute` of the day, for being in bed by then; `words` for one in the person's own words.
    """

    what: What
    days: int
    minute: int | None = None
    words: str | None = None

    @property
    def is_once(self) -> bool:
        """In own words, to be ticked one time."""
        return self.what is What.OWN and self.days == 1


@dataclass(frozen=True, slots=True)
class GoalProgress:
    """A goal and the dates of its week on which it was so. `is_rest`: the week does not count."""

    goal: Goal
    week: date
    """The Monday."""
    kept: tuple[date, ...] = ()
    is_rest: bool = False

    @property
    def done(self) -> int:
        return len(self.kept)

    @property
    def is_reached(self) -> bool:
        return self.done >= self.goal.days

    @property
    def is_missed(self) -> bool:
        """For a week that is over: a rest is neither reached nor missed."""
        return not self.is_reached and not self.is_rest

    def is_settled(self, today: date) -> bool:
        """Whether nothing can change any more what came of it: Sunday may be the day for it."""
        ahead = sum(day >= today and day not in self.kept for day in week_dates(self.week))
        return self.is_reached or self.done + ahead < self.goal.days


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen for a week, or what there is to choose from."""

    week: date
    goal: Goal | None
    is_declined: bool
    """No goal, by choice."""
    past: tuple[GoalProgress, ...]
    """The goals of the weeks before, the latest first."""
    smaller: Goal | None = None
    """What is offered in place of the last goal after two misses."""

    @property
    def is_open(self) -> bool:
        return self.goal is None and not self.is_declined

    @property
    def last(self) -> Goal | None:
        return self.past[0].goal if self.past else None


@dataclass(frozen=True, slots=True)
class GoalView:
    """What /goals shows. `next` is there on a Sunday, the day to look ahead."""

    today: date
    now: GoalProgress | None
    this: Choice
    next: Choice | None = None


def easier(goal: Goal) -> Goal | None:
    """The same on one day fewer; None where it cannot be less."""
    return replace(goal, days=goal.days - 1) if goal.days > 1 else None


def smaller_goal(past: Sequence[GoalProgress], today: date) -> Goal | None:
    """The last goal made easier, where it is time to offer that. `past`: the latest first.

    A week that goes on, on Sunday, is looked at only once nothing can change any more in it.
    """
    settled = [one for one in past if one.is_settled(today)]
    return easier(past[0].goal) if past and offers_easier(settled) else None


def offers_easier(past: Sequence[GoalProgress]) -> bool:
    """Whether the last two goals that counted were missed. `past`: weeks that are over, any order.

    Weeks of rest are passed over: they neither count nor break anything.
    """
    counted = sorted((one for one in past if not one.is_rest), key=lambda one: one.week)
    last = counted[-MISSES:]
    return len(last) == MISSES and all(one.is_missed for one in last)


def week_dates(week: date) -> tuple[date, ...]:
    """The seven dates from a Monday on."""
    return tuple(week + n * DAY for n in range(DAYS_A_WEEK))


def weeks_to_choose(today: date) -> tuple[date, ...]:
    """The Mondays of the weeks whose goal can be chosen: on Sunday that of the next one, too."""
    monday = monday_of(today)
    return (monday, monday + DAYS_A_WEEK * DAY) if today.weekday() == SUNDAY else (monday,)


def monday_of(day: date) -> date:
    return day - day.weekday() * DAY


def evening_of(local: datetime) -> date:
    """The date of the evening that a bedtime belongs to: 00:30 is still the day before.

    `local` is what the clocks showed, without a zone.
    """
    return local.date() if local.time() >= NOON else local.date() - DAY


def since_noon(local: datetime, evening: date) -> int:
    """Minutes on the clocks from noon of that day, rounded down."""
    return (local - datetime.combine(evening, NOON)) // timedelta(minutes=1)


def is_in_bed_by(minute: int, after_noon: int) -> bool:
    """Whether so many minutes after noon are no later than a minute of the day, or of the night."""
    return after_noon <= (minute - DAY_MINUTES // 2) % DAY_MINUTES


def toggled(ticks: Sequence[int], day: date, *, on: bool) -> list[int]:
    """The ticks with that day among them, or without."""
    others = {tick for tick in ticks if tick != day.toordinal()}
    return sorted(others | {day.toordinal()} if on else others)


def check_counted(what: What, minute: int) -> None:
    """UserError for what no button of ours offers."""
    if what not in COUNTED or not 0 <= minute < DAY_MINUTES:
        raise _unknown_button()


def counted_goal(what: What, days: int, minute: int) -> Goal:
    """A goal that the bot counts; UserError for what no button of ours offers."""
    check_counted(what, minute)
    return Goal(what, checked_days(days), minute if what is What.BED else None)


def day_of(ordinal: int) -> date:
    """The date that a button carries; UserError for one that no button of ours does."""
    if not FIRST_DAY.toordinal() <= ordinal <= LAST_DAY.toordinal():
        raise _unknown_button()
    return date.fromordinal(ordinal)


def bedtimes(usual: time) -> tuple[int, ...]:
    """Minutes of the day to choose from, round the usual bedtime."""
    minute = usual.hour * 60 + usual.minute
    return tuple((minute + aside) % DAY_MINUTES for aside in _ASIDE)


def checked_days(days: int) -> int:
    """UserError for what no button of ours offers."""
    if not 1 <= days <= DAYS_A_WEEK:
        raise _unknown_button()
    return days


def checked_words(typed: str) -> str:
    """The words on one line; UserError for none, or for too many."""
    words = " ".join(typed.split())
    if not words:
        raise UserError("Please send me your goal in words, such as: a walk with a friend")
    if len(words) > LONGEST_WORDS:
        raise UserError(
            "A goal can be {most} characters long; this one has {n}. A shorter one, please?",
            most=LONGEST_WORDS,
            n=len(words),
        )
    return words


def _unknown_button() -> UserError:
    return UserError("I don't know this button. /help shows what I can do.")
