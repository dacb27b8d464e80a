"""What is owed to a person, from what is known of them: pure, `now` is an argument.

`advance` turns the time that has passed into occurrences, the messages that tell of them, and
the next instant at which anything is owed. The engine loads its state and writes its changes.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from bot.plan.rules import AsNeeded, Due, due_between, next_due
from bot.reminders.anew import hold_anew
from bot.reminders.hushing import holds, look_hushed, prompted_at
from bot.reminders.looks import Look, fall_asleep, look_at
from bot.reminders.notes import NoteLook, look_at_note
from bot.reminders.pausing import (
    awake_since,
    holds_open,
    is_over,
    let_go,
    prompted_beside,
    sleeps,
)
from bot.reminders.prompts import prompts_of
from bot.reminders.quiet import held_until
from bot.reminders.state import (
    DECIDE,
    LEAST_WINDOW,
    LOOKBACK,
    WINDOW,
    Born,
    Changes,
    Nagged,
    Open,
    PersonState,
    Planned,
    Prompt,
    Shown,
    State,
)
from bot.reminders.zones import changed_at, cursor_of, has_own_cursor, is_elapsed, zone_of


def advance(state: PersonState, now: datetime) -> Changes:
    """What becomes of a person's plan when the clock shows `now`."""
    if (until := sleeps(state, now)) is not None:
        return _asleep(state, now, until)
    since = awake_since(state)
    born, until = _born(state, since, now), max(since, now)
    if undecided := _is_undecided(state, born, now):
        born, until = (), since
    newest = _newest(born, now)
    anew = hold_anew(state, born, now)
    looks = tuple(_look(state, one, now, newest.get(one.item_id)) for one in anew.open)
    notes = tuple(look_at_note(state, note, now) for note in state.notes)
    said = (note.prompt for note in notes if note.prompt is not None)
    prompts = (*prompts_of(born, looks, now, returned=state.returned), *said)
    return Changes(
        person_id=state.id,
        advanced_until=until,
        wake_at=_earliest(_next_wake(state, born, looks, until, now), notes),
        unshown=tuple(one for one in born if one.prompt_at > now),
        prompts=prompts,
        closed=tuple(look.closed for look in looks if look.closed),
        held=anew.held,
        dropped=anew.dropped,
        nagged=tuple(Nagged(look.one.id, look.nags) for look in looks if look.nags is not None),
        tidied=_replaced(looks, prompts, Shown.YES),
        withdrawn=_replaced(looks, prompts, Shown.ON_ITS_WAY),
        notes=tuple(note.fate for note in notes if note.fate is not None),
        resumed=is_over(state, now) and not undecided,
        caught_up=has_own_cursor(state) and not undecided,
        held_anew=anew.is_done,
    )


def deadline_of(planned: Planned, zone: str, due_at: datetime, prompt_at: datetime) -> datetime:
    """When an occurrence is missed: at the item's next one, or four hours after the prompt."""
    limit = prompt_at + WINDOW
    follower = next_due(planned.schedule, zone, due_at, planned.last_done)
    return min(limit, follower.at) if follower else limit


def _asleep(state: PersonState, now: datetime, until: datetime) -> Changes:
    """While the person pauses nothing comes due, and what was open is let go."""
    looks = tuple(fall_asleep(one, until) for one in state.open)
    return Changes(
        person_id=state.id,
        advanced_until=max(state.advanced_until, now),
        wake_at=min(until, state.away_until or until),
        caught_up=has_own_cursor(state),
        closed=tuple(look.closed for look in looks if look.closed),
        tidied=_replaced(looks, (), Shown.YES),
        withdrawn=_unique(one.delivery_id for one in state.open if one.shown is Shown.ON_ITS_WAY),
    )


def _born(state: PersonState, since: datetime, now: datetime) -> tuple[Born, ...]:
    born: list[Born] = []
    for planned in state.planned:
        if not planned.in_force or isinstance(planned.schedule.when, AsNeeded):
            continue
        start, end = _span(state, planned, cursor_of(state, planned, since), now)
        zone = zone_of(state, planned)
        for due in due_between(planned.schedule, zone, start, end, planned.last_done):
            one = _occurrence(state, planned, due, now)
            if one is not None and not planned.is_had(due):
                born.append(one)
    return tuple(sorted(born, key=lambda one: (one.due_at, one.planned.item_id)))


def _span(
    state: PersonState, planned: Planned, since: datetime, now: datetime
) -> tuple[datetime, datetime]:
    """From after when until when a schedule's dues are owed by now."""
    start, end = _since(state, planned, since, now), min(now, planned.valid_until or now)
    moved_at = changed_at(state, planned)
    if moved_at is None or planned.zone is not None or _begins_with(state, planned, moved_at):
        start = max(start, planned.valid_from)
    elif planned.valid_until is not None and planned.valid_until <= moved_at:
        end = start  # what the clocks pass over is its follower's
    return max(start, now - LOOKBACK), end


def _begins_with(state: PersonState, planned: Planned, moved_at: datetime) -> bool:
    """Whether a schedule was made by somebody who was there already: since the last look.

    Their clocks had moved before the bot was told, so that they passed over nothing of it.
    """
    looked = state.kept_until or state.advanced_until
    return planned.valid_from > min(moved_at, looked)


