"""The words of `/water` in each language, beside the English ones."""

from dataclasses import dataclass
from functools import cache
from typing import Annotated, ClassVar

from pydantic import BeforeValidator, ConfigDict, Field, TypeAdapter

from bot.texts import SOURCE_LANGUAGE
from bot.vocabulary import expanded, languages, section

Line = Annotated[frozenset[str], BeforeValidator(expanded), Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Measures:
    ml: Line
    l: Line  # noqa: E741  the unit's own sign
    oz: Line


@dataclass(frozen=True, slots=True)
class WaterWords:
    """Phrases in lower case: `glass 330`, `target 1500`, `target off`, `300 ml`."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    glass: Line
    target: Line
    off: Line
    units: Measures


@cache
def own_water_words(language: str) -> WaterWords:
    """A language's own words alone. ValidationError for a file of another shape."""
    return TypeAdapter(WaterWords).validate_python(section(language, "water"))


@cache
def water_words(language: str) -> WaterWords:
    """What is understood of somebody who uses the bot in this language: it, and English."""
    english = own_water_words(SOURCE_LANGUAGE)
    own = own_water_words(language) if language in languages() else english
    units = Measures(
        own.units.ml | english.units.ml, own.units.l | english.units.l,
        own.units.oz | english.units.oz,
    )  # fmt: skip
    return WaterWords(
        own.glass | english.glass, own.target | english.target, own.off | english.off, units
    )
