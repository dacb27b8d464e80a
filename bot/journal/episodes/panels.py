"""The buttons below an episode, a section at a time; each fits a phone's height."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.journal.episodes.buttons import (
    AddToBurst,
    AskTyped,
    ClearDetails,
    Detail,
    OpenPanel,
    Panel,
    SetAgo,
    SetDetail,
    SetFaceZone,
    SetGoing,
    SetHelped,
    SetRelief,
    SetSeverity,
    SetTrigger,
    Typed,
    UndoEpisode,
)
from bot.journal.episodes.rules import (
    MINUTES_AGO,
    SEVERITIES,
    STEPS,
    Duration,
    Entry,
    FaceZone,
    Going,
    Movement,
)
from bot.journal.episodes.words import duration_words, movement_words, zone_words
from bot.journal.reliefs.buttons import ShowReliefs
from bot.journal.reliefs.rules import Own, names_of, offered
from bot.journal.reliefs.rules import page_of as codes_on
from bot.journal.reliefs.words import relief_words
from bot.journal.triggers.buttons import Flag
from bot.journal.triggers.rules import Known, page_of
from bot.journal.triggers.screens import chip_rows
from bot.journal.words import severity_words
from bot.marks import marked, ticked
from bot.people.rules import Side
from bot.people.words import side_words
from bot.screen import Button
from bot.texts import Translator

Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """What the person can choose from, and the page of it that is shown."""

    triggers: tuple[Known, ...] = ()
    own: tuple[Own, ...] = ()
    """Their own reliefs."""
    page: int = 0


def main(t: Translator, entry: Entry, offer: Offer) -> Rows:
    """How bad it was, and the way to everything else.

    Still going and Stop are both always there: a finger that taps twice must not hit the other.
    """
    del offer
    id_ = entry.id
    severities = tuple(
        (
            Button(
                marked(t, severity_words(t, each), is_chosen=each == entry.severity),
                SetSeverity(id_, each),
            ),
        )
        for each in SEVERITIES
    )
    going = marked(t, t("⏳ Still going"), is_chosen=entry.is_going)
    return (
        *severities,
        (Button(going, SetGoing(id_, Going.ON)), Button(t("⏹ Stop"), SetGoing(id_, Going.STOP))),
        (
            Button(t("🔎 Details"), OpenPanel(id_, Panel.DETAILS, 0)),
            Button(t("🎯 Triggers"), OpenPanel(id_, Panel.TRIGGERS, 0)),
            Button(t("🕑 Time"), OpenPanel(id_, Panel.TIME, 0)),
        ),
        (
            Button(t("🔢 Burst"), OpenPanel(id_, Panel.BURST, 0)),
            Button(t("🌿 Relief"), OpenPanel(id_, Panel.RELIEFS, 0)),
            Button(t("📝 Note"), AskTyped(id_, Typed.NOTE)),
        ),
        (Button(t("↩️ Undo"), UndoEpisode(id_)),),
    )


def details(t: Translator, entry: Entry, offer: Offer) -> Rows:
    """Side, zones of the face, kind."""
    del offer
    zones = [
        Button(
            ticked(t, zone_words(t, each), is_on=each in entry.face_zones),
            SetFaceZone(entry.id, each, Flag.OFF if each in entry.face_zones else Flag.ON),
        )
        for each in FaceZone
    ]
    side = _choices(t, entry, Detail.SIDE, entry.side, {s: side_words(t, s) for s in Side})
    kind = _choices(
        t, entry, Detail.MOVEMENT, entry.movement, {m: movement_words(t, m) for m in Movement}
    )
    clear = Button(t("✖️ Clear"), ClearDetails(entry.id))
    return (tuple(side), *_in_rows(zones, 2), *_in_rows(kind, 2), (*_back(t, entry), clear))


def time_(t: Translator, entry: Entry, offer: Offer) -> Rows:
    """When it was, and how long it lasted."""
    del offer
    passed = int((entry.logged_at - entry.at).total_seconds()) // 60
    ago = [
        Button(
            marked(t, _ago_words(t, each), is_chosen=each == passed),
            SetAgo(entry.id, each),
        )
        for each in MINUTES_AGO
    ]
    lasted = _choices(
        t, entry, Detail.DURATION, entry.duration, {d: duration_words(t, d) for d in Duration}
    )
    other = Button(t("🕑 Other time"), AskTyped(entry.id, Typed.TIME))
    over = Button(t("It ended earlier"), SetGoing(entry.id, Going.EARLIER))
    ended = ((over,),) if entry.is_going or entry.ended_at else ()
    return (*_in_rows(ago, 2), (other,), *_in_rows(lasted, 2), *ended, _back(t, entry))


def triggers_(t: Translator, entry: Entry, offer: Offer) -> Rows:
    """What was there: the most used first."""
    shown, has_more, page = page_of(offer.triggers, offer.page)
    rows = chip_rows(
        t, shown, entry.triggers, lambda one, flag: SetTrigger(entry.id, one.id, flag, page)
    )
    turn = _turning(t, entry, Panel.TRIGGERS, page, has_more=has_more)
    own = Button(t("➕ Own trigger"), AskTyped(entry.id, Typed.TRIGGER))
    return (*rows, (*turn, own), _back(t, entry))


def burst(t: Translator, entry: Entry, offer: Offer) -> Rows:
    """A counter of many small spasms."""
    del offer
    steps = [Button(f"{each:+d}", AddToBurst(entry.id, each)) for each in STEPS]
    return (tuple(steps), _back(t, entry))


def reliefs(t: Translator, entry: Entry, offer: Offer) -> Rows:
    """What was tried, own reliefs first, and below whether it helped."""
    names = names_of(offer.own)
    shown, has_more, page = codes_on(offered(offer.own, entry.reliefs), offer.page)
    tried = [
        Button(
            ticked(t, relief_words(t, each, names), is_on=each in entry.reliefs),
            SetRelief(entry.id, each, Flag.OFF if each in entry.reliefs else Flag.ON),
        )
        for each in shown
    ]
    helped = [
        (
            Button(t("👍 Helped: {relief}", relief=relief_words(t, each, names)),
                   SetHelped(entry.id, each, Flag.ON)),
            Button(t("👎 No"), SetHelped(entry.id, each, Flag.OFF)),
        )
        for each in entry.reliefs
    ]  # fmt: skip
    turning = _turning(t, entry, Panel.RELIEFS, page, has_more=has_more)
    own = Button(t("➕ Own relief"), AskTyped(entry.id, Typed.RELIEF))
    change = (Button(t("✏️ Change"), ShowReliefs(entry.id, 0)),) if offer.own else ()
    return (*_in_rows(tried, 2), *helped, (*turning, own, *change), _back(t, entry))


PANELS: Mapping[Panel, Callable[[Translator, Entry, Offer], Rows]] = {
    Panel.MAIN: main,
    Panel.DETAILS: details,
    Panel.TIME: time_,
    Panel.TRIGGERS: triggers_,
    Panel.BURST: burst,
    Panel.RELIEFS: reliefs,
}


def _turning(
    t: Translator, entry: Entry, panel: Panel, page: int, *, has_more: bool
) -> list[Button]:
    """The ways to the pages before and after."""
    turn = [Button(t("◀ Fewer"), OpenPanel(entry.id, panel, page - 1))] if page else []
    return turn + ([Button(t("▶ More"), OpenPanel(entry.id, panel, page + 1))] if has_more else [])


def _choices(
    t: Translator,
    entry: Entry,
    detail: Detail,
    chosen: StrEnum | None,
    words: Mapping[StrEnum, str],
) -> list[Button]:
    return [
        Button(marked(t, label, is_chosen=each == chosen), SetDetail(entry.id, detail, each.value))
        for each, label in words.items()
    ]


def _ago_words(t: Translator, minutes: int) -> str:
    return t("{n} min ago", n=minutes) if minutes else t("now")


def _back(t: Translator, entry: Entry) -> tuple[Button, Button]:
    """Undo is everywhere."""
    return (
        Button(t("◀ Back"), OpenPanel(entry.id, Panel.MAIN, 0)),
        Button(t("↩️ Undo"), UndoEpisode(entry.id)),
    )


def _in_rows(buttons: list[Button], wide: int) -> Rows:
    return tuple(tuple(buttons[at : at + wide]) for at in range(0, len(buttons), wide))
