"""The readers that the step-by-step screens use: one time, some times, a date, an amount."""

import contextlib
from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import UserError
from bot.plan.quick_add import parse_amount, parse_date, parse_time, parse_times

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("08:00", time(8)),
        ("8:05", time(8, 5)),
        ("8", time(8)),
        ("0", time(0)),
        ("23", time(23)),
        ("8.30", time(8, 30)),
        ("0800", time(8)),
        ("2030", time(20, 30)),
        ("20h", time(20)),
        ("20h30", time(20, 30)),
        ("8am", time(8)),
        ("8 pm", time(20)),
        ("8:30 PM", time(20, 30)),
        ("8 a.m.", time(8)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("noon", time(12)),
        ("midnight", time(0)),
        ("at 8", time(8)),
        ("half past eight", time(8, 30)),
        ("quarter to 9 pm", time(20, 45)),
        ("8 o'clock", time(8)),
        ("8 in the evening", time(20)),
        ("٠٨:٠٠", time(8)),
        ("０８：００", time(8)),
        ("25:00", None),
        ("24:00", None),
        ("8:60", None),
        ("8:5", None),
        ("24", None),
        ("2460", None),
        ("13am", None),
        ("-8", None),
        ("morning", None),
        ("8 9", None),
        ("08:00 Clonazepam", None),
        ("", None),
        ("💊", None),
        ("²", None),
    ],
)
def test_one_time(typed, expected):
    assert parse_time(typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("08:00", [time(8)]),
        ("20:00, 08:00", [time(8), time(20)]),
        ("8, 14 and 20", [time(8), time(14), time(20)]),
        ("8am & 8pm", [time(8), time(20)]),
        ("08:00 08:00", [time(8)]),
        ("at 8 and at noon", [time(8), time(12)]),
    ],
)
def test_some_times(typed, expected):
    assert list(parse_times(typed)) == expected


@pytest.mark.parametrize(
    ("typed", "word"), [("08:00 25:00", "25:00"), ("8 and soon", "soon"), ("", ""), (",", ",")]
)
def test_the_word_that_is_no_time_is_named(typed, word):
    with pytest.raises(UserError) as refusal:
        parse_times(typed)

    assert refusal.value.values["typed"] == word


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2026-12-03", date(2026, 12, 3)),
        ("3 Dec", date(2026, 12, 3)),
        ("3rd of December 2027", date(2027, 12, 3)),
        ("Dec 3, 2026", date(2026, 12, 3)),
        ("March 12th", date(2027, 3, 12)),
        ("3.12.2026", date(2026, 12, 3)),
        ("3.12.26", date(2026, 12, 3)),
        ("3.12.", date(2026, 12, 3)),
        ("13/12/2026", date(2026, 12, 13)),
        ("12/31/2026", date(2026, 12, 31)),
        ("today", TODAY),
        ("tomorrow", date(2026, 11, 24)),
        ("the day after tomorrow", date(2026, 11, 25)),
        ("next friday", date(2026, 11, 27)),
        ("next monday", date(2026, 11, 30)),
        ("in 2 weeks", date(2026, 12, 7)),
        ("in 3 months", date(2027, 2, 23)),
        ("29 Feb", date(2028, 2, 29)),
        ("on 3 Dec", date(2026, 12, 3)),
        ("22 Nov", date(2027, 11, 22)),
        ("3/12/2026", None),
        ("31 Feb", None),
        ("2026-02-30", None),
        ("9999-12-31", None),
        ("soon", None),
        ("", None),
    ],
)
def test_one_date(typed, expected):
    assert parse_date(typed, TODAY) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("0.5 mg", "0.5 mg"),
        ("0,5mg", "0.5 mg"),
        (".5 mg", "0.5 mg"),
        ("0.125 mg", "0.125 mg"),
        ("1,000 IU", "1000 IU"),
        ("half a tablet", "½ tablet"),
        ("1/2 tab", "½ tablet"),
        ("½ tablet", "½ tablet"),
        ("1 1/2 tablets", "1½ tablets"),
        ("one and a half tablets", "1½ tablets"),
        ("a tablet", "1 tablet"),
        ("2 pills", "2 pills"),
        ("2 x 500 mg", "2 × 500 mg"),
        ("1-2 puffs", "1-2 puffs"),
        ("3 drops", "3 drops"),
        ("100 µg", "100 mcg"),
        ("100 units", "100 units"),
        ("5%", "5 %"),
        ("250 mg/5 ml", "250 mg/5 ml"),
        ("1,125 mg", None),
        ("1.000 IU", None),
        ("0 mg", None),
        ("-5 mg", None),
        ("mg", None),
        ("5", None),
        ("5 apples", None),
        ("", None),
    ],
)
def test_one_amount(typed, expected):
    assert parse_amount(typed) == expected


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=30))
def test_no_text_breaks_them(text):
    assert parse_time(text) is None or isinstance(parse_time(text), time)
    assert parse_date(text, TODAY) is None or isinstance(parse_date(text, TODAY), date)
    assert parse_amount(text) is None or isinstance(parse_amount(text), str)
    with contextlib.suppress(UserError):
        assert parse_times(text)
