"""The rows that a report tells of, as plain data. Every query names the person."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.journal.days.tables import DayRating, Night
from bot.journal.effects.rules import EffectCount
from bot.journal.effects.store import effects_between
from bot.journal.episodes.tables import Episode, EpisodeRelief
from bot.journal.reliefs.store import own_names
from bot.journal.selfcheck.rules import CheckWeek, week_of
from bot.journal.selfcheck.store import self_check_trend
from bot.people.tables import Person
from bot.plan.rules import AsNeeded, Kind, Schedule, from_json, local_date
from bot.plan.tables import ItemSchedule, PlanChange, PlanItem
from bot.reminders.state import BY_THE_BOT, State
from bot.reminders.tables import Occurrence
from bot.summary.patterns.loading import injection_days
from bot.summary.report.rules import Doses, Span

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ReportItem:
    """A plan item with its present schedule, or the last one it had."""

    id: int
    kind: Kind
    name: str
    amount: str | None
    schedule: Schedule
    since: date
    """The date from which it has this schedule."""
    doses: Doses
    is_paused: bool
    removed_on: date | None


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the plan; `before` and `after` as the history of an item has them."""

    on: date
    item: str
    what: str
    before: str | Schedule | None
    after: str | Schedule | None


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
    reliefs: tuple[Tried, ...]
    own_reliefs: Mapping[str, str]
    checks: tuple[CheckWeek, ...]

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
        items=await _items(session, person, span),
        changes=await _changes(session, person, span),
        effects=await effects_between(session, person, span.first, span.last + _DAY),
        reliefs=await _reliefs(session, person, span),
        own_reliefs=(await own_names(session, [person.id]))[person.id],
        checks=await self_check_trend(session, person, sorted(mondays)),
    )


async def _episodes(
    session: AsyncSession, person: Person, span: Span
) -> list[tuple[date, int, int | None]]:
    """The date where it happened, spasms, severity."""
    start, end = _around(span)
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


async def _items(session: AsyncSession, person: Person, span: Span) -> tuple[ReportItem, ...]:
    """All that are in the plan, and those that left it within the span, in the plan's order."""
    counts, schedules = await _counts(session, person, span), await _schedules(session, person)
    rows = await session.scalars(
        select(PlanItem).where(
            PlanItem.person_id == person.id,
            or_(PlanItem.removed_at.is_(None), PlanItem.removed_at >= _around(span)[0]),
        )
    )
    items = [
        ReportItem(
            id=row.id,
            kind=Kind(row.kind),
            name=row.name,
            amount=row.amount,
            schedule=from_json(schedules[row.id][-1].spec),
            since=local_date(person.zone, schedules[row.id][-1].valid_from),
            doses=_doses(counts, row.id, schedules[row.id]),
            is_paused=row.paused_at is not None,
            removed_on=local_date(person.zone, row.removed_at) if row.removed_at else None,
        )
        for row in rows
        if row.id in schedules
    ]
    order = list(Kind)
    return tuple(
        sorted(items, key=lambda one: (order.index(one.kind), one.name.casefold(), one.id))
    )


async def _counts(
    session: AsyncSession, person: Person, span: Span
) -> Mapping[tuple[int, str], int]:
    """By schedule and state. What the bot closed itself nobody was to do; it is left out."""
    start, end = _around(span)
    rows = await session.execute(
        select(Occurrence.schedule_id, Occurrence.state, func.count())
        .where(
            Occurrence.person_id == person.id,
            Occurrence.due_at >= start,
            Occurrence.due_at < end,
            Occurrence.local_date.between(span.first, span.last),
            or_(Occurrence.reason.is_(None), Occurrence.reason.not_in(BY_THE_BOT)),
        )
        .group_by(Occurrence.schedule_id, Occurrence.state)
    )
    return {(schedule, state): count for schedule, state, count in rows}


async def _schedules(session: AsyncSession, person: Person) -> Mapping[int, Sequence[ItemSchedule]]:
    """Each item's schedules, the oldest first."""
    rows = await session.scalars(
        select(ItemSchedule)
        .join(PlanItem, PlanItem.id == ItemSchedule.item_id)
        .where(PlanItem.person_id == person.id)
        .order_by(ItemSchedule.valid_from, ItemSchedule.id)
    )
    found: defaultdict[int, list[ItemSchedule]] = defaultdict(list)
    for row in rows:
        found[row.item_id].append(row)
    return found


def _doses(
    counts: Mapping[tuple[int, str], int], item_id: int, schedules: Sequence[ItemSchedule]
) -> Doses:
    due, needed = Counter[str](), 0
    for row in schedules:
        assert row.item_id == item_id
        if isinstance(from_json(row.spec).when, AsNeeded):
            needed += counts.get((row.id, State.DONE), 0)
            continue
        due.update({state: counts.get((row.id, state), 0) for state in State})
    return Doses(
        taken=due[State.DONE],
        skipped=due[State.SKIPPED],
        missed=due[State.MISSED],
        offline=due[State.OFFLINE],
        needed=needed,
    )


async def _changes(session: AsyncSession, person: Person, span: Span) -> tuple[Change, ...]:
    """What was changed about the plan, the newest first."""
    start, end = _around(span)
    rows = await session.execute(
        select(PlanChange, PlanItem.name)
        .join(PlanItem, PlanItem.id == PlanChange.item_id)
        .where(PlanItem.person_id == person.id, PlanChange.at >= start, PlanChange.at < end)
        .order_by(PlanChange.at.desc(), PlanChange.id.desc())
    )
    found = [(local_date(person.zone, change.at), change, name) for change, name in rows]
    by_item = await _schedules(session, person) if found else {}
    schedules = {str(row.id): from_json(row.spec) for rows in by_item.values() for row in rows}

    def read(change: PlanChange, value: str | None) -> str | Schedule | None:
        return schedules[value] if change.what == "schedule" and value is not None else value

    return tuple(
        Change(day, name, one.what, read(one, one.before), read(one, one.after))
        for day, one, name in found
        if span.has(day)
    )


async def _reliefs(session: AsyncSession, person: Person, span: Span) -> tuple[Tried, ...]:
    """What was tried with the span's episodes, the most often first."""
    start, end = _around(span)
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


def _around(span: Span) -> tuple[datetime, datetime]:
    """Instants between which all of these dates lie, in whatever zone."""
    return (
        datetime.combine(span.first - _DAY, time(), UTC),
        datetime.combine(span.last + 2 * _DAY, time(), UTC),
    )
