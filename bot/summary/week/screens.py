"""The week summary: one caption with everything that must be in it, and the details."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from bot.community.buttons import Communities
from bot.community.rules import Community
from bot.community.screens import doctor_first
from bot.journal.words import urgent
from bot.people.rules import Condition
from bot.plan.when import as_heading, day_name
from bot.plan.wording import isolated, short
from bot.reminders.words import fitted
from bot.screen import LONGEST_CAPTION, Attachment, Button, Screen, units
from bot.summary.goals.buttons import GoalMenu
from bot.summary.patterns.buttons import Patterns
from bot.summary.report.buttons import ReportMenu
from bot.summary.views.buttons import OpenView, View
from bot.summary.week import words
from bot.summary.week.buttons import ReadWeek, ShowWeek, WeekDetails
from bot.summary.week.rules import WeekNumbers
from bot.summary.week.weeks import DAYS, week_of
from bot.texts import Translator

_LONGEST_LINK = 60
"""Characters of an address that is shown in full; a longer one stands behind its name."""
_LONGEST_COMMUNITY = 40


@dataclass(frozen=True, slots=True)
class Summary:
    """What one summary tells. `goal` and `checks`, the weekly questions, are in words."""

    numbers: WeekNumbers
    communities: Sequence[Community]
    goal: Markup | None = None
    condition: Condition | None = None
    checks: Markup | None = None


@dataclass(frozen=True, slots=True)
class _Part:
    """One paragraph; where room is short the highest rank is left out first, rank 0 never."""

    rank: int
    text: Markup


def week_screen(t: Translator, summary: Summary, picture: Attachment | None = None) -> Screen:
    """The summary message: at most as long as a caption may be, with or without a picture."""
    text = _fitted(_parts(t, summary), LONGEST_CAPTION)
    return Screen(text, _rows(t, summary.numbers), attachment=picture)


def details_screen(t: Translator, numbers: WeekNumbers, checks: Markup | None = None) -> Screen:
    """The same week line by line: days, severity, the weekly questions, every plan item."""
    monday = numbers.week.monday.toordinal()
    lines = [words.heading(t, numbers), words.total_words(t, numbers), *_days(t, numbers)]
    besides = (words.severity_words(t, numbers), _before(t, numbers), checks)
    lines += [line for line in besides if line]
    items = [words.item_words(t, share) for share in numbers.shares]
    if items:
        lines += [Markup(), t.html("<b>Your plan</b>"), *items]
    longer = (
        (t("📅 Twelve weeks"), View.TWELVE_WEEKS),
        (t("💉 Cycle"), View.CYCLE),
        (t("📊 Plan"), View.PLAN),
    )
    views = [Button(label, OpenView(view, monday)) for label, view in longer]
    rows = (
        tuple(views[:2]),
        (*views[2:], Button(t("🔎 Patterns"), Patterns())),
        (Button(t("◀ Back"), ShowWeek(monday)),),
    )
    return Screen(Markup("\n").join((*fitted(t, lines), urgent(t))), rows)


def _parts(t: Translator, summary: Summary) -> list[_Part]:
    numbers = summary.numbers
    now = numbers.now
    parts = [_Part(0, words.heading(t, numbers))]
    if numbers.is_empty or not numbers.can_draw:
        parts.append(_Part(2, _little(t, numbers)))
    parts.append(_Part(0, words.total_words(t, numbers)))
    if not numbers.is_empty:
        parts.append(_Part(1, words.by_day_words(t, numbers)))
    optional = (
        (5, words.ratings_words(t, now)),
        (6, words.severity_words(t, numbers)),
        (3, words.medicines_words(t, numbers.medicines())),
        (11, words.water_words(t, numbers.water) if numbers.water else None),
        (10, words.sleep_line(t, numbers.sleep) if numbers.sleep else None),
        (6, _injection(t, numbers)),
        (4, words.paused_words(t, numbers.paused_days)),
        (4, summary.goal),
        (20, summary.checks),
    )
    parts += [_Part(rank, text) for rank, text in optional if text]
    parts += [_Part(7 + at, each) for at, each in enumerate(words.findings(t, numbers))]
    doctor = doctor_first(t, summary.condition)
    if doctor is not None:
        parts.append(_Part(0, doctor))
    return [*parts, _Part(0, urgent(t)), _Part(0, _links(t, summary.communities))]


def _fitted(parts: list[_Part], room: int) -> Markup:
    kept = list(parts)
    while units(text := Markup("\n").join(part.text for part in kept)) > room:
        last = max(kept, key=lambda part: part.rank)
        assert last.rank > 0, "what must be in it fits"
        kept.remove(last)
    return text


def _little(t: Translator, numbers: WeekNumbers) -> Markup:
    if numbers.is_empty and not numbers.is_over:
        return t.html("Nothing noted in this week yet, and that is fine. ⚡ Episode is one tap.")
    if numbers.is_empty:
        return t.html("Nothing was noted in this week, and that is fine.")
    return t.html("Little was noted, and that is fine: too little for a picture.")


def _injection(t: Translator, numbers: WeekNumbers) -> Markup | None:
    weeks = numbers.weeks_since_injection
    return None if weeks is None else words.injection_words(t, weeks)


def _links(t: Translator, communities: Sequence[Community]) -> Markup:
    lines = [t.html("\n👥 People who understand:")]
    lines += [_link(t, one) for one in communities]
    return Markup("\n").join(lines)


def _link(t: Translator, one: Community) -> Markup:
    name = isolated(short(one.name, _LONGEST_COMMUNITY))
    if len(one.url) <= _LONGEST_LINK:
        return t.html("{name}: {url}", name=name, url=one.url)
    return t.html('<a href="{url}">{name}</a>', name=name, url=one.url)


def _rows(t: Translator, numbers: WeekNumbers) -> tuple[tuple[Button, ...], ...]:
    monday = numbers.week.monday.toordinal()
    turning: list[Button] = []
    if numbers.has_earlier:
        turning.append(Button(t("◀ Week before"), ShowWeek(monday - DAYS)))
    if numbers.week.monday < week_of(numbers.today).monday:
        turning.append(Button(t("Week after ▶"), ShowWeek(monday + DAYS)))
    rows = (
        (Button(t("📄 Report for the doctor"), ReportMenu()),),
        (Button(t("🎯 Goal"), GoalMenu()), Button(t("👥 Communities"), Communities())),
        (
            Button(t("🔎 Details"), WeekDetails(monday)),
            Button(t("🔊 Read aloud"), ReadWeek(monday)),
        ),
    )
    return (*rows, tuple(turning)) if turning else rows


def _days(t: Translator, numbers: WeekNumbers) -> list[Markup]:
    now = numbers.now
    return [
        t.html(
            "{day}: {episodes}, day rating {rating}",
            day=as_heading(day_name(t, day, numbers.today)),
            episodes=t.plural("{n} episode", "{n} episodes", n=episodes),
            rating="–" if rating is None else rating,
        )
        for day, episodes, rating in zip(now.days, now.episodes, now.ratings, strict=True)
        if day <= numbers.today
    ]


def _before(t: Translator, numbers: WeekNumbers) -> Markup | None:
    before = numbers.before
    if not before.kept_days:
        return None
    said = t.html_plural(
        "The four weeks before: {n} episode on {days} noted days",
        "The four weeks before: {n} episodes on {days} noted days",
        n=before.total,
        days=before.kept_days,
    )
    if before.rating is None:
        return said
    return said + t.html_plural(
        ", day rating {mean} over {n} answer",
        ", day rating {mean} over {n} answers",
        n=before.answers,
        mean=words.number(t, before.rating),
    )
