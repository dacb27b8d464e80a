"""With whom a plan item is agreed: said with one tap, and honest about what changed since."""

from datetime import datetime
from enum import StrEnum

from bot.plan.reasons import Reason
from bot.plan.tables import PlanItem
from bot.texts import Translator

ESSENTIAL = frozenset({"added", "amount", "schedule", "kind", "renamed"})
"""Changes after which an item is no longer quite what was agreed."""


class AgreedWith(StrEnum):
    """The value is what the database keeps."""

    DOCTOR = "doctor"
    PHYSIO = "physio"
    MYSELF = "myself"


def follow_change(item: PlanItem, what: str, reason: str | None, now: datetime) -> None:
    """What was changed after a visit is agreed with the doctor; else others agreed to less."""
    if what not in ESSENTIAL:
        return
    if reason == Reason.DOCTOR:
        item.agreed_with, item.changed_since = AgreedWith.DOCTOR.value, None
    elif item.agreed_with in {AgreedWith.DOCTOR, AgreedWith.PHYSIO}:
        item.changed_since = now


def agreed_words(t: Translator, whom: AgreedWith) -> str:
    """`doctor`: for buttons and columns."""
    words = {
        AgreedWith.DOCTOR: t("doctor"),
        AgreedWith.PHYSIO: t("physio"),
        AgreedWith.MYSELF: t("myself"),
    }
    return words[whom]


def agreed_line(t: Translator, whom: AgreedWith, changed_since: datetime | None) -> str:
    """`agreed with the doctor`, and that it was changed since where it was."""
    lines = {
        AgreedWith.DOCTOR: t("agreed with the doctor"),
        AgreedWith.PHYSIO: t("agreed with the physiotherapist"),
        AgreedWith.MYSELF: t("my own"),
    }
    line = lines[whom]
    return line if changed_since is None else t("{agreed}, changed since", agreed=line)
