"""The person's side: whom they invite, what is shared, and its end."""

from bot.circle import actions, invite_screens, screens
from bot.circle.buttons import (
    ConfirmAccount,
    EndSupporter,
    Flag,
    MakeLink,
    NameSupporter,
    OpenItemShare,
    OpenSupporter,
    Part,
    PauseSupporter,
    SetItemShare,
    SetShare,
    ShareItems,
)
from bot.circle.rules import link, new_token
from bot.circle.store import companion, medicines
from bot.errors import UserError
from bot.people.asides import ask_aside, asked_about, end_aside
from bot.people.turn import Reply, Turn
from bot.screen import ButtonData, Screen

NAME_FLOW = "circle"
_PARTS = tuple(Part)


async def invite_wanted(turn: Turn, data: ButtonData) -> Reply:
    """Asks whom; nothing is kept before there is a name."""
    del data
    await actions.check_room(turn.session, turn.person)
    await _ask(turn, 0, Part.CALLED)
    return Reply(edit=screens.name_asked(turn.t, None, Part.CALLED))


async def name_wanted(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, NameSupporter)
    one = await companion(turn.session, turn.person, data.supporter, turn.now)
    await _ask(turn, one.id, data.part)
    return Reply(edit=screens.name_asked(turn.t, one, data.part))


async def name_text(turn: Turn, text: str) -> Reply | None:
    """The message after one of these questions; after the first invitation's the other follows."""
    session, person = turn.session, turn.person
    about = await asked_about(session, person, turn.now, NAME_FLOW)
    if about is None:
        return None
    id_, part = about["supporter"], _PARTS[about["part"]]
    if not id_:
        row = await actions.add(session, person, text, turn.now)
        id_ = row.id
    elif part is Part.CALLED:
        await actions.rename(session, person, id_, text)
    else:
        await actions.show_as(session, person, id_, text)
    await end_aside(session, person, turn.now, NAME_FLOW)
    one = await companion(session, person, id_, turn.now)
    if not one.shown_as:
        await _ask(turn, id_, Part.SHOWN_AS)
        return Reply(send=(screens.name_asked(turn.t, one, Part.SHOWN_AS),))
    return Reply(send=(await _card(turn, id_),))


async def supporter_opened(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, OpenSupporter)
    await end_aside(turn.session, turn.person, turn.now, NAME_FLOW)
    return Reply(edit=await _card(turn, data.supporter))


async def share_set(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, SetShare)
    is_on = data.flag is Flag.ON
    await actions.set_share(turn.session, turn.person, data.supporter, data.share, on=is_on)
    return Reply(edit=await _card(turn, data.supporter))


async def items_opened(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, ShareItems)
    return Reply(edit=await _items(turn, data.supporter))


async def item_share_opened(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, OpenItemShare)
    one = await companion(turn.session, turn.person, data.supporter, turn.now)
    names = await medicines(turn.session, turn.person)
    if data.item not in names:
        raise UserError("I can't find this in your plan. /plan shows what is there.")
    return Reply(edit=screens.item_share_screen(turn.t, one, data.item, names))


async def item_share_set(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, SetItemShare)
    await actions.set_item(turn.session, turn.person, data.supporter, data.item, data.minutes)
    return Reply(edit=await _items(turn, data.supporter))


async def link_made(turn: Turn, data: ButtonData) -> Reply:
    """A new link: the token of an earlier one is kept nowhere, and opens nothing from now on.

    A doubled tap leaves the link that the first one made.
    """
    assert isinstance(data, MakeLink)
    one = await companion(turn.session, turn.person, data.supporter, turn.now)
    if not one.shown_as:
        await _ask(turn, one.id, Part.SHOWN_AS)
        return Reply(edit=screens.name_asked(turn.t, one, Part.SHOWN_AS))
    if data.instead_of != one.link_until:
        return Reply(notice=turn.t("The link was made already."))
    token = new_token()
    await actions.open_invitation(turn.session, turn.person, one.id, token, turn.now)
    return Reply(edit=invite_screens.link_screen(turn.t, one, link(turn.bot_name, token)))


async def account_answered(turn: Turn, data: ButtonData) -> Reply:
    """Whether the account that accepted is the right one."""
    assert isinstance(data, ConfirmAccount)
    if data.flag is Flag.ON:
        await actions.confirm(
            turn.session, turn.person, data.supporter, data.supported, turn.now
        )  # fmt: skip
        return Reply(edit=await _card(turn, data.supporter))
    await actions.refuse(turn.session, turn.person, data.supporter, data.supported)
    return Reply(edit=screens.ended_screen(turn.t))


async def paused(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, PauseSupporter)
    is_on = data.flag is Flag.ON
    await actions.pause(turn.session, turn.person, data.supporter, turn.now, on=is_on)
    return Reply(edit=await _card(turn, data.supporter))


async def ended(turn: Turn, data: ButtonData) -> Reply:
    """At once, and in one tap."""
    assert isinstance(data, EndSupporter)
    await end_aside(turn.session, turn.person, turn.now, NAME_FLOW)
    await actions.end(turn.session, turn.person, data.supporter)
    return Reply(edit=screens.ended_screen(turn.t))


async def _ask(turn: Turn, supporter: int, part: Part) -> None:
    await ask_aside(
        turn.session, turn.person, turn.now, NAME_FLOW,
        supporter=supporter, part=_PARTS.index(part),
    )  # fmt: skip


async def _card(turn: Turn, supporter_id: int) -> Screen:
    one = await companion(turn.session, turn.person, supporter_id, turn.now)
    names = await medicines(turn.session, turn.person)
    return screens.supporter_screen(turn.t, one, names, turn.person.zone)


async def _items(turn: Turn, supporter_id: int) -> Screen:
    one = await companion(turn.session, turn.person, supporter_id, turn.now)
    return screens.items_screen(turn.t, one, await medicines(turn.session, turn.person))
