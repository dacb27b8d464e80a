"""The buttons below each question of adding an item."""

from collections.abc import Callable, Iterable, Mapping
from datetime import time, timedelta

from babel import Locale
from babel.dates import get_day_names

from bot.marks import ticked
from bot.plan.buttons import PickAnswer
from bot.plan.describe import clock, describe_interval
from bot.plan.medicine_words import class_choices
from bot.plan.quick_add import proposed_times
from bot.plan.rules import Kind
from bot.plan.sketch import WITHOUT_AMOUNT, Often, Sketch, Step, last_step
from bot.plan.typed import Day
from bot.plan.when import day_name
from bot.plan.wording import kind_label, kind_name
from bot.screen import Button
from bot.texts import Translator, in_week

AWAKE, ROUND_THE_CLOCK, FROM_LAST = "awake", "clock", "last"
SKIP, DONE, NO_LIMITS = "skip", "done", "none"
SAME, MORE, END, PAGE = "same", "more", "end", "page"
HOURS = (2, 3, 4, 6, 8, 12)
DAYS = (2, 3, 4, 5, 7, 14, 28)
MORNINGS = (time(7), time(8), time(9), time(12), time(18), time(20), time(21), time(22))
NAMED_BY_PERSON = frozenset({Kind.MEDICATION, Kind.OWN})
DATED = frozenset({Kind.APPOINTMENT, Kind.INJECTION})

Rows = tuple[tuple[Button, ...], ...]


def choices(t: Translator, sketch: Sketch, step: Step, day: Day) -> Rows:
    """The rows of answers; an empty tuple where one can only type."""
    labelled = _LABELLED[step](t, sketch, day) if step in _LABELLED else {}
    buttons = [
        Button(label, PickAnswer(sketch.token, step, value)) for value, label in labelled.items()
    ]
    rows = _in_rows(buttons, 4 if step in {Step.WEEKDAYS, Step.HOURS, Step.DAYS} else 2)
    if step is Step.WEEKDAYS and sketch.weekdays:
        rows += ((Button(t("Continue"), PickAnswer(sketch.token, step, DONE)),),)
    return rows


def _kinds(t: Translator, _sketch: Sketch, _day: Day) -> dict[str, str]:
    return {kind: kind_label(t, kind) for kind in Kind}


def _names(t: Translator, sketch: Sketch, _day: Day) -> dict[str, str]:
    """The kind's own name, where people would hardly choose another."""
    if sketch.kind is None or sketch.kind in NAMED_BY_PERSON:
        return {}
    return {SKIP: kind_name(t, sketch.kind)}


def _often(t: Translator, sketch: Sketch, _day: Day) -> dict[str, str]:
    labels: dict[str, str] = {
        Often.ONCE: t("Once a day"),
        Often.TWICE: t("Twice a day"),
        Often.THRICE: t("3 times a day"),
        Often.HOURS: t("Every few hours"),
        Often.WEEKDAYS: t("On weekdays I choose"),
        Often.DAYS: t("Every few days"),
        Often.DATE: t("On one date"),
    }
    if sketch.kind is Kind.MEDICATION:
        labels[Often.STEPS] = t("In dated steps")
    if sketch.kind in DATED:
        return {often: labels[often] for often in (Often.DATE, Often.DAYS)}
    if sketch.kind in {Kind.MEDICATION, Kind.OWN}:
        labels[Often.AS_NEEDED] = t("As needed")
    return labels


def _windows(t: Translator, sketch: Sketch, day: Day) -> dict[str, str]:
    awake = t("While awake, {wake}–{bed}", wake=clock(day.wake), bed=clock(day.bed))
    windows = {AWAKE: awake, ROUND_THE_CLOCK: t("Round the clock")}
    if sketch.kind is Kind.MEDICATION:
        windows[FROM_LAST] = t("From the last dose")
    return windows


def _weekdays(t: Translator, sketch: Sketch, _day: Day) -> dict[str, str]:
    """Each button carries all the days there would be after it: a doubled tap does no harm."""
    names = get_day_names("abbreviated", locale=Locale.parse(t.language.replace("-", "_")))
    chosen = set(sketch.weekdays)
    return {
        weekdays_value(chosen ^ {weekday}): ticked(t, name, is_on=weekday in chosen)
        for weekday, name in sorted(names.items(), key=lambda one: in_week(t.language, one[0]))
    }


def weekdays_value(weekdays: Iterable[int]) -> str:
    """`024` for Monday, Wednesday and Friday."""
    return "".join(map(str, sorted(weekdays)))


