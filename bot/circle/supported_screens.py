"""Screens of the supporter: whom they support, what they get, and kind words."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.circle.buttons import (
    CheerMenu,
    EndSupported,
    Flag,
    OpenSupported,
    OwnDiary,
    PauseSupported,
    SendCheer,
    TypeCheer,
)
from bot.circle.rules import CHEERS_A_DAY, LONGEST_CHEER, Cheering, Share, Standing, Supports
from bot.circle.screens import supports_button
from bot.circle.words import (
    alert_words,
    cheer_words,
    item_line,
    item_name,
    shared_lines,
    supports_words,
)
from bot.people.circle_buttons import OpenCircle
from bot.plan.wording import isolated
from bot.screen import Button, Screen
from bot.texts import Translator


def home_screen(t: Translator, others: Sequence[Supports]) -> Screen:
    """For somebody who only supports others."""
    lines = [t.html("🤝 <b>You support</b>")]
    lines += [
        t.html("• {name}: {state}", name=isolated(one.name), state=supports_words(t, one))
        for one in others
    ]
    if not others:
        lines = [t.html("🤝 You support nobody at the moment. Soon I shall keep nothing of you.")]
    lines.append(t.html("/timezone · /language · /pause · /privacy · /export · /delete · /urgent"))
    rows = [supports_button(t, one) for one in others]
    rows.append((Button(t("📔 A diary of my own"), OwnDiary()),))
    return Screen(Markup("\n").join(lines), tuple(rows))


def supported_screen(t: Translator, one: Supports, visits: Sequence[Markup] = ()) -> Screen:
    """Exactly what this supporter gets; `visits` are the next ones in words, where shared."""
    lines = [
        t.html("🤝 <b>{name}</b>: {state}", name=isolated(one.name), state=supports_words(t, one))
    ]
    if one.standing in {Standing.ACTIVE, Standing.PAUSED, Standing.RESTING}:
        named = [
            item_line(t, item_name(t, each.name, each.number), each.minutes) for each in one.items
        ]
        lines.append(t.html("What you get:"))
        lines += shared_lines(t, named, one.shares - {Share.NEUTRAL})
        lines += [t.html("🗓 {visit}", visit=visit) for visit in visits]
    return Screen(Markup("\n").join(lines), _supported_rows(t, one))


def _supported_rows(t: Translator, one: Supports) -> tuple[tuple[Button, ...], ...]:
    rows: list[tuple[Button, ...]] = []
    if one.standing in {Standing.ACTIVE, Standing.RESTING}:
        rows.append((Button(t("💛 A kind word"), CheerMenu(one.id)),))
    if one.standing is Standing.RESTING:
        rows.append((Button(t("▶️ Go on"), PauseSupported(one.id, Flag.OFF)),))
    else:
        rows.append((Button(t("⏸ Pause"), PauseSupported(one.id, Flag.ON)),))
    rows.append((Button(t("🚪 End it"), EndSupported(one.id)),))
    rows.append((Button(t("⬅️ My circle"), OpenCircle()),))
    return tuple(rows)


def cheer_menu(t: Translator, one: Supports, left: int) -> Screen:
    """The words that are there; `left` is how many more can be said in a day."""
    text = t.html("💛 A kind word for {name}.", name=isolated(one.name)) + Markup("\n")
    text += t.html_plural("{n} more today.", "{n} more today.", n=left)
    nth = CHEERS_A_DAY - left
    ready = [cheering for cheering in Cheering if cheering is not Cheering.OWN]
    rows = [
        (Button(cheer_words(t, cheering), SendCheer(one.id, cheering, nth)),)
        for cheering in ready
        if left
    ]
    if left:
        rows.append((Button(cheer_words(t, Cheering.OWN), TypeCheer(one.id)),))
    rows.append((Button(t("⬅️ Back"), OpenSupported(one.id)),))
    return Screen(text, tuple(rows))


def cheer_asked(t: Translator, one: Supports) -> Screen:
    text = t.html(
        "✏️ What would you like to say to {name}? Please send it, up to {most} characters.",
        name=isolated(one.name),
        most=LONGEST_CHEER,
    )
    return Screen(text, ((Button(t("⬅️ Back"), OpenSupported(one.id)),),))


def cheer_sent(t: Translator, one: Supports) -> Screen:
    text = t.html(
        "💛 On its way to {name}. At night and in hard moments it waits.", name=isolated(one.name)
    )
    return Screen(text, ((Button(t("⬅️ Back"), OpenSupported(one.id)),),))


def begun_screen(t: Translator, one: Supports) -> Screen:
    """The person confirmed: from now on."""
    screen = supported_screen(t, one)
    head = t.html("🤝 {name} has confirmed that it is you.\n", name=isolated(one.name))
    return Screen(head + screen.text, screen.rows)


def over_screen(t: Translator) -> Screen:
    """The other side ended it, or is no more: it is said in the same words."""
    text = t.html(
        "👥 Somebody whom you supported has ended it. Thank you for having been there."
        " You did nothing wrong."
    )
    return Screen(text, ((Button(t("👥 My circle"), OpenCircle()),),))


def alert_screen(t: Translator, supported_id: int, name: str, item: str, time: str) -> Screen:
    rows = (
        (
            Button(t("💛 A kind word"), CheerMenu(supported_id)),
            Button(t("🤝 Open"), OpenSupported(supported_id)),
        ),
    )
    return Screen(alert_words(t, name, item, time), rows)


def visit_screen(t: Translator, supported_id: int, name: str, visit: str) -> Screen:
    text = t.html("🗓 {name} has an appointment: {visit}", name=isolated(name), visit=visit)
    return Screen(text, ((Button(t("💛 A kind word"), CheerMenu(supported_id)),),))


def cheer_screen(t: Translator, called: str, words: str) -> Screen:
    """As it reaches the person."""
    text = t.html("💛 From {name}:\n{words}", name=isolated(called), words=isolated(words))
    return Screen(text)
