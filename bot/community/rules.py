"""Which communities are shown to whom, and in which order. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.people.rules import Condition
from bot.people.zone_names import countries

ANYWHERE = "intl"
"""The region of a community that welcomes people from every country."""
SPOKEN_BY_MANY = "en"
"""What is offered to whoever has nothing in their own language."""
DAYS_A_WEEK = 7
PAGE = 3
"""Communities on one screen: with five lines each in large letters, a phone's height."""


class Kind(StrEnum):
    GROUP = "group"
    FORUM = "forum"
    UMBRELLA = "umbrella"
    DIRECTORY = "directory"


class State(StrEnum):
    """How sure an address is: its page was seen, another page gave it, or nobody looked."""

    OK = "ok"
    NAMED = "named"
    HIDE = "hide"


UMBRELLAS = frozenset({Kind.UMBRELLA, Kind.DIRECTORY})
_NORWEGIAN = frozenset({"nb", "nn"})


@dataclass(frozen=True, slots=True)
class Community:
    """One community that somebody has looked at. `about` is a key of words, or a sentence."""

    name: str
    url: str
    regions: frozenset[str]
    languages: tuple[str, ...]
    conditions: frozenset[Condition]
    kind: Kind
    about: str
    is_named_only: bool
    last_checked: date

    def is_for(self, condition: Condition | None) -> bool:
        """Whoever has not said what they have is shown what there is."""
        return condition is None or condition in self.conditions

    def is_in(self, region: str | None) -> bool:
        return region in self.regions


Book = Sequence[Community]
"""All communities that may be shown: the reviewed ones, then those of the bot's owner."""
Three = tuple[Community, Community, Community]
_Test = Callable[[Community], bool]


def three_for(
    book: Book, condition: Condition | None, language: str, region: str | None, week: date
) -> Three:
    """Three different ones: by condition and language, by region, and an umbrella.

    Each rotates from week to week among what fits best; what does not fit stands in only where
    nothing does. `region` is an ISO country code, `week` any day of the week that is meant.
    """
    turn = (week.toordinal() - 1) // DAYS_A_WEEK  # day 1 was a Monday
    umbrella = _best(book, _umbrella_tiers(condition, region), turn)
    left = [one for one in book if one is not umbrella]
    by_language = _best(left, _language_tiers(condition, language, region), turn)
    left = [one for one in left if one is not by_language]
    return by_language, _best(left, _region_tiers(condition, language, region), turn), umbrella


def all_for(
    book: Book, condition: Condition | None, language: str, region: str | None
) -> tuple[Community, ...]:
    """All that fit a condition and can be of use where the person is, the nearest first.

    The nearest are those of the country in the person's language; those of other countries in
    other languages are left to `everything`.
    """
    fitting = [
        one
        for one in everything(book, language, region)
        if one.is_for(condition) and (one.is_in(region) or speaks(one, language))
    ]
    return tuple(fitting)


def everything(book: Book, language: str, region: str | None) -> tuple[Community, ...]:
    """All there are: the person's country first, then their language, then the rest."""

    def distance(one: Community) -> tuple[bool, bool, bool, bool]:
        return (
            not one.is_in(region),
            one.kind in UMBRELLAS,
            not speaks(one, language),
            not one.is_in(ANYWHERE),
        )

    return tuple(sorted(book, key=distance))


def page_of(found: Sequence[Community], page: int) -> tuple[Sequence[Community], int, int]:
    """The communities of a page, its number and that of the last; pages beyond are the nearest."""
    last = max(0, (len(found) - 1) // PAGE)
    page = min(max(page, 0), last)
    return found[page * PAGE : (page + 1) * PAGE], page, last


def region_of(zone: str) -> str | None:
    """The country (ISO 3166) of a time zone; None for UTC, which lies nowhere."""
    return countries().get(zone)


def speaks(one: Community, language: str) -> bool:
    """Whether they speak the language of a tag such as `fr-CA`."""
    spoken = language.replace("_", "-").split("-")[0].casefold()
    return ("no" if spoken in _NORWEGIAN else spoken) in one.languages


def _best(found: Book, tiers: Sequence[_Test], turn: int) -> Community:
    """One of the first tier in which there are any, each in its turn."""
    for tier in tiers:
        fitting = [one for one in found if tier(one)]
        if fitting:
            return fitting[turn % len(fitting)]
    return found[turn % len(found)]


def _language_tiers(
    condition: Condition | None, language: str, region: str | None
) -> tuple[_Test, ...]:
    def fits(one: Community) -> bool:
        return one.is_for(condition) and one.kind not in UMBRELLAS

    return (
        lambda one: fits(one) and speaks(one, language) and _reaches(one, region),
        lambda one: fits(one) and speaks(one, language),
        lambda one: fits(one) and speaks(one, SPOKEN_BY_MANY) and _reaches(one, region),
        lambda one: fits(one) and speaks(one, SPOKEN_BY_MANY),
        fits,
    )


def _region_tiers(
    condition: Condition | None, language: str, region: str | None
) -> tuple[_Test, ...]:
    return (
        lambda one: one.is_for(condition) and one.is_in(region),
        lambda one: one.is_for(condition) and one.is_in(ANYWHERE),
        lambda one: one.is_for(condition) and speaks(one, language),
        lambda one: one.is_for(condition) and speaks(one, SPOKEN_BY_MANY),
        lambda one: one.is_for(condition),
    )


def _umbrella_tiers(condition: Condition | None, region: str | None) -> tuple[_Test, ...]:
    def leads_on(one: Community) -> bool:
        return one.kind in UMBRELLAS

    return (
        lambda one: leads_on(one) and one.is_for(condition) and one.is_in(region),
        lambda one: leads_on(one) and one.is_for(condition),
        leads_on,
    )


def _reaches(one: Community, region: str | None) -> bool:
    return one.is_in(region) or one.is_in(ANYWHERE)
