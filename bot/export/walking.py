"""Walks through JSON a value at a time: a long file neither stops the bot nor fills its memory."""

import json
import re
from collections.abc import Iterator
from typing import Any

_SPACE = re.compile(r"[ \t\r\n]*")


class Walk:
    """A cursor in a JSON text. ValueError where it is none."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._decode = json.JSONDecoder(parse_constant=_refuse).raw_decode

    def members(self) -> Iterator[str]:
        """The keys of an object; the value of each must be taken before the next key."""
        self._take("{")
        end = self._peek() == "}"
        while not end:
            key = self.value()
            if not isinstance(key, str):
                raise ValueError("a key is a text")  # noqa: TRY004  one error for all of it
            self._take(":")
            yield key
            end = self._peek() == "}"
            if not end:
                self._take(",")
        self._take("}")

    def elements(self) -> Iterator[Any]:
        """The values of a list."""
        self._take("[")
        end = self._peek() == "]"
        while not end:
            yield self.value()
            end = self._peek() == "]"
            if not end:
                self._take(",")
        self._take("]")

    def value(self) -> Any:
        self._peek()
        try:
            found, self._at = self._decode(self._text, self._at)
        except RecursionError:
            raise ValueError("nested too deeply") from None
        return found

    def end(self) -> None:
        if self._peek():
            raise ValueError("something follows")

    def _peek(self) -> str:
        """The next sign that is no space; empty at the end."""
        space = _SPACE.match(self._text, self._at)
        assert space is not None
        self._at = space.end()
        return self._text[self._at : self._at + 1]

    def _take(self, sign: str) -> None:
        if self._peek() != sign:
            raise ValueError(f"{sign} expected")
        self._at += 1


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is no JSON")
