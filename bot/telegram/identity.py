"""Who the token belongs to: the first thing that can go wrong with Telegram, told in one line."""

from telegram import Bot
from telegram.error import InvalidToken, NetworkError, TelegramError

from bot.errors import StartupError
from bot.telegram.transport import AiohttpRequest


async def bot_name(token: str, api_url: str) -> str:
    """The bot's user name; StartupError when Telegram refuses the token or does not answer."""
    bot = Bot(
        token,
        base_url=f"{api_url}/bot",
        base_file_url=f"{api_url}/file/bot",
        request=AiohttpRequest(connections=1),
        get_updates_request=AiohttpRequest(connections=1),
    )
    try:
        async with bot:
            return f"@{bot.username}"
    except InvalidToken:
        raise StartupError(
            "BOT_TOKEN: Telegram does not know this token; copy it anew from @BotFather"
        ) from None
    except NetworkError as error:
        raise StartupError(f"BOT_API_URL: cannot reach {api_url}: {error.message}") from None
    except TelegramError as error:
        raise StartupError(f"BOT_API_URL: {api_url} answered: {error.message}") from None
