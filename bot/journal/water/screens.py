"""Screens of water."""

from markupsafe import Markup

from bot.journal.water.buttons import (
    AddGlass,
    OpenWater,
    OpenWaterSettings,
    SetGlass,
    SetTarget,
    SetUnit,
    UndoGlass,
)
from bot.journal.water.rules import GLASSES, TARGETS, Progress, Unit, in_unit
from bot.marks import marked
from bot.plan.when import clock_time
from bot.screen import Button, Screen
from bot.texts import Translator

_DROPS = 10
_IN_A_ROW = 3


def amount_words(t: Translator, ml: int, unit: Unit) -> str:
    """`250 ml` or `8 oz`."""
    if unit is Unit.ML:
        return t("{n} ml", n=ml)
    return t("{n} oz", n=in_unit(ml, unit))


def water_screen(t: Translator, day: Progress) -> Screen:
    """How far the day is, with one more, Undo of the last, and the settings."""
    glasses = t.plural("{n} glass", "{n} glasses", n=len(day.glasses))
    total = amount_words(t, day.total, day.unit)
    lines = [t.html("💧 <b>Water today</b>: {glasses}, {total}", glasses=glasses, total=total)]
    if day.target is not None:
        done = min(_DROPS, day.total * _DROPS // day.target)
        lines.append(
            t.html(
                "{bar} of {target}",
                bar="🟦" * done + "⬜" * (_DROPS - done),
                target=amount_words(t, day.target, day.unit),
            )
        )
    if day.glasses:
        last = day.glasses[-1]
        lines.append(
            t.html(
                "Last: {time}, {amount}",
                time=clock_time(last.at, last.zone),
                amount=amount_words(t, last.ml, day.unit),
            )
        )
    if day.is_reached:
        lines.append(t.html("✅ Your target is reached. No more reminders to drink today."))
    more = Button(t("💧 One more"), AddGlass())
    undo = (Button(t("↩️ Undo"), UndoGlass(day.glasses[-1].id)),) if day.glasses else ()
    settings = (Button(t("⚙️ Glass and target"), OpenWaterSettings()),)
    return Screen(Markup("\n").join(lines), ((more, *undo), settings))


def settings_screen(t: Translator, day: Progress) -> Screen:
    target = amount_words(t, day.target, day.unit) if day.target else t("none")
    lines = [
        t.html("💧 <b>Glass and target</b>"),
        t.html("A glass: {amount}", amount=amount_words(t, day.glass, day.unit)),
        t.html("Target for a day: {amount}", amount=target),
        t.html(
            "Other amounts: <code>/water glass 280</code>, <code>/water target 1400</code>."
            " If you were told how much to drink, keep to that."
        ),
    ]
    glasses = [
        _choice(t, ml, day, SetGlass(ml), is_chosen=ml == day.glass) for ml in GLASSES[day.unit]
    ]
    targets = [
        _choice(t, ml, day, SetTarget(ml), is_chosen=ml == day.target, is_target=True)
        for ml in TARGETS[day.unit]
    ]
    none = Button(marked(t, t("🎯 No target"), is_chosen=day.target is None), SetTarget(0))
    other = Unit.OZ if day.unit is Unit.ML else Unit.ML
    units = Button(t("Count in oz") if other is Unit.OZ else t("Count in ml"), SetUnit(other))
    back = Button(t("◀ Back"), OpenWater())
    return Screen(
        Markup("\n").join(lines), (*_rows(glasses), *_rows(targets), (none,), (units, back))
    )


def _choice(
    t: Translator,
    ml: int,
    day: Progress,
    data: SetGlass | SetTarget,
    *,
    is_chosen: bool,
    is_target: bool = False,
) -> Button:
    amount = amount_words(t, ml, day.unit)
    label = t("🎯 Target {amount}", amount=amount) if is_target else amount
    return Button(marked(t, label, is_chosen=is_chosen), data)


def _rows(buttons: list[Button]) -> list[tuple[Button, ...]]:
    return [tuple(buttons[at : at + _IN_A_ROW]) for at in range(0, len(buttons), _IN_A_ROW)]
