"""What the bot says by itself in the weeks after an injection."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from bot.notes.composing import NoteInHand, Says
from bot.plan.rules import local_date
from bot.treatment.injections.check_screens import check_screen
from bot.treatment.injections.rules import Check, Entry, injection_of
from bot.treatment.injections.screens import nudge_screen
from bot.treatment.injections.store import checks_by_key, entries_by_id
from bot.treatment.visits.store import with_injection_ahead


async def ask_how_it_is(
    session: AsyncSession, notes: Sequence[NoteInHand]
) -> Mapping[int, Says | None]:
    """A check-in, unless that day was answered already or the injection is no longer logged."""
    ids = [injection_of(note.subject_id) for note in notes]
    entries, checks = await entries_by_id(session, ids), await checks_by_key(session, ids)
    told: dict[int, Says | None] = {}
    for note in notes:
        entry = entries.get(injection_of(note.subject_id))
        day = local_date(note.zone, note.due_at)
        if entry is None or entry.removed_at is not None or day < entry.day:
            continue
        check = checks.get((entry.id, day), Check(day))
        if not check.is_done:
            told[note.id] = _asks(entry, check, note.zone)
    return told


async def say_next_visit(
    session: AsyncSession, notes: Sequence[NoteInHand]
) -> Mapping[int, Says | None]:
    """Week ten: nothing where the clinic's date is known, since that overrides everything."""
    entries = await entries_by_id(session, [note.subject_id for note in notes])
    today = {note.person_id: local_date(note.zone, note.due_at) for note in notes}
    dated = await with_injection_ahead(session, today)
    return {
        note.id: _nudges(entry, today[note.person_id])
        for note in notes
        if (entry := entries.get(note.subject_id)) is not None
        and entry.removed_at is None
        and note.person_id not in dated
    }


def _asks(entry: Entry, check: Check, zone: str) -> Says:
    return lambda t, now: check_screen(t, entry, check, local_date(zone, now))


def _nudges(entry: Entry, today: date) -> Says:
    return lambda t, _: nudge_screen(t, entry, today)
