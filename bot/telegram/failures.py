"""The one place for what went wrong unexpectedly: logged with an id, counted, and told kindly."""

import secrets
from dataclasses import dataclass

import structlog
from telegram import Update
from telegram.error import TelegramError
from telegram.ext import ContextTypes

from bot.clock import Clock
from bot.db import Database
from bot.telegram.chats import went_away
from bot.telegram.outcomes import Kind, classify
from bot.telegram.show import NotShownError
from bot.telemetry import Metrics, told
from bot.texts import Texts

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Failures:
    """PTB's error handler."""

    db: Database
    clock: Clock
    texts: Texts
    metrics: Metrics

    async def on_error(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        error: BaseException | None = context.error
        tap_answered = isinstance(error, NotShownError)
        if isinstance(error, NotShownError):
            error = error.__cause__
        assert error is not None
        kind = classify(error).kind
        if isinstance(error, TelegramError) and kind is not Kind.BAD_REQUEST:
            # The answer could not be delivered; what was asked for is done and committed.
            self.metrics.errors.labels(f"telegram_{kind}").inc()
            _log.warning("answer_not_delivered", kind=kind)
            if kind in {Kind.BLOCKED, Kind.GONE} and isinstance(update, Update):
                await self._leave_alone(update)
            return
        name = secrets.token_hex(3)
        self.metrics.errors.labels("unexpected").inc()
        user = update.effective_user if isinstance(update, Update) else None
        _log.error("unexpected_error", id=name, user=user and user.id, **told(error))
        if isinstance(update, Update):
            await self._tell(update, name, tap_answered=tap_answered)

    async def _tell(self, update: Update, name: str, *, tap_answered: bool) -> None:
        user = update.effective_user
        if user is None:
            return
        t = self.texts.translator(user.language_code)
        words = t(
            "Something went wrong on my side. Please try again in a moment. (Error {name})",
            name=name,
        )
        try:
            if update.callback_query is not None and not tap_answered:
                await update.callback_query.answer(words, show_alert=True)
            else:
                await update.get_bot().send_message(user.id, words)
        except TelegramError as error:
            _log.warning("apology_not_delivered", id=name, kind=classify(error).kind)

    async def _leave_alone(self, update: Update) -> None:
        """The person blocked the bot while it was answering."""
        user = update.effective_user
        if user is not None:
            async with self.db.writing() as session:
                await went_away(session, user.id, self.clock())
