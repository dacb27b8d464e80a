"""The week's question about side effects: a kind of medicine on each page, a button an effect."""

from collections.abc import Mapping, Sequence
from datetime import date

from markupsafe import Markup

from bot.journal.effects.buttons import OpenEffectsWeek
from bot.journal.effects.rules import MOST_STRENGTH, SLEEPY, Effect
from bot.journal.effects.words import effect_words, strengths_words, strong
from bot.journal.words import urgent
from bot.plan.medicine_words import class_words
from bot.plan.medicines import MedicineClass
from bot.screen import Button, Screen
from bot.setup.effects_time import OpenEffectsTime
from bot.texts import Translator
from bot.treatment.effects.buttons import (
    FinishEffectsWeek,
    ForgetEffectsWeek,
    SayStrength,
)

Page = tuple[MedicineClass, tuple[Effect, ...]]


def week_screen(
    t: Translator, pages: Sequence[Page], page: int, known: Mapping[Effect, int], day: date
) -> Screen:
    """One kind of medicine; a page that is not there shows the last one."""
    page = min(max(page, 0), len(pages) - 1)
    medicine_class, effects = pages[page]
    lines = [
        t.html("<b>💊 Side effects this week</b> · {kind}", kind=class_words(t, medicine_class)),
        t.html(
            "Tap once for a little, twice for clearly, three times for strong; a fourth tap takes"
            " it back. Nothing there? Then just go on."
        ),
    ]
    if any(known.get(one) for one in SLEEPY):
        lines.append(t.html("🚗 Sleepy or unsteady? Then no driving and no alcohol, please."))
    buttons = [_effect(t, one, known.get(one, 0), day, page) for one in effects]
    rows = [tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2)]
    return Screen(
        Markup("\n").join((*lines, urgent(t))), (*rows, _onward(t, len(pages), page, day))
    )


def done_screen(t: Translator, known: Mapping[Effect, int], day: date) -> Screen:
    """What was answered; nothing is read into it."""
    if any(known.values()):
        lines = [t.html("✅ Noted for this week: {effects}", effects=strengths_words(t, known))]
        lines.append(t.html("It stands in the report for your doctor."))
    else:
        lines = [t.html("✅ Noted for this week: none of them.")]
    ordinal = day.toordinal()
    rows = (
        (
            Button(t("✏️ Change"), OpenEffectsWeek(ordinal, 0)),
            Button(t("🗑 Remove"), ForgetEffectsWeek(ordinal)),
        ),
        (Button(t("⚙️ When it comes"), OpenEffectsTime()),),
    )
    return Screen(Markup("\n").join((*lines, urgent(t))), rows)


def forgotten_screen(t: Translator, day: date) -> Screen:
    text = t.html("Removed: nothing is noted for this week.")
    button = Button(t("✏️ Answer"), OpenEffectsWeek(day.toordinal(), 0))
    return Screen(Markup("\n").join((text, urgent(t))), ((button,),))


def nothing_screen(t: Translator) -> Screen:
    """No medicine in the plan has questions."""
    return Screen(t.html("There is nothing to ask: no medicine in your plan has questions here."))


def _effect(t: Translator, effect: Effect, strength: int, day: date, page: int) -> Button:
    label = strong(t, effect, strength) if strength else effect_words(t, effect)
    following = (strength + 1) % (MOST_STRENGTH + 1)
    return Button(label, SayStrength(effect, following, day.toordinal(), page))


def _onward(t: Translator, pages: int, page: int, day: date) -> tuple[Button, ...]:
    ordinal = day.toordinal()
    row = []
    if page:
        row.append(Button(t("◀ Back"), OpenEffectsWeek(ordinal, page - 1)))
    if page < pages - 1:
        row.append(Button(t("▶ Next"), OpenEffectsWeek(ordinal, page + 1)))
    else:
        row.append(Button(t("✅ Done"), FinishEffectsWeek(ordinal)))
    return tuple(row)
