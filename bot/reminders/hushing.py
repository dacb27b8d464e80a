"""What is held back for somebody who said that they are in crisis: all but care. Pure.

Nothing upbeat and no question reaches them until the next morning. What comes again lets that day
go, what comes once waits; nothing of it counts as missed.
"""

from datetime import datetime

from bot.notes.rules import Topic
from bot.people.urgent_rules import is_hushed
from bot.plan.rules import Kind, Once
from bot.reminders.looks import Look
from bot.reminders.state import Open, PersonState, Planned, Reason, State

CARE = frozenset({Kind.MEDICATION, Kind.INJECTION, Kind.APPOINTMENT})
"""What comes all the same."""


def prompted_at(state: PersonState, planned: Planned, prompt_at: datetime) -> datetime | None:
    """When it is prompted beside a hush; None when this one is let go."""
    until = state.hushed_until
    if until is None or prompt_at >= until or planned.kind in CARE:
        return prompt_at
    return until if isinstance(planned.schedule.when, Once) else None


def said_at(state: PersonState, topic: Topic, at: datetime) -> datetime:
    """When a note is said beside a hush."""
    until = state.hushed_until
    return at if until is None or is_care(topic) else max(at, until)


def is_care(topic: Topic) -> bool:
    return topic.is_care or topic.is_urgent


def holds(state: PersonState, one: Open, now: datetime) -> bool:
    """Whether an open occurrence is not to be prompted now."""
    return is_hushed(state.hushed_until, now) and one.kind not in CARE


def look_hushed(state: PersonState, one: Open) -> Look:
    """What comes once, or only after the hush, stays as it is; the rest is let go kindly."""
    assert state.hushed_until is not None
    once = {planned.item_id for planned in state.planned if isinstance(planned.schedule.when, Once)}
    if one.item_id in once or one.prompt_at >= state.hushed_until:
        return Look(one)
    return Look(one, close=State.SKIPPED, reason=Reason.PAUSED, outdated=True)
