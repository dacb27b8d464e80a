"""What leaves for somebody in discreet mode, on whatever way: covered, or with names for once."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Self

import structlog
from sqlalchemy.ext.asyncio import AsyncSession
from telegram import Bot, BotCommand, BotCommandScopeChat
from telegram.error import TelegramError

from bot.discreet.buttons import ShowNames, Way
from bot.discreet.covering import Cover, opened
from bot.discreet.names import namings
from bot.discreet.rules import NOBODYS
from bot.journal.water.buttons import AddGlass, OpenWater
from bot.people.turn import Reply, Turn
from bot.reminders.buttons import (
    Because,
    Later,
    Show,
    Skip,
    Take,
    TakeAll,
    TakenAt,
    Undo,
)
from bot.screen import VERSION, ButtonCodec, ButtonData, Screen, pack
from bot.telemetry import told
from bot.texts import Texts, Translator

_log = structlog.get_logger(__name__)
_CODEC = ButtonCodec([ShowNames])


@dataclass(frozen=True, slots=True)
class Whom:
    """Somebody in discreet mode; `tapped` is what they tapped, `is_open` whether names stood there.

    `echoed` is what a refusal repeats of their message.
    """

    id: int
    language: str
    tapped: ButtonData | None = None
    is_open: bool = False
    echoed: tuple[str, ...] = ()

    @classmethod
    def of(cls, turn: Turn) -> Self | None:
        """None where names may be said."""
        person = turn.person_or_none
        if person is None or not person.is_discreet:
            return None
        return cls(person.id, person.language, None, shows_names(turn.below))


def shows_names(below: Iterable[str]) -> bool:
    """Whether a message was opened: then it has the button that hides its names again."""
    code = VERSION + ShowNames.code
    mine = (_CODEC.unpack(raw) for raw in below if raw.split(":")[0] == code)
    return any(isinstance(one, ShowNames) and not one.on for one in mine)


async def discreetly(session: AsyncSession, texts: Texts, whom: Whom, reply: Reply) -> Reply:
    """The reply as it may be shown to them."""
    if reply.exact:
        return reply
    found = await namings(session, (whom.id,))
    naming = found.get(whom.id, NOBODYS).beside(whom.echoed)
    cover = Cover(texts.translator(whom.language, discreet=True), naming)
    once_more = _again(whom.tapped) if whom.tapped is not None else None
    anew = None if reply.edit else once_more
    if reply.again:
        anew = ShowNames(Way.COMMAND, reply.again, 1)
    return replace(
        reply,
        edit=_edited(texts, whom, cover, reply.edit, once_more) if reply.edit else None,
        send=tuple(cover.screen(one, anew) for one in reply.send),
        notice=cover.words(reply.notice) if reply.notice else reply.notice,
        buttons=_below(cover, whom, reply.buttons),
    )


def language_of(whom: Whom | None) -> str | None:
    """Of the menu of their own; None where they have everybody's."""
    return whom.language if whom is not None else None


async def show_menu(
    bot: Bot, chat_id: int, texts: Texts, whom: Whom | None,
    menu: Callable[[Translator], Mapping[str, str]],
) -> None:  # fmt: skip
    """In neutral words, in this chat alone; everybody's again where names may be said.

    Nothing is lost where it fails: the menu only explains.
    """
    scope = BotCommandScopeChat(chat_id)
    try:
        if whom is None:
            await bot.delete_my_commands(scope)
            return
        t = texts.translator(whom.language, discreet=True)
        cover = Cover(t, NOBODYS)
        said = {name: cover.words(what) for name, what in menu(t).items()}
        await bot.set_my_commands([BotCommand(*one) for one in said.items()], scope)
    except TelegramError as error:
        _log.warning("menu_not_changed", **told(error))


def echoed(values: Mapping[str, object], message: str) -> tuple[str, ...]:
    """What a refusal repeats of the message that it refuses."""
    said = (value for value in values.values() if isinstance(value, str))
    return tuple(one for one in said if one.casefold() in message.casefold())


def _below(cover: Cover, whom: Whom, buttons: Screen | None) -> Screen | None:
    return buttons if buttons is None or whom.is_open else cover.screen(buttons)


def _edited(
    texts: Texts, whom: Whom, cover: Cover, screen: Screen, again: ShowNames | None
) -> Screen:
    show_all = isinstance(whom.tapped, ShowNames) and bool(whom.tapped.on)
    is_open = whom.is_open and not isinstance(whom.tapped, ShowNames)
    if again is not None and (show_all or is_open):
        t = texts.translator(whom.language)
        return opened(t, screen, cover.naming, replace(again, on=0))
    return cover.screen(screen, again)


def _again(tapped: ButtonData) -> ShowNames | None:
    """What shows the same once more: as it stands then, where a tap answered a reminder."""
    match tapped:
        case ShowNames():
            return replace(tapped, on=1)
        case AddGlass():
            return ShowNames.after_tap(pack(OpenWater()))
        case TakeAll(delivery):
            return ShowNames(Way.MESSAGE, str(delivery), 1)
        case Take() | Skip() | Because() | Undo() | Later() | TakenAt():
            return ShowNames.after_tap(pack(Show(tapped.o, tapped.place)))
    return ShowNames.after_tap(pack(tapped))
