"""Reads `/log 3 left cheek stress 20 min ago, after coffee`. Pure; nothing typed is lost.

The words are split at commas and line breaks. A part that is understood as a whole says what it
says; of the first part, what is not understood becomes the note; any other part that is not
understood as a whole is noted as it was typed, since half of a sentence may mean the opposite.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import time, timedelta
from functools import partial
from typing import Any

from bot.errors import UserError
from bot.journal.episodes.languages import EpisodeWords, episode_words
from bot.journal.episodes.rules import (
    MOST_IN_BURST,
    SEVERITIES,
    Duration,
    FaceZone,
    Movement,
    in_order,
)
from bot.people.rules import Side
from bot.texts import SOURCE_LANGUAGE

LONGEST_AGO = timedelta(days=2)
_LONGEST_PHRASE = 5
_PARTS = re.compile(r"[,;\n]+")
_NUMBER = re.compile(r"([0-9]{1,4})([^\W\d_]*)")
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")


@dataclass(frozen=True, slots=True)
class TypedEpisode:
    """What was typed of an episode. `ago` before now, or at `clock` on the person's clocks."""

    severity: int | None = None
    side: Side | None = None
    face_zones: tuple[FaceZone, ...] = ()
    movement: Movement | None = None
    duration: Duration | None = None
    count: int = 1
    triggers: frozenset[int] = field(default=frozenset())
    reliefs: frozenset[str] = field(default=frozenset())
    """The codes of what was tried."""
    ago: timedelta = timedelta(0)
    clock: time | None = None
    note: str = ""


Found = tuple[dict[str, Any], int]
"""What was understood, and how many words it took."""
Reader = Callable[[list[str]], Found | None]


def read_episode(
    words: str,
    triggers: Mapping[str, int],
    reliefs: Mapping[str, str] | None = None,
    language: str = SOURCE_LANGUAGE,
) -> TypedEpisode:
    """What was typed; `triggers` are phrases in lower case to ids of the person's triggers.

    `reliefs` are such phrases to the codes of the person's own reliefs. English is understood
    beside the language.
    UserError for a number that is no severity where one is meant.
    """
    spoken = episode_words(language)
    readers = _readers(triggers, reliefs or {}, spoken)
    _check_lone_number(words)
    typed, notes = TypedEpisode(), []
    for index, part in enumerate(part.strip() for part in _PARTS.split(words)):
        read, rest = _part(part, typed, readers, spoken)
        if not rest or index == 0:
            typed = read
        notes.append(rest if index == 0 else part if rest else "")
    return replace(typed, note=", ".join(filter(None, notes)))


def _check_lone_number(words: str) -> None:
    """A first word that is a number and no severity is a slip, unless a unit follows."""
    found = re.fullmatch(r"\s*([0-9]{1,9})\s*", _PARTS.split(words)[0])
    if found and int(found[1]) not in SEVERITIES:
        raise UserError(
            "The severity goes from 1 (only I notice) to 4 (must stop or cannot see)."
            " Nothing was saved. For example: /log 3"
        )


def _part(
    part: str, typed: TypedEpisode, readers: list[Reader], language: EpisodeWords
) -> tuple[TypedEpisode, str]:
    """What one part adds, and its words that were not understood."""
    tokens = part.split()
    plain = [_folded(token) or token for token in tokens]
    rest: list[str] = []
    at, understood = 0, False
    while at < len(tokens):
        found = _first(readers, typed, plain[at:]) if not _denied(plain, at, language) else None
        if found is not None:
            typed, taken = found
            at, understood = at + taken, True
            continue
        following = _after_joins(plain, at, language) if understood else at
        if at < following < len(tokens) and _first(readers, typed, plain[following:]):
            at = following
            continue
        rest.append(tokens[at])
        understood = False
        at += 1
    return typed, " ".join(rest)


def _folded(token: str) -> str:
    """For comparing; a small ³ stays what it is, and no severity."""
    return token.casefold().replace("’", "'").strip(".!")


def _after_joins(plain: list[str], at: int, language: EpisodeWords) -> int:
    """The position behind words such as "and", or "on the", that only join."""
    while at < len(plain) and plain[at] in language.joins:
        at += 1
    return at


def _denied(plain: list[str], at: int, language: EpisodeWords) -> bool:
    return at > 0 and plain[at - 1] in language.negations


