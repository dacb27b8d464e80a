"""Goals in words: for /goals and for the week summary."""

from markupsafe import Markup

from bot.plan.wording import isolated
from bot.summary.goals.rules import DAYS_A_WEEK, Goal, GoalProgress, What
from bot.texts import Translator

_DONE, _OPEN = "🟩", "⬜"


def goal_words(t: Translator, goal: Goal) -> str:
    """`Stretch on 5 days`."""
    n, own = goal.days, isolated(goal.words or "")
    if goal.is_once:
        return own
    words = {
        What.STRETCH: t.plural("Stretch on {n} day", "Stretch on {n} days", n=n),
        What.WATER: t.plural(
            "Reach your water target on {n} day", "Reach your water target on {n} days", n=n
        ),
        What.BED: t.plural(
            "In bed by {time} on {n} day",
            "In bed by {time} on {n} days",
            n=n,
            time=minute_words(goal.minute or 0),
        ),
        What.CALM: t.plural("Calm minutes on {n} day", "Calm minutes on {n} days", n=n),
        What.MEDICINES: t.plural(
            "Answer all medicine reminders on {n} day",
            "Answer all medicine reminders on {n} days",
            n=n,
        ),
        What.CHECKIN: t.plural("Evening check-in on {n} day", "Evening check-in on {n} days", n=n),
        What.OWN: t.plural("{words}: on {n} day", "{words}: on {n} days", n=n, words=own),
    }
    return words[goal.what]


def what_words(t: Translator, what: What) -> str:
    """A button's words for what can be chosen."""
    words = {
        What.STRETCH: t("🤸 Stretching"),
        What.WATER: t("💧 My water target"),
        What.BED: t("🌙 In bed in time"),
        What.CALM: t("🧘 Calm minutes"),
        What.MEDICINES: t("💊 Medicine reminders"),
        What.CHECKIN: t("📝 Evening check-in"),
        What.OWN: t("✏️ In my own words"),
    }
    return words[what]


def counted_how(t: Translator, goal: Goal) -> str | None:
    """How a day comes to count, where that is not plain."""
    words = {
        What.STRETCH: t("A day counts when you tapped Done at a stretching reminder."),
        What.BED: t("A day counts when you tapped Done at your bedtime reminder by then."),
        What.CALM: t("A day counts when you tapped Done at a reminder for calm minutes."),
        What.MEDICINES: t("A day counts when each of its reminders has an answer, whichever."),
        What.CHECKIN: t("A day counts when you answered how your face was."),
    }
    if goal.what is What.OWN and not goal.is_once:
        return t("Tap the days on which you did it.")
    return words.get(goal.what)


def minute_words(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def bar(progress: GoalProgress) -> str:
    """As many squares as days are wanted, or as were kept where that is more."""
    done = min(progress.done, DAYS_A_WEEK)
    return _DONE * done + _OPEN * (progress.goal.days - done)


def summary_words(t: Translator, progress: GoalProgress) -> Markup:
    """One line for the week summary."""
    goal, done = goal_words(t, progress.goal), done_words(t, progress)
    if progress.is_rest:
        return t.html("🎯 {goal} · a week of rest", goal=goal)
    if done:
        return t.html("🎯 {goal} · {done}", goal=goal, done=done)
    return t.html("🎯 {goal}", goal=goal)


def done_words(t: Translator, progress: GoalProgress) -> str:
    """`done on 3 days`; no word where nothing was done."""
    if progress.goal.is_once:
        return t("✅ done") if progress.is_reached else ""
    if not progress.done:
        return ""
    if progress.is_reached:
        return t.plural("✅ done on {n} day", "✅ done on {n} days", n=progress.done)
    return t.plural("done on {n} day", "done on {n} days", n=progress.done)
