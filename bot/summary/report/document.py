"""The report as a PDF of one page, or two: lists are shortened until it is. Pure, in any thread."""

from collections.abc import Callable, Iterable

from bot.summary.drawings.typeset import pages, pdf
from bot.summary.report.page import LEVELS, ReportPage, alone, back_at, front_at

TEMPLATE = "report.typ"


def document(page: ReportPage) -> bytes:
    """Each page at the first level of shortening at which it is one page."""
    fronts = (front_at(page, level) for level in range(LEVELS))
    front = _first(fronts, lambda tried: pages(TEMPLATE, alone(tried)) == 1)
    backs = (back_at(front, level) for level in range(LEVELS))
    return pdf(TEMPLATE, _first(backs, lambda tried: pages(TEMPLATE, tried) <= 2))  # noqa: PLR2004  the promise


def _first(tries: Iterable[ReportPage], fits: Callable[[ReportPage], bool]) -> ReportPage:
    """The first that fits, or the last one."""
    tried = None
    for tried in tries:
        if fits(tried):
            break
    assert tried is not None
    return tried
