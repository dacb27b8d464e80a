"""What rests in a pause, and what goes on. Pure.

A pause of everything that is on already lets the person sleep as a whole (`rules.advance`). One
with a beginning, or in which medicines go on, is looked at here: what comes due in it and rests is
let go, what comes once waits for its end, and nothing of it counts as missed.
"""

from datetime import datetime

from bot.notes.rules import Topic
from bot.pauses.rules import GOES_ON
from bot.people.rules import Rests
from bot.plan.rules import Kind, Once
from bot.reminders.hushing import is_care
from bot.reminders.looks import Look
from bot.reminders.quiet import held_until
from bot.reminders.state import Open, PersonState, Planned, Reason, Shown, State


def sleeps(state: PersonState, now: datetime) -> datetime | None:
    """Until when everything rests, in a pause that has no beginning of its own."""
    until = state.paused_until
    return until if until is not None and until > now and state.pause_from is None else None


def awake_since(state: PersonState) -> datetime:
    """From when on dues are owed: after a pause of everything nothing of it is caught up."""
    if state.paused_until is None or state.pause_from is not None:
        return state.advanced_until
    return max(state.advanced_until, state.paused_until)


def rests_at(state: PersonState, kind: Kind, at: datetime) -> bool:
    """Whether this kind rests at an instant."""
    begins, until = state.pause_from, state.paused_until
    if begins is None or until is None or not begins <= at < until:
        return False
    return kind not in GOES_ON[state.rests]


def prompted_beside(
    state: PersonState, planned: Planned, due_at: datetime, prompt_at: datetime
) -> datetime | None:
    """When it is prompted beside a pause; None when this one is let go."""
    if not any(rests_at(state, planned.kind, at) for at in (due_at, prompt_at)):
        return prompt_at
    if not isinstance(planned.schedule.when, Once) or state.paused_until is None:
        return None
    after = max(prompt_at, state.paused_until)
    return held_until(state.zone, state.wake_time, state.bed_time, after)


def holds_open(state: PersonState, one: Open, now: datetime) -> bool:
    """Whether an open occurrence is let go now; what is only due after the pause stays."""
    if not rests_at(state, one.kind, now):
        return False
    until = state.paused_until
    return one.shown is not Shown.NO or until is None or one.prompt_at < until


def let_go(one: Open) -> Look:
    return Look(one, close=State.SKIPPED, reason=Reason.PAUSED, outdated=True)


def holds_note(state: PersonState, topic: Topic | None, now: datetime) -> datetime | None:
    """Until when a note is not looked at; None where it may be said now."""
    begins, until = state.pause_from, state.paused_until
    if topic is None or begins is None or until is None or not begins <= now < until:
        return None
    goes_on = state.rests is not Rests.ALL and (is_care(topic) or topic.is_treatment)
    return None if goes_on else until


def is_over(state: PersonState, now: datetime) -> bool:
    return state.paused_until is not None and state.paused_until <= now
