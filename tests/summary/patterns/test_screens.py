"""What the findings say, and what they never say."""

import re
from datetime import date, timedelta

import pytest

from bot.screen import Screen, words
from bot.summary.patterns.buttons import PICTURE, Patterns
from bot.summary.patterns.rules import Counts, Estimate, Finding, Look, Verdict
from bot.summary.patterns.screens import patterns_screen
from bot.texts import Texts

T = Texts().translator("en")
MONDAY = date(2026, 5, 25).toordinal()
UNTIL = date(2026, 5, 25)
NAMES = {n: f"Trigger {n}" for n in range(40)} | {1: "Coffee", 2: "Rest", 3: "<Wind>", 4: "Cold"}
MORE = Finding(1, Verdict.MORE, Counts(21, 30, 12, 54), Estimate(0.31, 0.11, 0.51), 0.001, 0.01)
FEWER = Finding(2, Verdict.FEWER, Counts(3, 30, 25, 54), Estimate(-0.27, -0.45, -0.09), 0.001, 0.01)
NONE = Finding(3, Verdict.NO_LINK, Counts(9, 21, 24, 63), Estimate(0.04, -0.1, 0.2), 0.6, 0.7)
EARLY = Finding(4, Verdict.TOO_EARLY, Counts(1, 3, 20, 80))


def shown(*findings: Finding, evenings: int = 84, page: int = 0) -> Screen:
    look = Look(evenings, UNTIL, UNTIL + timedelta(days=28), findings)
    return patterns_screen(T, look, NAMES, MONDAY, page)


def test_before_the_first_evening():
    screen = patterns_screen(T, Look(0, UNTIL, None), NAMES, MONDAY)
    assert "Too early to tell: 0 of 56 evenings so far." in words(screen.text)
    assert "next time" not in words(screen.text)


def test_too_early_says_how_far_it_is_with_the_counts():
    text = words(shown(EARLY, evenings=23).text)
    assert "Too early to tell: 23 of 56 evenings so far." in text
    assert "Cold: too early to tell. Difficult were 1 of 3 days with it, 20 of 80 without." in text
    assert "The next time: Mon 22 Jun." in text


def test_enough_evenings_but_none_of_a_trigger():
    text = words(shown(EARLY, evenings=70).text)
    assert "Too early to tell: 70 evenings are answered" in text
    assert "of 56" not in text


def test_each_kind_of_finding_patterns_first():
    text = words(shown(EARLY, NONE, FEWER, MORE).text)
    assert (
        "Coffee: a possible pattern. On days you reported it you had more difficult days"
        " (21 of 30 against 12 of 54). A careful estimate: 31 more in 100 days, somewhere from"
        " 11 to 51." in text
    )
    assert "fewer difficult days (3 of 30 against 25 of 54). A careful estimate: 27 fewer" in text
    assert "somewhere from 9 to 45." in text
    assert "<Wind>: no clear link seen. Difficult were 9 of 21 days with it, 24 of 63" in text
    order = [text.index(name) for name in ("Rest", "Coffee", "<Wind>", "Cold")]
    assert order == sorted(order)
    assert "evenings so far" not in text


@pytest.mark.parametrize("finding", [MORE, FEWER, NONE])
def test_no_cause_is_claimed_and_the_other_way_round_is_named(finding: Finding):
    text = words(shown(finding).text)
    assert "None of this proves a cause: a difficult day may itself bring" in text
    said = re.findall(
        r"diagnos|detect|predict|treat|reduces|your trigger is|increase|skip|should",
        text,
        re.IGNORECASE,
    )
    assert said == []


def test_no_screen_is_longer_than_a_phone():
    many = [Finding(n, Verdict.MORE, MORE.counts, MORE.estimate, 0.001, 0.01) for n in range(12)]
    pages = [shown(*many, page=page) for page in range(5)]
    assert all(len(words(page.text)) < 1500 for page in pages)
    assert "page 1 of 3" in words(pages[0].text)
    assert pages[2].text == pages[3].text == pages[4].text
    turning = [
        [b.data for row in page.rows for b in row if isinstance(b.data, Patterns)]
        for page in pages[:3]
    ]
    picture = Patterns(PICTURE)
    assert turning == [
        [Patterns(1), picture],
        [Patterns(0), Patterns(2), picture],
        [Patterns(1), picture],
    ]