def _dates(t: Translator, _sketch: Sketch, day: Day) -> dict[str, str]:
    days = [day.today + timedelta(days=ahead) for ahead in (0, 1, 7, 14)]
    return {f"{one:%Y%m%d}": day_name(t, one, day.today) for one in days}


def _times(_t: Translator, sketch: Sketch, day: Day) -> dict[str, str]:
    """Common times, as many at once as the rhythm has."""
    count = int(sketch.often) if sketch.often in {Often.TWICE, Often.THRICE} else 1
    spread = proposed_times(count, day.wake, day.bed)
    sets = {
        1: tuple((at,) for at in MORNINGS),
        2: ((time(7), time(19)), (time(8), time(20)), (time(9), time(21)), spread),
        3: ((time(7), time(13), time(19)), (time(8), time(14), time(20)), spread),
    }
    return {
        "-".join(f"{at:%H%M}" for at in times): " ".join(clock(at) for at in times)
        for times in sets[count]
    }


def _parts(t: Translator, sketch: Sketch, _day: Day) -> dict[str, str]:
    parts: dict[str, str] = {Step.KIND: t("Kind"), Step.NAME: t("Name")}
    if sketch.kind not in WITHOUT_AMOUNT:
        parts[Step.AMOUNT] = t("Amount")
    return parts | {Step.OFTEN: t("When")}


def _step_dates(t: Translator, sketch: Sketch, day: Day) -> dict[str, str]:
    """The first step soon; another one some weeks after the last."""
    last = last_step(sketch)
    first, spans = (day.today, (0, 1, 7)) if last is None else (last.start, (7, 14, 28))
    days = [first + timedelta(days=span) for span in spans]
    return {f"{one:%Y%m%d}": day_name(t, one, day.today) for one in days}


def _step_amounts(_t: Translator, sketch: Sketch, _day: Day) -> dict[str, str]:
    """The amount that was given for the whole is the first step's, if that is meant."""
    return {SAME: sketch.amount} if sketch.amount and not sketch.building else {}


def _step_times(_t: Translator, sketch: Sketch, day: Day) -> dict[str, str]:
    last = last_step(sketch)
    sets = [last.times] if last is not None else []
    sets += [proposed_times(count, day.wake, day.bed) for count in (1, 2, 3)]
    sets += [(time(8),), (time(8), time(20)), (time(8), time(14), time(20))]
    return {
        "-".join(f"{at:%H%M}" for at in times): " ".join(clock(at) for at in times)
        for times in sets
    }


def _more(t: Translator, _sketch: Sketch, _day: Day) -> dict[str, str]:
    return {
        MORE: t("➕ Another step"),
        DONE: t("✅ That is all"),
        END: t("🏁 It ends on a date"),
    }


def _ends(t: Translator, sketch: Sketch, day: Day) -> dict[str, str]:
    last = last_step(sketch)
    first = day.today if last is None else last.start
    days = [first + timedelta(days=span - 1) for span in (7, 14, 28)]
    return {f"{one:%Y%m%d}": day_name(t, one, day.today) for one in days}


def _in_rows(buttons: list[Button], columns: int) -> Rows:
    return tuple(
        tuple(buttons[start : start + columns]) for start in range(0, len(buttons), columns)
    )


_LABELLED: Mapping[Step, Callable[[Translator, Sketch, Day], dict[str, str]]] = {
    Step.KIND: _kinds,
    Step.NAME: _names,
    Step.AMOUNT: lambda t, _sketch, _day: {SKIP: t("Skip")},
    Step.OFTEN: _often,
    Step.HOURS: lambda t, _sketch, _day: {str(h): describe_interval(t, h * 60) for h in HOURS},
    Step.WINDOW: _windows,
    Step.WEEKDAYS: _weekdays,
    Step.DAYS: lambda _t, _sketch, _day: {str(days): str(days) for days in DAYS},
    Step.LIMITS: lambda t, _sketch, _day: {NO_LIMITS: t("No limits given")},
    Step.DATE: _dates,
    Step.TIMES: _times,
    Step.CHANGE: _parts,
    Step.CLASS: lambda t, _sketch, _day: class_choices(t),
    Step.STEP_DATE: _step_dates,
    Step.STEP_AMOUNT: _step_amounts,
    Step.STEP_TIMES: _step_times,
    Step.STEP_MORE: _more,
    Step.STEP_END: _ends,
}
"""Values and labels of each step's answers."""
