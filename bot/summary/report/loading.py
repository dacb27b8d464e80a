"""The rows that a report tells of, as plain data. Every query names the person."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.journal.days.tables import DayRating, Night
from bot.journal.effects.rules import EffectCount, EffectTrend
from bot.journal.effects.store import effects_between
from bot.journal.effects.weeks import trends_between
from bot.journal.episodes.tables import Episode, EpisodeRelief
from bot.journal.reliefs.store import own_names
from bot.journal.selfcheck.rules import CheckWeek, week_of
from bot.journal.selfcheck.store import self_check_trend
from bot.pauses.store import pauses_between
from bot.pauses.words import paused_days
from bot.people.tables import Person
from bot.plan.rules import local_date
from bot.summary.report.plan_rows import Change, ReportItem, around, changes_of, items_of
from bot.summary.report.rules import Span
from bot.treatment.injections.store import injection_days

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Tried:
    """How often a relief was tried, how often that was said to help, and how often not."""

    code: str
    tried: int
    helped: int
    not_helped: int


@dataclass(frozen=True, slots=True)
class ReportRows:
    """Everything of one person within a span. `ratings` reach back to the injections before."""

    span: Span
    episodes: Mapping[date, int]
    spasms: int
    severities: Mapping[int | None, int]
    ratings: Mapping[date, int]
    nights: Sequence[int]
    injections: Sequence[date]
    items: tuple[ReportItem, ...]
    changes: tuple[Change, ...]
    effects: tuple[EffectCount, ...]
    effect_trends: tuple[EffectTrend, ...]
    reliefs: tuple[Tried, ...]
    own_reliefs: Mapping[str, str]
    checks: tuple[CheckWeek, ...]
    paused: int = 0
    """Days with a pause."""

    @property
    def total(self) -> int:
        return sum(self.episodes.values())

    @property
    def rated(self) -> tuple[int, ...]:
        return tuple(rating for day, rating in self.ratings.items() if self.span.has(day))

    @property
    def present_items(self) -> tuple[ReportItem, ...]:
        return tuple(item for item in self.items if item.removed_on is None)


async def load(session: AsyncSession, person: Person, span: Span) -> ReportRows:
    found = await _episodes(session, person, span)
    injections = await injection_days(session, person)
    first = min([span.first, *injections[-4:]])
    mondays = {week_of(span.last - n * _DAY) for n in range(0, span.days, 1)}
    return ReportRows(
        span=span,
        episodes=Counter(day for day, _, _ in found),
        spasms=sum(count for _, count, _ in found),
        severities=Counter(severity for _, _, severity in found),
        ratings=await _ratings(session, person, Span(first, span.last)),
        nights=await _nights(session, person, span),
        injections=[day for day in injections if day <= span.last],
        items=await items_of(session, person, span),
        changes=await changes_of(session, person, span),
        effects=await effects_between(session, person, span.first, span.last + _DAY),
        effect_trends=await trends_between(session, person, span.first, span.last),
        reliefs=await _reliefs(session, person, span),
        own_reliefs=(await own_names(session, [person.id]))[person.id],
        checks=await self_check_trend(session, person, sorted(mondays)),
        paused=await _paused(session, person, span),
    )


async def _paused(session: AsyncSession, person: Person, span: Span) -> int:
    start, end = around(span)
    found = await pauses_between(session, [person.id], start, end)
    return len(paused_days(found, person.zone, span.first, span.last))


async def _episodes(
    session: AsyncSession, person: Person, span: Span
) -> list[tuple[date, int, int | None]]:
    """The date where it happened, spasms, severity."""
    start, end = around(span)
    rows = await session.execute(
        select(Episode.at, Episode.zone, Episode.count, Episode.severity).where(
            Episode.person_id == person.id,
            Episode.at >= start,
            Episode.at < end,
            Episode.removed_at.is_(None),
        )
    )
    dated = ((local_date(zone, at), count, severity) for at, zone, count, severity in rows)
    return [one for one in dated if span.has(one[0])]


async def _ratings(session: AsyncSession, person: Person, span: Span) -> Mapping[date, int]:
    rows = await session.execute(
        select(DayRating.local_date, DayRating.rating).where(
            DayRating.person_id == person.id,
            DayRating.local_date.between(span.first, span.last),
            DayRating.removed_at.is_(None),
        )
    )
    return {row.local_date: row.rating for row in rows}


async def _nights(session: AsyncSession, person: Person, span: Span) -> Sequence[int]:
    rows = await session.scalars(
        select(Night.minutes).where(
            Night.person_id == person.id,
            Night.local_date.between(span.first, span.last),
            Night.removed_at.is_(None),
            Night.minutes.is_not(None),
        )
    )
    return [minutes for minutes in rows if minutes is not None]


async def _reliefs(session: AsyncSession, person: Person, span: Span) -> tuple[Tried, ...]:
    """What was tried with the span's episodes, the most often first."""
    start, end = around(span)
    rows = await session.execute(
        select(EpisodeRelief.relief, EpisodeRelief.helped, Episode.at, Episode.zone)
        .join(Episode, Episode.id == EpisodeRelief.episode_id)
        .where(
            EpisodeRelief.person_id == person.id,
            Episode.at >= start,
            Episode.at < end,
            Episode.removed_at.is_(None),
        )
    )
    told: defaultdict[str, Counter[bool | None]] = defaultdict(Counter)
    for row in rows:
        if span.has(local_date(row.zone, row.at)):
            told[row.relief][row.helped] += 1
    tried = [Tried(code, each.total(), each[True], each[False]) for code, each in told.items()]
    return tuple(sorted(tried, key=lambda one: (-one.tried, one.code)))
