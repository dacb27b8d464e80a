"""The words of each language: its own before the English ones, since people mix the two."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from functools import cache
from typing import Any

from babel import Locale
from pydantic import TypeAdapter

from bot.plan.reading.words import Words, from_nought, from_one
from bot.texts import SOURCE_LANGUAGE
from bot.vocabulary import fold, languages, section

_WIDTHS = ("wide", "abbreviated")
_FORMS = ("format", "stand-alone")


@cache
def words_of(language: str) -> Words:
    """What is understood of somebody who uses the bot in this language: it, and English."""
    english = own_words(SOURCE_LANGUAGE)
    if language == SOURCE_LANGUAGE or language not in languages():
        return english
    own = own_words(language)
    return replace(own, **{
        field.name: _both(getattr(own, field.name), getattr(english, field.name), own.not_english)
        for field in fields(Words)
    })  # fmt: skip


@cache
def own_words(language: str) -> Words:
    """A language's own words alone, with the names of days and months that it writes.

    ValidationError for a file of another shape.
    """
    words = TypeAdapter(Words).validate_python(section(language, "plan"))
    locale = Locale.parse(language)
    days = [_names(locale.days, day) for day in range(7)]
    months = [_names(locale.months, month) for month in range(1, 13)]
    return replace(
        words,
        weekday_names=from_nought(days) | dict(words.weekday_names),
        month_names=from_one(months) | dict(words.month_names),
    )


@cache
def _counted() -> frozenset[str]:
    """What medicine is counted by, in every language: tablets, drops; but not millilitres."""
    units = (item for code in languages() for item in own_words(code).units.items())
    return frozenset(name for name, unit in units if unit.counted and unit.dosed)


def counts(unit: str) -> bool:
    """Whether a unit, in any language, counts pieces of a medicine."""
    return fold(unit).rstrip(".") in _counted()


def _names(calendar: Mapping[str, Any], number: int) -> str:
    """One day's or month's names in a line, without the stops of those cut short."""
    return "|".join(calendar[form][width][number].rstrip(".") for form, width in _kinds())


def _kinds() -> Iterator[tuple[str, str]]:
    return ((form, width) for form in _FORMS for width in _WIDTHS)


def _both(own: Any, english: Any, without: frozenset[str]) -> Any:
    """Both together; where they disagree the language's own word counts."""
    if isinstance(own, tuple):
        return english + own
    if isinstance(own, frozenset):
        return own | (english - without)
    kept = {word: meaning for word, meaning in english.items() if word not in without}
    shared = {key: _both(own[key], kept[key], without) for key in own.keys() & kept.keys()
              if isinstance(own[key], frozenset)}  # fmt: skip
    return kept | dict(own) | shared
