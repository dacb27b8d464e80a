"""What is recorded of deliveries that did not arrive, or not for certain."""

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

_log = structlog.get_logger(__name__)


class Unsent:
    """Decides whether one is tried again, and counts those that are not."""

    def __init__(self, clock: Clock, metrics: Metrics) -> None:
        self._clock = clock
        self._metrics = metrics

    def refused(self, one: Outgoing, outcome: Outcome) -> Result:  # noqa: PLR0911  one a kind
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
                return self.again(one, timedelta(seconds=min(30, 2**attempts / 2)))
            case Kind.IN_DOUBT:
                self._metrics.uncertain.labels(Lane(one.lane).name.lower()).inc()
                if queue.may_repeat(one.lane, one.sort, attempts):
                    return self.again(one, timedelta(seconds=1))
                return self.ended(one, DeliveryState.DOUBT)
            case _:
                _log.error("delivery_refused", delivery=one.id, kind=one.sort, why=outcome.kind)
                self._metrics.errors.labels(outcome.kind).inc()
                return self.ended(one, DeliveryState.FAILED)

    def again(self, one: Outgoing, after: timedelta) -> Result:
        now = self._clock()
        return Result(one.id, one.person_id, DeliveryState.PENDING, now, not_before=now + after)

    def ended(self, one: Outgoing, state: DeliveryState) -> Result:
        self._metrics.not_sent.labels(state).inc()
        return Result(one.id, one.person_id, state, self._clock())
