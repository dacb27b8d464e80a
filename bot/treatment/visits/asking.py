"""What the bot says by itself about a visit."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.notes.composing import Composer, NoteInHand, Says
from bot.plan.rules import local_date
from bot.screen import ButtonData, Screen
from bot.texts import Translator
from bot.treatment.visits.after_screens import changed_asked, reminder_screen
from bot.treatment.visits.rules import Appointment, visit_of
from bot.treatment.visits.store import questions_by_person, visits_by_id


def reminder_composer(report: ButtonData | None) -> Composer:
    """Reminds of visits; `report` is the button that opens the report."""

    async def remind(
        session: AsyncSession, notes: Sequence[NoteInHand]
    ) -> Mapping[int, Says | None]:
        visits = await visits_by_id(session, [visit_of(note.subject_id) for note in notes])
        questions = await questions_by_person(session, [note.person_id for note in notes])
        return {
            note.id: _reminds(visit, questions.get(note.person_id, ()), note, report)
            for note in notes
            if (visit := visits.get(visit_of(note.subject_id))) is not None
            and visit.removed_at is None
            and local_date(note.zone, note.due_at) <= visit.day
        }

    return remind


async def ask_what_changed(
    session: AsyncSession, notes: Sequence[NoteInHand]
) -> Mapping[int, Says | None]:
    """Unless that was said already."""
    visits = await visits_by_id(session, [note.subject_id for note in notes])
    return {
        note.id: _asks(visit, note.zone)
        for note in notes
        if (visit := visits.get(note.subject_id)) is not None
        and visit.removed_at is None
        and visit.changed is None
    }


def _reminds(
    visit: Appointment, questions: Sequence[str], note: NoteInHand, report: ButtonData | None
) -> Says:
    def says(t: Translator, now: datetime) -> Screen:
        today = local_date(note.zone, now)
        if today > visit.day:  # it was held back past the visit
            return changed_asked(t, visit, today)
        return reminder_screen(t, visit, questions, today, report)

    return says


def _asks(visit: Appointment, zone: str) -> Says:
    return lambda t, now: changed_asked(t, visit, local_date(zone, now))
