"""What Telegram shows of the bot before anybody has written: its menu and its description."""

from collections.abc import Mapping

import structlog
from telegram import Bot, BotCommand

from bot.telemetry import told
from bot.texts import Translator

_log = structlog.get_logger(__name__)


async def introduce(bot: Bot, t: Translator, menu: Mapping[str, str]) -> None:
    """`menu` is each command's summary, in order. A bot without a menu still reminds."""
    try:
        await bot.set_my_commands([BotCommand(*command) for command in menu.items()])
        await bot.set_my_description(
            t(
                "A companion for people with hemifacial spasm or blepharospasm: reminders for"
                " medicines, stretching, water and sleep, and a diary that takes one tap."
                " A diary, not a medical device."
            )
        )
        await bot.set_my_short_description(
            t("Reminders and a one-tap diary for people with facial spasms.")
        )
    except Exception as error:  # noqa: BLE001  whatever Telegram says
        _log.warning("menu_not_set", **told(error))
