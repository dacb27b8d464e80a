"""From what dictation wrote to a command with its words, or to an answer. Pure.

Only what begins (or, where a phrase has a gap, begins and ends) with a known phrase is understood;
a command that takes no words is understood only when nothing else was said. So a sentence that
happens to hold a word of ours stays what it is.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.dictation.languages import GAP, Act, SpokenWords, spoken_words
from bot.vocabulary import fold

LONGEST = 400
"""Characters: nobody says more to a bot at once."""
_LONGEST_PHRASE = 7
_MARKS = '.,!?;:…¿¡"“”«»„()'
WITH_WORDS = frozenset(
    {
        "add", "log", "trigger", "water", "checkin", "report", "history", "goals", "calm", "learn",
        "injection", "visits", "ask", "timezone", "language", "pause", "travel",
    }
)  # fmt: skip
_TYPED_AS_SAID = frozenset({"ask", "learn", "goals", "language", "timezone", "trigger"})
_NUMBERS_OF_ITS_OWN = frozenset({"add", "visits", "injection", "history"})
"""Their readers know the small number words themselves, `half a tablet` too."""
_KNOWN_THERE = 12
MOST_GLASSES = 6


@dataclass(frozen=True, slots=True)
class Said:
    """A command's name with what was said after it, or an act with its words.

    `times`: how often it was meant: two glasses of water.
    """

    what: str | Act
    words: str = ""
    times: int = 1


def understood(text: str, language: str) -> Said | None:
    """What was meant; None for anything that is not certain."""
    spoken = spoken_words(language)
    readings = [
        (found.length, -len(tokens), -at, found)
        for tokens in _less_polite(_ended(text[:LONGEST].split()), spoken)
        for at, words in enumerate(spoken)
        if (found := _found(tokens, words)) is not None
    ]
    if not readings:
        return None
    *_, best = max(readings, key=lambda one: one[:3])
    return _said(best.what, best.rest, spoken)


def is_cancel(text: str, language: str) -> bool:
    """Whether these words and no others say that what is half-way is left."""
    said = understood(text, language)
    return said is not None and said.what == "cancel"


def minutes_of(text: str, language: str) -> timedelta | None:
    """`20 minutes`, `half an hour`, `2 h`; None where no length was said."""
    spoken = spoken_words(language)
    tokens = _without_joins(_folded(text.split()), spoken)
    said = " ".join(tokens)
    if any(said in words.half_hour for words in spoken):
        return timedelta(minutes=30)
    number = next((int(one[:6]) for one in tokens if one.isascii() and one.isdigit()), None)
    if number is None or len(tokens) > 2:  # noqa: PLR2004  a number and its unit
        return None
    unit = tokens[-1]
    if any(unit in words.hours for words in spoken):
        return timedelta(hours=number)
    if unit.isdigit() or any(unit in words.minutes for words in spoken):
        return timedelta(minutes=number)
    return None


def is_unnamed(words: str, language: str) -> bool:
    """Whether `my pill`, `it`, or nothing was said of what was taken."""
    said = " ".join(_folded(words.split()))
    return not said or any(said in spoken.objects for spoken in spoken_words(language))


def bare(text: str) -> str:
    """A label or an answer as it would be said: without signs, marks and capitals."""
    plain = "".join(" " if _is_sign(sign) else sign for sign in fold(text))
    return " ".join(_folded(plain.split()))


def said_as(text: str, language: str) -> frozenset[str]:
    """The ways in which words can be heard: as they stand, and with figures for numbers."""
    plain = bare(text)
    figures = " ".join(_numbered(plain.split(), spoken_words(language)))
    return frozenset({plain, figures}) - {""}


def _is_sign(sign: str) -> bool:
    return not (sign.isalnum() or sign.isspace() or sign in "'-:.,%/")


def _said(what: str, rest: list[str], spoken: tuple[SpokenWords, ...]) -> Said:
    if what in set(Act):
        return Said(Act(what), " ".join(_numbered(rest, spoken)))
    if what in _TYPED_AS_SAID:
        return Said(what, " ".join(rest))
    least = _KNOWN_THERE if what in _NUMBERS_OF_ITS_OWN else 0
    rest = _numbered(rest, spoken, above=least)
    if what == "water":
        return _water(rest, spoken)
    if what == "pause":
        return Said(what, _days(rest, spoken))
    if what in {"report", "calm", "checkin"}:
        number = next((one for one in _folded(rest) if one.isascii() and one.isdigit()), None)
        return Said(what, number or " ".join(rest))
    return Said(what, " ".join(rest))


def _water(rest: list[str], spoken: tuple[SpokenWords, ...]) -> Said:
    """Glasses are counted; an amount is what /water reads."""
    plain = _folded(rest)
    said = " ".join(plain)
    if not said or any(said in words.glasses for words in spoken):
        return Said("water")
    if len(plain) >= 2 and plain[0].isascii() and plain[0].isdigit():  # noqa: PLR2004  2 glasses
        times = int(plain[0])
        if any(plain[1] in words.glasses for words in spoken) and 1 <= times <= MOST_GLASSES:
            return Said("water", times=times)
    return Said("water", " ".join(rest))


def _days(rest: list[str], spoken: tuple[SpokenWords, ...]) -> str:
    plain = _without_joins(_folded(rest), spoken)
    number = next((int(one) for one in plain if one.isascii() and one.isdigit()), None)
    if number is None or len(plain) > 2:  # noqa: PLR2004  a number and its unit
        return " ".join(rest)
    weeks = any(plain[-1] in words.weeks for words in spoken)
    return str(number * 7 if weeks else number)


def _ended(tokens: list[str]) -> list[str]:
    """Without what is no word, and without the last full stop; `a.m.` keeps its own."""
    tokens = [token for token in tokens if token.strip(_MARKS)]
    if tokens:
        tokens[-1] = tokens[-1].rstrip("!?…" if tokens[-1].count(".") > 1 else ".!?…")
    return tokens


def _less_polite(tokens: list[str], spoken: tuple[SpokenWords, ...]) -> Iterator[list[str]]:
    """The words with ever less of what is only polite around them; `now` may be part of more."""
    before = frozenset[str]().union(*(words.polite | words.openings for words in spoken))
    after = frozenset[str]().union(*(words.polite for words in spoken))
    while True:
        shorter = tokens
        while True:
            yield shorter
            if not 0 < (length := _ending(shorter, after)) < len(shorter):
                break
            shorter = shorter[:-length]
        if not 0 < (length := _beginning(tokens, before)) < len(tokens):
            return
        tokens = tokens[length:]


def _beginning(tokens: Sequence[str], phrases: frozenset[str]) -> int:
    plain = _folded(tokens[:_LONGEST_PHRASE])
    return next((n for n in range(len(plain), 0, -1) if " ".join(plain[:n]) in phrases), 0)


def _ending(tokens: Sequence[str], phrases: frozenset[str]) -> int:
    plain = _folded(tokens[-_LONGEST_PHRASE:])
    return next((n for n in range(len(plain), 0, -1) if " ".join(plain[-n:]) in phrases), 0)


@dataclass(frozen=True, slots=True)
class _Found:
    """What a phrase of `length` words means, and what was said besides."""

    what: str
    length: int
    rest: list[str]


def _found(tokens: list[str], words: SpokenWords) -> _Found | None:
    """The longest phrase that the tokens begin with."""
    plain = _folded(tokens)
    table: Mapping[str, str] = {**words.commands, **words.acts}
    for length in range(min(_LONGEST_PHRASE, len(plain)), 0, -1):
        what = table.get(" ".join(plain[:length]))
        if what is not None and _may_have(what, len(tokens) - length):
            return _Found(what, length, tokens[length:])
    return _around(plain, tokens, table)


def _around(plain: list[str], tokens: list[str], table: Mapping[str, str]) -> _Found | None:
    """A phrase with a gap: `füge ... hinzu`, `... genommen`; the longest one."""
    for phrase, what in sorted(table.items(), key=lambda one: -len(one[0])):
        before, gap, after = phrase.partition(GAP)
        if not gap:
            continue
        begins, ends = before.split(), after.split()
        inside = plain[len(begins) : len(plain) - len(ends)]
        if inside and plain == [*begins, *inside, *ends]:
            rest = tokens[len(begins) : len(tokens) - len(ends)]
            return _Found(what, len(begins) + len(ends), rest)
    return None


def _may_have(what: str, more: int) -> bool:
    return not more or what in WITH_WORDS or what in {Act.TAKEN, Act.SKIP, Act.LATER}


def _numbered(tokens: list[str], spoken: tuple[SpokenWords, ...], *, above: int = 0) -> list[str]:
    """Number words as figures; a word for one, which may be an article, only as the first."""
    found: list[str] = []
    at = 0
    while at < len(tokens):
        number, length = _number(tokens[at:], spoken)
        if length and number > above and (number != 1 or at == 0):
            found.append(str(number))
            at += length
        else:
            found.append(tokens[at])
            at += 1
    return found


def _number(tokens: Sequence[str], spoken: tuple[SpokenWords, ...]) -> tuple[int, int]:
    """A number that the tokens begin with, and how many they are; 0 where they do not."""
    plain = _folded(tokens[:4])
    for length in range(len(plain), 0, -1):
        said = " ".join(plain[:length])
        for words in spoken:
            number = words.numbers.get(said, words.more_numbers.get(said))
            if number is not None:
                return number, length
    return 0, 0


def _without_joins(plain: list[str], spoken: tuple[SpokenWords, ...]) -> list[str]:
    while length := max(_beginning(plain, words.joins) for words in spoken):
        plain = plain[length:]
    return plain


def _folded(tokens: Sequence[str]) -> list[str]:
    return [fold(token).strip(_MARKS) for token in tokens]
