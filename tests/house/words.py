"""The text linter: words that no text of the bot may say, and where people's texts stand."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.pofile import read_po

from bot.community.book import REVIEWED as COMMUNITIES
from bot.community.book import read as read_communities
from bot.texts import LOCALES, SOURCE_LANGUAGE
from bot.treatment.learn.book import CARDS, SOURCES, book
from tests.house.messages import template

RULES = Path(__file__).with_name("forbidden_words.toml")
_MARKS = re.compile(r"<[^>]+>|[*_]{2}")
_BETWEEN = r"(?:\W+\w[\w'’-]*){0,3}?"


@dataclass(frozen=True, slots=True)
class Said:
    """One text as people see it, and where it stands."""

    where: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Rules:
    """What one language must not say; `allowed` are the exceptions with their reasons."""

    patterns: Mapping[str, re.Pattern[str]]
    allowed: Mapping[str, str]


@cache
def rules() -> Mapping[str, Rules]:
    content = tomllib.loads(RULES.read_text(encoding="utf-8"))
    return {
        language: Rules(
            {phrase: re.compile(_pattern(phrase), re.IGNORECASE) for phrase in of["forbidden"]},
            {one["text"]: one["why"] for one in of.get("allowed", ())},
        )
        for language, of in content.items()
    }


def refused(text: str, language: str = SOURCE_LANGUAGE) -> list[str]:
    """The phrases that a text must not say and does."""
    own = rules()[language]
    for words in own.allowed:
        text = text.replace(words, " … ")
    plain = _MARKS.sub("", text.replace("’", "'"))
    return [phrase for phrase, pattern in own.patterns.items() if pattern.search(plain)]


def everything_said() -> Iterator[Said]:
    """The texts in the code, of every catalogue, card and community."""
    yield from _catalogue("bot (code)", SOURCE_LANGUAGE, template().encode(), is_source=True)
    for file in sorted(LOCALES.glob("*/LC_MESSAGES/*.po")):
        language = file.parts[-3]
        yield from _catalogue(str(file), language, file.read_bytes(), is_source=False)
    for folder in sorted(path for path in CARDS.iterdir() if path.is_dir()):
        for card in book(folder.name).values():
            if (folder / f"{card.id}.md").exists():
                for text in (card.title, *card.pages):
                    yield Said(f"{folder.name}/{card.id}.md", folder.name, text)
    for name, source in tomllib.loads(SOURCES.read_text(encoding="utf-8")).items():
        yield Said(f"sources.toml: {name}", SOURCE_LANGUAGE, source["name"])
    for entry in read_communities(COMMUNITIES):
        yield Said("communities.toml", SOURCE_LANGUAGE, f"{entry.name}: {entry.about}")


def languages() -> Sequence[str]:
    """Those that have a catalogue or cards."""
    spoken = {file.parts[-3] for file in LOCALES.glob("*/LC_MESSAGES/*.po")}
    return sorted({SOURCE_LANGUAGE, *spoken, *(path.name for path in CARDS.iterdir()
                                               if path.is_dir())})  # fmt: skip


def _catalogue(where: str, language: str, content: bytes, *, is_source: bool) -> Iterator[Said]:
    for message in read_po(BytesIO(content)):
        if not message.id:
            continue
        texts = message.id if is_source else message.string
        for text in (texts,) if isinstance(texts, str) else texts:
            yield Said(where, language, text)


def _pattern(phrase: str) -> str:
    built = ""
    for word in phrase.split():
        if word == "..":
            built += _BETWEEN
        else:
            built += (r"\W+" if built else "") + _word(word)
    return rf"(?<![\w'-]){built}(?![\w-])"


def _word(word: str) -> str:
    forms = (re.escape(one.rstrip("*")) + (r"\w*" if one.endswith("*") else "")
             for one in word.split("|"))  # fmt: skip
    return f"(?:{'|'.join(forms)})"
