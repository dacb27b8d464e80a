"""What the plan's page tells beside the items. Every query names the person."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.circle.store import supporters_of
from bot.people.tables import Person
from bot.plan.items import Planned, items_of
from bot.plan.rules import local_date
from bot.summary.goals.actions import week_now
from bot.summary.goals.counting import progress_of
from bot.summary.goals.rules import GoalProgress
from bot.treatment.injections.rules import Entry
from bot.treatment.injections.store import entries_of, is_massage_held
from bot.treatment.visits.rules import Appointment
from bot.treatment.visits.store import open_questions, visits_from


@dataclass(frozen=True, slots=True)
class Whole:
    """The plan and what belongs to it; `visits` from today on, `today` where the person is."""

    items: tuple[Planned, ...]
    today: date
    goal: GoalProgress | None = None
    injection: Entry | None = None
    """The last one in the log."""
    is_massage_held: bool = False
    visits: tuple[Appointment, ...] = ()
    questions: int = 0
    people: tuple[str, ...] = ()
    """Those who support the person, as the person calls them."""


async def whole_of(session: AsyncSession, person: Person, now: datetime) -> Whole:
    today = local_date(person.zone, now)
    goals = await progress_of(session, [person.id], week_now(person, now))
    injections = [one for one in await entries_of(session, person) if one.day <= today]
    return Whole(
        items=await items_of(session, person, now),
        today=today,
        goal=goals.get(person.id),
        injection=injections[0] if injections else None,
        is_massage_held=await is_massage_held(session, person),
        visits=await visits_from(session, person, today),
        questions=len(await open_questions(session, person)),
        people=await supporters_of(session, person),
    )
