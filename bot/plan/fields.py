"""What a person may write into a plan item: tidied, never cut; what does not fit is told."""

import re
import unicodedata
from collections.abc import Sequence

from bot.errors import UserError
from bot.plan.rules import LONGEST_NAME, LONGEST_NOTES

LONGEST_AMOUNT = 40
MOST_NAGS = 6
LONGEST_NAG = 240
"""Minutes: after four hours an unanswered reminder is missed, and nothing is left to repeat."""


def clean_name(text: str) -> str:
    """Give the name on one line; UserError for nothing, a mere dot, above 80 signs."""
    name = _line(text)
    if all(unicodedata.category(sign)[0] in "PZ" for sign in name):
        raise UserError("A name is missing. What is it called? For example: Clonazepam")
    _check_length(
        "This name has {count} characters, and {most} is the most. Please send a shorter one.",
        name,
        LONGEST_NAME,
    )
    return name


def clean_amount(text: str | None) -> str | None:
    """Give the amount on one line, None for none; UserError above 40 characters."""
    amount = _line(text or "")
    _check_length(
        "This amount has {count} characters, and {most} is the most. Longer remarks fit into"
        " the notes.",
        amount,
        LONGEST_AMOUNT,
    )
    return amount or None


def clean_notes(text: str | None) -> str | None:
    """Give the notes, None for none; UserError above 500 characters."""
    notes = _printable(text or "").strip()
    _check_length(
        "These notes have {count} characters, and {most} is the most. Please send a shorter"
        " version.",
        notes,
        LONGEST_NOTES,
    )
    return notes or None


def clean_nags(minutes: Sequence[int]) -> list[int]:
    """Give the minutes after the prompt, ascending and each once; UserError for senseless ones."""
    nags = sorted(set(minutes))
    if len(nags) > MOST_NAGS or any(not 1 <= nag <= LONGEST_NAG for nag in nags):
        raise UserError(
            "I can repeat a reminder up to {most} times, 1 to {longest} minutes after it."
            " For example: 10, 30, 60",
            most=MOST_NAGS,
            longest=LONGEST_NAG,
        )
    return nags


def _check_length(message: str, text: str, most: int) -> None:
    if len(text) > most:
        raise UserError(message, count=len(text), most=most)


def _line(text: str) -> str:
    return re.sub(r"\s+", " ", _printable(text)).strip()


def _printable(text: str) -> str:
    """Without control characters and lone surrogates: databases refuse some, screens the rest."""
    return "".join(
        sign for sign in text if sign in "\n\t" or unicodedata.category(sign) not in {"Cc", "Cs"}
    )
