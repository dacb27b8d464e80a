"""/injection and the buttons of the log: what is tapped or typed is saved at once."""

from datetime import date

from bot.journal.removal import can_restore
from bot.people.asides import ask_aside, asked_about, end_aside
from bot.people.rules import unknown_button
from bot.people.turn import Reply, TapHandler, Turn
from bot.plan.rules import local_date
from bot.screen import ButtonData, Screen
from bot.treatment.dates import past_date
from bot.treatment.injections import actions, check_handlers, face_handlers, screens, waiting
from bot.treatment.injections.buttons import (
    AdviceGiven,
    ClearDetail,
    CopyField,
    CopyLast,
    ListInjections,
    LogInjection,
    NewInjection,
    OpenDetail,
    OpenInjection,
    RemoveInjection,
    RestoreInjection,
    SetProduct,
    ShowInjections,
)
from bot.treatment.injections.rules import Entry, Field, own_times
from bot.treatment.injections.store import (
    checks_of,
    entries_of,
    entry_of,
    is_massage_held,
    row_of,
)
from bot.treatment.visits.store import next_injection
from bot.treatment.visits.words import visit_words

FLOW = "injection"
_FIELDS = tuple(Field)


async def injection(turn: Turn, words: str) -> Reply:
    """/injection: where the cycle is; /injection 3 Mar: it was then."""
    if words.strip():
        return Reply(send=(await _logged(turn, _date(turn, words)),))
    return Reply(send=(await overview(turn),))


async def shown(turn: Turn, data: ButtonData) -> Reply:
    del data
    return Reply(edit=await overview(turn))


async def listed(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, ListInjections)
    entries = await entries_of(turn.session, turn.person)
    return Reply(edit=screens.list_screen(turn.t, entries, _today(turn), data.page))


async def new_wanted(turn: Turn, data: ButtonData) -> Reply:
    del data
    return Reply(edit=screens.when_asked(turn.t, _today(turn), is_first=False))


async def day_picked(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, LogInjection)
    return Reply(edit=await _logged(turn, _day_of(data.day)))


async def opened(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, OpenInjection)
    await end_aside(turn.session, turn.person, turn.now, FLOW)
    return Reply(edit=await card(turn, data.injection))


async def field_opened(turn: Turn, data: ButtonData) -> Reply:
    """Its choices, and a message is taken for it from now on."""
    assert isinstance(data, OpenDetail)
    t, today = turn.t, _today(turn)
    found: Entry | None = None
    earlier: tuple[Entry, ...] = ()
    if data.injection or data.field is not Field.DAY:
        found = await entry_of(turn.session, turn.person, data.injection)
        earlier = await entries_of(turn.session, turn.person)
        if found.removed_at is not None:
            return Reply(edit=await card(turn, data.injection))
    await ask_aside(
        turn.session, turn.person, turn.now, FLOW,
        injection=data.injection, field=_FIELDS.index(data.field),
    )  # fmt: skip
    return Reply(edit=screens.field_screen(t, found, data.field, today, earlier))


async def answer_text(turn: Turn, text: str) -> Reply | None:
    """The message after a question about a detail."""
    about = await asked_about(turn.session, turn.person, turn.now, FLOW)
    if about is None:
        return None
    id_, field = about["injection"], _FIELDS[about["field"]]
    if field is not Field.DAY:
        await actions.set_field(turn.session, turn.person, id_, field, text)
    elif id_:
        await actions.set_day(turn.session, turn.person, id_, _date(turn, text), turn.now)
    else:
        screen = await _logged(turn, _date(turn, text))
        return Reply(send=(screen,))
    await end_aside(turn.session, turn.person, turn.now, FLOW)
    return Reply(send=(await card(turn, id_),))


async def cleared(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, ClearDetail)
    if data.field is Field.DAY:
        raise unknown_button()
    await actions.set_field(turn.session, turn.person, data.injection, data.field, None)
    return await _answered(turn, data.injection)


async def product_picked(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, SetProduct)
    await actions.set_field(
        turn.session, turn.person, data.injection, Field.PRODUCT, data.product.value
    )
    return await _answered(turn, data.injection)


