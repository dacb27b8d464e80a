"""What notes about the circle say, read as they leave: what is no longer so is not said."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial

from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.circle import screens, supported_screens
from bot.circle.awaiting import awaited_doses
from bot.circle.rules import Cheering, Companion, Share, Standing, Supports, is_silent
from bot.circle.store import companions, supported_by
from bot.circle.tables import Cheer, Supported, Supporter
from bot.circle.week import week_says
from bot.circle.words import cheer_words, item_name
from bot.notes.composing import NoteInHand, Says
from bot.notes.tables import Note
from bot.people.tables import Person
from bot.people.zone_names import UTC_NAME
from bot.plan.rules import local_date
from bot.plan.when import clock_time, when
from bot.plan.zones import instant_of
from bot.reminders.tables import Delivery
from bot.screen import Screen
from bot.texts import Translator
from bot.treatment.visits.rules import Appointment
from bot.treatment.visits.store import visits_from
from bot.treatment.visits.words import visit_words, when_words

Composed = Mapping[int, Says | None]


async def ask_account(session: AsyncSession, notes: Sequence[NoteInHand]) -> Composed:
    """Asks the person whether it is the right account; not once they said so."""
    says: dict[int, Says | None] = {}
    for note in notes:
        person = await session.get(Person, note.person_id)
        mine = await companions(session, person, note.due_at) if person else ()
        found = [one for one in mine if one.id == note.subject_id]
        if found and found[0].standing is Standing.ACCEPTED:
            says[note.id] = partial(_asks, found[0])
    return says


async def say_left(session: AsyncSession, notes: Sequence[NoteInHand]) -> Composed:
    """Tells the person that a supporter has gone."""
    rows = await session.execute(
        select(Supporter.id, Supporter.person_id, Supporter.called).where(
            Supporter.id.in_([note.subject_id for note in notes])
        )
    )
    called = {(row.id, row.person_id): row.called for row in rows}
    return {
        note.id: partial(_says_left, called[note.subject_id, note.person_id])
        for note in notes
        if (note.subject_id, note.person_id) in called
    }


async def say_begun(session: AsyncSession, notes: Sequence[NoteInHand]) -> Composed:
    """Tells the supporter that the person confirmed them, and what they get."""
    says: dict[int, Says | None] = {}
    for note in notes:
        person = await session.get(Person, note.person_id)
        others = await supported_by(session, person, note.due_at) if person else ()
        for one in others:
            if one.id == note.subject_id and one.standing is Standing.ACTIVE:
                says[note.id] = partial(_says_begun, one)
    return says


async def say_ended(session: AsyncSession, notes: Sequence[NoteInHand]) -> Composed:
    """Tells the supporter that the other side ended it; whose it was is known no more."""
    del session
    return dict.fromkeys((note.id for note in notes), _says_ended)


async def alert(session: AsyncSession, notes: Sequence[NoteInHand]) -> Composed:
    """Tells the supporter of silence; answered meanwhile, paused or changed, nothing is said.

    Nor where Telegram was out of reach when it was to leave: an answer may be on its way, too.
    """
    says: dict[int, Says | None] = {}
    found = await awaited_doses(session, [note.subject_id for note in notes])
    tried = await _tried(session, [note.id for note in notes])
    for note in notes:
        one = found.get(note.subject_id)
        if one is None or one.person_id != note.person_id or note.id in tried:
            continue
        if one.is_shared and is_silent(one.dose, one.awaited, note.due_at):
            says[note.id] = partial(
                _alerts, one.supported_id, one.shown_as, "" if one.is_neutral else one.item,
                one.number, one.due_at, note.zone,
            )  # fmt: skip
    return says


async def week(session: AsyncSession, notes: Sequence[NoteInHand]) -> Composed:
    """The week summary for supporters, where it is shared."""
    bonds = await _active(session, notes, Share.WEEK)
    return {
        note.id: await week_says(session, note, *bonds[note.subject_id])
        for note in notes
        if note.subject_id in bonds
    }


async def visit(session: AsyncSession, notes: Sequence[NoteInHand]) -> Composed:
    """The appointments of the day after, where they are shared."""
    says: dict[int, Says | None] = {}
    bonds = await _active(session, notes, Share.VISITS)
    for note in notes:
        if note.subject_id not in bonds:
            continue
        row, person = bonds[note.subject_id]
        today = local_date(note.zone, note.due_at)
        ahead = await visits_from(session, person, today + timedelta(days=1))
        tomorrow = [one for one in ahead if one.day == today + timedelta(days=1)]
        if tomorrow:
            neutral = row.is_neutral or person.is_discreet
            says[note.id] = partial(
                _says_visit, note, row.shown_as, tomorrow[0], neutral, person.zone
            )
    return says


async def cheer(session: AsyncSession, notes: Sequence[NoteInHand]) -> Composed:
    """A kind word, as it reaches the person."""
    rows = await session.execute(
        select(Cheer, Supporter.called)
        .join(Supporter, Supporter.id == Cheer.supporter_id)
        .where(Cheer.id.in_([note.subject_id for note in notes]))
    )
    found = {(one.id, one.person_id): (one, called) for one, called in rows}
    return {
        note.id: partial(_cheers, *found[note.subject_id, note.person_id])
        for note in notes
        if (note.subject_id, note.person_id) in found
    }


def visit_in_words(
    t: Translator, one: Appointment, now: datetime, zone: str, theirs: str, *, neutral: bool
) -> Markup:
    """With whom it is stands there unless neutral words are wished.

    The time is that of the reader's clocks, in `zone` or where their phone is; the appointment is
    by the clocks of `theirs`.
    """
    at = instant_of(theirs, one.day, one.at) if one.at is not None else None
    if at is None:
        words = when_words if neutral else visit_words
        return Markup.escape(words(t, one, local_date(zone, now)))
    known = theirs if zone == UTC_NAME else zone  # who said no zone reads the person's clocks
    told = t.moment(at, when(t, at, known, now))
    return told if neutral or not one.with_whom else told + Markup(" · ") + one.with_whom


async def _tried(session: AsyncSession, note_ids: Sequence[int]) -> frozenset[int]:
    """Those of the notes whose message has been tried already, and did not leave."""
    rows = await session.scalars(
        select(Note.id)
        .join(Delivery, Delivery.id == Note.delivery_id)
        .where(Note.id.in_(note_ids), Delivery.attempts > 0)
    )
    return frozenset(rows)


async def _active(
    session: AsyncSession, notes: Sequence[NoteInHand], share: Share
) -> dict[int, tuple[Supporter, Person]]:
    """By the supporter's half: the other half and its person, where this is shared just now."""
    column = Supporter.shares_week if share is Share.WEEK else Supporter.shares_visits
    rows = await session.execute(
        select(Supported.id, Supporter, Person)
        .join(Supporter, Supporter.id == Supported.supporter_id)
        .join(Person, Person.id == Supporter.person_id)
        .where(
            Supported.id.in_([note.subject_id for note in notes]),
            Supported.person_id.in_([note.person_id for note in notes]),
            Supported.paused_at.is_(None),
            Supporter.paused_at.is_(None),
            Supporter.confirmed_at.is_not(None),
            column,
        )
    )
    return {half: (row, person) for half, row, person in rows}


