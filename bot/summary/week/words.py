"""Weeks, numbers and findings in words: honest, warm, and nothing that sounds like a cause."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal
from markupsafe import Markup

from bot.journal.days.night_screens import sleep_words
from bot.journal.water.screens import amount_words
from bot.plan.wording import ICONS, isolated, short
from bot.summary.week.rules import Noted, Share, Sleep, Water, WeekNumbers
from bot.summary.week.standout import (
    AllTaken,
    CalmDays,
    Change,
    Episodes,
    Evenings,
    Finding,
    stood_out,
)
from bot.summary.week.weeks import Week
from bot.texts import Translator

NAME_LENGTH = 24
"""Characters of a plan item's name in the summary."""


def locale_of(t: Translator) -> Locale:
    return _locale(t.language)


@lru_cache(maxsize=64)
def _locale(language: str) -> Locale:
    return Locale.parse(language.replace("-", "_"))


def number(t: Translator, value: float) -> str:
    """One decimal, in the language's own way: `1.4`, `1,4`."""
    return str(format_decimal(round(value, 1), format="0.#", locale=locale_of(t)))


def weekday(t: Translator, day: date) -> str:
    """`Mon`."""
    return str(format_date(day, "EEE", locale=locale_of(t)))


def week_name(t: Translator, week: Week) -> str:
    """`16 Nov - 22 Nov 2026`."""
    return days_name(t, week.monday, week.sunday)


def days_name(t: Translator, first: date, last: date) -> str:
    """`16 Nov - 22 Nov 2026`."""
    locale = locale_of(t)
    return t(
        "{first} – {last}",
        first=format_date(first, t("d MMM"), locale=locale),
        last=format_date(last, t("d MMM y"), locale=locale),
    )


def heading(t: Translator, numbers: WeekNumbers) -> Markup:
    week = week_name(t, numbers.week)
    if numbers.is_over:
        return t.html("📊 <b>Week {week}</b>", week=week)
    return t.html("📊 <b>Week {week}</b>, so far", week=week)


def paused_words(t: Translator, days: int) -> Markup | None:
    """Said as what it was: no day of a pause is a day that was missed."""
    if not days:
        return None
    return t.html_plural(
        "⏸ Paused on {n} day; what rested then is in no count.",
        "⏸ Paused on {n} days; what rested then is in no count.",
        n=days,
    )


def total_words(t: Translator, numbers: WeekNumbers) -> Markup:
    """The episode total, the spasms that bursts add, and what a week before had."""
    now = numbers.now
    said = t.html_plural("⚡ <b>{n} episode</b>", "⚡ <b>{n} episodes</b>", n=now.total)
    if now.bursts:
        said += t.html(" ({spasms} spasms, bursts counted)", spasms=now.spasms)
    before = numbers.a_week_before
    if before is not None:
        said += t.html("; in the four weeks before {mean} a week", mean=number(t, before))
    return said


def by_day_words(t: Translator, numbers: WeekNumbers) -> Markup:
    """The picture in words: `Mon 2/1 · Tue 0/– ...`, days ahead left out."""
    now = numbers.now
    days = [
        f"{weekday(t, day)} {episodes}/{'–' if rating is None else rating}"
        for day, episodes, rating in zip(now.days, now.episodes, now.ratings, strict=True)
        if day <= numbers.today
    ]
    return t.html("By day, episodes/rating 0-4: {days}", days=" · ".join(days))


def ratings_words(t: Translator, now: Noted) -> Markup | None:
    if now.rating is None:
        return None
    return t.html_plural(
        "🌆 Day rating {mean} on average, {n} answer",
        "🌆 Day rating {mean} on average, {n} answers",
        n=now.answers,
        mean=number(t, now.rating),
    )


def severity_words(t: Translator, numbers: WeekNumbers) -> Markup | None:
    """`Severity: 3 of 1, 2 of 3`: how many episodes had which; None without episodes."""
    if not numbers.now.total:
        return None
    counts = [
        t("{count} × severity {severity}", count=count, severity=severity)
        for severity, count in enumerate(numbers.severities, 1)
        if count
    ]
    if numbers.unrated:
        counts.append(t("{count} × not rated", count=numbers.unrated))
    return t.html("🎚 {counts}", counts=", ".join(counts))


