"""Which kinds of medicine a week's question is about. Pure."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.journal.selfcheck.rules import week_of
from bot.plan.medicines import MedicineClass
from bot.treatment.injections.rules import CHECK_DAYS, LAST_WEEK, WEEKLY_FROM

_WEEK = 7
CYCLE_DAYS = frozenset({*CHECK_DAYS, *range(WEEKLY_FROM * _WEEK, LAST_WEEK * _WEEK + 1, _WEEK)})
"""Days after an injection on which the cycle's check-ins ask the same of botulinum toxin."""


def asks_toxin(injections: Sequence[date], day: date) -> bool:
    """Whether the week of a day asks about botulinum toxin.

    Only after an injection in the log, while it can work, in weeks without a check-in of its own.
    """
    past = [one for one in injections if one <= day]
    if not past or (day - past[-1]).days > LAST_WEEK * _WEEK:
        return False
    monday = week_of(day)
    week = {(monday + timedelta(days=n) - past[-1]).days for n in range(_WEEK)}
    return not week & CYCLE_DAYS


def asked_classes(
    planned: frozenset[MedicineClass], injections: Sequence[date], day: date
) -> frozenset[MedicineClass]:
    """Those of the plan; an injection is asked about by its log instead."""
    others = planned - {MedicineClass.BOTULINUM_TOXIN}
    return others | {MedicineClass.BOTULINUM_TOXIN} if asks_toxin(injections, day) else others
