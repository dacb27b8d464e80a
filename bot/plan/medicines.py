"""Medicines by name: which class one belongs to, as a suggestion and never as advice."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path

from bot.plan.rules import Kind

NAMES = Path(__file__).with_name("medicines.toml")
_WORDS = re.compile(r"[^\W\d_]+")


class MedicineClass(StrEnum):
    """What a medicine is; the value is what the database keeps."""

    ANTICHOLINERGIC = "anticholinergic"
    BENZODIAZEPINE = "benzodiazepine"
    ANTICONVULSANT = "anticonvulsant"
    MUSCLE_RELAXANT = "muscle_relaxant"
    BOTULINUM_TOXIN = "botulinum_toxin"
    OTHER = "other"


def suggested_class(kind: Kind, name: str) -> MedicineClass | None:
    """The class that an item's kind and name suggest; None for what is not known.

    An injection of no known name is taken for botulinum toxin: the plan's kind means that.
    """
    if kind is Kind.MEDICATION:
        return class_of(name)
    if kind is Kind.INJECTION:
        return class_of(name) or MedicineClass.BOTULINUM_TOXIN
    return None


def class_of(name: str) -> MedicineClass | None:
    """The class of the first medicine that is named; only whole words count."""
    words, known = folded(name), known_names()
    for at in range(len(words)):
        for end in range(len(words), at, -1):
            found = known.get(words[at:end])
            if found is not None:
                return found
    return None


@cache
def known_names() -> Mapping[tuple[str, ...], MedicineClass]:
    """Every spelling in `medicines.toml`, word by word, to its class."""
    tables = tomllib.loads(NAMES.read_text(encoding="utf-8"))
    return {
        folded(spelling): MedicineClass(class_)
        for class_, medicines in tables.items()
        for name, others in medicines.items()
        for spelling in (name, *others)
    }


def folded(name: str) -> tuple[str, ...]:
    """The words of a name without case, accents, numbers and signs."""
    bare = unicodedata.normalize("NFKD", name.casefold())
    return tuple(_WORDS.findall("".join(one for one in bare if not unicodedata.combining(one))))
