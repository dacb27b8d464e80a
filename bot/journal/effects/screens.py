"""The evening's screen of side effects."""

from datetime import date

from markupsafe import Markup

from bot.journal.effects.buttons import (
    AnswerEffects,
    OpenEffects,
    RemoveEffects,
    RestoreEffects,
    ToggleEffect,
)
from bot.journal.effects.rules import SLEEPY, DayEffects, Effect, page_of
from bot.journal.effects.words import effect_words, effects_words
from bot.journal.triggers.buttons import Flag
from bot.journal.words import urgent
from bot.marks import ticked
from bot.plan.when import day_name
from bot.screen import Button, Screen
from bot.texts import Translator


def effects_screen(
    t: Translator,
    effects: tuple[Effect, ...],
    known: DayEffects | None,
    day: date,
    today: date,
    *,
    page: int = 0,
    can_restore: bool = False,
) -> Screen:
    """What medicines like the person's can bring, as toggles; left with Done."""
    present = known.present if known else frozenset()
    lines = [
        t.html("<b>💊 Side effects {day}?</b>", day=day_name(t, day, today)),
        t.html("Medicines like yours can bring these. Was any of them there? Then Done."),
    ]
    if present:
        lines.append(t.html("{effects}", effects=effects_words(t, known)))
    if present & SLEEPY:
        lines.append(t.html("🚗 Sleepy or unsteady? Then no driving and no alcohol, please."))
    shown, has_more, page = page_of(effects, page)
    buttons = [_toggle(t, each, day, is_on=each in present) for each in shown]
    rows = [tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2)]
    ordinal = day.toordinal()
    turning = [Button(t("◀ Fewer"), OpenEffects(ordinal, page - 1))] if page else []
    turning += [Button(t("▶ More"), OpenEffects(ordinal, page + 1))] if has_more else []
    last = [Button(t("✅ Done"), AnswerEffects(ordinal))]
    if known is not None:
        last.insert(0, Button(t("🗑 Remove"), RemoveEffects(ordinal)))
    elif can_restore:
        last.insert(0, Button(t("↪️ Restore"), RestoreEffects(ordinal)))
    rows += [tuple(turning)] if turning else []
    return Screen(Markup("\n").join((*lines, urgent(t))), (*rows, tuple(last)))


def _toggle(t: Translator, effect: Effect, day: date, *, is_on: bool) -> Button:
    name = effect_words(t, effect)
    return Button(
        ticked(t, name, is_on=is_on),
        ToggleEffect(effect, Flag.OFF if is_on else Flag.ON, day.toordinal()),
    )
