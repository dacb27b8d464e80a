"""The words of each language that say something of an episode, beside the English ones."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, ConfigDict, TypeAdapter

from bot.journal.episodes.rules import Duration, FaceZone, Movement
from bot.people.rules import Side
from bot.texts import SOURCE_LANGUAGE
from bot.vocabulary import expanded, languages, section


def _by_meaning(table: Mapping[str, str]) -> dict[str, str]:
    return {phrase: meaning for meaning, line in table.items() for phrase in expanded(line)}


Phrases = Annotated[frozenset[str], BeforeValidator(expanded)]
Meaning = BeforeValidator(_by_meaning)


@dataclass(frozen=True, slots=True)
class EpisodeWords:
    """Phrases in lower case with single spaces, each to what it means.

    `units` are minutes; a number before one of `counted` is no severity. `joins` are left out
    only between two things that were understood. `ago` stands behind a length, `ago_before` before.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    sides: Annotated[Mapping[str, Side], Meaning]
    face_zones: Annotated[Mapping[str, FaceZone], Meaning]
    movements: Annotated[Mapping[str, Movement], Meaning]
    durations: Annotated[Mapping[str, Duration], Meaning]
    units: Annotated[Mapping[str, int], Meaning]
    counted: Phrases
    ago: Phrases
    ago_before: Phrases
    at: Phrases
    times: Phrases
    joins: Phrases
    negations: Phrases


@cache
def episode_words(language: str) -> EpisodeWords:
    """What is understood of somebody who uses the bot in this language: it, and English."""
    english = own_episode_words(SOURCE_LANGUAGE)
    if language == SOURCE_LANGUAGE or language not in languages():
        return english
    own = own_episode_words(language)
    return replace(own, **{
        field.name: _both(getattr(own, field.name), getattr(english, field.name))
        for field in fields(EpisodeWords)
    })  # fmt: skip


@cache
def own_episode_words(language: str) -> EpisodeWords:
    """A language's own words alone. ValidationError for a file of another shape."""
    return TypeAdapter(EpisodeWords).validate_python(section(language, "episode"))


def _both(own: Any, english: Any) -> Any:
    return own | english if isinstance(own, frozenset) else dict(english) | dict(own)
