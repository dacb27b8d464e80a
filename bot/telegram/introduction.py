"""What Telegram shows of the bot before anybody has written: its menu and its description."""

import asyncio
from collections.abc import Callable, Mapping

import structlog
from telegram import Bot, BotCommand

from bot.telemetry import told
from bot.texts import SOURCE_LANGUAGE, Texts, Translator

_log = structlog.get_logger(__name__)


async def introduce(
    bot: Bot, texts: Texts, menu: Callable[[Translator], Mapping[str, str]]
) -> None:
    """In each language; `menu` is each command's summary, in order.

    A bot without a menu still reminds.
    """
    for language in texts.languages:
        try:
            await _introduce(bot, texts.translator(language), menu)
        except Exception as error:  # noqa: BLE001  whatever Telegram says
            _log.warning("menu_not_set", language=language, **told(error))
            return


async def _introduce(
    bot: Bot, t: Translator, menu: Callable[[Translator], Mapping[str, str]]
) -> None:
    code = telegrams_code(t.language)
    await asyncio.to_thread(t, "Episode")  # the catalogue is read, and nobody waits for it
    await bot.set_my_commands(
        [BotCommand(*command) for command in menu(t).items()], language_code=code
    )
    await bot.set_my_description(
        t(
            "A companion for people with hemifacial spasm or blepharospasm: reminders for"
            " medicines, stretching, water and sleep, and a diary that takes one tap."
            " A diary, not a medical device."
        ),
        language_code=code,
    )
    await bot.set_my_short_description(
        t("Reminders and a one-tap diary for people with facial spasms."), language_code=code
    )


def telegrams_code(language: str) -> str | None:
    """Telegram knows languages by two letters alone; None is everybody who has no other."""
    return None if language == SOURCE_LANGUAGE else language.split("_", maxsplit=1)[0]
