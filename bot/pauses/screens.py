"""Screens about a pause: for how long, what rests, its end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from bot.marks import marked
from bot.pauses.buttons import PauseAgain, PauseFor, PauseLonger, PauseRests, PauseWhy
from bot.pauses.rules import LONGER, PAUSES, Why
from bot.people.buttons import Pause, Resume
from bot.people.rules import FOREVER, Rests
from bot.people.words import day_and_time, until
from bot.people.zone_screens import settings_row
from bot.screen import Button, Screen
from bot.texts import Translator

_MINUTE = 60
Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class View:
    """A pause that is on or ahead. `id` is 0 for one from before pauses had rows.

    `is_sensitive`: there are medicines in the plan that must not be stopped suddenly.
    """

    id: int
    why: Why | None
    rests: Rests
    begins_at: datetime
    until: datetime
    zone: str
    is_ahead: bool
    is_sensitive: bool
    has_diary: bool = True


def pause_asked(t: Translator, *, has_diary: bool) -> Screen:
    text = t.html(
        "⏸ <b>Pause</b>\nDuring a pause I send <b>nothing at all, no medicine reminders either</b>."
        " Your plan and your entries stay. For how long?"
    )
    days = [Button(_days(t, count), Pause(count)) for count in PAUSES]
    rows: Rows = (*_pairs(days), (Button(t("Until I resume"), Pause(0)),))
    if has_diary:
        text += Markup("\n\n") + t.html(
            "On holiday, or while you are ill, medicines can go on: choose that below, or send for"
            " example <code>/pause holiday until 3 May</code>."
        )
        why = [
            Button(t("🏖 Holiday"), PauseWhy(Why.HOLIDAY)),
            Button(t("🤒 Ill"), PauseWhy(Why.ILL)),
        ]
        rows += (tuple(why),)
    return Screen(text, (*rows, settings_row(t)))


def length_asked(t: Translator, why: Why) -> Screen:
    """For how long, once the reason is known."""
    head = {
        Why.HOLIDAY: t.html(
            "🏖 <b>Holiday</b>\nMedicines, injections and appointments go on, all else rests."
            " For how long?"
        ),
        Why.ILL: t.html(
            "🤒 <b>Ill</b>\nMedicines and water go on, injections and appointments too;"
            " stretching and all else rests. For how long?"
        ),
    }
    days = [Button(_days(t, count), PauseFor(why, count)) for count in PAUSES]
    rows = (*_pairs(days), (Button(t("Until I resume"), PauseFor(why, 0)),))
    text = head[why]
    if why is Why.ILL:
        text += Markup("\n\n") + stop_safety(t)
    return Screen(text, (*rows, settings_row(t)))


def paused(t: Translator, view: View) -> Screen:
    """The pause that is on or ahead: what rests, and every change one tap away."""
    blocks = [_head(t, view)]
    if view.why is Why.ILL or (view.rests is Rests.ALL and view.is_sensitive):
        blocks.append(stop_safety(t))
    if view.why is Why.HOLIDAY and view.rests is Rests.BUT_MEDICINES:
        blocks.append(t.html("What shall rest? I keep medicines going unless you say otherwise."))
    resume = t("🗑 No pause") if view.is_ahead else t("▶️ Resume")
    rows = (*_rests(t, view), *_longer(t, view), (Button(resume, Resume()),), settings_row(t))
    return Screen(Markup("\n\n").join(blocks), rows)


def resumed(t: Translator, *, was_paused: bool, undo: int | None = None) -> Screen:
    rows = ((Button(t("↩️ Undo"), PauseAgain(undo)),),) if undo else ()
    if was_paused:
        return Screen(
            t.html(
                "▶️ Welcome back. Reminders go on from now; I don't catch up on the pause. /today"
            ),
            rows,
        )
    return Screen(t.html("You are not paused: reminders come as planned. /pause makes a break."))


def unpaused(t: Translator) -> Screen:
    """One that had not begun is taken away."""
    return Screen(t.html("🗑 There will be no pause: reminders come as planned. /pause"))


def over(t: Translator, pause: int, was: int, begins_again: Sequence[str]) -> Screen:
    """The morning after; nothing is counted, nobody is blamed."""
    text = t.html("▶️ Welcome back; this begins again today:") if begins_again else t.html(
        "▶️ Welcome back; your reminders begin again today."
    )  # fmt: skip
    lines = [text, *(t.html("{item}", item=item) for item in begins_again)]
    lines.append(t.html("Nothing of the pause counts as missed. /today"))
    data = [PauseLonger(pause, was, days) for days in LONGER]
    row = tuple(Button(_longer_words(t, each.days), each) for each in data)
    return Screen(Markup("\n").join(lines), (row,))


def stop_safety(t: Translator) -> Markup:
    """The wording is exact."""
    return (
        t.html(
            "💊 Clonazepam, baclofen, carbamazepine, gabapentin, trihexyphenidyl and medicines like"
            " them are not to be stopped abruptly."
        )
        + Markup("\n")
        + t.html(
            "⚠️ Stopping this kind of medicine suddenly can be harmful. Please call your"
            " pharmacist or doctor today, and before restarting."
        )
    )


def why_words(t: Translator, why: Why | None) -> str:
    match why:
        case Why.HOLIDAY:
            return t("holiday")
        case Why.ILL:
            return t("ill")
        case None:
            return ""


def _head(t: Translator, view: View) -> Markup:
    named = {Why.HOLIDAY: t.html("🏖 <b>Holiday</b>\n"), Why.ILL: t.html("🤒 <b>Ill</b>\n")}
    lines = named[view.why] if view.why else Markup()
    till = _till(t, view)
    if view.is_ahead:
        since = t.moment(view.begins_at, day_and_time(t, view.begins_at, view.zone))
        lines += t.html("⏸ A pause begins {since} and lasts {until}.", since=since, until=till)
        lines += Markup("\n")
    match view.rests:
        case Rests.ALL if view.is_ahead:
            return lines + t.html(
                "I then send nothing, <b>no medicine reminders either</b>."
                " Please don't stop a medicine without asking your doctor."
            )
        case Rests.ALL:
            return lines + t.html(
                "⏸ Paused {until}. I send nothing, <b>no medicine reminders either</b>."
                " Please don't stop a medicine without asking your doctor.\n\n"
                "/resume ends the pause.",
                until=till,
            )
        case Rests.BUT_MEDICINES:
            rest = t.html(
                "Medicines, injections and appointments go on; everything else rests."
                " /resume ends the pause."
            )
        case Rests.BUT_WATER:
            rest = t.html(
                "Medicines and water go on, injections and appointments too; stretching and"
                " everything else rests. /resume ends the pause."
            )
    on = Markup() if view.is_ahead else t.html("⏸ Paused {until}.", until=till) + Markup(" ")
    return lines + on + rest


def _till(t: Translator, view: View) -> Markup:
    """`until Sun 3 May 2026, 00:00`, the instant by the reader's own clock."""
    if view.until >= FOREVER:
        return Markup.escape(until(t, view.until, view.zone))
    told = t.moment(view.until, day_and_time(t, view.until, view.zone))
    return t.html("until {when}", when=told)


def _rests(t: Translator, view: View) -> Rows:
    """What shall rest; for those who have a plan."""
    if not view.id or not view.has_diary:
        return ()
    partly = Rests.BUT_WATER if view.why is Why.ILL else Rests.BUT_MEDICINES
    words = t("All but medicines, water") if view.why is Why.ILL else t("All but medicines")
    choices = ((words, partly), (t("Everything"), Rests.ALL))
    return tuple(
        (Button(marked(t, label, is_chosen=rests is view.rests), PauseRests(view.id, rests)),)
        for label, rests in choices
    )


def _longer(t: Translator, view: View) -> Rows:
    if not view.id or view.until >= FOREVER:
        return ()
    was = int(view.until.timestamp()) // _MINUTE
    return (
        tuple(Button(_longer_words(t, n), PauseLonger(view.id, was, n)) for n in LONGER),
    )  # fmt: skip


def _longer_words(t: Translator, days: int) -> str:
    return t.plural("➕ {n} day", "➕ {n} days", n=days)


def _days(t: Translator, count: int) -> str:
    return t.plural("{n} day", "{n} days", n=count)


def _pairs(buttons: Sequence[Button]) -> Rows:
    return tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))
