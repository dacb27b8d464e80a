"""The webhook's other side: telling Telegram where to call, and seeing that it still does."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Protocol

import structlog
from telegram import WebhookInfo
from telegram.error import BadRequest, InvalidToken, RetryAfter, TelegramError

from bot.errors import StartupError
from bot.telegram.doubt import seconds_of
from bot.telegram.polling import Growing
from bot.telegram.webhook import Receiver

_MOST_CONNECTIONS = 100
"""Calls that Telegram may have under way; the most it allows."""
_LOOK = 30.0
"""Seconds between two looks whether Telegram still calls us."""
_BACK_OFF = (0.5, 30.0)
_FINISH = 3.5
"""Seconds that what is in hand may take when the bot stops."""
_log = structlog.get_logger(__name__)


class Registrar(Protocol):
    """What is needed of a bot."""

    async def set_webhook(
        self,
        url: str,
        *,
        max_connections: int | None = None,
        allowed_updates: Sequence[str] | None = None,
        drop_pending_updates: bool | None = None,
        secret_token: str | None = None,
    ) -> bool: ...
    async def get_webhook_info(self) -> WebhookInfo: ...


class Hook:
    """Keeps the webhook set while the bot runs; every process does, with the same words.

    It stays when the bot stops: others may answer, and Telegram keeps what comes meanwhile.
    `last_ok` is when Telegram last said that it calls us, in the loop's time; None before.
    """

    def __init__(
        self,
        bot: Registrar,
        receiver: Receiver,
        url: str,
        secret: str,
        *,
        allowed_updates: Sequence[str] = (),
        note: Callable[[str], None] = lambda _: None,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.last_ok: float | None = None
        self._bot = bot
        self._receiver = receiver
        self._url = url
        self._secret = secret
        self._allowed = allowed_updates
        self._note = note
        self._pause = pause
        self._back_off = Growing(*_BACK_OFF)
        self._failed_at: object = None

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop`; then what is in hand may end. StartupError when Telegram refuses us."""
        self._receiver.is_open = True
        try:
            async with asyncio.TaskGroup() as group:
                keeping = group.create_task(self._keep())
                stopping = group.create_task(stop.wait())
                await asyncio.wait((keeping, stopping), return_when=asyncio.FIRST_COMPLETED)
                keeping.cancel()
                stopping.cancel()
        finally:
            await self._receiver.aclose(_FINISH)

    async def _keep(self) -> None:
        is_set = False
        while True:
            try:
                if not is_set:
                    await self._set()
                info = await self._bot.get_webhook_info()
            except InvalidToken:
                raise StartupError("Telegram does not know this BOT_TOKEN") from None
            except TelegramError as error:
                await self._wait_after(error)
                continue
            self._back_off.reset()
            is_set = self._is_ours(info)
            await self._pause(_LOOK)

    async def _set(self) -> None:
        try:
            await self._bot.set_webhook(
                self._url,
                max_connections=_MOST_CONNECTIONS,
                allowed_updates=self._allowed,
                drop_pending_updates=False,
                secret_token=self._secret,
            )
        except BadRequest as error:
            if self.last_ok is not None:
                raise
            raise StartupError(f"BOT_WEBHOOK_URL: Telegram refuses it: {error.message}") from None

    def _is_ours(self, info: WebhookInfo) -> bool:
        """Whether Telegram calls us; tells of calls that came to nothing."""
        if info.url != self._url:
            self._note("webhook_lost")
            _log.error("webhook_lost", why="another process with this token took it; set again")
            return False
        self.last_ok = asyncio.get_running_loop().time()
        if info.last_error_date is not None and info.last_error_date != self._failed_at:
            self._failed_at = info.last_error_date
            self._note("webhook_failing")
            _log.warning(
                "webhook_failing", why=info.last_error_message, waiting=info.pending_update_count
            )
        return True

    async def _wait_after(self, error: TelegramError) -> None:
        seconds = self._back_off.next()
        if isinstance(error, RetryAfter):
            seconds = seconds_of(error)
        self._note("webhook_not_set")
        _log.warning("webhook_not_set", error=type(error).__name__, retry_in=seconds)
        with suppress(TimeoutError):
            await self._pause(seconds)
