"""The circle: its screen, the ways into it, and who answers which of its buttons."""

from bot.circle import screens, sharing, supported_handlers
from bot.circle.buttons import (
    Accept,
    CheerMenu,
    ConfirmAccount,
    Decline,
    EndSupported,
    EndSupporter,
    Invite,
    MakeLink,
    NameSupporter,
    OpenItemShare,
    OpenSupported,
    OpenSupporter,
    OwnDiary,
    PauseSupported,
    PauseSupporter,
    SendCheer,
    SetItemShare,
    SetShare,
    ShareItems,
    TypeCheer,
)
from bot.circle.rules import PREFIX
from bot.circle.sharing import NAME_FLOW, name_text
from bot.circle.store import companions, medicines, supported_by
from bot.circle.supported_handlers import CHEER_FLOW, cheer_text, home, invited
from bot.circle.supporting import keep_diary
from bot.door.rules import looks_like_one
from bot.door.screens import closed_screen
from bot.errors import UserError
from bot.pauses import handlers as pauses
from bot.people import handlers as people
from bot.people import zone_handlers as zones
from bot.people.actions import keep_consent
from bot.people.asides import end_aside
from bot.people.circle_buttons import ItemCircle, OpenCircle
from bot.people.rules import mark_of
from bot.people.screens import consent_text
from bot.people.turn import Reply, TapHandler, TextHandler, Turn
from bot.screen import ButtonData, Screen
from bot.setup import handlers as setup
from bot.setup.buttons import Agree, AgreeInvited, Disagree
from bot.setup.invited import is_outside, knocked, let_in
from bot.setup.screens import consent

__all__ = ["STRANGER_TAPS", "SUPPORTER_TAPS", "SUPPORTER_TEXTS", "TAPS", "start", "welcome"]


async def start(turn: Turn, words: str) -> Reply:
    """/start: an invitation where a link carried one; for the rest as before."""
    if words.startswith(PREFIX):
        return await invited(turn, words)
    if turn.person_or_none is not None and not turn.has_agreed:
        if is_outside(turn) and looks_like_one(words):
            return await knocked(turn, words)
        return Reply(send=(await home(turn),))
    return await setup.start(turn, words)


async def welcome(turn: Turn, words: str) -> Reply:
    """Whatever somebody sends who did not agree to a diary."""
    del words
    return await start(turn, "")


async def circle_opened(turn: Turn, data: ButtonData) -> Reply:
    del data
    for flow in (NAME_FLOW, CHEER_FLOW):
        await end_aside(turn.session, turn.person, turn.now, flow)
    if not turn.has_agreed:
        return Reply(edit=await home(turn))
    return Reply(edit=await circle(turn))


async def circle(turn: Turn) -> Screen:
    mine = await companions(turn.session, turn.person, turn.now)
    others = await supported_by(turn.session, turn.person, turn.now)
    return screens.circle_screen(turn.t, mine, others, turn.person.zone)


async def item_opened(turn: Turn, data: ButtonData) -> Reply:
    """From the item's own page."""
    assert isinstance(data, ItemCircle)
    names = await medicines(turn.session, turn.person)
    if data.item not in names:
        raise UserError("I can't find this in your plan. /plan shows what is there.")
    mine = await companions(turn.session, turn.person, turn.now)
    return Reply(edit=screens.item_circle_screen(turn.t, data.item, names[data.item], mine))


async def diary_wanted(turn: Turn, data: ButtonData) -> Reply:
    """The consent to a diary, for somebody who only supports others."""
    del data
    if turn.has_agreed:
        return Reply(edit=await circle(turn))
    if is_outside(turn):
        return Reply(edit=closed_screen(turn.t))
    return Reply(edit=consent(turn.t))


async def agreed(turn: Turn, data: ButtonData) -> Reply:
    """A supporter who wants a diary of their own keeps whom they support."""
    assert isinstance(data, Agree | AgreeInvited)
    if turn.person_or_none is not None and not turn.has_agreed:
        text = consent_text(turn.t)
        if data.seen != mark_of(text):
            return Reply(edit=consent(turn.t, setup.invitation_of(data)))
        await let_in(turn, setup.invitation_of(data))
        await keep_diary(turn.session, turn.person, turn.now)
        await keep_consent(turn.session, turn.person, turn.t.language, text, turn.now)
    return await setup.agreed(turn, data)


async def disagreed(turn: Turn, data: ButtonData) -> Reply:
    if turn.person_or_none is not None and not turn.has_agreed:
        return Reply(edit=await home(turn))
    return await setup.disagreed(turn, data)


TAPS: dict[type[ButtonData], TapHandler] = {
    OpenCircle: circle_opened,
    ItemCircle: item_opened,
    Invite: sharing.invite_wanted,
    OpenSupporter: sharing.supporter_opened,
    NameSupporter: sharing.name_wanted,
    SetShare: sharing.share_set,
    ShareItems: sharing.items_opened,
    OpenItemShare: sharing.item_share_opened,
    SetItemShare: sharing.item_share_set,
    MakeLink: sharing.link_made,
    ConfirmAccount: sharing.account_answered,
    PauseSupporter: sharing.paused,
    EndSupporter: sharing.ended,
    Accept: supported_handlers.accepted,
    Decline: supported_handlers.declined,
    OpenSupported: supported_handlers.opened,
    PauseSupported: supported_handlers.rested,
    EndSupported: supported_handlers.left,
    CheerMenu: supported_handlers.menu_opened,
    SendCheer: supported_handlers.cheer_sent,
    TypeCheer: supported_handlers.cheer_wanted,
    OwnDiary: diary_wanted,
    Agree: agreed,
    AgreeInvited: agreed,
    Disagree: disagreed,
}
STRANGER_TAPS: frozenset[type[ButtonData]] = frozenset({Accept, Decline})
SUPPORTER_TAPS: frozenset[type[ButtonData]] = frozenset(people.TAPS) | frozenset(pauses.TAPS) | {
    OpenCircle, OpenSupported, PauseSupported, EndSupported, CheerMenu, SendCheer, TypeCheer,
    OwnDiary,
}  # fmt: skip
"""Also for those who agreed to support others, and to no diary of their own."""
SUPPORTER_TEXTS: tuple[TextHandler, ...] = (cheer_text, zones.zone_text, zones.not_now)
TEXTS: tuple[TextHandler, ...] = (name_text, cheer_text)
