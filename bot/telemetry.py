"""What operators see: structured logs and Prometheus metrics; ids and counts, nothing personal."""

import hmac
import logging
import re
import sys
import threading
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from typing import Any

import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

_TOKEN = re.compile(r"\d{3,20}(?::|%3[Aa])[A-Za-z0-9_-]{30,64}")
_IDS = frozenset({"user", "user_id", "chat", "chat_id", "telegram_id"})
"""Under these names a log line may have an id of Telegram's."""
_OURS = Path(__file__).resolve().parent
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
            buckets=(0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 900, 3600),
            registry=reg,
        )
        self.queue = Gauge("bot_queue_length", "Deliveries owed and not yet sent", registry=reg)
        self.frames = Counter(
            "bot_guided_frames", "Frames of guided minutes", ["outcome"], registry=reg
        )
        self.uncertain = Counter(
            "bot_uncertain_sends", "Sends whose outcome is not known", ["lane"], registry=reg
        )
        self.not_sent = Counter(
            "bot_deliveries_not_sent", "Deliveries that ended unsent", ["why"], registry=reg
        )
        self.updates = Counter("bot_updates", "Updates handled", ["kind"], registry=reg)
        self.flooded = Counter(
            "bot_updates_unread", "Updates of accounts that sent too many", registry=reg
        )
        self.answer_seconds = Histogram(
            "bot_answer_seconds",
            "From an update's arrival to the end of its answer",
            buckets=(0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 5),
            registry=reg,
        )
        self.errors = Counter("bot_errors", "Errors by kind", ["kind"], registry=reg)
        self.refused = Counter(
            "bot_webhook_refused", "Webhook calls refused", ["why"], registry=reg
        )
        self.ticks = Counter("bot_engine_ticks", "Times the engine looked", registry=reg)


def configure_logging(level: str, fmt: str, *, secret: str = "") -> None:
    """Everything to standard error, ours and the libraries', without what anybody typed.

    Telegram's ids become marks keyed by `secret`: the same one each time, and nobody's without it.

    Of a library's message only the template is kept, of an exception its kind and place: values
    may be health text. Libraries tell requests and SQL below warning: that stays out altogether.
    Whatever looks like a token is masked in the finished line.
    """
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _pseudonyms(secret or token_hex()),
        _without_contents,
    ]
    last: structlog.typing.Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if fmt == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(_is_wanted)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared[:-1], _only_template, _without_contents],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last, _masked],
            use_get_message=False,
            pass_foreign_args=True,
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
    _close_the_ways_around()


def _close_the_ways_around() -> None:
    """What Python prints by itself, with values in it, goes through the log as well."""
    logging.captureWarnings(True)
    logging.raiseExceptions = False  # a log call that fails would print its arguments
    log = structlog.get_logger("bot")
    sys.excepthook = lambda _kind, error, _trace: log.critical("crashed", **told(error))
    sys.unraisablehook = lambda lost: log.error("error_ignored", **_told_if(lost.exc_value))
    threading.excepthook = lambda lost: log.error("thread_failed", **_told_if(lost.exc_value))


def _is_wanted(record: logging.LogRecord) -> bool:
    """Also of a logger whose own level somebody has lowered."""
    return record.levelno >= logging.WARNING or record.name.partition(".")[0] not in _CHATTY


def _only_template(_logger: Any, _method: str, event: structlog.typing.EventDict) -> Any:
    """The first line of a library's message, before anything that it shows by its `repr`.

    Of a warning its place and category.
    """
    text, values = str(event["event"]), event.pop("positional_args", None)
    if event["logger"] == "py.warnings":
        kind = re.match(r"(.*?:\d+: \w+):", str(values[0]) if values else text)
        text = kind[1] if kind else "a warning"
    event["event"] = text.partition("\n")[0].partition("<")[0].strip()
    return event


def _masked(_logger: Any, _method: str, line: Any) -> Any:
    return _TOKEN.sub("<token>", line)


def _pseudonyms(secret: str) -> structlog.typing.Processor:
    """A mark in the place of each of Telegram's ids: who has the log can tell people apart."""

    def replace(_logger: Any, _method: str, event: structlog.typing.EventDict) -> Any:
        for name in _IDS.intersection(event):
            if event[name] is not None:
                event[name] = mark_of_id(event[name], secret)
        return event

    return replace


def mark_of_id(telegram_id: object, secret: str) -> str:
    return hmac.new(secret.encode(), f"log {telegram_id}".encode(), sha256).hexdigest()[:10]


def _without_contents(_logger: Any, _method: str, event: structlog.typing.EventDict) -> Any:
    """Exceptions become where and what kind: their messages may quote what somebody typed."""
    info = event.pop("exc_info", None)
    event.pop("stack_info", None)
    if info is True:
        info = sys.exc_info()
    error = info[1] if isinstance(info, tuple) else info
    if isinstance(error, BaseException):
        event.update(told(error))
    return event


def told(error: BaseException) -> dict[str, str]:
    """An exception without its message: its kind, and the innermost line of our own it crossed."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    where, trace = "", error.__traceback__
    while trace is not None:
        file = Path(trace.tb_frame.f_code.co_filename)
        if file.is_relative_to(_OURS):
            where = f"bot/{file.relative_to(_OURS)}:{trace.tb_lineno}"
        trace = trace.tb_next
    return {"error": type(error).__name__, "where": where}


def _told_if(error: BaseException | None) -> dict[str, str]:
    return told(error) if error is not None else {}
