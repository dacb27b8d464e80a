"""Whose clocks each plan item goes by, and from when on it is looked at. Pure."""

from datetime import datetime

from bot.plan.rules import AfterLast
from bot.reminders.state import PersonState, Planned


def zone_of(state: PersonState, planned: Planned) -> str:
    return planned.zone or state.plan_zone


def changed_at(state: PersonState, planned: Planned) -> datetime | None:
    """When the clocks that it goes by last moved: with the plan's, or alone."""
    of_plan = state.zone_changed_at if planned.zone is None else None
    return max((at for at in (of_plan, planned.changed_at) if at is not None), default=None)


def cursor_of(state: PersonState, planned: Planned, since: datetime) -> datetime:
    """Until when its dues became occurrences; `since` is that of those with no cursor of their own.

    Where the plan's clocks moved after its own, the earlier one counts: what is looked at twice is
    owed once, what is skipped would be lost.
    """
    if planned.zone is not None:
        return _later(planned.looked_until or state.kept_until, state, since)
    own = _later(planned.looked_until, state, since)
    moved_at, moved_alone = state.zone_changed_at, planned.changed_at
    is_last = moved_at is None or (moved_alone is not None and moved_alone >= moved_at)
    return own if is_last else min(own, since)


def _later(own: datetime | None, state: PersonState, since: datetime) -> datetime:
    """Its own; not what lies in a pause of everything."""
    if own is None:
        return since
    if state.paused_until is not None and state.pause_from is None:
        return max(own, state.paused_until)
    return own


def has_own_cursor(state: PersonState) -> bool:
    return state.kept_until is not None or any(one.looked_until for one in state.planned)


def is_elapsed(planned: Planned) -> bool:
    """Whether it counts hours from the last dose: no clock on a wall matters to it."""
    return isinstance(planned.schedule.when, AfterLast) and planned.last_done is not None
