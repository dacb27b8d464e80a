"""Amounts as people type them: 0.5 mg, 0,5 mg, half a tablet, 1½ tablets, 2 x 500 mg, 1-2 puffs."""

from bot.errors import UserError
from bot.plan.reading.parts import Amount, Part
from bot.plan.reading.reader import Found, Reader
from bot.plan.reading.tokens import Shape
from bot.plan.reading.words import Unit

FRACTIONS = {"1/2": "½", "1/4": "¼", "3/4": "¾", "1/3": "⅓", "2/3": "⅔"}
FRACTION_SIGNS = "½¼¾⅓⅔⅛"
THOUSANDS = 3
"""Digits in a group: 1,000."""

NumberFound = tuple[str, int]


def amount_part(reader: Reader, at: int, _before: tuple[Part, ...]) -> Found | None:
    """An amount with its unit; UserError where the number can be read in two ways or is nothing."""
    minus = reader.word(at) in {"-", "–"} and not reader.glued(at) and reader.glued(at + 1)
    number = _multiple(reader, at + minus)
    if number is None:
        return None
    text, after = number
    unit = reader.entry(after, reader.words.units)
    if unit is None:
        return None
    if minus or not text.strip("0. ×-"):
        raise _nothing(reader.source(at, unit[1]))
    _check_point(reader, at, unit[1])
    return _with_form(reader, f"{text} {_unit_name(unit[0], text)}", unit)


def _with_form(reader: Reader, text: str, unit: tuple[Unit, int]) -> Found:
    """With what follows the unit: 250 mg/5 ml, 25 mcg/h patch, 25 mg tablet."""
    after = unit[1]
    per = _per_unit(reader, after)
    if per is not None:
        text, after = f"{text}/{per[0]}", per[1]
    form = reader.entry(after, reader.words.units)
    if form is not None and form[0].counted and not unit[0].counted:
        return Amount(f"{text} {form[0].one}", dosed=True), form[1]
    return Amount(text, unit[0].dosed), after


def _check_point(reader: Reader, at: int, after: int) -> None:
    """A stop or comma stuck to the number alone may or may not be its decimal point."""
    if not reader.digits(at) or reader.word(at - 1) not in {".", ","} or not reader.glued(at):
        return
    stop, digits = reader.word(at - 1) == ".", reader.glued(at - 1) and reader.digits(at - 2)
    if (stop and not digits) or (not stop and not reader.glued(at - 1)):
        number = reader.source(at, after)
        raise _two_ways(f"{reader.word(at - 1)}{number}", f"0.{number}", number)


def parse_whole_amount(reader: Reader) -> str | None:
    """The one amount that the whole text is; None for anything else."""
    found = amount_part(reader, 0, ())
    if found is None or found[1] != len(reader.tokens) or not isinstance(found[0], Amount):
        return None
    return found[0].text


def decimal(reader: Reader, at: int) -> NumberFound | None:
    """A number, tidied: 0.5, ½, 1½; a decimal comma becomes a point."""
    for form in (_digits, _in_words):
        found = form(reader, at)
        if found is not None:
            return found
    return None


def _multiple(reader: Reader, at: int) -> NumberFound | None:
    """A number, `2 x 500`, or `1-2`."""
    first = decimal(reader, at)
    if first is None:
        return None
    text, after = first
    if reader.word(after) in {"x", "×"} and (second := decimal(reader, after + 1)):
        return f"{text} × {second[0]}", second[1]
    if reader.word(after) in reader.words.to and (second := decimal(reader, after + 1)):
        return f"{text}-{second[0]}", second[1]
    return first


def _digits(reader: Reader, at: int) -> NumberFound | None:
    whole = _plain(reader.digits(at))
    if not whole:
        return _without_whole(reader, at)
    fraction = _fraction(reader, at + 1)
    if fraction is not None:
        return f"{whole}{fraction[0]}", fraction[1]
    if reader.glued_sign(at + 1, "/"):
        return _fraction(reader, at)
    if reader.glued_sign(at + 1, ".,") and reader.digits(at + 2):
        return _with_point(reader, at, whole), at + 3
    half = reader.phrase(at + 1, reader.words.and_a_half)
    if half is not None:
        return f"{whole}½", half
    return whole, at + 1


