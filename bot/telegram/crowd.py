"""Whose updates are in hand, and which of them may be confirmed early while somebody floods.

Telegram shows a hundred unconfirmed updates. One person's flood would fill them and keep all others
out, if each of them held back the confirmation until it was answered.
"""

from collections import Counter
from collections.abc import Hashable

from bot.telegram.floods import Floods, Verdict

_CROWD = 10
"""Updates of one sender in hand that are more than somebody's who taps."""
_PRESSED = 5.0
"""Seconds after a flood's last update during which it counts as one."""


class Crowd:
    """`is_full` is whether Telegram's last answer was as long as it can be. Instants in seconds."""

    def __init__(self, floods: Floods) -> None:
        self.is_full = False
        self._floods = floods
        self._senders: dict[int, Hashable] = {}
        self._open_of: Counter[Hashable] = Counter()
        self._kept: set[int] = set()
        self._flooded_at = float("-inf")

    def verdict(self, sender: Hashable | None, now: float) -> Verdict:
        verdict = self._floods.verdict(sender, now)
        if verdict is not Verdict.TAKE:
            self._flooded_at = now
        return verdict

    def took(self, update_id: int, sender: Hashable | None) -> None:
        """The update is in hand from now on."""
        self._senders[update_id] = sender
        self._open_of[sender] += 1

    def kept(self, update_id: int) -> None:
        """What it asked for is committed."""
        if update_id in self._senders:
            self._kept.add(update_id)

    def ended(self, update_id: int) -> None:
        self._kept.discard(update_id)
        if update_id not in self._senders:
            return
        sender = self._senders.pop(update_id)
        self._open_of[sender] -= 1
        if not self._open_of[sender]:
            del self._open_of[sender]

    def is_pressing(self, now: float) -> bool:
        """Whether somebody floods, or one sender's updates fill all that Telegram shows."""
        if now - self._flooded_at < _PRESSED:
            return True
        return self.is_full and max(self._open_of.values(), default=0) > _CROWD

    def is_light(self, update_id: int, now: float) -> bool:
        """Whether an update in hand may be confirmed all the same while somebody presses."""
        sender = self._senders.get(update_id)
        is_of_crowd = self.is_full and self._open_of[sender] > _CROWD
        return update_id in self._kept or is_of_crowd or self._floods.is_flooding(sender, now)
