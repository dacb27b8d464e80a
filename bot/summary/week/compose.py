"""Summaries put together for many persons at once: a few queries, then pure functions."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.community.rules import Book, Community, region_of, three_for
from bot.people.rules import Condition
from bot.people.tables import Person
from bot.screen import Attachment, Screen
from bot.summary.week.drawing import picture, week_drawing
from bot.summary.week.loading import load_weeks
from bot.summary.week.rules import week_numbers
from bot.summary.week.screens import Summary, week_screen
from bot.summary.week.weeks import Week
from bot.texts import Translator


async def summaries(
    session: AsyncSession, persons: Sequence[Person], week: Week, now: datetime, book: Book
) -> Mapping[int, Summary]:
    """What each person's summary of a week tells, by person id."""
    found = await load_weeks(session, persons, week, now)
    return {
        person.id: Summary(week_numbers(found[person.id]), _three(person, week, book))
        for person in persons
    }


def drawn(t: Translator, summary: Summary) -> Screen:
    """The summary with its picture, where there is enough for one."""
    return week_screen(t, summary, _picture(t, summary))


def _picture(t: Translator, summary: Summary) -> Attachment | None:
    if not summary.numbers.can_draw:
        return None
    return picture(week_drawing(t, summary.numbers, summary.goal))


def _three(person: Person, week: Week, book: Book) -> Sequence[Community]:
    condition = Condition(person.condition) if person.condition else None
    return three_for(book, condition, person.language, region_of(person.zone), week.monday)
