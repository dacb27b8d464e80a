"""What stood out in a week: explicit rules, each with the data it needs at least. Pure.

A comparison is with the four weeks before, over the days or evenings that were answered: what
was not noted is not known. Nothing here says why anything was so.
"""

from dataclasses import dataclass
from enum import Enum

from bot.summary.week.rules import WeekNumbers

LEAST_EVENINGS, LEAST_EVENINGS_BEFORE = 4, 8
LEAST_DAYS, LEAST_DAYS_BEFORE = 5, 8
"""Noted days; under eight before, it is too early to compare (domain.md)."""
SAME_RATING, LITTLE_RATING = 0.3, 0.8
"""Differences of the mean rating (0-4) below which evenings were as before, or a little other."""
SAME_EPISODES, SAME_SHARE = 0.5, 0.25
"""Episodes a day, and their share of those before, below which nothing stood out."""
MOST = 3


class Change(Enum):
    """How the week was beside the four before; fewer episodes and lower ratings are better."""

    BETTER = "better"
    LITTLE_BETTER = "little_better"
    SAME = "same"
    LITTLE_WORSE = "little_worse"
    WORSE = "worse"


@dataclass(frozen=True, slots=True)
class Evenings:
    """The mean day rating, over so many answers, against that of the four weeks before."""

    change: Change
    now: float
    before: float
    answers: int
    answers_before: int


@dataclass(frozen=True, slots=True)
class Episodes:
    """Episodes a noted day. SAME is never found: then nothing stood out."""

    change: Change
    now: float
    before: float
    days: int
    days_before: int


@dataclass(frozen=True, slots=True)
class AllTaken:
    """Every dose of the medicines taken: `name` where it was one medicine."""

    doses: int
    name: str | None


@dataclass(frozen=True, slots=True)
class CalmDays:
    """Noted days without an episode."""

    calm: int
    days: int


Finding = Evenings | Episodes | AllTaken | CalmDays


def stood_out(numbers: WeekNumbers) -> tuple[Finding, ...]:
    """At most three, the most telling first."""
    found = (evenings(numbers), episodes(numbers), all_taken(numbers), calm_days(numbers))
    return tuple(one for one in found if one is not None)[:MOST]


def evenings(numbers: WeekNumbers) -> Evenings | None:
    """From four evenings in the week and eight before."""
    now, before = numbers.now, numbers.before
    if now.answers < LEAST_EVENINGS or before.answers < LEAST_EVENINGS_BEFORE:
        return None
    assert now.rating is not None
    assert before.rating is not None
    change = _change(now.rating - before.rating)
    return Evenings(change, now.rating, before.rating, now.answers, before.answers)


def episodes(numbers: WeekNumbers) -> Episodes | None:
    """From five noted days in the week and eight before, and where the difference is clear."""
    now, before = numbers.now, numbers.before
    if now.kept_days < LEAST_DAYS or before.kept_days < LEAST_DAYS_BEFORE:
        return None
    assert now.a_kept_day is not None
    assert before.a_kept_day is not None
    apart = now.a_kept_day - before.a_kept_day
    if abs(apart) < max(SAME_EPISODES, SAME_SHARE * before.a_kept_day):
        return None
    change = Change.BETTER if apart < 0 else Change.WORSE
    return Episodes(change, now.a_kept_day, before.a_kept_day, now.kept_days, before.kept_days)


def all_taken(numbers: WeekNumbers) -> AllTaken | None:
    """From two doses on; one that was skipped, missed or asked about too late tells for itself."""
    medicines = numbers.medicines()
    doses = sum(one.due for one in medicines)
    if doses < 2 or doses != sum(one.taken for one in medicines):  # noqa: PLR2004  "all" of one is no news
        return None
    return AllTaken(doses, medicines[0].item.name if len(medicines) == 1 else None)


def calm_days(numbers: WeekNumbers) -> CalmDays | None:
    """From five noted days, of which at least one was calm and one was not."""
    now = numbers.now
    calm = sum(kept and count == 0 for kept, count in zip(now.kept, now.episodes, strict=True))
    if now.kept_days < LEAST_DAYS or not 0 < calm < now.kept_days:
        return None
    return CalmDays(calm, now.kept_days)


def _change(apart: float) -> Change:
    if abs(apart) < SAME_RATING:
        return Change.SAME
    if apart < 0:
        return Change.LITTLE_BETTER if -apart < LITTLE_RATING else Change.BETTER
    return Change.LITTLE_WORSE if apart < LITTLE_RATING else Change.WORSE
