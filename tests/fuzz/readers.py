"""The readers of typed text, each as a function of a text and a language."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any

from bot.circle.rules import checked_cheer, checked_name, token_in
from bot.door.rules import code_in, looks_like_one
from bot.errors import UserError
from bot.journal.episodes.parse import read_episode
from bot.journal.episodes.rules import checked_note
from bot.journal.reliefs.rules import checked_relief
from bot.journal.triggers.rules import checked_name as checked_trigger
from bot.journal.water.rules import Unit, read_amount, read_water
from bot.people.places import find_zones
from bot.people.rules import pause_days
from bot.people.urgent_phrases import alarm_in
from bot.people.zone_names import canonical, normalised
from bot.plan import quick_add
from bot.plan.fields import clean_amount, clean_name, clean_notes
from bot.plan.rules import Kind
from bot.plan.typed import Day, read_limits, read_line, read_nags, read_schedule
from bot.privacy.rules import is_word
from bot.setup.hours import read_hours
from bot.summary.goals.rules import checked_words
from bot.summary.report.rules import asked_weeks
from bot.texts import Texts
from bot.treatment.dates import dated, past_date
from bot.treatment.stock.rules import read_units
from bot.treatment.visits.rules import checked_question, checked_whom, kind_in

NOW = datetime(2026, 3, 2, 7)  # noqa: DTZ001  by the clocks on the wall, as the readers have it
TODAY = date(2026, 3, 2)
LANGUAGES = Texts().languages
TRIGGERS = {"stress": 1, "coffee": 2, "wind": 3}


def day(language: str) -> Day:
    return Day(NOW, time(7), time(22, 30), language)


Reader = Callable[[str, str], Any]
READERS: Mapping[str, Reader] = {
    "line of the plan": lambda text, language: read_line(text, day(language)),
    "schedule": lambda text, language: read_schedule(text, Kind.MEDICATION, day(language)),
    "limits": lambda text, language: read_limits(text, day(language)),
    "nags": read_nags,
    "time": quick_add.parse_time,
    "times": quick_add.parse_times,
    "date": lambda text, language: quick_add.parse_date(text, TODAY, language),
    "amount": quick_add.parse_amount,
    "fields": lambda text, _: (clean_name(text), clean_amount(text), clean_notes(text)),
    "episode": lambda text, language: read_episode(text, TRIGGERS, {}, language),
    "note": lambda text, _: checked_note(text),
    "trigger": lambda text, _: checked_trigger(text),
    "relief": lambda text, _: checked_relief(text),
    "water": lambda text, language: read_water(text, Unit.ML, language),
    "glass": lambda text, language: read_amount(text, None, language),
    "hours": read_hours,
    "zone": lambda text, language: (find_zones(text, language), canonical(text), normalised(text)),
    "pause": lambda text, _: pause_days(text),
    "past date": lambda text, language: past_date(text, TODAY, language),
    "dated": lambda text, language: dated(text, TODAY, language),
    "question": lambda text, _: checked_question(text),
    "whom": lambda text, _: (checked_whom(text), kind_in(text)),
    "units": lambda text, _: read_units(text),
    "goal": lambda text, _: checked_words(text),
    "weeks": lambda text, _: asked_weeks(text),
    "word": lambda text, _: is_word(text, "DELETE", "LÖSCHEN"),
    "alarm": lambda text, _: alarm_in(text),
    "circle": lambda text, _: (token_in(text), token_in("c-" + text)),
    "supporter": lambda text, _: checked_name(text),
    "cheer": lambda text, _: checked_cheer(text),
    "code": lambda text, _: (code_in(text), looks_like_one(text)),
}


def read(name: str, text: str, language: str) -> Any:
    """What the reader says of a text, as it comes in from Telegram; a kind refusal's words."""
    readable = text.replace("\0", "").encode(errors="ignore").decode()[:4096]
    try:
        return READERS[name](readable, language)
    except UserError as error:
        return error.message.format(**error.values)  # which must be possible
