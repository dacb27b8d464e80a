"""Codes that let somebody in, and how often one may be guessed. Nobody is known by them. Pure."""

import re
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256

from bot.errors import UserError

PREFIX = "i-"
LENGTH = 16
"""Signs of a code: nearly 80 bits."""
MOST_WRONG = 5
WITHIN = timedelta(hours=1)
"""After so many wrong codes within that time no other is looked at."""
_SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"
"""Digits and letters without those that look like another."""
_MOST_REMEMBERED = 10_000
_CODE = re.compile(rf"[{_SIGNS}]{{{LENGTH}}}")


class Tries:
    """Wrong codes of the last hour by account; in memory alone, since strangers are not stored."""

    def __init__(self) -> None:
        self._wrong: dict[int, tuple[datetime, ...]] = {}

    def check(self, telegram_id: int, now: datetime) -> None:
        """UserError for somebody who guesses."""
        if len(_lately(self._wrong.get(telegram_id, ()), now)) >= MOST_WRONG:
            raise UserError("That were several codes now. Please wait an hour before the next one.")

    def was_wrong(self, telegram_id: int, now: datetime) -> None:
        if len(self._wrong) >= _MOST_REMEMBERED:
            kept = {key: _lately(some, now) for key, some in self._wrong.items()}
            self._wrong = {key: some for key, some in kept.items() if some}
        self._wrong[telegram_id] = (*_lately(self._wrong.get(telegram_id, ()), now), now)


@dataclass(frozen=True, slots=True)
class Door:
    """`is_open`: everybody may begin. `guests`: Telegram ids of those who may in any case."""

    is_open: bool = True
    guests: frozenset[int] = frozenset()
    tries: Tries = field(default_factory=Tries)

    def lets_in(self, telegram_id: int) -> bool:
        return self.is_open or telegram_id in self.guests


def _lately(wrong: tuple[datetime, ...], now: datetime) -> tuple[datetime, ...]:
    return tuple(at for at in wrong if at > now - WITHIN)


def new_code() -> str:
    return "".join(secrets.choice(_SIGNS) for _ in range(LENGTH))


def code_in(typed: str) -> str | None:
    """The code in what a link carried or somebody typed; None where it is none.

    However it is written: with or without `i-`, in capitals, in groups.
    """
    bare = re.sub(r"[\s-]+", "", typed.strip().casefold().removeprefix(PREFIX))
    return bare if _CODE.fullmatch(bare) else None


def looks_like_one(typed: str) -> bool:
    """Whether somebody means a code, right or wrong."""
    return typed.strip().casefold().startswith(PREFIX) or code_in(typed) is not None


def hash_of(code: str) -> str:
    """What is kept of a code: it lets nobody in."""
    return sha256(code.encode()).hexdigest()


def spelled(code: str) -> str:
    """`abcd-efgh-jkmn-pqrs`, for reading it aloud."""
    return "-".join(code[at : at + 4] for at in range(0, LENGTH, 4))


def unusable() -> UserError:
    """For every code that lets nobody in, whatever the reason: it says nothing about anybody."""
    return UserError(
        "This code can't be used. Codes are for a few people and for some days. Please ask whoever"
        " gave it to you for a new one."
    )
