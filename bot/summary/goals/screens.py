"""Screens of the goals. They praise what was kept, and never count what was not."""

from collections.abc import Iterable, Sequence
from datetime import date

from babel import Locale
from babel.dates import format_date
from markupsafe import Markup

from bot.screen import Button, Screen
from bot.summary.goals.buttons import (
    ChooseGoal,
    Flag,
    KeepGoal,
    NoGoal,
    OpenGoal,
    PickDays,
    PickMinute,
    RestGoal,
    SetDays,
    SetGoal,
    TickGoal,
    TypeGoal,
)
from bot.summary.goals.rules import (
    DAYS_A_WEEK,
    LONGEST_WORDS,
    Goal,
    GoalProgress,
    GoalView,
    What,
    week_dates,
)
from bot.summary.goals.words import (
    bar,
    counted_how,
    done_words,
    goal_words,
    minute_words,
    what_words,
)
from bot.texts import Translator

Rows = tuple[tuple[Button, ...], ...]
_IN_A_ROW = 4


def goal_screen(t: Translator, view: GoalView) -> Screen:
    """This week's goal with how far it is, or what there is to choose."""
    head = t.html("🎯 <b>Your goal this week</b>")
    if view.now is not None:
        lines, rows = _present(t, view, view.now)
    elif view.is_declined:
        lines = [t.html("No goal this week, as you wished.")]
        rows = ((Button(t("✏️ Choose one after all"), ChooseGoal()),),)
    else:
        lines, rows = _open(t, view)
    return Screen(Markup("\n").join((head, *lines)), rows)


def choose_screen(t: Translator, can_count: Sequence[What], week: date) -> Screen:
    text = t.html(
        "🎯 <b>A goal for this week</b>\nSomething small that you would like. What is in your plan"
        " can be counted by me; anything else you tick yourself."
    )
    kinds = [Button(what_words(t, what), _after(what)) for what in can_count]
    rows = [(button,) for button in kinds]
    own = (Button(what_words(t, What.OWN), TypeGoal()),)
    return Screen(text, (*rows, own, _none_or_back(t, week)))


def minute_screen(t: Translator, minutes: Sequence[int]) -> Screen:
    buttons = [Button(minute_words(minute), PickDays(What.BED, minute)) for minute in minutes]
    back = (Button(t("◀ Back"), ChooseGoal()),)
    return Screen(t.html("🌙 In bed by when?"), (*_rows(buttons), back))


def days_screen(t: Translator, what: What, minute: int, week: date) -> Screen:
    """On how many days a goal is meant that the bot counts."""
    lines = [t.html("<b>{what}</b>: on how many days of the week?", what=what_words(t, what))]
    if (how := counted_how(t, what)) is not None:
        lines.append(t.html("{how}", how=how))
    buttons = [
        Button(
            t.plural("{n} day", "{n} days", n=days),
            SetGoal(week.toordinal(), what, days, minute),
        )
        for days in range(1, DAYS_A_WEEK + 1)
    ]
    back = (Button(t("◀ Back"), ChooseGoal()),)
    return Screen(Markup("\n").join(lines), (*_rows(buttons), back))


def often_screen(t: Translator, goal: Goal, week: date) -> Screen:
    """How often what was put in own words is meant."""
    text = t.html("🎯 <b>{words}</b>\nHow often this week?", words=goal.words or "")
    once = Button(t("Once"), SetDays(week.toordinal(), 1))
    more = [
        Button(t.plural("{n} day", "{n} days", n=days), SetDays(week.toordinal(), days))
        for days in range(2, DAYS_A_WEEK + 1)
    ]
    return Screen(text, _rows([once, *more]))


def words_asked(t: Translator) -> Screen:
    text = t.html(
        "✏️ What would you like to do this week? Send it to me in up to {most} characters, such as:"
        " <i>a walk with a friend</i>",
        most=LONGEST_WORDS,
    )
    return Screen(text, ((Button(t("◀ Back"), ChooseGoal()),),))


