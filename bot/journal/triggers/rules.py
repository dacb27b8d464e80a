"""Rules of triggers: the usual ones, their order, their names. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.errors import UserError
from bot.people.limits import A_DAY, IN_ALL

PAGE = 8
"""Triggers on one screen."""
LONGEST_NAME = 40
MOST_TRIGGERS, MOST_EVER = IN_ALL["trigger"], A_DAY["trigger"]
CHANGED_LATE = timedelta(days=30)
"""How long after a day its exposures may still be changed."""


class Usual(StrEnum):
    """The triggers that everybody is offered; the value is what the database keeps."""

    STRESS = "stress"
    FATIGUE = "fatigue"
    POOR_SLEEP = "poor_sleep"
    SCREENS = "screens"
    CAFFEINE = "caffeine"
    LIGHT = "light"
    ANXIETY = "anxiety"
    TALKING = "talking"
    ALCOHOL = "alcohol"
    READING = "reading"
    DRIVING = "driving"
    WIND = "wind"
    COLD = "cold"
    CROWDS = "crowds"
    DRY_EYE = "dry_eye"
    MISSED_MEDICINE = "missed_medicine"


@dataclass(frozen=True, slots=True)
class Known:
    """One trigger of a person. `uses`: how often it was named so far."""

    id: int
    code: Usual | None
    name: str | None
    is_hidden: bool = False
    uses: int = 0


def ranked(triggers: Iterable[Known]) -> tuple[Known, ...]:
    """The most used first; those never used in the usual order, own ones before them."""
    order = list(Usual)

    def rank(one: Known) -> tuple[int, int, int]:
        return -one.uses, order.index(one.code) if one.code else -1, one.id

    return tuple(sorted(triggers, key=rank))


def page_of(triggers: Sequence[Known], page: int) -> tuple[tuple[Known, ...], bool, int]:
    """A page of what is not hidden, whether there is another, and the page that it is."""
    shown = [one for one in triggers if not one.is_hidden]
    last = max(0, (len(shown) - 1) // PAGE)
    page = min(max(page, 0), last)
    return tuple(shown[page * PAGE : (page + 1) * PAGE]), page < last, page


def page_with(triggers: Sequence[Known], trigger_id: int) -> int:
    """The page that a trigger stands on; the first for one that is not among them."""
    ids = [one.id for one in triggers]
    return ids.index(trigger_id) // PAGE if trigger_id in ids else 0


def name_key(name: str) -> str:
    """How a name is looked up: without case, and with single spaces."""
    return " ".join(name.casefold().split())


def checked_name(typed: str) -> str:
    """The name to keep; UserError for none, and for one that no button could show."""
    name = " ".join(typed.split())
    if not name:
        raise UserError("Please send a name, such as: loud music")
    if len(name) > LONGEST_NAME:
        raise UserError("A name can be {most} characters long.", most=LONGEST_NAME)
    return name


def check_day(day: date, today: date) -> None:
    """UserError for a day to come, or long gone."""
    if day > today:
        raise UserError("I don't know this button. /help shows what I can do.")
    if today - day > CHANGED_LATE:
        raise UserError("That day is too long ago to change. /trigger is about today.")
