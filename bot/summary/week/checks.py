"""The weekly questions in the summary: each group of them beside the four weeks before."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import fmean

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncSession

from bot.journal.selfcheck.rules import CheckWeek, Group
from bot.journal.selfcheck.store import self_check_trends
from bot.journal.selfcheck.words import group_words
from bot.summary.week.weeks import DAYS, WEEKS_BEFORE, Week
from bot.summary.week.words import number
from bot.texts import Translator


@dataclass(frozen=True, slots=True)
class CheckTrend:
    """One group's mean answer 0-4 of a week, and of the weeks before where there were any."""

    group: Group
    now: float
    before: float | None


async def load_checks(
    session: AsyncSession, person_ids: Collection[int], week: Week
) -> Mapping[int, tuple[CheckTrend, ...]]:
    """By person id: what the week's questions were answered; nothing where none was."""
    mondays = [week.monday - timedelta(days=DAYS * n) for n in range(WEEKS_BEFORE, -1, -1)]
    found = await self_check_trends(session, person_ids, mondays)
    return {id_: trends_of(weeks) for id_, weeks in found.items()}


def trends_of(weeks: Sequence[CheckWeek]) -> tuple[CheckTrend, ...]:
    """The last of these weeks beside the others, each of which weighs the same."""
    *earlier, last = weeks
    return tuple(
        CheckTrend(group, last.means[group].value, _mean(earlier, group))
        for group in Group
        if group in last.means
    )


def _mean(weeks: Sequence[CheckWeek], group: Group) -> float | None:
    means = [week.means[group].value for week in weeks if group in week.means]
    return fmean(means) if means else None


def check_words(t: Translator, trends: Sequence[CheckTrend]) -> Markup | None:
    """`📝 Weekly questions, 0-4: Face 1.5 (before 2.0), …`; None without answers."""
    if not trends:
        return None
    said = Markup(", ").join(_one(t, trend) for trend in trends)
    return t.html("📝 Weekly questions, 0-4: {said}", said=said)


def _one(t: Translator, trend: CheckTrend) -> Markup:
    name, now = group_words(t, trend.group), number(t, trend.now)
    if trend.before is None:
        return t.html("{name} {now}", name=name, now=now)
    return t.html("{name} {now} (before {earlier})", name=name, now=now,
                  earlier=number(t, trend.before))  # fmt: skip
