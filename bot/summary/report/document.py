"""The report as a PDF of one page, or two: lists are shortened until it is. Pure, in any thread."""

from bisect import bisect_left

from bot.drawing.typeset import pages, pdf, templates_of
from bot.summary.report.page import LEVELS, ReportPage, alone, back_at, front_at

MOST_PAGES = 2
TEMPLATE = templates_of("bot.summary.drawings") / "report.typ"


def document(page: ReportPage) -> bytes:
    """Each page at the first level of shortening at which it is one page; no level is longer."""
    last = LEVELS - 1
    level = bisect_left(
        range(last), True, key=lambda each: pages(TEMPLATE, alone(front_at(page, each))) == 1
    )
    front = front_at(page, level)
    level = bisect_left(
        range(last), True, key=lambda each: pages(TEMPLATE, back_at(front, each)) <= MOST_PAGES
    )
    return pdf(TEMPLATE, back_at(front, level))
