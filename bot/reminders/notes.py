"""What each note that is owed asks for: to be said, to lapse, or nothing yet. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.notes.rules import Owed, Topic, due_in, latest_by, next_at
from bot.reminders.hushing import said_at
from bot.reminders.pausing import holds_note
from bot.reminders.quiet import held_until
from bot.reminders.state import Lane, NoteFate, PersonState, Prompt, Sort
from bot.reminders.tolerance import of_topic

ASK_AGAIN = timedelta(hours=1)
"""After which somebody with a note that this code does not know is looked at again: what a newer
version will say is not forgotten by an older one."""


@dataclass(frozen=True, slots=True)
class NoteLook:
    """What one note asks for now. `wake_at` is when it asks for anything again."""

    prompt: Prompt | None = None
    fate: NoteFate | None = None
    """What is to be written; None when the note stays as it is, or its prompt has it."""
    wake_at: datetime | None = None


def look_at_note(state: PersonState, note: Owed, now: datetime) -> NoteLook:
    """It is said, lapses, or waits; one that comes again goes on from its latest instant."""
    if note.topic is None:
        return NoteLook(wake_at=max(note.due_at, now + ASK_AGAIN))
    if (held := holds_note(state, note.topic, now)) is not None:
        return NoteLook(wake_at=held)
    due_at = due_in(note, state.zone)
    if due_at is None:
        return NoteLook(fate=NoteFate(note.id, None, None, None))
    if due_at <= now:
        due_at = latest_by(note, state.zone, due_at, now)
    at = _awake_at(state, note.topic, due_at)
    zone = state.zone if note.schedule else None
    if at > now:
        moved = due_at != note.due_at or zone != note.zone
        return NoteLook(fate=NoteFate(note.id, due_at, zone, None) if moved else None, wake_at=at)
    follower = next_at(note.schedule, state.zone, now) if note.schedule else None
    fate = NoteFate(note.id, follower, zone, due_at)
    wake_at = _awake_at(state, note.topic, follower) if follower else None
    if at + note.topic.window <= now:
        return NoteLook(fate=fate, wake_at=wake_at)
    return NoteLook(prompt=_prompt(note.topic, at, fate), wake_at=wake_at)


def _awake_at(state: PersonState, topic: Topic, due_at: datetime) -> datetime:
    if topic.waits_for_morning:
        due_at = held_until(state.zone, state.wake_time, state.bed_time, due_at)
    return said_at(state, topic, due_at)


def _prompt(topic: Topic, at: datetime, fate: NoteFate) -> Prompt:
    lane = Lane.MEDICINE if topic.is_urgent else Lane.TOLERANT
    urgent_by = at + of_topic(topic)
    return Prompt(Sort.NOTE, lane, at, urgent_by, at + topic.window, born=(), open=(), note=fate)
