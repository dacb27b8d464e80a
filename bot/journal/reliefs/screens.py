"""Screens of own reliefs."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.journal.episodes.buttons import AskTyped, OpenPanel, Panel, Typed
from bot.journal.reliefs.buttons import HideRelief, OpenRelief, RenameRelief, ShowReliefs
from bot.journal.reliefs.rules import Own
from bot.journal.triggers.buttons import Flag
from bot.journal.words import urgent
from bot.screen import Button, Screen
from bot.texts import Translator

_LISTED = 8


def relief_list(t: Translator, own: Sequence[Own], page: int, episode: int) -> Screen:
    """All of a person's own reliefs, to be renamed and hidden."""
    last = max(0, (len(own) - 1) // _LISTED)
    page = min(max(page, 0), last)
    rows = [
        (Button(_listed(t, one), OpenRelief(one.id, episode)),)
        for one in own[page * _LISTED : (page + 1) * _LISTED]
    ]
    turning = [Button(t("◀ Fewer"), ShowReliefs(episode, page - 1))] if page else []
    turning += [Button(t("▶ More"), ShowReliefs(episode, page + 1))] if page < last else []
    add = Button(t("➕ Own relief"), AskTyped(episode, Typed.RELIEF))
    back = Button(t("◀ Back"), OpenPanel(episode, Panel.RELIEFS, 0))
    text = t.html("<b>🌿 Your own reliefs</b>\nTap one to rename or hide it.")
    if not own:
        text = t.html("<b>🌿 Your own reliefs</b>\nNone yet. What helps you that I don't list?")
    shown = Markup("\n").join((text, urgent(t)))
    return Screen(shown, (*rows, *([tuple(turning)] if turning else []), (add, back)))


def relief_card(t: Translator, one: Own, episode: int, note: Markup | None = None) -> Screen:
    lines = [t.html("<b>🌿 {name}</b>", name=one.name)]
    if note is not None:
        lines.append(note)
    if one.is_hidden:
        lines.append(t.html("Hidden: I don't offer it. Where it was tried stays."))
        hide = Button(t("👁 Show again"), HideRelief(one.id, Flag.OFF, episode))
    else:
        hide = Button(t("🙈 Hide"), HideRelief(one.id, Flag.ON, episode))
    return Screen(
        Markup("\n").join((*lines, urgent(t))),
        (
            (Button(t("✏️ Rename"), RenameRelief(one.id, episode)),),
            (hide,),
            (Button(t("◀ Reliefs"), ShowReliefs(episode, 0)),),
        ),
    )


def name_asked(t: Translator, one: Own, episode: int) -> Screen:
    """Asks for another name."""
    return Screen(
        t.html("What shall <b>{name}</b> be called? Send me a word or two.", name=one.name),
        ((Button(t("◀ Back"), OpenRelief(one.id, episode)),),),
    )


def _listed(t: Translator, one: Own) -> str:
    return t("🙈 Hidden: {name}", name=one.name) if one.is_hidden else one.name
