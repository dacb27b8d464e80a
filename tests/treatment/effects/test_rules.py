"""What a week asks about, without any database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UserError
from bot.journal.effects.rules import ALARMING, BY_CLASS, Effect, by_class, check_strength
from bot.plan.medicines import MedicineClass
from bot.treatment.effects.rules import asked_classes, asks_toxin

MONDAY = date(2026, 3, 2)
TOXIN, RELAXANT = MedicineClass.BOTULINUM_TOXIN, MedicineClass.MUSCLE_RELAXANT


@given(st.frozensets(st.sampled_from(MedicineClass)))
def test_every_side_effect_of_a_kind_is_asked_once(classes) -> None:
    asked = [effect for _, effects in by_class(classes) for effect in effects]
    assert len(asked) == len(set(asked))
    assert set(asked) == {effect for each in classes for effect in BY_CLASS[each]}
    assert all(effects for _, effects in by_class(classes))


def test_what_other_and_unknown_medicines_bring_is_not_asked() -> None:
    assert by_class(()) == ()
    assert by_class({MedicineClass.OTHER}) == ()


def test_rash_and_swallowing_are_among_what_brings_the_card() -> None:
    assert {Effect.RASH, Effect.SWALLOWING, Effect.DOUBLE_VISION} <= ALARMING
    assert Effect.RASH in BY_CLASS[MedicineClass.ANTICONVULSANT]
    assert Effect.SWALLOWING in BY_CLASS[TOXIN]


@pytest.mark.parametrize(
    ("days_ago", "asked"),
    [
        (0, False),  # the check-in of day 3 is in this week
        (5, False),  # day 7
        (7, False),  # day 7 was this Monday
        (17, True),
        (35, True),
        (56, False),  # weekly from week 8 on
        (100, False),
        (141, False),  # its check-ins have ended, and so has what it does
    ],
)
def test_botulinum_toxin_is_asked_only_where_its_own_check_ins_are_silent(days_ago, asked) -> None:
    injected = MONDAY - timedelta(days=days_ago)
    assert asks_toxin([injected], MONDAY) is asked


def test_an_injection_ahead_or_none_at_all_asks_nothing() -> None:
    assert not asks_toxin([], MONDAY)
    assert not asks_toxin([MONDAY + timedelta(days=1)], MONDAY)


def test_an_injection_in_the_plan_is_asked_about_by_the_log_alone() -> None:
    planned = frozenset({TOXIN, RELAXANT})
    assert asked_classes(planned, [], MONDAY) == {RELAXANT}
    assert asked_classes(frozenset(), [MONDAY - timedelta(days=17)], MONDAY) == {TOXIN}


@pytest.mark.parametrize("strength", [-1, 4, 99])
def test_a_strength_that_no_button_has_is_refused(strength) -> None:
    with pytest.raises(UserError):
        check_strength(strength)
