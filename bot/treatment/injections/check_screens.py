"""How it goes after an injection: one screen for every day of the cycle."""

from datetime import date

from markupsafe import Markup

from bot.journal.words import marked, urgent
from bot.plan.when import day_name
from bot.screen import Button, Screen
from bot.texts import Translator
from bot.treatment.injections.buttons import (
    FinishCycleCheck,
    Flag,
    OpenCycleCheck,
    SetControl,
    SetWorking,
    ShowInjections,
    ToggleSign,
)
from bot.treatment.injections.rules import MOST_CONTROL, Check, Entry, Sign, Working
from bot.treatment.injections.words import check_words, sign_words, since_words, working_words


def check_screen(t: Translator, entry: Entry, check: Check, today: date) -> Screen:
    """Three questions, each a tap, each optional; what is marked is saved already."""
    if check.is_done:
        return done_screen(t, entry, check, today)
    lines = [
        t.html(
            "💉 <b>{since}</b> after the injection of {day}",
            since=_heading(since_words(t, entry.day, check.day)),
            day=day_name(t, entry.day, today),
        ),
        t.html("<b>Is it working?</b>"),
        t.html("<b>How well was your face under control this week?</b> 0 not at all, 10 fully"),
        t.html("<b>Was any of this there?</b> Then Done."),
        urgent(t),
    ]
    return Screen(Markup("\n").join(lines), _rows(t, entry.id, check))


def done_screen(t: Translator, entry: Entry, check: Check, today: date) -> Screen:
    """What was answered; nothing is read into it."""
    said = check_words(t, check) or t("nothing in particular")
    lines = [
        t.html(
            "✅ Noted for {day}, {since} after the injection: {said}",
            day=day_name(t, check.day, today),
            since=since_words(t, entry.day, check.day),
            said=said,
        ),
        urgent(t),
    ]
    rows = (
        (
            Button(t("✏️ Change"), OpenCycleCheck(entry.id, check.day.toordinal())),
            Button(t("💉 Injections"), ShowInjections()),
        ),
    )
    return Screen(Markup("\n").join(lines), rows)


def _rows(t: Translator, injection: int, check: Check) -> tuple[tuple[Button, ...], ...]:
    day = check.day.toordinal()
    working = [
        Button(
            marked(working_words(t, one), is_chosen=check.working is one),
            SetWorking(injection, day, one),
        )
        for one in Working
    ]
    control = [
        Button(marked(str(one), is_chosen=check.control == one), SetControl(injection, day, one))
        for one in range(MOST_CONTROL + 1)
    ]
    signs = [_sign(t, injection, check, one) for one in Sign]
    return (
        tuple(working[:3]),
        tuple(working[3:]),
        tuple(control[:6]),
        tuple(control[6:]),
        tuple(signs[:2]),
        tuple(signs[2:]),
        (Button(t("✅ Done"), FinishCycleCheck(injection, day)),),
    )


def _sign(t: Translator, injection: int, check: Check, sign: Sign) -> Button:
    is_on = sign in check.signs
    name = sign_words(t, sign)
    flag = Flag.OFF if is_on else Flag.ON
    data = ToggleSign(injection, check.day.toordinal(), sign, flag)
    return Button(f"☑️ {name}" if is_on else name, data)


def _heading(words: str) -> str:
    return words[:1].upper() + words[1:]
