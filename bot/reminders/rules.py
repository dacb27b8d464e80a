"""What is owed to a person, from what is known of them: pure, `now` is an argument.

`advance` turns the time that has passed into occurrences, the messages that tell of them, and
the next instant at which anything is owed. The engine loads its state and writes its changes.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.plan.rules import CHECK_INS, AfterLast, AsNeeded, Due, Kind, due_between, next_due
from bot.reminders.questions import asked_at, questions_due
from bot.reminders.quiet import held_until
from bot.reminders.state import (
    AMENDABLE,
    LATE,
    LOOKBACK,
    WINDOW,
    Born,
    Changes,
    Lane,
    Nagged,
    Open,
    PersonState,
    Planned,
    Prompt,
    Shown,
    Sort,
    State,
)


def advance(state: PersonState, now: datetime) -> Changes:
    """What becomes of a person's plan when the clock shows `now`."""
    if state.paused_until is not None and state.paused_until > now:
        return _asleep(state, now, state.paused_until)
    since = max(state.advanced_until, state.paused_until or state.advanced_until)
    born = _born(state, since, now)
    outcomes = tuple(_look(_superseded(one, born), now) for one in state.open)
    asked, lapsed = questions_due(state, now)
    prompts = (*_prompts(born, outcomes, now, returned=state.returned), *asked)
    until = max(since, now)
    return Changes(
        person_id=state.id,
        advanced_until=until,
        wake_at=_next_wake(state, born, outcomes, until, now),
        unshown=tuple(one for one in born if one.prompt_at > now),
        prompts=prompts,
        closed=tuple((look.one.id, look.close) for look in outcomes if look.close),
        nagged=tuple(Nagged(look.one.id, look.nags) for look in outcomes if look.nags is not None),
        tidied=_tidied(outcomes, prompts),
        withdrawn=_withdrawn(outcomes, prompts),
        lapsed=lapsed,
        resumed=state.paused_until is not None,
    )


def deadline_of(planned: Planned, zone: str, due_at: datetime, prompt_at: datetime) -> datetime:
    """When an occurrence is missed: at the item's next one, or four hours after the prompt."""
    limit = prompt_at + WINDOW
    follower = next_due(planned.schedule, zone, max(due_at, prompt_at), planned.last_done)
    return min(limit, follower.at) if follower else limit


def _asleep(state: PersonState, now: datetime, until: datetime) -> Changes:
    """While the person pauses nothing comes due, and what was open is let go."""
    return Changes(
        person_id=state.id,
        advanced_until=max(state.advanced_until, now),
        wake_at=until,
        closed=tuple((one.id, State.SKIPPED) for one in state.open),
        tidied=_unique(one.delivery_id for one in state.open if one.shown is Shown.YES),
        withdrawn=_unique(one.delivery_id for one in state.open if one.shown is Shown.ON_ITS_WAY),
    )


def _born(state: PersonState, since: datetime, now: datetime) -> tuple[Born, ...]:
    born: list[Born] = []
    for planned in state.planned:
        if planned.paused or isinstance(planned.schedule.when, AsNeeded):
            continue
        start = max(_since(planned, since, now), planned.valid_from, now - LOOKBACK)
        end = min(now, planned.valid_until or now)
        for due in due_between(planned.schedule, state.plan_zone, start, end, planned.last_done):
            one = _occurrence(state, planned, due, now)
            if one is not None:
                born.append(one)
    return tuple(sorted(born, key=lambda one: (one.due_at, one.planned.item_id)))


def _since(planned: Planned, since: datetime, now: datetime) -> datetime:
    """From when on to look.

    The cursor follows the clock on the wall, and after travel to the west is ahead of now;
    elapsed time does not care, and what is known already is not doubled.
    """
    if since > now and isinstance(planned.schedule.when, AfterLast):
        return now - timedelta(days=1)
    return since


