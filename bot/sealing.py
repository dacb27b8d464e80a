"""What people typed, sealed in the database where a key is set: Fernet, the newest key first.

The key reaches a column by the dialect of its own database: `Database(url, keyring=...)`. Without
one nothing is done and nothing costs anything.
"""

import json
from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import JSON, ColumnElement, Dialect, String, Text
from sqlalchemy.sql.operators import OperatorType, is_, is_not
from sqlalchemy.types import TypeDecorator, TypeEngine

_SEALED = "gAAAAAAAAAAA"
"""How a token begins: Fernet's version, and the instant 0, so that none tells when it was made."""


def new_key() -> str:
    """A key as `BOT_ENCRYPTION_KEY` takes it."""
    return Fernet.generate_key().decode()


class Keyring:
    """Keys, the newest first: it seals with that one, and opens what any of them sealed.

    ValueError for what is no key.
    """

    def __init__(self, keys: Sequence[str]) -> None:
        fernets = [Fernet(key) for key in keys]
        self.names = tuple(sha256(f"name of {key}".encode()).hexdigest()[:12] for key in keys)
        """What keys are told apart by; it says nothing about them."""
        self._newest, self._all = fernets[0], MultiFernet(fernets)

    def seal(self, text: str) -> str:
        """A token in the place of the text; an empty one stays empty."""
        return self._newest.encrypt_at_time(text.encode(), 0).decode() if text else text

    def open(self, stored: str) -> str:
        """The text of a token. What no key opens is text as it was typed before there was one."""
        if not stored.startswith(_SEALED):
            return stored
        try:
            return self._all.decrypt(stored).decode()
        except InvalidToken:
            return stored

    def renew(self, stored: str) -> str:
        """The same under the newest key; the very same where it is under that one already."""
        if stored.startswith(_SEALED):
            try:
                self._newest.decrypt(stored)
            except InvalidToken:
                pass
            else:
                return stored
        return self.seal(self.open(stored))


def keyed(dialect: Dialect, keyring: Keyring | None) -> Dialect:
    """The dialect with the keys by which its columns seal and open; before its first statement."""
    dialect.keyring = keyring  # type: ignore[attr-defined]  # types are given the dialect alone
    return dialect


def keyring_of(dialect: Dialect) -> Keyring | None:
    return getattr(dialect, "keyring", None)


class _Incomparable(TypeDecorator.Comparator[Any]):
    """A token is another one each time: the database can ask only whether there is any."""

    def operate(self, op: OperatorType, *other: Any, **more: Any) -> ColumnElement[Any]:
        if op not in {is_, is_not}:
            raise TypeError(f"the database cannot compare what is sealed: {self.expr}")
        return super().operate(op, *other, **more)


class Sealed(TypeDecorator[str]):
    """Text that a person typed, of at most so many characters before it is sealed."""

    impl = Text
    cache_ok = True
    comparator_factory = _Incomparable

    def __init__(self, length: int | None = None) -> None:
        super().__init__()
        self.length = length

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """SQLite looks at no length; elsewhere a token finds room."""
        is_short = dialect.name == "sqlite" and self.length is not None
        return String(self.length) if is_short else Text()

    def bind_processor(self, dialect: Dialect) -> Callable[[str | None], str | None] | None:
        keyring = keyring_of(dialect)
        return None if keyring is None else _unless_none(keyring.seal)

    def result_processor(
        self, dialect: Dialect, coltype: object
    ) -> Callable[[Any], str | None] | None:
        del coltype
        keyring = keyring_of(dialect)
        return None if keyring is None else _unless_none(keyring.open)

    def renewed(self, stored: str, keyring: Keyring) -> str:
        """What is to be stored instead, under the newest key."""
        return keyring.renew(stored)

    def bared(self, stored: str, keyring: Keyring) -> str:
        """What is to be stored instead, under none."""
        return keyring.open(stored)


class SealedJson(TypeDecorator[dict[str, Any]]):
    """The same for an object: sealed it is a JSON string."""

    impl = JSON
    cache_ok = True
    comparator_factory = _Incomparable

    def process_bind_param(self, value: dict[str, Any] | None, dialect: Dialect) -> Any:
        keyring = keyring_of(dialect)
        return value if keyring is None or value is None else keyring.seal(json.dumps(value))

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        keyring = keyring_of(dialect)
        return value if keyring is None else self.bared(value, keyring)

    def renewed(self, stored: Any, keyring: Keyring) -> str:
        """What is to be stored instead, under the newest key."""
        return keyring.renew(stored if isinstance(stored, str) else json.dumps(stored))

    def bared(self, stored: Any, keyring: Keyring) -> Any:
        """What is to be stored instead, under none."""
        return json.loads(keyring.open(stored)) if isinstance(stored, str) else stored


def _unless_none(work: Callable[[str], str]) -> Callable[[str | None], str | None]:
    return lambda text: None if text is None else work(text)
