"""One message to one chat, outside the queue: what is said to nobody's account any more."""

import structlog
from telegram.error import TelegramError

from bot.screen import Screen
from bot.telegram.outcomes import Kind, classify
from bot.telegram.say import SayingBot

_SETTLED = (Kind.BLOCKED, Kind.GONE)
_log = structlog.get_logger(__name__)


async def tell(bot: SayingBot, chat_id: int, screen: Screen) -> bool:
    """Whether it is settled: sent, or nobody is there any more to be told."""
    try:
        await bot.send(chat_id, screen, None)
    except TelegramError as error:
        kind = classify(error).kind
        _log.info("not_told", kind=kind)
        return kind in _SETTLED
    return True
