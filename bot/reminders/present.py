"""Things as they stand now, as screens: a message, a card, the day. Handlers reply with these."""

from datetime import date

from bot.journal.days.rules import day_of, unknown_answer
from bot.journal.history.rules import Line, Part
from bot.journal.history.screens import day_screen, journal_lines
from bot.journal.history.store import day_log
from bot.pauses.store import pauses_between
from bot.pauses.words import pause_line
from bot.people.turn import Reply, Turn
from bot.plan.rules import Kind, local_date
from bot.plan.zones import day_bounds
from bot.reminders import lookups
from bot.reminders.answering import tidy
from bot.reminders.buttons import Place
from bot.reminders.messages import message_screen
from bot.reminders.screens import card
from bot.reminders.state import Sort, State
from bot.reminders.today import DAY, load_day, load_today, occurrence_lines, today_screen
from bot.reminders.views import Row, Tapped, rows_of_deliveries
from bot.reminders.words import state_words
from bot.screen import Screen
from bot.treatment.guided.good_history import good_lines, good_of
from bot.treatment.guided.store import good_things_on
from bot.treatment.injections.screens import offer_screen
from bot.treatment.injections.store import entry_of_reminder


async def answered(turn: Turn, occurrence_id: int, place: Place, *, changed: bool) -> Reply:
    """The present state; a tap that changed nothing also gets it as a word over the chat."""
    return await as_it_is(turn, await tapped_of(turn, occurrence_id), place, changed=changed)


async def as_it_is(turn: Turn, one: Tapped, place: Place, *, changed: bool) -> Reply:
    """`answered`, of one that was read already."""
    if changed:
        await _tidy(turn, one)
    screen = await _seen(turn, one, place)
    if changed:
        return Reply(edit=screen, send=await offers(turn, one.row))
    words = state_words(turn.t, one.row, turn.person.zone, turn.now)
    return Reply(edit=screen, notice=words or turn.t("Still open."))


async def offers(turn: Turn, row: Row) -> tuple[Screen, ...]:
    """What follows an answer: an injection that is done has details to log."""
    if row.kind is not Kind.INJECTION or row.state is not State.DONE:
        return ()
    logged = await entry_of_reminder(turn.session, turn.person, row.id)
    if logged is None:
        return ()
    return (offer_screen(turn.t, logged, local_date(turn.person.zone, turn.now)),)


async def tidy_elsewhere(turn: Turn, occurrence_id: int) -> None:
    """Brings the reminder's own message up to date when another one was tapped."""
    await _tidy(turn, await tapped_of(turn, occurrence_id))


async def seen_from(turn: Turn, occurrence_id: int, place: Place) -> Screen:
    """What its button's place shows of an occurrence: the message, the day, or its own card."""
    return await _seen(turn, await tapped_of(turn, occurrence_id), place)


async def tapped_of(turn: Turn, occurrence_id: int) -> Tapped:
    """This person's occurrence with its message; UserError when there is none."""
    return await lookups.tapped_of(turn.session, turn.person, occurrence_id)


async def _tidy(turn: Turn, one: Tapped) -> None:
    delivery_id = one.row.delivery_id
    if delivery_id is not None and one.message_id and one.message_id != turn.message_id:
        await tidy(turn.session, turn.person, delivery_id, turn.now)


async def _seen(turn: Turn, one: Tapped, place: Place) -> Screen:
    if place is Place.TODAY:
        return await today_of(turn)
    if place is Place.MESSAGE and one.sort is not None:
        return message_screen(turn.t, one.sort, one.rows, turn.person.zone, turn.now)
    return card(turn.t, one.row, turn.person.zone, turn.now, place)


async def message_of(turn: Turn, delivery_id: int) -> Screen | None:
    """A delivery's screen; None when it shows nothing, is gone, or somebody else's."""
    delivery = await lookups.delivery_of(turn.session, turn.person, delivery_id)
    if delivery is None:
        return None
    found = (await rows_of_deliveries(turn.session, [delivery_id])).get(delivery_id)
    if not found:
        return None
    return message_screen(turn.t, Sort(delivery.kind), found, turn.person.zone, turn.now)


async def row_of(turn: Turn, occurrence_id: int) -> Row:
    """This person's occurrence; UserError when there is none."""
    return (await tapped_of(turn, occurrence_id)).row


async def today_of(turn: Turn) -> Screen:
    loaded = await load_today(turn.session, turn.person, turn.now)
    return today_screen(turn.t, loaded, turn.person, turn.now)


async def day_page(turn: Turn, ordinal: int, page: int = 0) -> Screen:
    """A page of a day: the plan's part and the journal's, in the order in which it was lived.

    `ordinal` is that of the local date; UserError for one ahead.
    """
    day, today = day_of(ordinal), local_date(turn.person.zone, turn.now)
    if day > today + DAY:
        raise unknown_answer()
    lines = await _lines(turn, day)
    # After a flight to the west there can be a day ahead that was lived in part already.
    has_next = day < today or (day == today and bool(await _lines(turn, day + DAY)))
    return day_screen(turn.t, lines, day, today, page, has_next=has_next)


async def _lines(turn: Turn, day: date) -> list[Line]:
    found = await load_day(turn.session, turn.person, day, turn.now)
    log = await day_log(turn.session, turn.person, day)
    planned = occurrence_lines(turn.t, found, turn.now)
    good = [good_of(row) for row in await good_things_on(turn.session, turn.person, day)]
    return [
        *planned,
        *journal_lines(turn.t, log, turn.person.zone),
        *good_lines(turn.t, good),
        *await _pauses(turn, day),
    ]


async def _pauses(turn: Turn, day: date) -> list[Line]:
    zone = turn.person.zone
    start, end = day_bounds(zone, day)
    found = await pauses_between(turn.session, [turn.person.id], start, min(end, turn.now))
    return [
        Line(Part.TIMED, max(row.begins_at, start), pause_line(turn.t, row, day, zone))
        for row in found
    ]
