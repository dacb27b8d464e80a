"""A person's week, as a supporter gets it: the same numbers, in words alone."""

from datetime import datetime

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncSession

from bot.circle.buttons import CheerMenu
from bot.circle.tables import Supporter
from bot.notes.composing import NoteInHand, Says
from bot.people.tables import Person
from bot.plan.rules import local_date
from bot.plan.wording import isolated
from bot.reminders.words import fitted
from bot.screen import Button, Screen
from bot.summary.week import words
from bot.summary.week.loading import load_weeks
from bot.summary.week.rules import WeekNumbers, week_numbers
from bot.summary.week.weeks import summary_week
from bot.texts import Translator


async def week_says(
    session: AsyncSession, note: NoteInHand, row: Supporter, person: Person
) -> Says | None:
    """None for a week in which nothing was noted."""
    day = local_date(note.zone, note.due_at)
    chosen = summary_week(day)
    data = (await load_weeks(session, (person,), chosen))[person.id]
    numbers = week_numbers(data, local_date(person.zone, note.due_at))
    if numbers.is_empty:
        return None
    name, neutral = row.shown_as, row.is_neutral or person.is_discreet

    def says(t: Translator, now: datetime) -> Screen:
        del now
        t = t.discreetly() if neutral else t
        return week_screen(t, note.subject_id, name, numbers, neutral=neutral)

    return says


def week_screen(
    t: Translator, supported_id: int, name: str, numbers: WeekNumbers, *, neutral: bool
) -> Screen:
    """Episodes, ratings and what became of the plan; neutrally without any name in it."""
    lines = [
        t.html("🤝 <b>{name}</b>", name=isolated(name)),
        words.heading(t, numbers),
        words.total_words(t, numbers),
    ]
    rating = words.ratings_words(t, numbers.now)
    lines += [rating] if rating is not None else []
    if neutral:
        done, due = (sum(getattr(one, what) for one in numbers.shares) for what in ("taken", "due"))
        if due:
            lines.append(t.html("📋 The plan: {taken} of {due} done", taken=done, due=due))
    else:
        lines += fitted(t, [words.item_words(t, share) for share in numbers.shares])
    row = (Button(t("💛 A kind word"), CheerMenu(supported_id)),)
    return Screen(Markup("\n").join(lines), (row,))
