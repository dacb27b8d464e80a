"""One update in hand, as handlers of all features see it, and what they reply with."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import Database
from bot.door.rules import Door
from bot.errors import UserError
from bot.people.rules import SUPPORTS_ONLY
from bot.people.tables import Person
from bot.screen import ButtonData, Screen
from bot.speech import Voice
from bot.texts import Texts, Translator


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sent the update, as Telegram says; known before there is a person."""

    telegram_id: int
    language_code: str | None
    account: str = ""
    """Their name on Telegram, and `@name` where they have one; not kept unless they agree."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One update of one person, inside one transaction in which their row is locked."""

    session: AsyncSession
    sender: Sender
    person_or_none: Person | None
    now: datetime
    t: Translator
    texts: Texts
    message_id: int | None = None
    """The message whose button was tapped, or that was sent."""
    shown: tuple[str, ...] = ()
    """The data of the buttons that the message shows whose button was tapped."""
    below: tuple[str, ...] = ()
    """The data of all of its buttons: in easy mode some are not shown."""
    communities_file: Path | None = None
    """Where the bot's owner keeps communities of their own."""
    backup_days: int = 0
    """For how long backups are kept; 0 where there are none."""
    voice: Voice | None = None
    """The programs that speak, where they are installed."""
    door: Door = field(default_factory=Door)
    """Who may begin a diary."""
    bot_name: str = ""
    """The bot's own name on Telegram, for links to it."""

    @property
    def has_agreed(self) -> bool:
        """Whether they agreed to a diary of their own; who only supports others did not."""
        person = self.person_or_none
        return person is not None and person.consent_version > SUPPORTS_ONLY

    @property
    def person(self) -> Person:
        """The person; UserError for somebody who has not consented."""
        if self.person_or_none is None:
            raise UserError("Please send /start first, so that we can begin.")
        return self.person_or_none


@dataclass(frozen=True, slots=True)
class Hands:
    """What takes long is done with these, after the commit and in transactions of its own."""

    db: Database
    fetch: Callable[[str], Awaitable[bytes]]
    """The content of a file that was sent to us, by Telegram's id."""
    work: Callable[[Callable[[], Any]], Awaitable[Any]]
    """Calls a plain function in a thread of its own."""


@dataclass(frozen=True, slots=True)
class SentFile:
    """A document that somebody sent; `size` in bytes, as Telegram says."""

    file_id: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Reply:
    """What the edge shows once the transaction is committed.

    `buttons` replaces the buttons below the message that was tapped, and leaves its words.
    `edit` replaces the message that was tapped (sent anew where that cannot be), `send` are new
    messages, `notice` is the short word over the chat, an `alert` must be dismissed. `after` is
    called once the transaction is committed, and what it gives is shown instead.

    In discreet mode nothing is named in it unless it is `exact`; `again` is the command that shows
    the same once more, names and all.
    """

    edit: Screen | None = None
    send: tuple[Screen, ...] = field(default=())
    notice: str | None = None
    alert: bool = False
    buttons: Screen | None = None
    after: Callable[[Hands], Awaitable["Reply"]] | None = None
    exact: bool = False
    again: str = ""


CommandHandler = Callable[[Turn, str], Awaitable[Reply]]
"""Takes what was typed after the command."""
TextHandler = Callable[[Turn, str], Awaitable[Reply | None]]
"""Takes a plain message; None when it means nothing to this handler."""
TapHandler = Callable[[Turn, ButtonData], Awaitable[Reply]]
FileHandler = Callable[[Turn, SentFile], Awaitable[Reply | None]]
"""Takes a document; None when it is none of this handler's."""
PlaceHandler = Callable[[Turn, float, float], Awaitable[Reply | None]]
"""Takes a shared location as latitude and longitude in degrees."""


def wake(person: Person, now: datetime) -> None:
    """Has the engine look at this person at once: what may owe something sooner calls it.

    An answer in time owes nothing sooner: what was reckoned before is early enough for the engine.
    """
    person.wake_at = now


def wake_by(person: Person, instant: datetime) -> None:
    """Has the engine look at this person at an instant, unless it looks sooner anyway."""
    person.wake_at = min(person.wake_at or instant, instant)
