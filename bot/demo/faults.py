"""Failures to order: what goes wrong, at which call, how often."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["500", "429", "drop_before", "drop_after", "delay", "truncate"]
When = Callable[[Mapping[str, Any]], bool]


@dataclass(slots=True, eq=False)
class Fault:
    """From the `nth` matching call on, `times` calls go wrong (None: all of them).

    `kind`: "500" and "429" are refused before anything happens; "drop_before" closes the
    connection without acting, "drop_after" acts and closes it without an answer; "truncate" acts
    and sends half of the answer; "delay" acts, waits `seconds`, or until `release()` when that is
    None, and only then answers. `when` looks at the parameters.
    """

    method: str | None = None
    kind: Kind = "500"
    nth: int = 1
    times: int | None = 1
    retry_after: int = 1
    seconds: float | None = None
    when: When | None = None
    seen: int = 0
    """Matching calls so far."""
    hit: int = 0
    """Calls that went wrong so far."""
    _released: asyncio.Event = field(default_factory=asyncio.Event)

    def strikes(self, method: str, values: Mapping[str, Any]) -> bool:
        """Counts a call and says whether it is to go wrong."""
        if self.method is not None and self.method != method:
            return False
        if self.when is not None and not self.when(values):
            return False
        self.seen += 1
        if self.seen < self.nth or (self.times is not None and self.hit >= self.times):
            return False
        self.hit += 1
        return True

    def release(self) -> None:
        """Lets every call held by a "delay" go on, and later ones too."""
        self._released.set()

    async def hold(self) -> None:
        try:
            async with asyncio.timeout(self.seconds):
                await self._released.wait()
        except TimeoutError:
            return


class Faults:
    def __init__(self) -> None:
        self._rules: list[Fault] = []

    def add(self, fault: Fault) -> Fault:
        self._rules.append(fault)
        return fault

    def clear(self) -> None:
        """Ends all failures and lets held calls go."""
        for fault in self._rules:
            fault.release()
        self._rules.clear()

    def striking(self, method: str, values: Mapping[str, Any]) -> Fault | None:
        """The first rule that strikes; only that one counts the call."""
        return next((rule for rule in self._rules if rule.strikes(method, values)), None)