def _first(
    readers: list[Reader], typed: TypedEpisode, words: list[str]
) -> tuple[TypedEpisode, int] | None:
    """The first reading that says something new: a word said twice is kept as a word."""
    for reader in readers:
        found = reader(words)
        if found is not None:
            merged = _merged(typed, found[0])
            if merged is not None:
                return merged, found[1]
    return None


def _merged(typed: TypedEpisode, said: dict[str, Any]) -> TypedEpisode | None:
    """With what was said; None where that would overwrite what was said before."""
    ((name, value),) = said.items()
    if name in {"triggers", "reliefs"}:
        return replace(typed, **{name: getattr(typed, name) | {value}})
    if name == "face_zones":
        return replace(typed, face_zones=in_order({*typed.face_zones, value}))
    if name in {"ago", "clock"} and (typed.ago or typed.clock):
        return None
    if getattr(typed, name) != getattr(TypedEpisode(), name):
        return None
    return replace(typed, **{name: value})


def _readers(
    triggers: Mapping[str, int], reliefs: Mapping[str, str], language: EpisodeWords
) -> list[Reader]:
    """In the order in which they are asked: longer readings of numbers before shorter ones."""
    tables: list[tuple[str, Mapping[str, Any]]] = [
        ("triggers", triggers),
        ("reliefs", reliefs),
        ("duration", language.durations),
        ("movement", language.movements),
        ("face_zones", language.face_zones),
        ("side", language.sides),
    ]
    longest: list[Reader] = [partial(_phrase, name=name, table=table) for name, table in tables]
    return [
        lambda words: _ago(words, language),
        lambda words: _clock(words, language),
        lambda words: _times(words, language),
        lambda words: _longest(words, longest),
        lambda words: _severity(words, language),
    ]


def _longest(words: list[str], readers: list[Reader]) -> Found | None:
    """The reading that takes most words: "left side" rather than "left"."""
    found = [one for one in (reader(words) for reader in readers) if one is not None]
    return max(found, key=lambda one: one[1], default=None)


def _phrase(words: list[str], name: str, table: Mapping[str, Any]) -> Found | None:
    for length in range(min(_LONGEST_PHRASE, len(words)), 0, -1):
        value = table.get(" ".join(words[:length]))
        if value is not None:
            return {name: value}, length
    return None


def _ago(words: list[str], language: EpisodeWords) -> Found | None:
    """`20 min ago`, `20min ago`, `vor 2 h`."""
    before = _taken(words, language.ago_before)
    number = _NUMBER.fullmatch(words[before]) if before < len(words) else None
    if number is None:
        return None
    taken = before + (1 if number[2] else 2)
    unit = number[2] or " ".join(words[taken - 1 : taken]).strip(".")
    behind = 0 if before else _taken(words[taken:], language.ago)
    if unit not in language.units or not (before or behind):
        return None
    ago = timedelta(minutes=int(number[1]) * language.units[unit])
    return ({"ago": ago}, taken + behind) if ago <= LONGEST_AGO else None


def _taken(words: list[str], phrases: frozenset[str]) -> int:
    """How many of the first words are one of the phrases."""
    longest = min(_LONGEST_PHRASE, len(words))
    return next((n for n in range(longest, 0, -1) if " ".join(words[:n]) in phrases), 0)


def _clock(words: list[str], language: EpisodeWords) -> Found | None:
    """`14:05`, `at 14:05`."""
    skipped = _taken(words[:-1], language.at)
    found = _CLOCK.fullmatch(words[skipped])
    return ({"clock": time(int(found[1]), int(found[2]))}, skipped + 1) if found else None


def _times(words: list[str], language: EpisodeWords) -> Found | None:
    """`7x`, `7 times`: a burst."""
    number = _NUMBER.fullmatch(words[0])
    if number is None or not 1 < int(number[1]) <= MOST_IN_BURST:
        return None
    if number[2] in language.times:
        return {"count": int(number[1])}, 1
    if not number[2] and len(words) > 1 and words[1] in language.times:
        return {"count": int(number[1])}, 2
    return None


def _severity(words: list[str], language: EpisodeWords) -> Found | None:
    """A number by itself; one that a unit follows counts something else."""
    counts = len(words) > 1 and words[1] in language.counted | language.units.keys()
    if counts or not re.fullmatch(r"[1-4]", words[0]):
        return None
    return {"severity": int(words[0])}, 1
