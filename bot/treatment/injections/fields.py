"""What a person may write about an injection: tidied, never cut, or told why not. Pure."""

import re

from bot.errors import UserError
from bot.plan.fields import clean_amount, clean_notes
from bot.treatment.injections.rules import (
    LONGEST_CLINIC,
    LONGEST_LOT,
    LONGEST_PRODUCT,
    Field,
    Product,
)

_LONGEST = {
    Field.PRODUCT: LONGEST_PRODUCT,
    Field.CLINIC: LONGEST_CLINIC,
    Field.LOT: LONGEST_LOT,
}
_NUMBER = re.compile(r"[0-9]{1,5}([.,][0-9]{1,2})?")


def clean(field: Field, text: str | None) -> str | None:
    """The text of a detail, None for none; UserError for one that is too long."""
    if field is Field.NOTE:
        return clean_notes(text)
    if field is Field.AMOUNT:
        amount = clean_amount(text)
        return f"{amount} units" if amount and _NUMBER.fullmatch(amount) else amount
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in text or "").split())
    if len(line) > _LONGEST[field]:
        raise UserError(
            "This has {count} characters, and {most} is the most. Please send it shorter;"
            " longer remarks fit into the note.",
            count=len(line),
            most=_LONGEST[field],
        )
    return line or None


def product_in(name: str) -> str | None:
    """The product that a plan item's name tells of."""
    folded = name.casefold()
    return next((one.value for one in Product if one.value.casefold() in folded), None)
