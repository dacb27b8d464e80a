"""Summaries put together for many persons at once: a few queries, then pure functions."""

import asyncio
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.community.rules import Book, Community, region_of, three_for
from bot.notes.composing import Composer, NoteInHand, Says
from bot.people.rules import Condition
from bot.people.tables import Person
from bot.plan.zones import local_date
from bot.screen import Attachment, Screen
from bot.summary.goals.counting import progress_of
from bot.summary.goals.rules import GoalProgress
from bot.summary.goals.words import summary_words
from bot.summary.week.checks import CheckTrend, check_words, load_checks
from bot.summary.week.drawing import picture, week_drawing
from bot.summary.week.loading import load_weeks
from bot.summary.week.rows import WeekData
from bot.summary.week.rules import WeekNumbers, week_numbers
from bot.summary.week.screens import Summary, week_screen
from bot.summary.week.weeks import Week, summary_week
from bot.texts import Translator

AT_ONCE = 5
"""Persons in one query: rows are read on the event loop, which must not stand still for them."""


@dataclass(frozen=True, slots=True)
class Material:
    """All that one person's summary is made from; `zone` is where they are."""

    zone: str
    data: WeekData
    communities: Sequence[Community]
    goal: GoalProgress | None = None
    condition: Condition | None = None
    checks: Sequence[CheckTrend] = ()

    def numbers(self, now: datetime) -> WeekNumbers:
        return week_numbers(self.data, local_date(self.zone, now))


async def gather(
    session: AsyncSession, persons: Sequence[Person], week: Week, book: Book
) -> Mapping[int, Material]:
    """The material of each person's summary of a week, by person id; a handful a query."""
    gathered: dict[int, Material] = {}
    for start in range(0, len(persons), AT_ONCE):
        gathered |= await _gather(session, persons[start : start + AT_ONCE], week, book)
        await asyncio.sleep(0)  # SQLite's statements do not let others go on
    return gathered


async def _gather(
    session: AsyncSession, persons: Sequence[Person], week: Week, book: Book
) -> Mapping[int, Material]:
    found = await load_weeks(session, persons, week)
    ids = [person.id for person in persons]
    goals = await progress_of(session, ids, week.monday)
    checks = await load_checks(session, ids, week)
    return {
        person.id: Material(
            person.zone,
            found[person.id],
            _three(person, week, book),
            goals.get(person.id),
            _condition(person),
            checks[person.id],
        )
        for person in persons
    }


def said(material: Material, t: Translator, now: datetime) -> Screen:
    """The summary with its picture, where there is enough for one."""
    goal = summary_words(t, material.goal) if material.goal else None
    summary = Summary(
        material.numbers(now), material.communities, goal, material.condition,
        check_words(t, material.checks),
    )  # fmt: skip
    return week_screen(t, summary, _picture(t, summary))


def composer(book: Book) -> Composer:
    """What the notes of the week summary say. One that comes late tells of the week it was for."""

    async def compose(
        session: AsyncSession, notes: Sequence[NoteInHand]
    ) -> Mapping[int, Says | None]:
        persons = await _persons(session, {note.person_id for note in notes})
        by_week: defaultdict[Week, list[NoteInHand]] = defaultdict(list)
        for note in [note for note in notes if note.person_id in persons]:  # or they have left
            by_week[summary_week(local_date(note.zone, note.due_at))].append(note)
        says: dict[int, Says | None] = {}
        for week, some in by_week.items():
            whose = [persons[note.person_id] for note in some]
            found = await gather(session, whose, week, book)
            says |= {note.id: partial(said, found[note.person_id]) for note in some}
        return says

    return compose


async def _persons(session: AsyncSession, ids: Collection[int]) -> Mapping[int, Person]:
    found = await session.scalars(select(Person).where(Person.id.in_(ids)))
    return {person.id: person for person in found}


def _picture(t: Translator, summary: Summary) -> Attachment | None:
    if not summary.numbers.can_draw:
        return None
    return picture(week_drawing(t, summary.numbers, summary.goal))


def _three(person: Person, week: Week, book: Book) -> Sequence[Community]:
    region = region_of(person.zone)
    return three_for(book, _condition(person), person.language, region, week.monday)


def _condition(person: Person) -> Condition | None:
    return Condition(person.condition) if person.condition else None
