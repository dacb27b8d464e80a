"""What is stored of a person, in numbers."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.export.contents import PARTS
from bot.export.reading import owned
from bot.journal.days.tables import DayRating, Night
from bot.journal.episodes.tables import Episode
from bot.journal.triggers.tables import Exposure
from bot.journal.water.tables import WaterGlass
from bot.plan.rules import Kind
from bot.plan.tables import PlanItem
from bot.reminders.tables import Occurrence
from bot.treatment.injections.tables import Injection
from bot.treatment.visits.tables import Visit, VisitQuestion

MEDICINES = "medicines"
OTHERS = "others"
_NAMED = (
    PlanItem, Occurrence, Episode, Exposure, DayRating, Night, WaterGlass, Injection, Visit,
    VisitQuestion,
)  # fmt: skip
NAMED: tuple[str, ...] = tuple(part.name for part in PARTS if part.kind in _NAMED)
"""Tables with words of their own; what is in all the others is counted together."""


@dataclass(frozen=True, slots=True)
class Stored:
    """Rows by `MEDICINES`, the `NAMED` tables (`plan_item` without medicines) and `OTHERS`."""

    count: Mapping[str, int]

    @property
    def rows(self) -> int:
        return sum(self.count.values())


async def stored(session: AsyncSession, person_id: int) -> Stored:
    """Counts every row of the person's that an export would hold, but for their settings."""
    is_medicine = PlanItem.kind == Kind.MEDICATION
    asked = {part.name: _rows(part.kind, owned(part.table, person_id)) for part in PARTS[1:]}
    asked[MEDICINES] = _rows(PlanItem, PlanItem.person_id == person_id, is_medicine)
    found = (await session.execute(select(*(one.label(name) for name, one in asked.items())))).one()
    counted = found._asdict()
    count = {MEDICINES: counted.pop(MEDICINES)}
    count |= {name: counted.pop(name) for name in NAMED}
    count["plan_item"] -= count[MEDICINES]
    return Stored(count | {OTHERS: sum(counted.values())})


def _rows(kind: type, *which: ColumnElement[bool]) -> ColumnElement[int]:
    return select(func.count()).select_from(kind).where(*which).scalar_subquery()
