"""Quick add in every language the bot has words of, alone and mixed with English."""

import tomllib
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UserError
from bot.plan.days import Weekdays
from bot.plan.quick_add import Understood, parse, parse_amount, parse_date, parse_time
from bot.plan.reading.languages import own_words, words_of
from bot.plan.reading.reader import LONGEST_PHRASE
from bot.plan.rules import AtTimes, Steps
from bot.plan.typed import read_nags
from bot.treatment.dates import dated, past_date
from bot.vocabulary import languages
from tests.plan.test_quick_add import NOW, TODAY, examples

HERE = Path(__file__).parent
SAID = tomllib.loads((HERE / "quick_add_languages.toml").read_text(encoding="utf-8"))
OTHERS = [code for code in languages() if code != "en"]


def read(typed: str, language: str) -> Understood:
    return parse(typed, TODAY, NOW, language=language)


def bare(amount: str | None) -> str:
    """An amount's number, and mg: every language has its own name for a tablet."""
    number, _, unit = (amount or "").partition(" ")
    return f"{number} mg" if unit in {"mg", "мг"} else number


def meaning(found: Understood) -> tuple[object, ...]:
    when = found.schedule.when
    if isinstance(when, Steps):
        steps = tuple(replace(step, amount=bare(step.amount)) for step in when.steps)
        schedule = replace(found.schedule, when=Steps(steps))
    else:
        schedule = found.schedule
    return found.kind, bare(found.amount), schedule, bool(found.notes)


@pytest.mark.parametrize(
    ("english", "language", "typed"),
    [(english, code, typed) for english, said in SAID.items() for code, typed in said.items()],
)
def test_each_language_means_what_english_does(english: str, language: str, typed: str):
    assert meaning(read(typed, language)) == meaning(read(english, "en"))
    assert len(read(typed, language).name.split()) == len(read(english, "en").name.split()) or (
        read(typed, language).name in typed
    )


def test_every_language_has_an_example_of_each():
    assert all(set(said) == set(OTHERS) for said in SAID.values())


@pytest.mark.parametrize("language", OTHERS)
def test_accents_need_not_be_typed(language: str):
    plain = str.maketrans("áàâãéèêíóôõúüöçñ", "aaaaeeeiooouuocn")
    for english, said in SAID.items():
        typed = said[language].casefold().translate(plain)
        assert meaning(read(typed, language))[2] == meaning(read(english, "en"))[2], typed


@pytest.mark.parametrize("language", OTHERS)
def test_english_is_understood_beside_each_language(language: str):
    for typed, _ in examples("quick_add_understood.txt"):
        found, english = read(typed, language), read(typed, "en")
        assert (found.kind, found.name, found.schedule) == (
            english.kind, english.name, english.schedule,
        ), typed  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "language", "times", "days"),
    [
        ("Clonazepam 0,5 mg every Monday um 8 Uhr", "de", (time(8),), Weekdays((0,))),
        ("Baclofen 10 mg lun and vie at 07:30", "es", (time(7, 30),), Weekdays((0, 4))),
        ("Баклофен 10 mg 08:00 except воскресенье", "ru", (time(8),), Weekdays((0, 1, 2, 3, 4, 5))),
    ],
)
def test_a_person_may_mix(typed, language, times, days):
    found = read(typed, language).schedule
    assert (found.when, found.days) == (AtTimes(times), days)


@pytest.mark.parametrize("language", languages())
def test_a_languages_own_words_have_the_one_shape(language: str):
    """The schema is `Words` itself: a file with more or less in it is refused when it is read."""
    words = own_words(language)
    assert set(words.weekday_names.values()) == set(range(7))
    assert set(words.month_names.values()) == set(range(1, 13))
    assert set(words.numbers.values()) == set(range(1, 13))
    for field in ("hours", "minutes", "days", "weeks", "every", "daily", "at", "joins", "until",
                  "as_needed", "at_least", "apart", "at_most", "a_day", "after_last", "none",
                  "morning", "evening", "bedtime", "waking", "notes", "fillers"):  # fmt: skip
        assert getattr(words, field), field
    units = set(words.units.values())
    assert {(unit.dosed, unit.counted) for unit in units} == {
        (dosed, counted) for dosed in (True, False) for counted in (True, False)
    }


@pytest.mark.parametrize("language", languages())
def test_a_units_own_names_are_read_back(language: str):
    for unit in own_words(language).units.values():
        assert parse_amount(f"2 {unit.many}", language) == f"2 {unit.many}"
        assert parse_amount(f"½ {unit.one}", language) == f"½ {unit.one}"


@pytest.mark.parametrize("language", languages())
def test_no_word_is_longer_than_the_reader_looks(language: str):
    words = words_of(language)
    for field in words.__dataclass_fields__:
        table = getattr(words, field)
        if field not in {"kinds", "medicine_endings"}:
            assert all(len(phrase.split()) <= LONGEST_PHRASE for phrase in table), field


@pytest.mark.parametrize(
    ("language", "clock", "day"),
    [
        ("de", "halb neun abends", "12. März"),
        ("es", "8 y media de la tarde", "12 de marzo"),
        ("fr", "20 h 30", "12 mars"),
        ("it", "8 e mezza di sera", "12 marzo"),
        ("pt_BR", "20h30", "12 de março"),
        ("ru", "20:30", "12 марта"),
    ],
)
def test_times_and_dates_typed_as_answers(language: str, clock: str, day: str):
    assert parse_time(clock, language) == time(20, 30)
    assert parse_date(day, TODAY, language) == date(2027, 3, 12)
    assert past_date(day, TODAY, language) == date(2026, 3, 12)
    visit = dated(f"{day} 10:30 Dr. Weber", TODAY, language)
    assert (visit.day, visit.at, visit.rest) == (date(2027, 3, 12), time(10, 30), "Dr. Weber")


@pytest.mark.parametrize(
    ("language", "none", "minutes"),
    [
        ("de", "aus", "10, 30 und 60 Minuten"), ("es", "ninguno", "10, 30 y 60 min"),
        ("fr", "aucun", "10, 30 et 60 min"), ("it", "nessuno", "10, 30 e 60 minuti"),
        ("pt_BR", "nenhum", "10, 30 e 60 min"), ("ru", "нет", "10, 30 и 60 мин"),
    ],
)  # fmt: skip
def test_minutes_of_nags(language: str, none: str, minutes: str):
    assert read_nags(none, language) == read_nags("off", language) == []
    assert read_nags(minutes, language) == [10, 30, 60]
    with pytest.raises(UserError):
        read_nags("zebra 10", language)


@given(language=st.sampled_from(OTHERS), data=st.data())
def test_whatever_is_typed_is_understood_or_asked_about(language: str, data: st.DataObject):
    words = own_words(language)
    known = sorted(words.every | words.daily | words.joins | words.at | words.hours | words.until
                   | words.as_needed | words.at_least | words.weekday_names.keys()
                   | words.month_names.keys() | words.past_after.keys() | words.notes
                   | {"8", "08:00", "0,5", "mg", "3", "31", "25", "Clonazepam", "½"})  # fmt: skip
    typed = " ".join(data.draw(st.lists(st.sampled_from(known), max_size=9)))
    try:
        found = parse(typed, TODAY, datetime(2026, 11, 23, 9, 30), language=language)  # noqa: DTZ001  local, as parse takes it
    except UserError as error:
        refused = error.message.format(**error.values)
    else:
        refused = ""
        assert found.name
    assert "{" not in refused
