"""Screens of consent and set-up."""

from collections.abc import Sequence
from datetime import datetime, time

from markupsafe import Markup

from bot.people.buttons import ShareLocation
from bot.people.keyboard import main_keyboard
from bot.people.rules import SEE_A_DOCTOR, Condition, Side, mark_of
from bot.people.screens import consent_text
from bot.people.words import clock, condition_words, side_words, zone_labels
from bot.people.zone_screens import settings_row
from bot.screen import Button, Screen
from bot.setup.buttons import Agree, AgreeInvited, Answer, Disagree, PickStarter, Within
from bot.setup.rules import CLEAR, STEPS, Step
from bot.setup.starter_screens import Offer, add_row, offer_lines, toggle_rows
from bot.texts import Translator

HOURS = ("0600-2200", "0630-2230", "0800-2330", "0900-0030")
"""Days offered beside the present one: up and to bed."""

ADD = "add"
"""The answer that adds the starter plan; what follows are the items that were marked."""

_GAP = Markup("\n\n")


def consent(t: Translator, code: str = "") -> Screen:
    """`code` is what lets somebody in where the bot is by invitation."""
    hello = t.html(
        "👋 <b>Welcome.</b> I help people with facial spasms to keep to their plan and to keep"
        " a diary. I am a diary, not a doctor."
    )
    before = t.html("First, please read what happens with your data:")
    choice = t.html("I store nothing before you agree. In an emergency: /urgent")
    facts = consent_text(t)
    seen = mark_of(facts)
    agree = Button(t("✅ Agree"), AgreeInvited(seen, code) if code else Agree(seen))
    return Screen(
        _GAP.join((hello, before, facts, choice)), ((agree, Button(t("🚫 Disagree"), Disagree())),)
    )


def declined(t: Translator) -> Screen:
    return Screen(
        t.html(
            "That is fine. I have stored nothing about you. If you change your mind, /start brings"
            " the question back. In an emergency: /urgent\n\nTake good care of yourself."
        )
    )


def agreed_before(t: Translator) -> Screen:
    return Screen(t.html("You agreed earlier. /privacy shows to what, /delete erases everything."))


def zone_step(
    t: Translator, zone: str, choices: Sequence[str], now: datetime, note: Markup | None = None
) -> Screen:
    text = t.html(
        "{head}\nReminders come by your local time. Choose where you are, send me a city such as"
        " <i>São Paulo</i>, or share your location.\n\nNow set: {zone}, {time}.",
        head=_head(t, Step.ZONE, t("Where are you?")),
        zone=zone,
        time=clock(now, zone),
    )
    rows = tuple(
        (Button(label, Answer(Step.ZONE, name, Within.SETUP)),)
        for name, label in zone_labels(t, tuple(choices), now).items()
    )
    location = (Button(t("📍 Share my location"), ShareLocation()),)
    return Screen(_noted(note, text), (*rows, location, _skip_row(t, Step.ZONE)))


def hours_step(
    t: Translator, wake_time: time, bed_time: time, within: Within, note: Markup | None = None
) -> Screen:
    text = t.html(
        "{head}\nUp at <b>{wake}</b>, to bed at <b>{bed}</b>. From bed to wake I stay quiet, except"
        " for medicines at times you chose.\n\nOther times? Tap some, or send two,"
        " such as <i>6:30 23:00</i>.",
        head=_head(t, Step.HOURS, t("Your day"), within),
        wake=f"{wake_time:%H:%M}",
        bed=f"{bed_time:%H:%M}",
    )
    buttons = [Button(hours_words(value), Answer(Step.HOURS, value, within)) for value in HOURS]
    last = (
        (Button(t("➡️ Continue"), Answer(Step.HOURS, "", within)),)
        if within is Within.SETUP
        else settings_row(t)
    )
    return Screen(_noted(note, text), (tuple(buttons[:2]), tuple(buttons[2:]), last))


def hours_words(value: str) -> str:
    """`0630-2230` -> `06:30-22:30`, with a dash."""
    return f"{value[:2]}:{value[2:4]}–{value[5:7]}:{value[7:]}"


def condition_step(t: Translator, within: Within, note: Markup | None = None) -> Screen:
    text = t.html(
        "{head}\nWhat do you have? It only chooses what I show you. You need not say.",
        head=_head(t, Step.CONDITION, t("Your condition"), within),
    )
    rows = tuple(
        (Button(condition_words(t, which), Answer(Step.CONDITION, which.value, within)),)
        for which in Condition
    )
    return Screen(_noted(note, text), (*rows, *_end_rows(t, Step.CONDITION, within)))


