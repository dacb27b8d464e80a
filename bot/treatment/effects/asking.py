"""What the bot asks by itself once a week: nobody whose medicines have no questions."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from bot.journal.effects.rules import by_class
from bot.journal.effects.store import answered_on, classes_by_person
from bot.journal.effects.weeks import persons_with_answers
from bot.notes.composing import NoteInHand, Says
from bot.plan.rules import local_date
from bot.treatment.effects.rules import asked_classes
from bot.treatment.effects.screens import Page, week_screen
from bot.treatment.injections.store import injection_days_of


async def ask_about_side_effects(
    session: AsyncSession, notes: Sequence[NoteInHand]
) -> Mapping[int, Says | None]:
    """Nothing where this week is answered, or this day's evening asked about them already."""
    days = {note.person_id: local_date(note.zone, note.due_at) for note in notes}
    planned = await classes_by_person(session, list(days))
    injections = await injection_days_of(session, list(days))
    known = await answered_on(session, days) | await persons_with_answers(session, days)
    told: dict[int, Says | None] = {}
    for note in notes:
        id_, day = note.person_id, days[note.person_id]
        pages = by_class(asked_classes(planned[id_], injections.get(id_, ()), day))
        if pages and id_ not in known:
            told[note.id] = _asks(pages, day)
    return told


def _asks(pages: Sequence[Page], day: date) -> Says:
    return lambda t, _: week_screen(t, pages, 0, {}, day)
