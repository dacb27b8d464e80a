"""What a report is made of, without a database: a believable twelve weeks, and the worst ones."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from bot.journal.effects.rules import Effect, EffectCount, EffectTrend
from bot.journal.selfcheck.rules import CheckWeek, Group, Mean
from bot.journal.triggers.rules import Known
from bot.people.tables import Person
from bot.plan.agreed import AgreedWith
from bot.plan.rules import AsNeeded, AtTimes, Interval, Kind, Schedule
from bot.summary.goals.rules import Goal, GoalProgress, What
from bot.summary.patterns.rules import Counts, Finding, Look, Verdict
from bot.summary.report.besides import Besides
from bot.summary.report.loading import ReportRows, Tried
from bot.summary.report.page import ReportPage
from bot.summary.report.plan_rows import Change, ReportItem
from bot.summary.report.rules import Doses, Section, span_of
from bot.summary.report.words import Material, report_page
from bot.texts import Translator
from bot.treatment.injections.rules import SITES, Entry
from bot.treatment.visits.rules import Appointment, VisitKind

NOW = datetime(2026, 11, 22, 18, tzinfo=UTC)
TODAY = date(2026, 11, 22)
TWICE = Schedule(AtTimes((time(8), time(20))))
NAMES = ("Caffeine", "Stress", "Alcohol", "Walking")


def person() -> Person:
    return Person(zone="Europe/Berlin", language="en", condition="hfs", side="left")


def page_of(
    t: Translator, rows: ReportRows, changed: frozenset[Section] = frozenset(),
    *, questions: tuple[str, ...] = (), names: tuple[str, ...] = NAMES,
    besides: Besides | None = None,
) -> ReportPage:  # fmt: skip
    verdicts = (Verdict.NO_LINK, Verdict.MORE, Verdict.TOO_EARLY, Verdict.FEWER)
    counts = (Counts(5, 9, 8, 59), Counts(18, 22, 11, 46), Counts(1, 3, 20, 65),
              Counts(3, 20, 25, 48))  # fmt: skip
    findings = tuple(
        Finding(number, verdicts[number % 4], counts[number % 4]) for number in range(len(names))
    )
    known = tuple(Known(number, None, name) for number, name in enumerate(names))
    material = Material(rows, Look(70, TODAY, TODAY, findings), known, questions,
                        changed, besides or around_it())  # fmt: skip
    return report_page(t, person(), material, NOW)


def twelve_weeks() -> ReportRows:
    """A life with an injection five weeks ago and two before it."""
    random, span = Random(7), span_of(12, None, TODAY)
    injections = [TODAY - timedelta(days=days) for days in (217, 126, 35)]

    def level(day: date) -> float:
        since = min((day - each).days for each in injections if each <= day)
        return 2.6 if since < 5 else 0.7 + max(0, since - 40) / 26

    days = [TODAY - timedelta(days=back) for back in range(217, -1, -1)]
    ratings = {
        day: min(4, max(0, round(random.gauss(level(day), 0.6))))
        for day in days
        if random.random() < 0.85
    }
    return ReportRows(
        span=span,
        episodes={day: random.randrange(round(2 * level(day)) + 2) for day in days[-84:]},
        spasms=214,
        severities={1: 60, 2: 70, 3: 30},
        ratings=ratings,
        nights=[430] * 70,
        injections=injections,
        items=items(),
        changes=(
            Change(date(2026, 11, 3), "Clonazepam", "amount", "0.25 mg", "0.5 mg",
                   "doctor"),
            Change(date(2026, 10, 18), "Stretching", "schedule", Schedule(AtTimes((time(9),))),
                   TWICE),
            Change(date(2026, 9, 14), "Baclofen", "removed", None, None),
        ),
        effect_trends=(
            EffectTrend(Effect.DROWSINESS, (2, 2, 1, 1, 1, 0, 1, 0, 0, 1, 0, 0)),
            EffectTrend(Effect.UNSTEADY, (1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)),
        ),
        effects=(EffectCount(Effect.DROWSINESS, 11, 64), EffectCount(Effect.UNSTEADY, 2, 64),
                 EffectCount(Effect.LID_DROOP, 0, 30)),
        reliefs=(Tried("rest", 22, 14, 5), Tried("lip", 17, 12, 3), Tried("glasses", 6, 1, 4)),
        own_reliefs={},
        checks=tuple(
            CheckWeek(TODAY - timedelta(days=6 + 7 * back),
                      {group: Mean(1 + (back + at) % 4 / 2, 2) for at, group in enumerate(Group)},
                      1, None)
            for back in range(11, -1, -1)
        ),
    )  # fmt: skip


def around_it() -> Besides:
    """The goal of the week, the last injection, a visit that was and one that is to come."""
    sites = tuple(SITES[code] for code in ("l_brow", "l_lower", "l_cheek"))
    return Besides(
        goal=GoalProgress(Goal(What.STRETCH, 5), date(2026, 11, 16),
                          tuple(date(2026, 11, 16 + n) for n in range(3))),
        injections=(Entry(1, date(2026, 10, 18), "Botox", "22.5 units", "Eye clinic", "C4821C3",
                          None, sites),),
        visits=(
            Appointment(1, VisitKind.DOCTOR, date(2026, 11, 3), time(9), "Dr. Weber"),
            Appointment(2, VisitKind.INJECTION, date(2027, 1, 10), None, "Eye clinic"),
        ),
        people=("Ben", "Maria"),
    )  # fmt: skip


def crowded_around(names: list[str]) -> Besides:
    """Two years of everything, whatever it is called."""
    name = names[0]
    return Besides(
        goal=GoalProgress(Goal(What.OWN, 7, None, (name * 120)[:120]), date(2026, 11, 16)),
        injections=tuple(
            Entry(n, TODAY - timedelta(days=n), name[:40], name[:40], name, name[:40], name,
                  tuple(SITES.values()))
            for n in range(40)
        ),
        visits=tuple(
            Appointment(n, VisitKind.INJECTION, TODAY, time(9), name) for n in range(40)
        ),
        people=tuple(names) * 9,
    )  # fmt: skip


def items() -> tuple[ReportItem, ...]:
    since, water = date(2026, 11, 3), Schedule(Interval(120, time(9), time(19)))
    needed = Schedule(AsNeeded(least_gap=360, most_a_day=3))
    told = (
        an_item(1, Kind.MEDICATION, "Clonazepam", "0.5 mg", TWICE, since, Doses(158, 2, 5, 3)),
        an_item(2, Kind.MEDICATION, "Ibuprofen", "400 mg", needed, since, Doses(needed=9)),
        an_item(3, Kind.STRETCHING, "Stretching", None, TWICE, since, Doses(121, 20, 25, 2)),
        an_item(4, Kind.HYDRATION, "Water", None, water, since, Doses(380, 4, 110, 10)),
    )
    agreed = (AgreedWith.DOCTOR, AgreedWith.DOCTOR, AgreedWith.PHYSIO, AgreedWith.MYSELF)
    return tuple(replace(item, agreed_with=whom) for item, whom in zip(told, agreed, strict=True))


def an_item(  # noqa: PLR0917  in the order of the table
    id_: int, kind: Kind, name: str, amount: str | None, schedule: Schedule, since: date,
    doses: Doses,
) -> ReportItem:  # fmt: skip
    return ReportItem(id_, kind, name, amount, schedule, since, doses, False, None)


def crowded(names: list[str], weeks: int = 104) -> ReportRows:
    """Sixty items, whatever they are called, and more of everything than fits."""
    rows, since = twelve_weeks(), date(2026, 11, 3)
    doses = Doses(1234, 567, 890, 123, 45)
    all_items = tuple(
        replace(
            an_item(
                number, Kind.MEDICATION, names[number % len(names)], "m" * 40, TWICE, since, doses
            ),
            agreed_with=AgreedWith.PHYSIO,
            changed_since=NOW,
        )
        for number in range(60)
    )
    return replace(
        rows,
        span=span_of(weeks, None, TODAY),
        items=all_items,
        changes=tuple(
            Change(TODAY, names[number % len(names)], "renamed", "x" * 80, names[0], "doctor")
            for number in range(300)
        ),
        effect_trends=tuple(EffectTrend(each, (3,) * 104) for each in Effect),
        effects=tuple(EffectCount(each, 700, 728) for each in Effect),
        reliefs=tuple(Tried(f"own{number}", 9999, 5000, 999) for number in range(30)),
        own_reliefs={f"own{number}": "R" * 40 for number in range(30)},
        checks=rows.checks * 8,
    )
