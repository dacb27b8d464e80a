"""How it goes after an injection: one screen for every day of the cycle."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from bot.journal.words import urgent
from bot.marks import marked, ticked
from bot.plan.when import day_name
from bot.screen import Button, Screen
from bot.texts import Translator
from bot.treatment.injections.buttons import (
    FinishCycleCheck,
    Flag,
    ListCycleChecks,
    OpenCycleCheck,
    OpenInjection,
    RemoveCycleCheck,
    RestoreCycleCheck,
    SetControl,
    SetWorking,
    ShowInjections,
    ToggleSign,
)
from bot.treatment.injections.rules import MOST_CONTROL, Check, Entry, Sign, Working
from bot.treatment.injections.words import check_words, sign_words, since_words, working_words

PAGE = 8


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
    day = check.day.toordinal()
    rows = (
        (
            Button(t("✏️ Change"), OpenCycleCheck(entry.id, day)),
            Button(t("🗑 Remove"), RemoveCycleCheck(entry.id, day)),
        ),
        _ways(t, entry),
    )
    return Screen(Markup("\n").join(lines), rows)


def removed_screen(
    t: Translator, entry: Entry, day: date, today: date, *, can_restore: bool
) -> Screen:
    text = t.html("🗑 Removed: what you said {day}.", day=day_name(t, day, today))
    data = RestoreCycleCheck(entry.id, day.toordinal())
    again = ((Button(t("↪️ Restore"), data),),) if can_restore else ()
    return Screen(text, (*again, _ways(t, entry)))


def checks_screen(
    t: Translator, entry: Entry, checks: Sequence[Check], today: date, page: int
) -> Screen:
    """What was said of one injection, the newest first, eight a page; each can be opened."""
    pages = max(-(-len(checks) // PAGE), 1)
    page = min(max(page, 0), pages - 1)
    lines = [t.html("🗒 <b>After the injection of {day}</b>", day=day_name(t, entry.day, today))]
    if not checks:
        lines.append(t.html("Nothing was said yet."))
    rows: list[tuple[Button, ...]] = []
    for one in checks[page * PAGE : (page + 1) * PAGE]:
        since, said = since_words(t, entry.day, one.day), check_words(t, one) or t("nothing")
        lines.append(
            t.html(
                "• {day}, {since}: {said}", day=day_name(t, one.day, today), since=since, said=said
            )
        )
        label = t("✏️ {day}, {since}", day=day_name(t, one.day, today), since=since)
        rows.append((Button(label, OpenCycleCheck(entry.id, one.day.toordinal())),))
    turning = [Button(t("◀ Newer"), ListCycleChecks(entry.id, page - 1))] if page else []
    turning += (
        [Button(t("Older ▶"), ListCycleChecks(entry.id, page + 1))] if page + 1 < pages else []
    )
    rows += [tuple(turning)] if turning else []
    back = (Button(t("⬅️ Back"), OpenInjection(entry.id)),)
    return Screen(Markup("\n").join((*lines, urgent(t))), (*rows, back))


def _ways(t: Translator, entry: Entry) -> tuple[Button, ...]:
    return (
        Button(t("🗒 Check-ins"), ListCycleChecks(entry.id, 0)),
        Button(t("💉 Injections"), ShowInjections()),
    )


def _rows(t: Translator, injection: int, check: Check) -> tuple[tuple[Button, ...], ...]:
    day = check.day.toordinal()
    working = [
        Button(
            marked(t, working_words(t, one), is_chosen=check.working is one),
            SetWorking(injection, day, one),
        )
        for one in Working
    ]
    control = [
        Button(marked(t, str(one), is_chosen=check.control == one), SetControl(injection, day, one))
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
        (
            Button(t("✅ Done"), FinishCycleCheck(injection, day)),
            *((Button(t("🗑 Remove"), RemoveCycleCheck(injection, day)),) if check.is_said else ()),
        ),
    )


def _sign(t: Translator, injection: int, check: Check, sign: Sign) -> Button:
    is_on = sign in check.signs
    name = sign_words(t, sign)
    flag = Flag.OFF if is_on else Flag.ON
    data = ToggleSign(injection, check.day.toordinal(), sign, flag)
    return Button(ticked(t, name, is_on=is_on), data)


def _heading(words: str) -> str:
    return words[:1].upper() + words[1:]
