"""The one place for what went wrong unexpectedly: logged with an id, counted, and told kindly."""

import secrets
from dataclasses import dataclass

import structlog
from sqlalchemy import update as sql_update
from telegram import Update
from telegram.error import BadRequest, Forbidden, TelegramError
from telegram.ext import ContextTypes

from bot.clock import Clock
from bot.db import Database
from bot.people.tables import Person
from bot.telegram.outcomes import Kind, classify
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
        assert context.error is not None
        error = _innermost(context.error)
        if isinstance(error, Forbidden) and isinstance(update, Update):
            await self._blocked(update)
            return
        if isinstance(error, TelegramError) and not isinstance(error, BadRequest):
            # The answer could not be delivered; what was asked for is done and committed.
            kind = classify(error).kind
            self.metrics.errors.labels(f"telegram_{kind}").inc()
            _log.warning("answer_not_delivered", kind=kind)
            return
        name = secrets.token_hex(3)
        self.metrics.errors.labels("unexpected").inc()
        _log.error("unexpected_error", id=name, **told(error))
        if isinstance(update, Update):
            await self._tell(update, name)

    async def _tell(self, update: Update, name: str) -> None:
        user = update.effective_user
        if user is None:
            return
        t = self.texts.translator(user.language_code)
        words = t(
            "Something went wrong on my side. Please try again in a moment. (Error {name})",
            name=name,
        )
        try:
            if update.callback_query is not None:
                await update.callback_query.answer(words, show_alert=True)
            else:
                await update.get_bot().send_message(user.id, words)
        except TelegramError as error:
            _log.warning("apology_not_delivered", id=name, kind=classify(error).kind)

    async def _blocked(self, update: Update) -> None:
        """Answering failed because the person has just blocked the bot: leave them alone."""
        self.metrics.errors.labels(f"telegram_{Kind.BLOCKED}").inc()
        user = update.effective_user
        if user is None:
            return
        async with self.db.writing() as session:
            await session.execute(
                sql_update(Person)
                .where(Person.telegram_id == user.id, Person.blocked_at.is_(None))
                .values(blocked_at=self.clock(), wake_at=None)
            )


def _innermost(error: BaseException) -> BaseException:
    """What tasks that ran side by side raised, without the group around it."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error
