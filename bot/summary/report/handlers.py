"""/report and the buttons of its preview.

Who stands around the person is known to a feature above this one, so each takes a `PeopleOf`.
"""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from sqlalchemy.ext.asyncio import AsyncSession

from bot.journal.triggers.store import known
from bot.people.limits import Heavy
from bot.people.room import check_heavy
from bot.people.rules import unknown_button
from bot.people.tables import Person
from bot.people.turn import CommandHandler, Hands, Reply, TapHandler, Turn
from bot.plan.rules import local_date
from bot.screen import ButtonData, Screen
from bot.summary.report import actions, screens
from bot.summary.report.buttons import MakeReport, ReportMenu, ReportOf, SwitchSection
from bot.summary.report.page import ReportPage
from bot.summary.report.rules import MOST_WEEKS, SINCE_INJECTION, USUAL_WEEKS, asked_weeks
from bot.summary.report.words import Material, report_page

PeopleOf = Callable[[AsyncSession, Person], Awaitable[Sequence[str]]]
"""Gives the names of those who support a person, as the person calls them."""


def command(people_of: PeopleOf) -> CommandHandler:
    return partial(report, people_of)


def taps(people_of: PeopleOf) -> dict[type[ButtonData], TapHandler]:
    return {
        ReportMenu: partial(menu_opened, people_of),
        ReportOf: partial(time_chosen, people_of),
        SwitchSection: partial(section_switched, people_of),
        MakeReport: partial(made, people_of),
    }


async def report(people_of: PeopleOf, turn: Turn, words: str) -> Reply:
    """/report: what would be in it; /report 12: the document at once."""
    weeks = asked_weeks(words)
    if weeks is None:
        return Reply(send=(await _preview(people_of, turn, SINCE_INJECTION),))
    return await _document(people_of, turn, weeks)


async def menu_opened(people_of: PeopleOf, turn: Turn, data: ButtonData) -> Reply:
    """The preview, as a message of its own: the summary stays."""
    assert isinstance(data, ReportMenu)
    return Reply(send=(await _preview(people_of, turn, SINCE_INJECTION),))


async def time_chosen(people_of: PeopleOf, turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, ReportOf)
    return Reply(edit=await _preview(people_of, turn, data.weeks))


async def section_switched(people_of: PeopleOf, turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, SwitchSection)
    show = bool(data.show)
    await actions.switch(turn.session, turn.person, data.section, turn.now, show=show)
    return Reply(edit=await _preview(people_of, turn, data.weeks))


async def made(people_of: PeopleOf, turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, MakeReport)
    return await _document(people_of, turn, data.weeks)


async def _preview(people_of: PeopleOf, turn: Turn, weeks: int) -> Screen:
    person, now = turn.person, turn.now
    people = await people_of(turn.session, person)
    material = await actions.gather(turn.session, person, _checked(weeks), now, people=people)
    chosen = weeks if weeks or material.rows.injections else USUAL_WEEKS
    return screens.preview_screen(turn.t, material, chosen)


async def _document(people_of: PeopleOf, turn: Turn, weeks: int) -> Reply:
    """Everything is read after the commit: looking for patterns must not hold anybody up."""
    t, now, person_id = turn.t, turn.now, turn.person.id
    _checked(weeks)
    await check_heavy(turn.session, turn.person, Heavy.REPORT, now)
    name = f"report-{local_date(turn.person.zone, now)}.pdf"
    triggers = await known(turn.session, turn.person, before=local_date(turn.person.zone, now))

    async def read(session: AsyncSession) -> tuple[ReportPage, Material]:
        person = await session.get_one(Person, person_id)
        people = await people_of(session, person)
        material = await actions.gather(
            session, person, weeks, now, people=people, triggers=triggers
        )
        return report_page(t, person, material, now), material

    async def make(hands: Hands) -> Reply:
        page, material = await hands.db.aside(read)
        return Reply(send=(screens.report_screen(t, page, material, name),))

    return Reply(after=make)


def _checked(weeks: int) -> int:
    if not SINCE_INJECTION <= weeks <= MOST_WEEKS:
        raise unknown_button()
    return weeks