def share_words(t: Translator, share: Share) -> str:
    """`10 of 14 taken; 1 skipped, 1 missed, 2 while I was offline`."""
    said = t("{taken} of {due} taken", taken=share.taken, due=share.due)
    rest = [
        words
        for count, words in (
            (share.skipped, t("{n} skipped", n=share.skipped)),
            (share.missed, t("{n} missed", n=share.missed)),
            (share.offline, t("{n} while I was offline", n=share.offline)),
        )
        if count
    ]
    if rest:
        said = t("{taken}; {rest}", taken=said, rest=", ".join(rest))
    needed = t("{n} as needed", n=share.needed)
    if share.needed and share.due:
        return t("{due}; {needed}", due=said, needed=needed)
    return needed if share.needed else said


def item_words(t: Translator, share: Share) -> Markup:
    """`💊 Clonazepam: 14 of 14 taken`."""
    return t.html(
        "{icon} {name}: {share}",
        icon=ICONS[share.item.kind],
        name=isolated(short(share.item.name, NAME_LENGTH)),
        share=share_words(t, share),
    )


def medicines_words(t: Translator, medicines: Sequence[Share]) -> Markup | None:
    """All medicines in one line; None without any."""
    if not medicines:
        return None
    if len(medicines) == 1:
        return item_words(t, medicines[0])
    whole = Share(
        medicines[0].item,
        taken=sum(one.taken for one in medicines),
        skipped=sum(one.skipped for one in medicines),
        missed=sum(one.missed for one in medicines),
        offline=sum(one.offline for one in medicines),
    )
    return t.html("💊 {n} medicines: {share}", n=len(medicines), share=share_words(t, whole))


def water_words(t: Translator, water: Water) -> Markup:
    a_day = amount_words(t, water.a_day, water.unit)
    if water.target is None or water.reached is None:
        return t.html_plural(
            "💧 {amount} a day, on {n} day", "💧 {amount} a day, on {n} days",
            n=water.days, amount=a_day,
        )  # fmt: skip
    return t.html(
        "💧 {amount} a day; target {target} reached on {reached} of {days} noted days",
        amount=a_day,
        target=amount_words(t, water.target, water.unit),
        reached=water.reached,
        days=water.days,
    )


def sleep_line(t: Translator, sleep: Sleep) -> Markup:
    return t.html_plural(
        "🌙 {slept} a night, {n} answer; your night is {target}",
        "🌙 {slept} a night, {n} answers; your night is {target}",
        n=sleep.nights,
        slept=sleep_words(t, sleep.a_night),
        target=sleep_words(t, sleep.target),
    )


def injection_words(t: Translator, weeks: int) -> Markup:
    if weeks == 0:
        return t.html("💉 Less than a week since the injection")
    return t.html_plural(
        "💉 {n} week since the injection", "💉 {n} weeks since the injection", n=weeks
    )


def findings(t: Translator, numbers: WeekNumbers) -> list[Markup]:
    """What stood out in the week; to somebody in crisis it is not said how they did."""
    return [] if t.is_hushed else [finding_words(t, one) for one in stood_out(numbers)]


def finding_words(t: Translator, one: Finding) -> Markup:
    """One sentence with its numbers."""
    match one:
        case Evenings():
            return _evenings(t, one)
        case Episodes():
            return _episodes(t, one)
        case AllTaken(doses, None):
            return t.html("All {n} doses of your medicines taken.", n=doses)
        case AllTaken(doses, name):
            name = isolated(short(name or "", NAME_LENGTH))
            return t.html("All {n} doses of {name} taken.", n=doses, name=name)
        case CalmDays(calm, days):
            return t.html_plural(
                "{n} of the {days} days you noted was without an episode.",
                "{n} of the {days} days you noted were without an episode.",
                n=calm,
                days=days,
            )


def _evenings(t: Translator, one: Evenings) -> Markup:
    said = {
        Change.BETTER: t("Your evenings were better than in the four weeks before"),
        Change.LITTLE_BETTER: t("Your evenings were a little better than in the four weeks before"),
        Change.SAME: t("Your evenings were about as in the four weeks before"),
        Change.LITTLE_WORSE: t("Your evenings were a little harder than in the four weeks before"),
        Change.WORSE: t("Your evenings were harder than in the four weeks before"),
    }[one.change]
    return t.html(
        "{said}: {now} against {before}, over {answers} and {answers_before} answers.",
        said=said,
        now=number(t, one.now),
        before=number(t, one.before),
        answers=one.answers,
        answers_before=one.answers_before,
    )


def _episodes(t: Translator, one: Episodes) -> Markup:
    if one.change is Change.BETTER:
        said = t("Fewer episodes on the days you noted")
    else:
        said = t("More episodes on the days you noted; some weeks are like that")
    return t.html(
        "{said}: {now} a day against {before}, over {days} and {days_before} days.",
        said=said,
        now=number(t, one.now),
        before=number(t, one.before),
        days=one.days,
        days_before=one.days_before,
    )
