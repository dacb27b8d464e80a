"""What a person's things are called where they have no names, and how names are found in texts."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

_FEWEST_BEFORE_CUT = 3
"""Characters of a name that was cut off which still tell it."""


@dataclass(frozen=True, slots=True)
class Naming:
    """A person's names: of plan items with their numbers, amounts, and all else they typed."""

    items: Mapping[str, int]
    amounts: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()

    def beside(self, texts: Iterable[str]) -> "Naming":
        """The same, and these."""
        return replace(self, others=self.others.union(texts))

    def without_names(self, text: str, item: str, other: str) -> str:
        """A text of which no name is left; `item` is what stands for one, with `{}` for its number.

        Longer names first: one may stand in another.
        """
        places: list[str] = []
        found = {name: item.format(number) for name, number in self.items.items()}
        found = {**dict.fromkeys(self.others, other), **dict.fromkeys(self.amounts, ""), **found}
        folded = text.casefold()
        for name in sorted((one for one in found if _tells(one)), key=len, reverse=True):
            if name[:_FEWEST_BEFORE_CUT].casefold() in folded:
                places.append(found[name])
                text = _replaced(text, name, f"\ue000{len(places) - 1}\ue001")
        return re.sub("\ue000(\\d+)\ue001", lambda place: places[int(place[1])], text)

    def named_in(self, text: str) -> Mapping[str, int]:
        """The items that a text names."""
        found = {}
        for name in sorted(filter(_tells, self.items), key=len, reverse=True):
            left = _replaced(text, name, "")
            if left != text:
                text, found[name] = left, self.items[name]
        return found


NOBODYS = Naming({})


def _tells(name: str) -> bool:
    return any(map(str.isalpha, name))


def _replaced(text: str, name: str, place: str) -> str:
    whole = r"\s+".join(re.escape(word) for word in name.split())
    if not whole:
        return text
    text = re.sub(rf"(?<!\w){whole}(?!\w)", place, text, flags=re.IGNORECASE)
    return _without_cut(text, name, place) if "…" in text else text


def _without_cut(text: str, name: str, place: str) -> str:
    """Where a name was cut off, as in a button's label: `Clonaz…`."""
    pieces = text.split("…")
    for at, piece in enumerate(pieces[:-1]):
        for length in range(len(name), _FEWEST_BEFORE_CUT - 1, -1):
            begins = re.escape(name[:length].rstrip())
            cut = re.search(rf"(?<!\w){begins}\s*$", piece, re.IGNORECASE)
            if cut:
                pieces[at] = piece[: cut.start()] + place
                break
    return "…".join(pieces)