def _present(t: Translator, view: GoalView, now: GoalProgress) -> tuple[list[Markup], Rows]:
    week = view.week.toordinal()
    lines = [t.html("{goal}", goal=goal_words(t, now.goal))]
    change = Button(t("✏️ Change"), ChooseGoal())
    if now.is_rest:
        lines.append(t.html("🌙 A week of rest: it does not count."))
        return lines, ((change, Button(t("▶️ Count it after all"), RestGoal(week, Flag.OFF))),)
    if not now.goal.is_once:
        lines.append(
            t.html("{bar} {done} of {wanted}", bar=bar(now), done=now.done, wanted=now.goal.days)
        )
    if now.is_reached:
        lines.append(t.html("✅ That is your goal. Well done."))
    elif (how := counted_how(t, now.goal.what)) is not None:
        lines.append(t.html("<i>{how}</i>", how=how))
    ticks = _ticks(t, view, now) if now.goal.what is What.OWN else ()
    rest = Button(t("🌙 Rest this week"), RestGoal(week, Flag.ON))
    return lines, (*ticks, (change, rest))


def _open(t: Translator, view: GoalView) -> tuple[list[Markup], Rows]:
    """Nothing chosen yet: the last one again, a smaller one, another, or none."""
    week, last, smaller = view.week.toordinal(), view.last, view.smaller
    another = (Button(t("✏️ Choose a goal"), ChooseGoal()),)
    none = (Button(t("No goal this week"), NoGoal(week)),)
    if last is None:
        hint = t.html("None yet. One small thing that you would like is enough.")
        return [hint], (another, none)
    lines = [_last_words(t, last)]
    rows: list[tuple[Button, ...]] = []
    if smaller is not None:
        lines.append(t.html("A smaller one may fit better just now: it is yours to say."))
        easier = t.plural("🌱 The same on {n} day", "🌱 The same on {n} days", n=smaller.days)
        rows.append((Button(easier, KeepGoal(week, smaller.days)),))
    rows.append((Button(t("🔁 The same again"), KeepGoal(week, last.goal.days)),))
    return lines, (*rows, another, none)


def _last_words(t: Translator, last: GoalProgress) -> Markup:
    goal = goal_words(t, last.goal)
    if last.is_rest:
        return t.html("Last: {goal} (a week of rest)", goal=goal)
    return t.html("Last: {goal}{done}", goal=goal, done=done_words(t, last))


def _ticks(t: Translator, view: GoalView, now: GoalProgress) -> Rows:
    """The days of the week up to today, each to be ticked; only one for what is done once."""
    if now.goal.is_once:
        day = now.kept[0] if now.kept else view.today
        label = t("↩️ Not done after all") if now.kept else t("✅ Done")
        return ((_tick(label, day, is_on=bool(now.kept)),),)
    days = [day for day in week_dates(view.week) if day <= view.today]
    locale = Locale.parse(t.language.replace("-", "_"))
    names = {day: format_date(day, "EEE", locale=locale) for day in days}
    return _rows(
        [
            _tick(f"✅ {names[day]}" if day in now.kept else names[day], day,
                  is_on=day in now.kept)
            for day in days
        ]
    )  # fmt: skip


def _tick(label: str, day: date, *, is_on: bool) -> Button:
    return Button(label, TickGoal(day.toordinal(), Flag.OFF if is_on else Flag.ON))


def _after(what: What) -> PickMinute | PickDays:
    return PickMinute() if what is What.BED else PickDays(what, 0)


def _none_or_back(t: Translator, week: date) -> tuple[Button, ...]:
    return (
        Button(t("No goal this week"), NoGoal(week.toordinal())),
        Button(t("◀ Back"), OpenGoal()),
    )


def _rows(buttons: Iterable[Button]) -> Rows:
    found = list(buttons)
    return tuple(tuple(found[at : at + _IN_A_ROW]) for at in range(0, len(found), _IN_A_ROW))
