"""Who sends more than anybody can tap: decided before anything is read, by a pure rule."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Any

PER_SECOND = 1.0
"""Updates of one sender that go on for ever: as many as Telegram takes answers in one chat."""
TOLD_EVERY = 60.0
"""Seconds between two kind words to somebody who is too quick."""
_ROUNDING = 1e-7
"""Seconds: (15.5 + 1) - 15.5 may be more than 1."""
_SWEEP = 4096
"""Senders remembered before those at rest are forgotten."""


class Verdict(Enum):
    TAKE = auto()
    TELL = auto()
    """Not looked at, and told so kindly."""
    DROP = auto()


@dataclass(frozen=True, slots=True)
class Sent:
    """What is remembered of one sender; instants in seconds of any even clock."""

    rested_at: float
    """When all they sent is forgotten: later by a second with each update."""
    told_at: float | None = None


def looked_at(before: Sent | None, now: float, at_once: int) -> tuple[Sent, Verdict]:
    """What becomes of an update that comes now; `at_once` of them may come in one instant."""
    sent = before or Sent(now)
    rested_at = max(sent.rested_at, now) + 1 / PER_SECOND
    if rested_at - now <= at_once / PER_SECOND + _ROUNDING:
        return replace(sent, rested_at=rested_at), Verdict.TAKE
    if sent.told_at is not None and now - sent.told_at < TOLD_EVERY:
        return sent, Verdict.DROP
    return replace(sent, told_at=now), Verdict.TELL


class Floods:
    """The rule for everybody who sends to this process; without `at_once` all is taken."""

    def __init__(self, at_once: int = 0) -> None:
        self._at_once = at_once
        self._sent: dict[Hashable, Sent] = {}
        self._sweep_at = _SWEEP

    def verdict(self, sender: Hashable | None, now: float) -> Verdict:
        """Counts an update; what nobody sent is always taken."""
        if not self._at_once or sender is None:
            return Verdict.TAKE
        if len(self._sent) >= self._sweep_at:
            self._sweep(now)
        self._sent[sender], verdict = looked_at(self._sent.get(sender), now, self._at_once)
        return verdict

    def is_flooding(self, sender: Hashable | None, now: float) -> bool:
        """Whether the next update of theirs would not be looked at."""
        sent = self._sent.get(sender)
        return sent is not None and looked_at(sent, now, self._at_once)[1] is not Verdict.TAKE

    def _sweep(self, now: float) -> None:
        """Those who rest, and need not be spared a second word, are as if never seen."""
        self._sent = {
            key: one
            for key, one in self._sent.items()
            if one.rested_at > now or (one.told_at is not None and now - one.told_at < TOLD_EVERY)
        }
        self._sweep_at = max(_SWEEP, 2 * len(self._sent))


def sender_in(raw: Mapping[str, Any]) -> Hashable | None:
    """Who an update comes from, as `ordering.key_of` has it, before PTB has read it."""
    for name in ("from", "chat"):
        for part in raw.values():
            found = part.get(name) if isinstance(part, dict) else None
            if isinstance(found, dict) and type(found.get("id")) is int:
                return int(found["id"])
    return None
