"""What operators see: structured logs and Prometheus metrics; ids and counts, nothing personal."""

import logging
import re
import sys
from typing import Any

import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

_TOKEN = re.compile(r"\d{3,20}:[A-Za-z0-9_-]{30,64}")
_CHATTY = ("httpx", "httpcore", "aiohttp", "telegram", "apscheduler", "sqlalchemy", "aiosqlite",
           "asyncio", "asyncpg", "alembic")  # fmt: skip


class Metrics:
    """The metrics of one running bot, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        reg = self.registry
        self.sent = Counter("bot_reminders_sent", "Deliveries sent", ["kind"], registry=reg)
        self.lateness = Histogram(
            "bot_reminder_lateness_seconds",
            "From the instant a delivery was owed to Telegram's answer",
            ["lane"],
            buckets=(0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3600),
            registry=reg,
        )
        self.queue = Gauge("bot_queue_length", "Deliveries owed and not yet sent", registry=reg)
        self.uncertain = Counter(
            "bot_uncertain_sends", "Sends whose outcome is not known", ["lane"], registry=reg
        )
        self.not_sent = Counter(
            "bot_deliveries_not_sent", "Deliveries that ended unsent", ["why"], registry=reg
        )
        self.updates = Counter("bot_updates", "Updates handled", ["kind"], registry=reg)
        self.answer_seconds = Histogram(
            "bot_answer_seconds",
            "From an update's arrival to the end of its answer",
            buckets=(0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 5),
            registry=reg,
        )
        self.errors = Counter("bot_errors", "Errors by kind", ["kind"], registry=reg)
        self.ticks = Counter("bot_engine_ticks", "Times the engine looked", registry=reg)


def configure_logging(level: str, fmt: str) -> None:
    """Everything to standard error, ours and the libraries', with anything like a token masked.

    Libraries log requests and SQL with their contents below warning, so they stay above it.
    """
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _without_contents,
        _masked,
    ]
    last: structlog.typing.Processor = (
        structlog.processors.JSONRenderer()
        if fmt == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )


def _masked(_logger: Any, _method: str, event: structlog.typing.EventDict) -> Any:
    return {
        key: _TOKEN.sub("<token>", value) if isinstance(value, str) else value
        for key, value in event.items()
    }


def _without_contents(_logger: Any, _method: str, event: structlog.typing.EventDict) -> Any:
    """Exceptions become where and what kind: their messages may quote what somebody typed."""
    info = event.pop("exc_info", None)
    if info is True:
        info = sys.exc_info()
    error = info[1] if isinstance(info, tuple) else info
    if isinstance(error, BaseException):
        event.update(told(error))
    return event


def told(error: BaseException) -> dict[str, str]:
    """An exception without its message: its kind, and the innermost line of our own it crossed."""
    where, frame = "", error.__traceback__
    while frame is not None:
        code = frame.tb_frame.f_code
        if "/bot/" in code.co_filename:
            where = f"bot/{code.co_filename.rsplit('/bot/', 1)[1]}:{frame.tb_lineno}"
        frame = frame.tb_next
    return {"error": type(error).__name__, "where": where}