async def field_copied(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, CopyField)
    if data.field not in {Field.AMOUNT, Field.CLINIC}:
        raise unknown_button()
    await actions.copy_field(turn.session, turn.person, data.injection, data.field, data.source)
    return await _answered(turn, data.injection)


async def last_copied(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, CopyLast)
    await actions.copy_last(turn.session, turn.person, data.injection)
    return await _answered(turn, data.injection)


async def removed(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, RemoveInjection)
    await actions.remove(turn.session, turn.person, data.injection, turn.now)
    return await _answered(turn, data.injection)


async def restored(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, RestoreInjection)
    await actions.restore(turn.session, turn.person, data.injection, turn.now)
    return await _answered(turn, data.injection)


async def advised(turn: Turn, data: ButtonData) -> Reply:
    del data
    await waiting.advised(turn.session, turn.person, turn.now)
    return Reply(edit=screens.advised_screen(turn.t))


async def overview(turn: Turn) -> Screen:
    """Where the cycle is; without any injection, the question when it was."""
    await end_aside(turn.session, turn.person, turn.now, FLOW)
    session, person, today = turn.session, turn.person, _today(turn)
    entries = await entries_of(session, person)
    if not entries:
        return screens.when_asked(turn.t, today, is_first=True)
    checks = await checks_of(session, person)
    mine = [one for one in checks if one.day >= entries[0].day]
    visit = await next_injection(session, person, today)
    told = screens.Overview(
        newest=entries[0],
        today=today,
        last_check=mine[-1] if mine else None,
        own=own_times([one.day for one in entries], checks),
        next_visit=visit_words(turn.t, visit, today) if visit else None,
        is_held=await is_massage_held(session, person),
    )
    return screens.overview_screen(turn.t, told)


async def card(turn: Turn, injection_id: int) -> Screen:
    """One entry as it stands now."""
    row = await row_of(turn.session, turn.person, injection_id)
    found = await entry_of(turn.session, turn.person, injection_id)
    return screens.entry_screen(
        turn.t,
        found,
        _today(turn),
        can_copy=await _can_copy(turn, found),
        can_restore=can_restore(row.removed_at, turn.now),
    )


async def _can_copy(turn: Turn, found: Entry) -> bool:
    """Whether an earlier one has something that this one lacks."""
    if found.product and found.amount and found.clinic and found.sites:
        return False
    entries = await entries_of(turn.session, turn.person)
    before = next((one for one in entries if one.day < found.day), None)
    return before is not None and (
        bool(before.product and not found.product)
        or bool(before.amount and not found.amount)
        or bool(before.clinic and not found.clinic)
        or bool(before.sites and not found.sites)
    )


async def _logged(turn: Turn, day: date) -> Screen:
    row, _ = await actions.log(turn.session, turn.person, day, turn.now)
    await end_aside(turn.session, turn.person, turn.now, FLOW)
    return await card(turn, row.id)


async def _answered(turn: Turn, injection_id: int) -> Reply:
    await end_aside(turn.session, turn.person, turn.now, FLOW)
    return Reply(edit=await card(turn, injection_id))


def _date(turn: Turn, text: str) -> date:
    """A date as it was typed; one without a year is the last such day."""
    return past_date(text, _today(turn), turn.person.language)


def _day_of(ordinal: int) -> date:
    try:
        return date.fromordinal(ordinal)
    except (ValueError, OverflowError):
        raise unknown_button() from None


def _today(turn: Turn) -> date:
    return local_date(turn.person.zone, turn.now)


TAPS: dict[type[ButtonData], TapHandler] = {
    ShowInjections: shown,
    ListInjections: listed,
    NewInjection: new_wanted,
    LogInjection: day_picked,
    OpenInjection: opened,
    OpenDetail: field_opened,
    ClearDetail: cleared,
    SetProduct: product_picked,
    CopyField: field_copied,
    CopyLast: last_copied,
    RemoveInjection: removed,
    RestoreInjection: restored,
    AdviceGiven: advised,
    **check_handlers.TAPS,
    **face_handlers.TAPS,
}
