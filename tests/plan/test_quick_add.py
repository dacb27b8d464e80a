"""Quick add: what people type, what is understood, what is asked, and that nothing breaks it."""

from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import UserError
from bot.plan.describe import describe
from bot.plan.quick_add import PastDate, Understood, parse, proposed_times
from bot.plan.reading.languages import words_of
from bot.plan.rules import Interval, Kind, Once, from_json, to_json
from bot.texts import Texts

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, 30)  # noqa: DTZ001  local and naive is what parse takes
HERE = Path(__file__).parent
t = Texts().translator("en")
ENGLISH = words_of("en")
ENGLISH = words_of("en")


def examples(file: str) -> list[tuple[str, str]]:
    lines = (HERE / file).read_text(encoding="utf-8").splitlines()
    pairs = (line.partition("  →  ") for line in lines if not line.startswith("#"))
    return [(typed, expected) for typed, _, expected in pairs]


def read(typed: str):
    return parse(typed, TODAY, NOW)


def told(typed: str) -> str:
    found = read(typed)
    schedule = describe(t, found.schedule, "en")
    fields = [found.kind, found.name, found.amount or "-", schedule, found.notes]
    return " | ".join(field for field in fields if field)


def asked(typed: str) -> str:
    with pytest.raises(UserError) as refusal:
        read(typed)
    return t(refusal.value.message, **refusal.value.values)


@pytest.mark.parametrize(("typed", "expected"), examples("quick_add_understood.txt"))
def test_understood(typed, expected):
    assert told(typed) == expected


@pytest.mark.parametrize(("typed", "expected"), examples("quick_add_asked.txt"))
def test_asked_back(typed, expected):
    assert asked(typed) == expected


@pytest.mark.parametrize(("typed", "expected"), examples("quick_add_understood.txt"))
def test_capitals_and_spaces_change_nothing(typed, expected):
    loud = "  " + typed.upper().replace("ΜG", "µG").replace(" ", "   ") + " "
    schedule, kind = read(typed).schedule, read(typed).kind

    found = read(loud)

    assert (found.schedule, found.kind) == (schedule, kind)


class TestPast:
    def test_a_date_in_the_past_is_asked_about_and_what_was_understood_is_kept(self):
        with pytest.raises(PastDate) as refusal:
            read("Injection 2026-11-20 14:30")

        assert refusal.value.understood.schedule.when == Once(date(2026, 11, 20), time(14, 30))
        assert refusal.value.understood.kind is Kind.INJECTION

    def test_earlier_today_is_past_too(self):
        with pytest.raises(PastDate):
            read("Appointment today 09:30")
        assert read("Appointment today 09:31").schedule.when == Once(TODAY, time(9, 31))

    def test_a_date_without_a_year_just_gone_by_is_asked_about_not_put_off_a_year(self):
        with pytest.raises(PastDate):
            read("Appointment 12 Nov 10:00")

    @pytest.mark.parametrize(
        "typed",
        [
            "Clonazepam 08:00 until 22 Nov",
            "Clonazepam 08:00 from 1 Nov for 10 days",
            "Prednisolone 20 mg 08:00 from 1 Nov, 5 mg from 8 Nov until 14 Nov",
        ],
    )
    def test_what_is_all_over_is_asked_about(self, typed):
        with pytest.raises(PastDate):
            read(typed)

    def test_what_began_in_the_past_and_goes_on_is_fine(self):
        found = read("Prednisolone 20 mg 08:00 from 16 Nov, 10 mg from 30 Nov until 7 Dec")

        assert found.schedule.when.steps[0].start == date(2026, 11, 16)


