"""Screens of the goals. They praise what was kept, and never count what was not."""

from collections.abc import Iterable, Sequence
from datetime import date

from babel import Locale
from babel.dates import format_date
from markupsafe import Markup

from bot.marks import ticked
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
    Choice,
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
    """This week's goal with how far it is, or what there is to choose; on Sunday the next, too."""
    lines = [t.html("🎯 <b>Your goal this week</b>")]
    rows: Rows = ()
    if view.now is not None:
        more, rows = _present(t, view, view.now)
    elif view.next is not None:
        more = [t.html("None this week.")]
    else:
        more, rows = _chosen(t, view, view.this, t.html("No goal this week, as you wished."))
    lines += more
    if view.next is not None:
        more, besides = _chosen(t, view, view.next, t.html("None, as you wished."))
        lines += [Markup(), t.html("🎯 <b>Next week</b>"), *more]
        rows = (*rows, *besides)
    return Screen(Markup("\n").join(lines), rows)


def choose_screen(t: Translator, can_count: Sequence[What], week: date, this: date) -> Screen:
    head = t.html("A goal for this week") if week == this else t.html("A goal for next week")
    text = t.html(
        "🎯 <b>{head}</b>\nSomething small that you would like. What is in your plan"
        " can be counted by me; anything else you tick yourself.",
        head=head,
    )
    rows = [(Button(what_words(t, what), _after(what, week)),) for what in can_count]
    own = (Button(what_words(t, What.OWN), TypeGoal(week.toordinal())),)
    last = (
        Button(t("No goal"), NoGoal(week.toordinal())),
        Button(t("◀ Back"), OpenGoal()),
    )
    return Screen(text, (*rows, own, last))


def minute_screen(t: Translator, minutes: Sequence[int], week: date) -> Screen:
    monday = week.toordinal()
    buttons = [
        Button(minute_words(minute), PickDays(monday, What.BED, minute)) for minute in minutes
    ]
    return Screen(t.html("🌙 In bed by when?"), (*_rows(buttons), _back(t, week)))


def days_screen(t: Translator, what: What, minute: int, week: date) -> Screen:
    """On how many days a goal is meant that the bot counts."""
    lines = [t.html("<b>{what}</b>: on how many days of the week?", what=what_words(t, what))]
    if (how := counted_how(t, Goal(what, 1))) is not None:
        lines.append(t.html("{how}", how=how))
    buttons = [
        Button(
            t.plural("{n} day", "{n} days", n=days),
            SetGoal(week.toordinal(), what, days, minute),
        )
        for days in range(1, DAYS_A_WEEK + 1)
    ]
    return Screen(Markup("\n").join(lines), (*_rows(buttons), _back(t, week)))


def often_screen(t: Translator, goal: Goal, week: date, this: date) -> Screen:
    """How often what was put in own words is meant."""
    asked = t.html("How often this week?") if week == this else t.html("How often next week?")
    text = t.html("🎯 <b>{words}</b>\n{asked}", words=goal.words or "", asked=asked)
    once = Button(t("Once"), SetDays(week.toordinal(), 1))
    more = [
        Button(t.plural("{n} day", "{n} days", n=days), SetDays(week.toordinal(), days))
        for days in range(2, DAYS_A_WEEK + 1)
    ]
    return Screen(text, _rows([once, *more]))


def words_asked(t: Translator, week: date) -> Screen:
    text = t.html(
        "✏️ What would you like to do this week? Send it to me in up to {most} characters, such as:"
        " <i>a walk with a friend</i>",
        most=LONGEST_WORDS,
    )
    return Screen(text, (_back(t, week),))


