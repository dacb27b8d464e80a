"""The week's numbers as the picture wants them, in the person's language."""

from functools import partial

from babel.numbers import get_decimal_symbol
from markupsafe import Markup

from bot.journal.days.night_screens import sleep_words
from bot.journal.water.screens import amount_words
from bot.plan.wording import isolated, short
from bot.screen import Attachment
from bot.screen import words as plain
from bot.summary.drawings.data import (
    Day,
    Fact,
    Gauge,
    ItemShare,
    Manner,
    WeekDrawing,
    WeekWords,
)
from bot.summary.drawings.pictures import week_picture
from bot.summary.week import words
from bot.summary.week.rules import Share, WeekNumbers
from bot.summary.week.standout import LEAST_DAYS_BEFORE, LEAST_EVENINGS_BEFORE
from bot.texts import Translator

NAME = "week.png"
MOST_ITEMS = 8


def picture(drawing: WeekDrawing) -> Attachment:
    """Drawn when it is sent; dark, since bright light is hard on many of these eyes."""
    return Attachment(NAME, partial(week_picture, drawing, dark=True), is_picture=True)


def week_drawing(t: Translator, numbers: WeekNumbers, goal: Markup | None = None) -> WeekDrawing:
    """Everything in the picture; with the same words and numbers it is equal."""
    due = [share for share in numbers.shares if share.due]
    left = max(0, len(due) - MOST_ITEMS)
    return WeekDrawing(
        manner=manner(t),
        title=t("Your week"),
        subtitle=words.week_name(t, numbers.week),
        days=_days(t, numbers),
        words=week_words(t),
        facts=_facts(t, numbers),
        items=tuple(item_share(t, share) for share in due[:MOST_ITEMS]),
        more=t.plural("and {n} more", "and {n} more", n=left) if left else "",
        gauges=_gauges(t, numbers),
        note=plain(goal) if goal else "",
    )


def manner(t: Translator) -> Manner:
    """How pictures in this language are written."""
    locale = words.locale_of(t)
    return Manner(
        language=t.language.replace("_", "-"),
        is_rtl=locale.text_direction == "rtl",
        decimal=get_decimal_symbol(locale),
    )


def week_words(t: Translator) -> WeekWords:
    return WeekWords(
        episodes=t("Episodes by day"),
        rating=t("Day rating, 0 none to 4 must stop or cannot see"),
        usual=t("usual in the four weeks before"),
        unanswered=t("not answered"),
        items=t("Your plan"),
        taken=t("taken"),
        skipped=t("skipped"),
        missed=t("missed"),
        offline=t("I was offline"),
        open=t("open"),
    )


def _days(t: Translator, numbers: WeekNumbers) -> tuple[Day, ...]:
    now, before = numbers.now, numbers.before
    usual = before.a_kept_day if before.kept_days >= LEAST_DAYS_BEFORE else None
    rating = before.rating if before.answers >= LEAST_EVENINGS_BEFORE else None
    return tuple(
        Day(
            label=words.weekday(t, day),
            episodes=now.episodes[at],
            rating=now.ratings[at],
            usual_episodes=usual,
            usual_rating=rating,
            is_ahead=day > numbers.today,
        )
        for at, day in enumerate(now.days)
    )


def _facts(t: Translator, numbers: WeekNumbers) -> tuple[Fact, ...]:
    now, before = numbers.now, numbers.a_week_before
    episodes = t.plural("episode", "episodes", n=now.total)
    if before is not None:
        mean = words.number(t, before)
        episodes = t("{episodes}, {mean} a week before", episodes=episodes, mean=mean)
    facts = [Fact(str(now.total), episodes)]
    if now.rating is not None:
        of = t.plural("day rating, {n} answer", "day rating, {n} answers", n=now.answers)
        facts.append(Fact(words.number(t, now.rating), of))
    weeks = numbers.weeks_since_injection
    if weeks is not None:
        since = t.plural("week since the injection", "weeks since the injection", n=weeks)
        facts.append(Fact(str(weeks), since))
    return tuple(facts)


def item_share(t: Translator, share: Share) -> ItemShare:
    """A plan item's bar; what was taken as needed was never due, and is not in it."""
    return ItemShare(
        name=isolated(short(share.item.name, words.NAME_LENGTH)),
        text=t("{taken} of {due}", taken=share.taken, due=share.due),
        taken=share.taken,
        skipped=share.skipped,
        missed=share.missed,
        offline=share.offline,
    )


def _gauges(t: Translator, numbers: WeekNumbers) -> tuple[Gauge, ...]:
    found: list[Gauge] = []
    water, sleep = numbers.water, numbers.sleep
    if water is not None:
        text = t("{amount} a day", amount=amount_words(t, water.a_day, water.unit))
        if water.target:
            target = amount_words(t, water.target, water.unit)
            text = t("{amount} · target {target}", amount=text, target=target)
        share = water.a_day / water.target if water.target else None
        found.append(Gauge(t("Water"), text, share))
    if sleep is not None:
        text = t(
            "{slept} a night · your night is {target}",
            slept=sleep_words(t, sleep.a_night),
            target=sleep_words(t, sleep.target),
        )
        share = sleep.a_night / sleep.target if sleep.target else None
        found.append(Gauge(t("Sleep"), text, share))
    return tuple(found)