class TestAssumptions:
    def said(self, typed: str) -> list[str]:
        return [t(remark.message, **remark.values) for remark in read(typed).warnings]

    def test_they_are_told(self):
        assert self.said("Clonazepam 8") == ["I read the time as 08:00."]
        assert self.said("Water every 2h") == ["While you are awake: 07:00–22:30."]
        assert self.said("Baclofen 10 mg every 8h") == ["Day and night, from 07:00 on."]
        assert self.said("Baclofen twice a day") == [
            "You gave no times, so I propose 07:00, 19:00."
        ]
        assert self.said("Vitamin D 08:00 weekly") == [
            "No weekday was given, so it begins on 2026-11-24."
        ]

    def test_what_was_typed_in_full_needs_no_remark(self):
        assert self.said("Clonazepam 0.5 mg 08:00 20:00") == []

    def test_wake_and_bed_are_the_persons_own(self):
        found = parse("Water every 2h", TODAY, NOW, time(9), time(1))

        assert found.schedule.when == Interval(120, time(9), time(1))

    def test_proposed_times_are_never_two_at_once(self):
        for count in range(1, 13):
            times = proposed_times(count, time(7), time(7, 5))
            assert len(set(times)) == count


class TestNames:
    def test_signs_that_cannot_be_seen_are_left_out(self):
        found = read("\u202eClona\u200bzepam\x00\n0.5 mg\t08:00\u2069")

        assert (found.name, found.amount) == ("Clonazepam", "0.5 mg")

    def test_emoji_markup_and_other_scripts_stay_as_typed(self):
        assert read("👨‍⚕️ Übung <b>A&B</b> 08:00").name == "👨‍⚕️ Übung <b>A&B</b>"
        assert read("Клоназепам 08:00").name == "Клоназепам"
        assert read("قطرة 08:00").name == "قطرة"
        assert read("💊 08:00").name == "💊"

    def test_too_long_is_told_and_never_cut(self):
        assert read("x" * 80 + " 08:00").name == "x" * 80
        assert "81" in asked("x" * 81 + " 08:00")
        assert "501" in asked("Clonazepam 08:00 note: " + "x" * 501)
        assert "1001" in asked("x" * 1001)

    @pytest.mark.parametrize("typed", ["", "   ", "\u200b\u200f", "08:00", "...", "1/1/1/1", "()"])
    def test_no_name_is_asked_for(self, typed):
        assert "name" in asked(typed) or "called" in asked(typed)


WORDS = sorted(
    {
        word
        for field in ENGLISH.__dataclass_fields__
        for word in getattr(ENGLISH, field)
        if isinstance(word, str)
    }
    | {
        "8",
        "20",
        "08:00",
        "25:00",
        "0.5",
        "0,5",
        "1/2",
        "½",
        "2026-12-01",
        "3.12.2026",
        "31",
        "Feb",
    }
    | {"99999999999", "1.000", "(", ")", "💊", "Clonazepam", "every 0 days", "every 9999 days", "²"}
    | {"for 9999 months", "29 Feb", "in 9999 weeks", "for 0 days", "9999-12-31", "1900-01-01", "٣"}
    | {"0 days on 5 off", "every 1½ hours", "quarter to 0", "half past 99", "\u200d", "\n", "Ⅷ"}
)
pieces = st.lists(st.sampled_from(WORDS), max_size=14)
separators = st.sampled_from([" ", " ", "", ", "])


def expect_an_item_or_a_question(text: str) -> None:
    try:
        found = parse(text, TODAY, NOW)
    except UserError as refusal:
        question = t(refusal.message, **refusal.values)
    else:
        expect_an_item(found)
        question = "none"
    assert question


def expect_an_item(found: Understood) -> None:
    assert 0 < len(found.name) <= 80
    assert len(found.amount or "") <= 40
    assert from_json(to_json(found.schedule)) == found.schedule
    assert describe(t, found.schedule, "en")


@settings(max_examples=800, deadline=None)
@given(pieces, separators)
def test_any_mixture_of_known_words_gives_an_item_or_a_question(words, separator):
    expect_an_item_or_a_question(separator.join(words))


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=120))
def test_any_text_at_all_gives_an_item_or_a_question(text):
    expect_an_item_or_a_question(text)


@pytest.mark.parametrize(
    "again",
    ["a ", "1 ", "1,", "1/", "(", "every ", "8 and ", "mon,", "1", "half ", "at ", "1-", "½"],
)
def test_long_repetitions_are_no_trap(again):
    expect_an_item_or_a_question((again * 1000)[:1000])