def _present(t: Translator, view: GoalView, now: GoalProgress) -> tuple[list[Markup], Rows]:
    week = view.this.week.toordinal()
    lines = [t.html("{goal}", goal=goal_words(t, now.goal))]
    change = Button(t("✏️ Change"), ChooseGoal(week))
    if now.is_rest:
        lines.append(t.html("🌙 A week of rest: it does not count."))
        return lines, ((change, Button(t("▶️ Count it"), RestGoal(week, Flag.OFF))),)
    if not now.goal.is_once:
        lines.append(
            t.html("{bar} {done} of {wanted}", bar=bar(now), done=now.done, wanted=now.goal.days)
        )
    if now.is_reached:
        lines.append(t.html("✅ That is your goal. Well done."))
    elif (how := counted_how(t, now.goal)) is not None:
        lines.append(t.html("<i>{how}</i>", how=how))
    ticks = _ticks(t, view, now) if now.goal.what is What.OWN else ()
    rest = Button(t("🌙 Rest"), RestGoal(week, Flag.ON))
    return lines, (*ticks, (change, rest))


def _chosen(
    t: Translator, view: GoalView, choice: Choice, declined: Markup
) -> tuple[list[Markup], Rows]:
    """What is wanted of a week, or what there is to choose from."""
    week = choice.week.toordinal()
    if choice.is_open:
        return _open(t, view, choice)
    if choice.goal is None:
        return [declined], ((Button(t("✏️ Choose a goal after all"), ChooseGoal(week)),),)
    chosen = t.html("{goal}", goal=goal_words(t, choice.goal))
    return [chosen], ((Button(t("✏️ Change next week's"), ChooseGoal(week)),),)


def _open(t: Translator, view: GoalView, choice: Choice) -> tuple[list[Markup], Rows]:
    """Nothing chosen yet: the last one again, a smaller one, another, or none."""
    week, last, smaller = choice.week.toordinal(), choice.last, choice.smaller
    others = (
        Button(t("✏️ Choose a goal"), ChooseGoal(week)),
        Button(t("No goal"), NoGoal(week)),
    )
    if last is None:
        return [t.html("One small thing that you would like is enough.")], (others,)
    is_above = view.now is not None and view.now.week == choice.past[0].week
    lines = [] if is_above else [_last_words(t, choice.past[0])]
    rows: list[tuple[Button, ...]] = []
    if smaller is not None:
        lines.append(t.html("A smaller one may fit better just now: it is yours to say."))
        easier = t.plural("🌱 The same on {n} day", "🌱 The same on {n} days", n=smaller.days)
        rows.append((Button(easier, KeepGoal(week, smaller.days)),))
    rows.append((Button(t("🔁 The same again"), KeepGoal(week, last.days)),))
    return lines, (*rows, others)


def _last_words(t: Translator, last: GoalProgress) -> Markup:
    goal, done = goal_words(t, last.goal), done_words(t, last)
    if last.is_rest:
        return t.html("Last: {goal} (a week of rest)", goal=goal)
    if done:
        return t.html("Last: {goal} · {done}", goal=goal, done=done)
    return t.html("Last: {goal}", goal=goal)


def _ticks(t: Translator, view: GoalView, now: GoalProgress) -> Rows:
    """The days of the week up to today, each to be ticked; only one for what is done once."""
    if now.goal.is_once:
        day = now.kept[0] if now.kept else view.today
        label = t("↩️ Not done after all") if now.kept else t("✅ Done")
        return ((_tick(label, day, is_on=bool(now.kept)),),)
    days = [day for day in week_dates(view.this.week) if day <= view.today]
    locale = Locale.parse(t.language.replace("-", "_"))
    names = {day: format_date(day, "EEE", locale=locale) for day in days}
    return _rows(
        [
            _tick(ticked(t, names[day], is_on=day in now.kept), day,
                  is_on=day in now.kept)
            for day in days
        ]
    )  # fmt: skip


def _tick(label: str, day: date, *, is_on: bool) -> Button:
    return Button(label, TickGoal(day.toordinal(), Flag.OFF if is_on else Flag.ON))


def _after(what: What, week: date) -> PickMinute | PickDays:
    monday = week.toordinal()
    return PickMinute(monday) if what is What.BED else PickDays(monday, what, 0)


def _back(t: Translator, week: date) -> tuple[Button, ...]:
    return (Button(t("◀ Back"), ChooseGoal(week.toordinal())),)


def _rows(buttons: Iterable[Button]) -> Rows:
    found = list(buttons)
    return tuple(tuple(found[at : at + _IN_A_ROW]) for at in range(0, len(found), _IN_A_ROW))
