"""What was held over night, held anew where the person sleeps by other clocks or hours. Pure.

What is due in the quiet hours is held until they wake. Whoever flies before that, or changes when
they get up, would be woken by it: their new night holds it, or nothing does.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.plan.rules import due_between, instant_of, local_date
from bot.reminders.quiet import held_until
from bot.reminders.state import (
    DECIDE,
    WINDOW,
    Born,
    Held,
    Open,
    PersonState,
    Planned,
    Shown,
)
from bot.reminders.zones import zone_of

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Anew:
    """What is open, as it is held now; what of it changed, and what is not owed any more."""

    open: tuple[Open, ...]
    held: tuple[Held, ...] = ()
    dropped: tuple[int, ...] = ()
    is_done: bool = False
    """Whether nothing is held by the hours of before any more."""


def hold_anew(state: PersonState, born: Sequence[Born], now: datetime) -> Anew:
    """After a flight it waits until it is known whose clocks the plan goes by."""
    if state.held_zone is None:
        return Anew(state.open)
    planned = {one.item_id: one for one in state.planned if one.valid_until is None}
    ids = {one.id for one in state.open if _is_held(state, planned.get(one.item_id), one)}
    decided_at = state.zone_changed_at + DECIDE if state.zone_changed_at else now
    if now < decided_at:
        return Anew(
            tuple(_waiting(one, decided_at) if one.id in ids else one for one in state.open)
        )
    newer = {one.planned.item_id for one in born}
    found = {
        one.id: _held(state, planned[one.item_id], one, now)
        for one in state.open
        if one.id in ids and one.item_id not in newer
    }
    again = {id_: one for id_, one in found.items() if one is not None}
    dropped = ids - again.keys()
    return Anew(
        open=tuple(again.get(one.id, one) for one in state.open if one.id not in dropped),
        held=tuple(Held(one.id, one.prompt_at, one.deadline) for one in again.values()),
        dropped=tuple(dropped),
        is_done=True,
    )


def _is_held(state: PersonState, planned: Planned | None, one: Open) -> bool:
    """Whether it was to come as the person wakes; what they put off themselves stays as chosen."""
    if planned is None or planned.at_chosen_time:
        return False
    if one.shown is not Shown.NO or one.delivery_id is not None or one.prompt_at == one.due_at:
        return False
    assert state.held_zone is not None
    assert state.held_wake is not None
    day = local_date(state.held_zone, one.prompt_at)
    return one.prompt_at == instant_of(state.held_zone, day, state.held_wake)


def _waiting(one: Open, decided_at: datetime) -> Open:
    return replace(one, prompt_at=max(one.prompt_at, decided_at))


def _held(state: PersonState, planned: Planned, one: Open, now: datetime) -> Open | None:
    """None where its item's next one comes by then: as when it is born, that one is owed alone."""
    prompt_at = held_until(state.zone, state.wake_time, state.bed_time, _whole_minute(now))
    limit = prompt_at + WINDOW
    if not planned.in_force:
        return replace(one, prompt_at=prompt_at, deadline=limit)
    zone, since = zone_of(state, planned), max(now, planned.valid_from)
    dues = due_between(planned.schedule, zone, since, limit, planned.last_done)
    before = [due for due in dues if due.at <= prompt_at]
    # Of several in one night the last is owed, unless it is one of hours that are lived again.
    if before and not planned.is_had(before[-1]):
        return None
    after = (due.at for due in dues if due.at > prompt_at and not planned.is_had(due))
    return replace(one, prompt_at=prompt_at, deadline=next(after, limit))


def _whole_minute(instant: datetime) -> datetime:
    """Messages are noted by their minute: with seconds it would be owed once more."""
    whole = instant.replace(second=0, microsecond=0)
    return whole if whole == instant else whole + _MINUTE
