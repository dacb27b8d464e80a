"""Medicines by name: which class one belongs to, as a suggestion and never as advice."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Literal

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


UNKNOWN = "unknown"
"""What a person says who knows no class; it stays unknown then, whatever the name suggests."""
ClassSaid = MedicineClass | Literal["unknown"]


CLASSED = frozenset({Kind.MEDICATION, Kind.INJECTION})
"""What has a class."""
STOP_SENSITIVE = frozenset(
    {
        MedicineClass.ANTICHOLINERGIC,
        MedicineClass.BENZODIAZEPINE,
        MedicineClass.ANTICONVULSANT,
        MedicineClass.MUSCLE_RELAXANT,
    }
)
"""What must not be stopped abruptly: of each of these classes a medicine is known for it."""


@dataclass(frozen=True, slots=True)
class Medicine:
    """One entry of the reviewed list. `atc` is its code in the list's source."""

    name: str
    medicine_class: MedicineClass
    also: tuple[str, ...]
    atc: str
    reviewed: date


def suggested_class(kind: Kind, name: str) -> MedicineClass | None:
    """The class that an item's kind and name suggest; None for what is not known.

    An injection of no known name is taken for botulinum toxin: the plan's kind means that.
    """
    if kind is Kind.MEDICATION:
        return class_of(name)
    if kind is Kind.INJECTION:
        return class_of(name) or MedicineClass.BOTULINUM_TOXIN
    return None


def class_said(value: str) -> ClassSaid:
    """What a button of ours says; ValueError for anything else."""
    return "unknown" if value == UNKNOWN else MedicineClass(value)


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
def reviewed_list() -> tuple[Medicine, ...]:
    """`medicines.toml`; KeyError, TypeError or ValueError where it is not as it should be."""
    tables = tomllib.loads(NAMES.read_text(encoding="utf-8"))
    return tuple(
        Medicine(name, MedicineClass(class_), tuple(of["also"]), of["atc"], of["reviewed"])
        for class_, medicines in tables.items()
        if isinstance(medicines, dict)
        for name, of in medicines.items()
    )


@cache
def known_names() -> Mapping[tuple[str, ...], MedicineClass]:
    """Every spelling of the list, word by word, to its class."""
    return {
        folded(spelling): one.medicine_class
        for one in reviewed_list()
        for spelling in (one.name, *one.also)
    }


def folded(name: str) -> tuple[str, ...]:
    """The words of a name without case, accents, numbers and signs."""
    bare = unicodedata.normalize("NFKD", name.casefold())
    return tuple(_WORDS.findall("".join(one for one in bare if not unicodedata.combining(one))))
