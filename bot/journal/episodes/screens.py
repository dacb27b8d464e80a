"""Screens of episodes: one message, and below it the buttons of one section at a time."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.journal.episodes.buttons import (
    OpenPanel,
    Panel,
    RestoreEpisode,
    SetGoing,
    SetHelped,
    SetRelief,
)
from bot.journal.episodes.panels import PANELS, Offer
from bot.journal.episodes.rules import Entry, Going, Tried
from bot.journal.episodes.words import entry_lines, moment
from bot.journal.reliefs.rules import Own, names_of, offered
from bot.journal.reliefs.words import relief_words
from bot.journal.triggers.buttons import Flag
from bot.journal.triggers.rules import Known
from bot.journal.triggers.words import trigger_name
from bot.journal.words import urgent
from bot.screen import Button, Screen
from bot.texts import Translator

_ECHOED = 300
"""Characters of a note that the message shows; the note itself is kept whole."""


def episode_saved(
    t: Translator,
    entry: Entry,
    triggers: Sequence[Known],
    *,
    panel: Panel = Panel.MAIN,
    page: int = 0,
    best: Sequence[Tried] = (),
    own: Sequence[Own] = (),
) -> Screen:
    """What was saved, and the buttons of one section; `own` are the person's own reliefs."""
    names = ", ".join(trigger_name(t, one) for one in triggers if one.id in entry.triggers)
    note = entry.note if len(entry.note) <= _ECHOED else f"{entry.note[:_ECHOED]}…"
    lines = [t.html("<b>⚡ Episode saved {time}</b>", time=moment(t, entry))]
    lines += entry_lines(t, entry, names, note=note)
    if entry.severity is None and panel is Panel.MAIN:
        lines.append(t.html("How bad was it? Only if you like:"))
    toolbox = _toolbox(t, entry, best, own) if panel is Panel.MAIN else ()
    if toolbox:
        lines.append(t.html("🧰 What helped you before:"))
    lines.append(urgent(t))
    rows = PANELS[panel](t, entry, Offer(tuple(triggers), tuple(own), page))
    return Screen(Markup("\n").join(lines), (*toolbox, *rows))


def episode_removed(t: Translator, entry: Entry) -> Screen:
    text = t.html("<s>⚡ Episode {time}</s>\nRemoved.", time=moment(t, entry))
    return Screen(
        _with_urgent(t, text),
        ((Button(t("↪️ Restore"), RestoreEpisode(entry.id)),),),
    )


def time_asked(t: Translator, entry: Entry) -> Screen:
    return Screen(
        t.html("When was it? Send me a time of day, such as <i>13:40</i>."),
        _back(t, entry, Panel.TIME),
    )


def note_asked(t: Translator, entry: Entry) -> Screen:
    return Screen(
        t.html("📝 What would you like to note? Send it as a message."),
        _back(t, entry, Panel.MAIN),
    )


def trigger_asked(t: Translator, entry: Entry) -> Screen:
    return Screen(
        t.html("What is your trigger called? Send me a word or two."),
        _back(t, entry, Panel.TRIGGERS),
    )


def relief_asked(t: Translator, entry: Entry) -> Screen:
    return Screen(
        t.html("🌿 What helps you? Send me a word or two."), _back(t, entry, Panel.RELIEFS)
    )


def going_asked(t: Translator, entry: Entry) -> Screen:
    """The one question, two hours after the person said that it was still going."""
    return Screen(
        _with_urgent(
            t, t.html("<b>⚡ Episode of {time}</b>\nIs it still going?", time=moment(t, entry))
        ),
        (
            (Button(t("⏳ Still going"), SetGoing(entry.id, Going.ON)),),
            (Button(t("⏹ Stop: it ends now"), SetGoing(entry.id, Going.STOP)),),
            (Button(t("It ended earlier"), SetGoing(entry.id, Going.EARLIER)),),
        ),
    )


def helped_asked(t: Translator, entry: Entry) -> Screen:
    """The one question, twenty minutes after something was tried."""
    rows = [
        (
            Button(t("👍 Helped: {relief}", relief=relief_words(t, each, entry.own_reliefs)),
                   SetHelped(entry.id, each, Flag.ON)),
            Button(t("👎 No"), SetHelped(entry.id, each, Flag.OFF)),
        )
        for each, helped in entry.reliefs.items()
        if helped is None
    ]  # fmt: skip
    text = t.html("<b>⚡ Episode of {time}</b>\nDid it help?", time=moment(t, entry))
    return Screen(_with_urgent(t, text), tuple(rows))


def _with_urgent(t: Translator, question: Markup) -> Markup:
    return Markup("\n").join((question, urgent(t)))


def _toolbox(
    t: Translator, entry: Entry, best: Sequence[Tried], own: Sequence[Own]
) -> tuple[tuple[Button, ...], ...]:
    """What helped most often and was not tried yet; what the person has hidden is not offered."""
    names = names_of(own)
    open_ = {*offered(own, ())} - set(entry.reliefs)
    return tuple(
        (
            Button(
                t(
                    "🌿 {relief}: {helped} of {of} times",
                    relief=relief_words(t, one.relief, names),
                    helped=one.helped,
                    of=one.of,
                ),
                SetRelief(entry.id, one.relief, Flag.ON),
            ),
        )
        for one in best
        if one.relief in open_
    )


def _back(t: Translator, entry: Entry, panel: Panel) -> tuple[tuple[Button, ...], ...]:
    return ((Button(t("◀ Back"), OpenPanel(entry.id, panel, 0)),),)
