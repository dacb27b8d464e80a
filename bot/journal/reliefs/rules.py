"""Rules of reliefs: the usual ones, a person's own, their names and pages. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.errors import UserError
from bot.journal.triggers.rules import checked_name
from bot.people.limits import IN_ALL

PAGE = 12
"""Reliefs on one screen: the usual ones and one more."""
MOST_OWN = IN_ALL["own_relief"]
_OWN = "own"


class Relief(StrEnum):
    """The reliefs that everybody is offered; the value is what the database keeps."""

    LID = "lip"
    """The upper lid; rows have been keeping it by this word."""
    MASSAGE = "massage"
    HUMMING = "humming"
    YAWNING = "yawning"
    GUM = "gum"
    TALKING = "talking"
    COVERING = "covering"
    GLASSES = "glasses"
    DROPS = "drops"
    WARMTH = "warmth"
    REST = "rest"


@dataclass(frozen=True, slots=True)
class Own:
    """One relief that the person named. Episodes know it by its code."""

    id: int
    code: str
    name: str
    is_hidden: bool = False


def is_own(code: str) -> bool:
    return code.startswith(_OWN)


def next_code(codes: Iterable[str]) -> str:
    """The code of one more own relief of somebody who has these: `own1`, `own2`."""
    numbers = [int(code.removeprefix(_OWN)) for code in codes]
    return f"{_OWN}{max(numbers, default=0) + 1}"


def names_of(own: Iterable[Own]) -> Mapping[str, str]:
    return {one.code: one.name for one in own}


def offered(own: Sequence[Own], tried: Collection[str]) -> tuple[str, ...]:
    """The codes to offer: own ones first; a hidden one only where it was tried already."""
    mine = [one.code for one in own if not one.is_hidden or one.code in tried]
    return (*mine, *Relief)


def page_of(codes: Sequence[str], page: int) -> tuple[tuple[str, ...], bool, int]:
    """A page of the codes, whether there is another, and the page that it is."""
    last = max(0, (len(codes) - 1) // PAGE)
    page = min(max(page, 0), last)
    return tuple(codes[page * PAGE : (page + 1) * PAGE]), page < last, page


def page_with(codes: Sequence[str], code: str) -> int:
    """The page that a relief stands on; the first for one that is not among them."""
    return codes.index(code) // PAGE if code in codes else 0


def checked_relief(typed: str) -> str:
    """The name to keep; UserError for none, and for one that no button could show."""
    if not typed.strip():
        raise UserError("Please send a name, such as: a cold spoon")
    return checked_name(typed)