def _since(state: PersonState, planned: Planned, since: datetime, now: datetime) -> datetime:
    """From when on to look.

    The cursor follows the clock on the wall: a journey to the east turns it back, and one to
    the west puts it ahead of now. Elapsed time does not care.
    """
    if state.zone_changed_at is None or not is_elapsed(planned):
        return since
    if since > now:  # what is found once more is known by its instant, and not doubled
        return max(state.zone_changed_at, now - timedelta(days=1))
    return max(state.zone_changed_at, since)


def _occurrence(state: PersonState, planned: Planned, due: Due, now: datetime) -> Born | None:
    """The occurrence of a due instant; None when it is held and a later one follows."""
    moved_at, zone = changed_at(state, planned), zone_of(state, planned)
    moved = moved_at is not None and due.at <= moved_at
    prompt_at = moved_at + DECIDE if moved_at and moved else due.at
    if not planned.at_chosen_time:
        prompt_at = held_until(state.zone, state.wake_time, state.bed_time, prompt_at)
        follower = next_due(planned.schedule, zone, due.at, planned.last_done)
        if prompt_at > due.at and follower is not None and follower.at <= prompt_at:
            return None
    hushed = prompted_at(state, planned, prompt_at)
    if hushed is None:
        return None
    beside = prompted_beside(state, planned, due.at, hushed)
    if beside is None:
        return None
    prompt_at = beside
    deadline = deadline_of(planned, zone, due.at, prompt_at)
    in_time = deadline > now and not (moved and deadline - prompt_at < LEAST_WINDOW)
    return Born(
        planned=planned,
        local_date=due.local_date,
        slot=due.slot,
        due_at=due.at,
        prompt_at=prompt_at,
        deadline=deadline,
        zone=state.zone if planned.zone else zone,
        amount=due.amount or planned.amount,
        state=State.OPEN if in_time else State.OFFLINE,
        nags_sent=sum(at <= now for at in _nags_at(prompt_at, planned.nags)),
        moved=moved,
    )


def _is_undecided(state: PersonState, born: Sequence[Born], now: datetime) -> bool:
    """After travel the person is asked whose clocks count: for a moment nothing is prompted."""
    return any(
        one.moved and (at := changed_at(state, one.planned)) is not None and now < at + DECIDE
        for one in born
    )


def _newest(born: Sequence[Born], now: datetime) -> dict[int, datetime]:
    """When each item that is prompted now came due last.

    What the clocks moved past is offered only once they had: by its instant it would be older
    than a dose before it that is still open, and the two would stack.
    """
    newest: dict[int, datetime] = {}
    for one in born:
        if one.prompt_at <= now:
            offered = one.moved and one.state is State.OPEN
            came = one.prompt_at if offered else one.due_at
            newest[one.planned.item_id] = max(came, newest.get(one.planned.item_id, came))
    return newest


def _look(state: PersonState, one: Open, now: datetime, newest: datetime | None) -> Look:
    if holds_open(state, one, now):
        return let_go(one)
    if one.left is None and holds(state, one, now):
        return look_hushed(state, one)
    return look_at(one, now, _after(newest, one.due_at))


def _after(instant: datetime | None, due_at: datetime) -> datetime | None:
    return instant if instant is not None and instant > due_at else None


def _replaced(
    looks: Sequence[Look], prompts: Sequence[Prompt], shown: Shown
) -> tuple[int, ...]:  # fmt: skip
    """Messages that a newer one replaces, or whose question is closed: in the chat, or waiting.

    One that waits and is out of date for some of its items still leaves for the others.
    """
    moved = {one.id for prompt in prompts for one in prompt.open}
    return _unique(
        look.one.delivery_id
        for look in looks
        if look.one.shown is shown
        and (look.one.id in moved or (look.outdated and shown is Shown.YES))
    )


def _next_wake(
    state: PersonState,
    born: Sequence[Born],
    looks: Sequence[Look],
    until: datetime,
    now: datetime,
) -> datetime | None:
    """The earliest instant after `now` at which an occurrence asks for anything."""
    instants: list[datetime] = []
    for planned in state.planned:
        if planned.in_force and planned.valid_until is None:
            after = max(now if is_elapsed(planned) else until, planned.valid_from)
            zone = zone_of(state, planned)
            due = next_due(planned.schedule, zone, after, planned.last_done)
            instants += [due.at] if due else []
            moved_at = changed_at(state, planned)
            instants += [moved_at + DECIDE] if moved_at else []
    if state.zone_changed_at is not None:
        instants.append(state.zone_changed_at + DECIDE)
    if state.away_until is not None:
        instants.append(state.away_until)
    if state.hushed_until is not None:
        instants.append(state.hushed_until)
    instants += [at for at in (state.pause_from, state.paused_until) if at is not None]
    for b in born:
        if b.state is State.OPEN:
            instants += [b.prompt_at, b.deadline, *_nags_at(b.prompt_at, b.planned.nags)]
    for look in looks:
        if look.close is None:
            one = look.one
            instants += [one.prompt_at, one.deadline, *_nags_at(one.prompt_at, one.nags)]
    return min((at for at in instants if at > now), default=None)


def _earliest(wake_at: datetime | None, notes: Sequence[NoteLook]) -> datetime | None:
    instants = (wake_at, *(note.wake_at for note in notes))
    return min((at for at in instants if at is not None), default=None)


def _nags_at(prompt_at: datetime, nags: Iterable[int]) -> list[datetime]:
    """When a reminder is repeated if nobody answers."""
    return [prompt_at + timedelta(minutes=minutes) for minutes in nags]


def _unique(ids: Iterable[int | None]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(id_ for id_ in ids if id_ is not None))
