"""What the bot says by itself of a supply: that it runs low, as it stands that morning."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.notes.composing import NoteInHand, Says
from bot.people.tables import Person
from bot.treatment.stock.rules import is_low
from bot.treatment.stock.screens import warning_screen
from bot.treatment.stock.store import Supply, supplies_by_id


async def warn_of_supply(
    session: AsyncSession, notes: Sequence[NoteInHand]
) -> Mapping[int, Says | None]:
    """Nothing where doses were left out since and it lasts longer: the next dose reckons anew."""
    rows = await session.scalars(
        select(Person).where(Person.id.in_({note.person_id for note in notes}))
    )
    persons = {person.id: person for person in rows}
    mine = [note for note in notes if note.person_id in persons]
    wanted = {note.subject_id: (persons[note.person_id], note.due_at) for note in mine}
    supplies = await supplies_by_id(session, wanted)
    told: dict[int, Says | None] = {}
    for note in mine:
        supply = supplies.get(note.subject_id)
        if supply is None or supply.units is None or not is_low(supply.lasts, supply.warn_days):
            continue
        told[note.id] = _warns(supply)
    return told


def _warns(supply: Supply) -> Says:
    return lambda t, _: warning_screen(t, supply)
