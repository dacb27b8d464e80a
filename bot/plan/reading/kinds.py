"""What kind of item a text is about, by its name and by what was found beside it."""

from collections.abc import Iterable

from bot.plan.reading.parts import AfterDose, Amount, AsTheyNeed, OnDate, OnDays, Part
from bot.plan.reading.reader import Reader, reader_of
from bot.plan.reading.spans import each
from bot.plan.reading.tokens import tokenize
from bot.plan.reading.words import Phrases, Words
from bot.plan.rules import Kind

DATED = (Kind.INJECTION, Kind.APPOINTMENT)


def kind_of(name: str, parts: tuple[Part, ...], words: Words, reader: Reader) -> Kind:
    """The likeliest kind; the person may change it before saving."""
    named = _named(name, words, reader)
    dated = [kind for kind in named if kind in DATED]
    others = [kind for kind in named if kind not in DATED]
    medicine = _is_medicine(name, words)
    if dated and (_has_date(parts) or not (medicine or others or _is_dosed(parts))):
        return dated[0]
    if medicine:
        return Kind.MEDICATION
    if others:
        return others[0]
    return Kind.MEDICATION if _is_dosed(parts) else Kind.OWN


def _named(name: str, words: Words, reader: Reader) -> tuple[Kind, ...]:
    return tuple(kind for kind, names in words.kinds.items() if _mentions(name, names, reader))


def _mentions(name: str, names: Phrases, reader: Reader) -> bool:
    spelled = reader_of(name, reader.words, reader.today)
    return any(spelled.phrase(at, names) is not None for at in range(len(spelled.tokens)))


def _is_medicine(name: str, words: Words) -> bool:
    return any(
        token.word in words.medicine_words or token.word.endswith(words.medicine_endings)
        for token in tokenize(name)
    )


def _is_dosed(parts: Iterable[Part]) -> bool:
    """An amount of medicine, or a schedule that only medicines have."""
    found = tuple(parts)
    if any(amount.dosed for amount in each(found, Amount)):
        return True
    return bool(each(found, AsTheyNeed) or each(found, AfterDose))


def _has_date(parts: tuple[Part, ...]) -> bool:
    return bool(each(parts, OnDate) or each(parts, OnDays))