def side_step(t: Translator, within: Within, note: Markup | None = None) -> Screen:
    text = t.html(
        "{head}\nWhich side of your face moves?", head=_head(t, Step.SIDE, t("Side"), within)
    )
    buttons = tuple(
        Button(side_words(t, side), Answer(Step.SIDE, side.value, within)) for side in Side
    )
    return Screen(_noted(note, text), (buttons, *_end_rows(t, Step.SIDE, within)))


def doctor_note(t: Translator, condition: Condition | None) -> Markup | None:
    """What goes above the next step for what a doctor should see first."""
    if condition not in SEE_A_DOCTOR:
        return None
    return t.html("🩺 Please see a doctor about it first, so that you know what it is.")


def starter_step(t: Translator, offer: Offer, note: Markup | None = None) -> Screen:
    """All of it in one tap, or only what is marked."""
    head = _head(t, Step.STARTER, t("Starter plan"))
    text = t.html("{head}\n{lines}", head=head, lines=offer_lines(t, offer))
    add = add_row(t, offer, Answer(Step.STARTER, ADD + offer.code, Within.SETUP))
    rows = (*add, *toggle_rows(t, offer, PickStarter), _skip_row(t, Step.STARTER))
    return Screen(_noted(note, text), rows)


def finished_note(t: Translator, *, has_starter: bool) -> Screen:
    """What the last step's message becomes."""
    if has_starter:
        return Screen(t.html("🌱 The starter plan is in your /plan."))
    return Screen(t.html("No starter plan. /plan and /add build your own."))


def all_set(t: Translator, first: str | None, *, zone_is_default: bool, easy: int = 0) -> Screen:
    """`first` is the next reminder in words."""
    lines = [t.html("🎉 <b>You are all set.</b>")]
    if first is None:
        lines.append(t.html("Nothing is planned yet, so no reminder comes."))
    else:
        lines.append(t.html("First reminder: <b>{first}</b>", first=first))
    if zone_is_default:
        lines.append(t.html("Times are in UTC until you tell me where you are: /timezone"))
    lines += [
        t.html(
            "A medicine is one message, such as:\n<code>/add Clonazepam 0.5 mg 08:00 20:00</code>"
        ),
        t.html(
            "A spasm? Tap <b>⚡ Episode</b> below. In an emergency: /urgent.\n/help shows the rest."
        ),
    ]
    return Screen(_GAP.join(lines), keyboard=main_keyboard(t, easy=easy))


def welcome_back(t: Translator, first: str | None, *, easy: int) -> Screen:
    text = t.html("👋 <b>Welcome back.</b> You are all set.")
    if first is not None:
        text += Markup("\n") + t.html("Next reminder: <b>{first}</b>", first=first)
    more = t.html("/today · /plan · /settings · /help")
    return Screen(text + _GAP + more, keyboard=main_keyboard(t, easy=easy))


def done_already(t: Translator) -> Screen:
    return Screen(t.html("The set-up is finished. /settings changes any of it."))


def tap_please(t: Translator) -> Markup:
    return t.html("I did not understand that here. Please tap one of the buttons; nothing is lost.")


def zone_set(t: Translator, zone: str, now: datetime) -> Markup:
    return t.html("🌍 {zone}, where it is {time}.", zone=zone, time=clock(now, zone))


def place_thanks(t: Translator) -> Markup:
    return t.html("📍 Thank you. I have not stored the place.")


def still_utc(t: Translator) -> Markup:
    return t.html("Staying on UTC for now; /timezone sets it any time.")


def _head(t: Translator, step: Step, title: str, within: Within = Within.SETUP) -> Markup:
    if within is Within.SETTINGS:
        return t.html("<b>{title}</b>", title=title)
    return t.html(
        "<b>{n}/{all} · {title}</b>", n=STEPS.index(step) + 1, all=len(STEPS), title=title
    )


def _noted(note: Markup | None, text: Markup) -> Markup:
    return text if note is None else note + _GAP + text


def _skip_row(t: Translator, step: Step) -> tuple[Button, ...]:
    return (Button(t("⏭ Skip"), Answer(step, "", Within.SETUP)),)


def _end_rows(t: Translator, step: Step, within: Within) -> tuple[tuple[Button, ...], ...]:
    if within is Within.SETUP:
        return (_skip_row(t, step),)
    return ((Button(t("✖️ Rather not say"), Answer(step, CLEAR, within)),), settings_row(t))
