"""What files for other programs say: in English, as their headings and codes are."""

from functools import cache
from gettext import NullTranslations

from bot.plan.describe import describe
from bot.plan.rules import Schedule
from bot.texts import SOURCE_LANGUAGE, Translator


@cache
def _english() -> Translator:
    return Translator(SOURCE_LANGUAGE, NullTranslations())


def in_english(schedule: Schedule) -> str:
    return describe(_english(), schedule, SOURCE_LANGUAGE)
