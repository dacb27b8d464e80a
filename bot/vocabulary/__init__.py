"""The words that people type: one file a language, a section for each of its readers.

A line holds phrases between bars; `[in|at] the evening[s|]` stands for all of its spellings.
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

FILES = Path(__file__).parent
_BAR = re.compile(r"\|(?![^\[]*\])")
_GROUP = re.compile(r"\[([^\]]*)\]")
_DIGRAPHS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def languages() -> tuple[str, ...]:
    return tuple(sorted(file.stem for file in FILES.glob("*.toml")))


@cache
def section(language: str, name: str) -> Mapping[str, Any]:
    """One section of a language's file, as it stands there."""
    content = tomllib.loads((FILES / f"{language}.toml").read_text(encoding="utf-8"))
    return dict(content[name])


def expanded(line: str) -> frozenset[str]:
    """All phrases of a line in every spelling, folded for comparing, with single spaces."""
    return frozenset(
        " ".join(spelled.split())
        for phrase in _BAR.split(line)
        for written in _alternatives(phrase)
        for spelled in _spellings(fold(written))
    ) - {""}


def fold(text: str) -> str:
    """For comparing: compatible signs made one, no capitals, one kind of apostrophe."""
    return unicodedata.normalize("NFKC", text).casefold().replace("’", "'")


def _alternatives(phrase: str) -> tuple[str, ...]:
    pieces = _GROUP.split(phrase)
    choices = (piece.split("|") if odd % 2 else [piece] for odd, piece in enumerate(pieces))
    return tuple("".join(chosen) for chosen in product(*choices))


def _spellings(phrase: str) -> tuple[str, ...]:
    """With its accents, without them, and as people write ä where the key is missing."""
    bare = "".join(
        sign for sign in unicodedata.normalize("NFD", phrase) if unicodedata.category(sign) != "Mn"
    )
    return phrase, bare, phrase.translate(_DIGRAPHS)
