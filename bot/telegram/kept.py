"""Pictures that were made before they were wanted; a few, in memory alone."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import partial

from bot.screen import Attachment

MOST = 100
"""Of 180 kB each."""


class Kept:
    """By what they are made of: what is asked for otherwise than expected is made anew."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._made: OrderedDict[Hashable, bytes] = OrderedDict()

    @property
    def room(self) -> int:
        return self._most - len(self._made)

    def put(self, attachment: Attachment, made: bytes) -> None:
        """The oldest goes where there is no room."""
        key = key_of(attachment.make)
        if key is not None:
            self._made[key] = made
            while len(self._made) > self._most:
                self._made.popitem(last=False)

    def has(self, attachment: Attachment) -> bool:
        return key_of(attachment.make) in self._made

    def take(self, attachment: Attachment) -> bytes | None:
        """The bytes, once; None when it was not made, or of other values."""
        return self._made.pop(key_of(attachment.make), None)

    def clear(self) -> None:
        self._made.clear()


def key_of(make: Callable[[], bytes]) -> Hashable:
    """Equal where the same function is called with equal values; None where nobody can tell."""
    if not isinstance(make, partial):
        return None
    key = (make.func, make.args, tuple(sorted(make.keywords.items())))
    try:
        hash(key)
    except TypeError:
        return None
    return key
