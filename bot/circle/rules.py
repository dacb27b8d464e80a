"""Rules of the circle: who may see what, how long a link lasts, when silence is told of. Pure."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from bot.errors import UserError
from bot.notes.rules import Topic
from bot.people.limits import A_DAY, IN_ALL
from bot.reminders.state import Sort, State

MOST_SUPPORTERS, MOST_SUPPORTED = IN_ALL["supporter"], IN_ALL["supported"]
LINK_LASTS = timedelta(hours=48)
MINUTES = (15, 30, 60, 120)
"""After which silence about a medicine may be told of."""
CHEERS_A_DAY = A_DAY["cheer"]
LONGEST_CHEER, LONGEST_NAME = 200, 40
LOOKED_BACK = timedelta(days=1)
"""A dose that came due longer ago is told of to nobody."""
_DAYS = timedelta(days=14)

ASK = Topic("circle_ask", _DAYS)
"""To the person: is this the account that was meant?"""
LEFT = Topic("circle_left", _DAYS)
"""To the person: a supporter has gone."""
BEGUN = Topic("circle_begun", _DAYS)
"""To the supporter: the person confirmed them."""
ENDED = Topic("circle_ended", _DAYS)
"""To the supporter: somebody whom they supported has ended it."""
ALERT = Topic("circle_alert", timedelta(minutes=10))
"""To the supporter: no answer. What could not leave in time, since the bot or Telegram was out of
reach, is not said at all."""
WEEK = Topic("circle_week", timedelta(days=1))
VISIT = Topic("circle_visit", timedelta(hours=3))
CHEER = Topic("cheer", timedelta(days=30))
"""To the person, and after a pause, too."""

PREFIX = "c-"
_TOKEN = re.compile(r"[A-Za-z0-9_-]{32}")


class Share(StrEnum):
    """What may be shared besides medicines, and how."""

    WEEK = "w"
    VISITS = "v"
    NEUTRAL = "n"
    """Not a thing but a manner: no names of medicines, nor with whom a visit is."""


class Cheering(StrEnum):
    """The words that are there."""

    THINKING = "t"
    PROUD = "p"
    HERE = "h"
    CALL = "c"
    OWN = "o"
    """Typed."""


class Standing(StrEnum):
    """How far two people are with each other."""

    DRAFT = "draft"
    INVITED = "invited"
    ACCEPTED = "accepted"
    """The invited one agreed; the person has not confirmed the account."""
    ACTIVE = "active"
    PAUSED = "paused"
    """By the person."""
    RESTING = "resting"
    """By the supporter."""


@dataclass(frozen=True, slots=True)
class Bond:
    """What the two halves say of each other; None for what has not happened."""

    expires_at: datetime | None
    agreed_at: datetime | None
    confirmed_at: datetime | None
    paused_at: datetime | None
    rests_at: datetime | None

    def standing(self, now: datetime) -> Standing:
        if self.agreed_at is None:
            is_open = self.expires_at is not None and self.expires_at > now
            return Standing.INVITED if is_open else Standing.DRAFT
        if self.confirmed_at is None:
            return Standing.ACCEPTED
        if self.paused_at is not None:
            return Standing.PAUSED
        return Standing.ACTIVE if self.rests_at is None else Standing.RESTING


@dataclass(frozen=True, slots=True)
class Companion:
    """A supporter as the person sees them. `items` are the minutes by plan item."""

    id: int
    called: str
    shown_as: str
    standing: Standing
    shares: frozenset[Share]
    items: Mapping[int, int]
    supported_id: int | None = None
    account: str | None = None
    expires_at: datetime | None = None
    """Of the last link, also of one that works no more."""

    @property
    def link_until(self) -> int:
        """The same in seconds, as a button has it; 0 before there was one."""
        return int(self.expires_at.timestamp()) if self.expires_at else 0


@dataclass(frozen=True, slots=True)
class SharedMedicine:
    """One of which a supporter is told after so many minutes; neutrally it has no name."""

    name: str
    number: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Supports:
    """Somebody whom a person supports, as they see it; `items` in a fixed order."""

    id: int
    name: str
    standing: Standing
    shares: frozenset[Share]
    items: tuple[SharedMedicine, ...] = ()


@dataclass(frozen=True, slots=True)
class Dose:
    """What is known of an occurrence now. `sent_at` is when its present message arrived."""

    state: State
    prompt_at: datetime
    sort: Sort | None
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class Awaited:
    """A prompt that arrived, and after how many minutes of silence it is told of."""

    prompt_at: datetime
    sent_at: datetime
    minutes: int

    @property
    def due_at(self) -> datetime:
        return self.sent_at + timedelta(minutes=self.minutes)


def awaited(dose: Dose, minutes: int, before: Awaited | None) -> Awaited | None:
    """What is to be waited for from now on; None where nothing changes.

    Silence counts from a prompt that arrived: a nag prolongs nothing, and a digest, with which
    the bot comes late itself, begins nothing.
    """
    if dose.state is not State.OPEN:
        return None
    if before is not None and before.prompt_at == dose.prompt_at:
        changed = Awaited(before.prompt_at, before.sent_at, minutes)
        return changed if changed != before else None
    if dose.sort is not Sort.REMINDER or dose.sent_at is None or dose.sent_at < dose.prompt_at:
        return None
    return Awaited(dose.prompt_at, dose.sent_at, minutes)


def is_silent(dose: Dose, waited: Awaited, now: datetime) -> bool:
    """Whether nobody answered what was waited for, and nothing of the bot's was in the way.

    Answered, skipped, put off, removed, paused: that is no silence; offline is the bot's own.
    """
    return (
        dose.state in {State.OPEN, State.MISSED}
        and dose.prompt_at == waited.prompt_at
        and dose.sort in {Sort.REMINDER, Sort.NAG}
        and waited.due_at <= now
    )


def new_token() -> str:
    """192 bits, as a link may carry them."""
    return secrets.token_urlsafe(24)


def hash_of(token: str) -> str:
    """What is kept of a token: it opens nothing."""
    return sha256(token.encode()).hexdigest()


def token_in(payload: str) -> str | None:
    """The token that a link carried; None where it is no invitation."""
    token = payload.removeprefix(PREFIX)
    return token if payload != token and _TOKEN.fullmatch(token) else None


def link(bot_name: str, token: str) -> str:
    return f"https://t.me/{bot_name}?start={PREFIX}{token}"


def unusable() -> UserError:
    """For every link that leads nowhere, whatever the reason: it says nothing about anybody."""
    return UserError(
        "This invitation can't be used. Links work once, and for two days."
        " Please ask for a new one."
    )


def one_line(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def checked_name(typed: str) -> str:
    """UserError for none, or one that no button could show."""
    name = one_line(typed)
    if not name:
        raise UserError("Please send a name, such as: Anna")
    if len(name) > LONGEST_NAME:
        raise UserError("A name can be {most} characters long.", most=LONGEST_NAME)
    return name


def checked_cheer(typed: str) -> str:
    text = one_line(typed)
    if not text:
        raise UserError("Please send a few words.")
    if len(text) > LONGEST_CHEER:
        raise UserError(
            "This has {count} characters, and {most} is the most. Please send it shorter.",
            count=len(text),
            most=LONGEST_CHEER,
        )
    return text
