"""A topic of the tests' own, as a feature would add it, and a bot that knows it."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncSession

from bot import app
from bot.notes import actions
from bot.notes.composing import NoteInHand, Says
from bot.notes.rules import Topic
from bot.people.tables import Person
from bot.screen import Screen
from tests.phone import Phone, Story, telling

LETTER = Topic("letter", window=timedelta(hours=12))


@dataclass
class Letters:
    """Composes letters; what was asked of it is kept."""

    unwanted: set[int] = field(default_factory=set)
    broken: set[int] = field(default_factory=set)
    batches: list[list[NoteInHand]] = field(default_factory=list)

    async def compose(
        self, session: AsyncSession, notes: Sequence[NoteInHand]
    ) -> Mapping[int, Says | None]:
        del session
        self.batches.append(list(notes))
        if any(note.subject_id in self.broken for note in notes):
            raise RuntimeError("cannot be composed")
        return {
            note.id: None if note.subject_id in self.unwanted else self._says(note)
            for note in notes
        }

    def _says(self, note: NoteInHand) -> Says:
        async def drawn(screen: Screen) -> Screen:
            return screen

        def says(t: Any, now: Any) -> Any:
            del now
            letter = Screen(
                t.html(
                    "Letter {subject} of {at}",
                    subject=note.subject_id,
                    at=f"{note.due_at:%a %H:%M}",
                )
            )
            return drawn(letter) if note.subject_id % 2 else letter

        return says


@pytest.fixture
def letters(monkeypatch: pytest.MonkeyPatch) -> Letters:
    """From now on every bot that starts knows letters; odd ones are made off the event loop."""
    composer, known = Letters(), app.notes
    monkeypatch.setattr(app, "notes", lambda *given: {**known(*given), LETTER: composer.compose})
    return composer


@pytest.fixture
async def story(database_url: URL, letters: Letters) -> AsyncIterator[Story]:
    async with telling(database_url) as told:
        yield told


async def does(phone: Phone, verb: str, *about: Any, **more: Any) -> None:
    """An action of notes on the person behind a phone, as a handler would do it."""
    story = phone.story
    async with story.app.db.writing() as session:
        person = await session.scalar(
            select(Person).where(Person.telegram_id == phone.user.id).with_for_update()
        )
        assert person is not None
        await getattr(actions, verb)(session, person, *about, story.clock(), **more)
    await story.app.settle()


def heard(phone: Phone) -> list[str]:
    return [one.text for one in phone.user.received if one.text.startswith("Letter")]