def _occurrence(state: PersonState, planned: Planned, due: Due, now: datetime) -> Born | None:
    """The occurrence of a due instant; None when quiet hours hold it and a later one follows."""
    due_at = max(due.at, state.zone_changed_at or due.at)  # travel passed over its local time
    prompt_at = due_at
    if not planned.at_chosen_time:
        prompt_at = held_until(state.zone, state.wake_time, state.bed_time, due_at)
        follower = next_due(planned.schedule, state.plan_zone, due.at, planned.last_done)
        if prompt_at > due_at and follower is not None and follower.at <= prompt_at:
            return None
    deadline = deadline_of(planned, state.plan_zone, due.at, prompt_at)
    if due_at > due.at:
        deadline = max(deadline, due_at + LATE)
    return Born(
        planned=planned,
        local_date=due.local_date,
        slot=due.slot,
        due_at=due_at,
        prompt_at=prompt_at,
        deadline=deadline,
        zone=state.plan_zone,
        amount=due.amount or planned.amount,
        state=State.OPEN if deadline > now else State.OFFLINE,
    )


@dataclass(frozen=True, slots=True)
class _Look:
    """What one open occurrence asks for now."""

    one: Open
    close: State | None = None
    prompt: datetime | None = None
    """The instant its new message is owed at."""
    nags: int | None = None
    is_nag: bool = False
    digest: bool = False
    outdated: bool = False


def _superseded(one: Open, born: tuple[Born, ...]) -> Open:
    """Doses never stack: a newer one of the item ends it, also where the plan was changed since."""
    newer = (b.due_at for b in born if b.planned.item_id == one.item_id and b.due_at > one.due_at)
    first = min(newer, default=one.deadline)
    return replace(one, deadline=first) if first < one.deadline else one


def _look(one: Open, now: datetime) -> _Look:
    if not one.in_plan:
        return _Look(one, close=State.SKIPPED, outdated=True)
    if one.deadline <= now:
        return _closed(one, now)
    if one.prompt_at > now:
        return _Look(one)
    if one.shown is Shown.NO or (one.shown_at is not None and one.shown_at < one.prompt_at):
        late = now - one.prompt_at > LATE
        return _Look(one, prompt=one.prompt_at, digest=late)
    return _nagged(one, now)


def _closed(one: Open, now: datetime) -> _Look:
    """At its deadline: missed, unless the person could not see or answer it."""
    if one.shown is Shown.YES and now - one.deadline <= LATE:
        return _Look(one, close=State.MISSED, outdated=True)
    return _Look(one, close=State.OFFLINE, prompt=one.prompt_at, digest=True)


def _nagged(one: Open, now: datetime) -> _Look:
    passed = [minutes for minutes in one.nags if one.prompt_at + timedelta(minutes=minutes) <= now]
    if len(passed) <= one.nags_sent:
        return _Look(one)
    if one.shown is Shown.ON_ITS_WAY:  # the first message has not left yet: it is nag enough
        return _Look(one, nags=len(passed))
    at = one.prompt_at + timedelta(minutes=passed[-1])
    return _Look(one, prompt=at, nags=len(passed), is_nag=True, digest=now - at > LATE)


def _prompts(
    born: tuple[Born, ...], looks: tuple[_Look, ...], now: datetime, *, returned: bool
) -> tuple[Prompt, ...]:
    """One message for each minute; whatever is late goes into one digest."""
    late = tuple(b for b in born if b.prompt_at <= now and now - b.prompt_at > LATE)
    digest = tuple(look for look in looks if look.digest)
    if late or digest:
        digest += tuple(look for look in looks if not look.digest and _stuck(look, now))
    prompts: list[Prompt] = []
    if late or digest:
        sort = Sort.HELD if returned else Sort.DIGEST
        prompts.append(_prompt(sort, late, digest, now))
    groups: dict[tuple[datetime, bool], tuple[list[Born], list[_Look]]] = {}
    for b in born:
        if b.prompt_at <= now and b not in late:
            groups.setdefault(_group(b.prompt_at, b.planned.kind), ([], []))[0].append(b)
    for look in looks:
        if look.prompt is not None and look not in digest:
            groups.setdefault(_group(look.prompt, look.one.kind), ([], []))[1].append(look)
    for (at, _), (fresh, again) in sorted(groups.items()):
        nag = not fresh and all(look.is_nag for look in again)
        prompts.append(_prompt(Sort.NAG if nag else Sort.REMINDER, tuple(fresh), tuple(again), at))
    return tuple(prompts)


