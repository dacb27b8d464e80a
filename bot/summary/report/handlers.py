"""/report and the buttons of its preview."""

from bot.people.rules import unknown_button
from bot.people.turn import Reply, TapHandler, Turn
from bot.plan.rules import local_date
from bot.screen import ButtonData, Screen
from bot.summary.report import actions, screens
from bot.summary.report.buttons import MakeReport, ReportMenu, ReportOf, SwitchSection
from bot.summary.report.rules import MOST_WEEKS, SINCE_INJECTION, USUAL_WEEKS, asked_weeks
from bot.summary.report.words import Material, report_page


async def report(turn: Turn, words: str) -> Reply:
    """/report: what would be in it; /report 12: the document at once."""
    weeks = asked_weeks(words)
    if weeks is None:
        return Reply(send=(await _preview(turn, SINCE_INJECTION),))
    return Reply(send=(await _document(turn, weeks),))


async def menu_opened(turn: Turn, data: ButtonData) -> Reply:
    """The preview, as a message of its own: the summary stays."""
    assert isinstance(data, ReportMenu)
    return Reply(send=(await _preview(turn, SINCE_INJECTION),))


async def time_chosen(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, ReportOf)
    return Reply(edit=await _preview(turn, data.weeks))


async def section_switched(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, SwitchSection)
    show = bool(data.show)
    await actions.switch(turn.session, turn.person, data.section, turn.now, show=show)
    return Reply(edit=await _preview(turn, data.weeks))


async def made(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, MakeReport)
    return Reply(send=(await _document(turn, data.weeks),))


TAPS: dict[type[ButtonData], TapHandler] = {
    ReportMenu: menu_opened,
    ReportOf: time_chosen,
    SwitchSection: section_switched,
    MakeReport: made,
}


async def _preview(turn: Turn, weeks: int) -> Screen:
    material = await _material(turn, weeks)
    page = report_page(turn.t, turn.person, material, turn.now)
    chosen = weeks if weeks or material.rows.injections else USUAL_WEEKS
    return screens.preview_screen(turn.t, page, material, chosen)


async def _document(turn: Turn, weeks: int) -> Screen:
    material = await _material(turn, weeks)
    page = report_page(turn.t, turn.person, material, turn.now)
    name = f"report-{local_date(turn.person.zone, turn.now)}.pdf"
    return screens.report_screen(turn.t, page, material, name)


async def _material(turn: Turn, weeks: int) -> Material:
    if not SINCE_INJECTION <= weeks <= MOST_WEEKS:
        raise unknown_button()
    return await actions.gather(turn.session, turn.person, turn.t, weeks, turn.now)