def _without_whole(reader: Reader, at: int) -> NumberFound | None:
    """½, or .5 after a space."""
    if reader.word(at) == "." and not reader.glued(at) and reader.glued(at + 1):
        part = _plain(reader.digits(at + 1), keep=True)
        return (f"0.{part}", at + 2) if part else None
    sign = reader.word(at) and reader.tokens[at].text
    return (sign, at + 1) if sign and sign in FRACTION_SIGNS else None


def _in_words(reader: Reader, at: int) -> NumberFound | None:
    """Half a, one, two and a half."""
    fraction = reader.entry(at, reader.words.fractions)
    if fraction is not None:
        return fraction
    number = reader.entry(at, reader.words.numbers)
    if number is None:
        article = reader.phrase(at, reader.words.a)
        return None if article is None else ("1", article)
    half = reader.phrase(number[1], reader.words.and_a_half)
    return (f"{number[0]}½", half) if half is not None else (str(number[0]), number[1])


def _fraction(reader: Reader, at: int) -> NumberFound | None:
    """½ or 1/2 at a position."""
    if at < len(reader.tokens) and reader.tokens[at].text in FRACTION_SIGNS:
        return reader.tokens[at].text, at + 1
    if not reader.glued_sign(at + 1, "/"):
        return None
    sign = FRACTIONS.get(f"{reader.digits(at)}/{reader.digits(at + 2)}")
    return None if sign is None else (sign, at + 3)


def _with_point(reader: Reader, at: int, whole: str) -> str:
    """A decimal; 1,000 is a thousand, and what may be either is asked about."""
    part, comma = _plain(reader.digits(at + 2), keep=True), reader.word(at + 1) == ","
    typed = reader.source(at, at + 3)
    grouped = len(part) == THOUSANDS and whole != "0"
    if grouped and comma and not part.strip("0"):
        return whole + part
    has_unit = reader.entry(at + 3, reader.words.units) is not None
    if grouped and has_unit and (comma or not part.strip("0")):
        raise _two_ways(typed, whole + part, f"{whole}.{part.rstrip('0')}".rstrip("."))
    return f"{whole}.{part}"


def _plain(digits: str, *, keep: bool = False) -> str:
    """Digits of any script as 0-9, without leading noughts unless told to keep them."""
    plain = "".join(str(int(digit)) for digit in digits)
    return plain if keep or not plain else plain.lstrip("0") or "0"


def _two_ways(typed: str, one: str, other: str) -> UserError:
    return UserError(
        "“{typed}” can be read in two ways. Please write {one} or {other}.",
        typed=typed,
        one=one,
        other=other,
    )


def _nothing(typed: str) -> UserError:
    return UserError(
        "“{typed}” is no amount that anybody can take. Please write how much, for example 0.5 mg.",
        typed=typed,
    )


def _unit_name(unit: Unit, number: str) -> str:
    """One tablet, ½ tablet, two tablets."""
    return unit.one if number in {"1", *FRACTION_SIGNS} else unit.many


def _per_unit(reader: Reader, at: int) -> NumberFound | None:
    """The end of a concentration: ml, or 5 ml, after the slash."""
    if reader.word(at) != "/" or not reader.glued(at):
        return None
    if reader.word(at + 1) in reader.words.hours:
        return "h", at + 2
    number = decimal(reader, at + 1) if reader.digits(at + 1) else None
    unit_at = number[1] if number else at + 1
    unit = reader.entry(unit_at, reader.words.units)
    if unit is None or reader.tokens[unit_at].shape is not Shape.WORD:
        return None
    name = unit[0].one
    return (f"{number[0]} {name}" if number else name), unit[1]