def _stuck(look: _Look, now: datetime) -> bool:
    """A message that was still waiting when the bot went down joins the digest."""
    one = look.one
    return (
        look.close is None
        and one.shown is Shown.ON_ITS_WAY
        and one.shown_at is not None
        and now - one.shown_at > LATE
    )


def _group(at: datetime, kind: Kind) -> tuple[datetime, bool]:
    """Items of the same minute share a message; the check-ins ask something else."""
    return at.replace(second=0, microsecond=0), kind in CHECK_INS


def _prompt(sort: Sort, born: tuple[Born, ...], looks: tuple[_Look, ...], at: datetime) -> Prompt:
    opens = tuple(look.one for look in looks)
    kinds = {b.planned.kind for b in born} | {one.kind for one in opens}
    if sort in {Sort.DIGEST, Sort.HELD}:
        expires_at = at + AMENDABLE
    else:
        expires_at = max([b.deadline for b in born] + [one.deadline for one in opens])
    lane = Lane.MEDICINE if Kind.MEDICATION in kinds else Lane.TOLERANT
    return Prompt(sort, lane, at, expires_at, born, opens)


def _tidied(looks: tuple[_Look, ...], prompts: tuple[Prompt, ...]) -> tuple[int, ...]:
    """Messages that a newer one replaces, or whose question is closed."""
    moved = {one.id for prompt in prompts for one in prompt.open}
    return _unique(
        look.one.delivery_id
        for look in looks
        if look.one.shown is Shown.YES and (look.outdated or look.one.id in moved)
    )


def _withdrawn(looks: tuple[_Look, ...], prompts: tuple[Prompt, ...]) -> tuple[int, ...]:
    """Messages still on their way that a newer one replaces; those of items gone are, too."""
    moved = {one.id for prompt in prompts for one in prompt.open}
    return _unique(
        look.one.delivery_id
        for look in looks
        if look.one.shown is Shown.ON_ITS_WAY and look.one.id in moved
    )


def _next_wake(
    state: PersonState,
    born: tuple[Born, ...],
    looks: tuple[_Look, ...],
    until: datetime,
    now: datetime,
) -> datetime | None:
    """The earliest instant after `now` at which anything is owed."""
    instants: list[datetime] = []
    for planned in state.planned:
        if planned.paused or planned.valid_until is not None:
            continue
        due = next_due(
            planned.schedule,
            state.plan_zone,
            max(_since(planned, until, now), planned.valid_from),
            planned.last_done,
        )
        instants += [due.at] if due else []
    for b in born:
        if b.state is State.OPEN:
            nags = _nags_of(b) if b.prompt_at <= now else ()
            instants += [b.prompt_at, b.deadline, *nags]
    for look in looks:
        if look.close is None:
            one = look.one
            nags = tuple(one.prompt_at + timedelta(minutes=m) for m in one.nags)
            instants += [one.prompt_at, one.deadline, *nags]
    instants += [asked_at(state, one) for one in state.unasked]
    return min((at for at in instants if at > now), default=None)


def _nags_of(born: Born) -> tuple[datetime, ...]:
    """When a new reminder will be repeated if nobody answers."""
    return tuple(born.prompt_at + timedelta(minutes=m) for m in born.planned.nags)


def _unique(ids: Iterable[int | None]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(id_ for id_ in ids if id_ is not None))
