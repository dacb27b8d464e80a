"""Rules of water: amounts, what was typed, how far the day is. Pure; amounts are in ml."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.errors import UserError
from bot.journal.water.languages import water_words
from bot.texts import SOURCE_LANGUAGE
from bot.vocabulary import fold

GLASS = 250
"""A glass, in ml, until the person says how large theirs is."""
LEAST, MOST = 10, 2000
"""What one glass may hold, in ml."""
LEAST_TARGET, MOST_TARGET = 100, 8000
"""A typing mistake lies outside; what is good for a person is between them and their doctor."""
ML_AN_OZ = 29.5735
"""A fluid ounce of the USA."""


class Unit(StrEnum):
    ML = "ml"
    OZ = "oz"


GLASSES: dict[Unit, tuple[int, ...]] = {
    Unit.ML: (150, 200, 250, 300, 330, 500),
    Unit.OZ: (177, 237, 296, 355, 473, 591),  # 6, 8, 10, 12, 16, 20
}
TARGETS: dict[Unit, tuple[int, ...]] = {
    Unit.ML: (1000, 1250, 1500, 1750, 2000, 2500),
    Unit.OZ: (946, 1183, 1420, 1656, 1893, 2366),  # 32, 40, 48, 56, 64, 80
}


@dataclass(frozen=True, slots=True)
class Glass:
    """One entry, in ml."""

    id: int
    at: datetime
    zone: str
    ml: int


@dataclass(frozen=True, slots=True)
class Progress:
    """The person's present day: what was drunk, and what they set, in ml."""

    glasses: tuple[Glass, ...]
    glass: int
    target: int | None
    unit: Unit

    @property
    def total(self) -> int:
        return sum(each.ml for each in self.glasses)

    @property
    def is_reached(self) -> bool:
        return self.target is not None and self.total >= self.target


class Asked(StrEnum):
    """What `/water ...` asks for."""

    DRINK = "drink"
    GLASS = "glass"
    TARGET = "target"


@dataclass(frozen=True, slots=True)
class TypedWater:
    """`ml` None: a glass of the usual size, or no target."""

    asked: Asked
    ml: int | None


def read_water(words: str, unit: Unit, language: str = SOURCE_LANGUAGE) -> TypedWater:
    """`300 ml`, `10 oz`, `0.5 l`, `glass 330`, `target 1500`, `target off`; UserError else."""
    typed, known = fold(words.strip()), water_words(language)
    if not typed:
        return TypedWater(Asked.DRINK, None)
    head, _, rest = typed.partition(" ")
    about = {Asked.GLASS: known.glass, Asked.TARGET: known.target}
    asked = next((one for one, names in about.items() if head in names), Asked.DRINK)
    if asked is Asked.TARGET and rest.strip() in known.off:
        return TypedWater(asked, None)
    ml = read_amount(typed if asked is Asked.DRINK else rest, unit, language)
    if ml is None:
        raise UserError(
            "I don't read an amount in this, so nothing was saved. For example: /water 300 ml,"
            " /water glass 330, /water target 1500, /water target off"
        )
    check_target(ml) if asked is Asked.TARGET else check_glass(ml)
    return TypedWater(asked, ml)


def read_amount(text: str, unit: Unit | None, language: str = SOURCE_LANGUAGE) -> int | None:
    """Millilitres; a bare number is in `unit`, or nothing when there is none."""
    found = re.fullmatch(r"([0-9]{1,6}(?:[.,][0-9]{1,3})?)\s*(\D*)", text.strip())
    size = _size(found[2].strip(" ."), unit, language) if found else None
    if found is None or size is None:
        return None
    return round(float(found[1].replace(",", ".")) * size)


def _size(said: str, unit: Unit | None, language: str) -> float | None:
    """Millilitres in one of what was said; of `unit` where nothing was."""
    units = water_words(language).units
    sizes = ((units.ml, 1), (units.l, 1000), (units.oz, ML_AN_OZ))
    if said:
        return next((size for names, size in sizes if said in names), None)
    return None if unit is None else {Unit.ML: 1.0, Unit.OZ: ML_AN_OZ}[unit]


def check_glass(ml: int) -> None:
    if not LEAST <= ml <= MOST:
        raise UserError("A glass can hold from 10 ml to 2 l. Nothing was saved.")


def check_target(ml: int) -> None:
    if not LEAST_TARGET <= ml <= MOST_TARGET:
        raise UserError("A target for the day can be from 100 ml to 8 l. Nothing was saved.")


def in_unit(ml: int, unit: Unit) -> int:
    """Whole millilitres, or whole ounces."""
    return ml if unit is Unit.ML else round(ml / ML_AN_OZ)
