"""What is recorded of deliveries that did not arrive, or not for certain."""

from dataclasses import replace
from datetime import timedelta

import structlog

from bot.clock import Clock
from bot.reminders import queue
from bot.reminders.queue import DeliveryState, Result
from bot.reminders.state import Sort
from bot.telegram.lanes import Lane
from bot.telegram.outcomes import Kind, Outcome
from bot.telegram.outgoing import Outgoing
from bot.telemetry import Metrics

_SILENT = (timedelta(seconds=1), timedelta(seconds=5))
"""How long to wait after the first silence, and after each further one."""
_LONGEST = 30.0
"""Seconds between two tries, at most."""
_log = structlog.get_logger(__name__)


class Unsent:
    """Decides whether one is tried again, and counts those that are not."""

    def __init__(self, clock: Clock, metrics: Metrics) -> None:
        self._clock = clock
        self._metrics = metrics

    def refused(self, one: Outgoing, outcome: Outcome) -> Result:
        """After Telegram's answer, or none."""
        now, attempts = self._clock(), one.attempts + 1
        match outcome.kind:
            case Kind.NOT_MODIFIED | Kind.CANNOT_EDIT if one.sort is Sort.TIDY:
                return Result(one.id, one.person_id, DeliveryState.SENT, now)
            case Kind.BLOCKED | Kind.GONE:
                return self.ended(one, DeliveryState.BLOCKED)
            case Kind.RETRY_AT:
                return self.again(one, timedelta(seconds=outcome.retry_after))
            case Kind.NOT_SENT:
                return self.again(one, _pause(attempts))
            case Kind.SERVER_FAILED | Kind.IN_DOUBT:
                self._metrics.uncertain.labels(Lane(one.lane).name.lower()).inc()
                return self._in_doubt(one, is_silence=outcome.kind is Kind.IN_DOUBT)
            case _:
                _log.error("delivery_refused", delivery=one.id, kind=one.sort, why=outcome.kind)
                self._metrics.errors.labels(outcome.kind).inc()
                return self.ended(one, DeliveryState.FAILED)

    def _in_doubt(self, one: Outgoing, *, is_silence: bool) -> Result:
        """Silence is answered by few repeats; where Telegram says that it failed, by patience."""
        doubts = one.doubts + is_silence
        if not queue.may_repeat(one.lane, one.sort, doubts):
            found = self.ended(one, DeliveryState.DOUBT)
        elif is_silence:
            found = self.again(one, _SILENT[min(doubts, len(_SILENT)) - 1])
        else:
            found = self.again(one, _pause(one.attempts + 1))
        return replace(found, is_in_doubt=is_silence)

    def again(self, one: Outgoing, after: timedelta) -> Result:
        now = self._clock()
        return Result(one.id, one.person_id, DeliveryState.PENDING, now, not_before=now + after)

    def ended(self, one: Outgoing, state: DeliveryState) -> Result:
        self._metrics.not_sent.labels(state).inc()
        return Result(one.id, one.person_id, state, self._clock())


def _pause(attempts: int) -> timedelta:
    """Before the next try: a second after the first one, then twice as long each time."""
    return timedelta(seconds=min(_LONGEST, 2.0 ** min(attempts, 10) / 2))