def _asks(one: Companion, t: Translator, now: datetime) -> Screen:
    del now
    return screens.account_asked(t, one)


def _says_left(called: str, t: Translator, now: datetime) -> Screen:
    del now
    return screens.left_screen(t, called)


def _says_begun(one: Supports, t: Translator, now: datetime) -> Screen:
    del now
    return supported_screens.begun_screen(t, one)


def _says_ended(t: Translator, now: datetime) -> Screen:
    del now
    return supported_screens.over_screen(t)


def _alerts(  # noqa: PLR0917  what an alert tells
    supported_id: int,
    name: str,
    item: str,
    number: int,
    due_at: datetime,
    zone: str,
    t: Translator,
    now: datetime,
) -> Screen:
    del now
    named = item_name(t, item, number)
    time = t.moment(due_at, clock_time(due_at, zone), "t")
    t = t if item else t.discreetly()
    return supported_screens.alert_screen(t, supported_id, name, named, time)


def _says_visit(  # noqa: PLR0917  as above
    note: NoteInHand, name: str, one: Appointment, neutral: bool, theirs: str,  # noqa: FBT001  given by partial
    t: Translator, now: datetime,
) -> Screen:  # fmt: skip
    t = t.discreetly() if neutral else t
    words = visit_in_words(t, one, now, note.zone, theirs, neutral=neutral)
    return supported_screens.visit_screen(t, note.subject_id, name, words)


def _cheers(one: Cheer, called: str, t: Translator, now: datetime) -> Screen:
    del now
    words = one.text if one.text is not None else cheer_words(t, Cheering(one.what))
    return supported_screens.cheer_screen(t, called, words)
