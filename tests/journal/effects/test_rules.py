"""Which side effects an evening asks, and what is counted of them."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from bot.journal.effects.rules import (
    BY_CLASS,
    MOST_ASKED,
    DayEffects,
    Effect,
    EffectCount,
    asked_on,
    counted,
    offered,
    page_of,
)
from bot.plan.medicines import MedicineClass

CLASSES = st.sets(st.sampled_from(MedicineClass))
EFFECTS = st.frozensets(st.sampled_from(Effect))
DAYS = st.lists(
    st.builds(DayEffects, asked=EFFECTS.map(tuple), present=EFFECTS, is_answered=st.booleans())
)


def test_every_class_has_its_effects_and_every_effect_a_class() -> None:
    assert set(BY_CLASS) == set(MedicineClass)
    assert {one for each in BY_CLASS.values() for one in each} == set(Effect)
    assert all(len(each) <= MOST_ASKED for each in BY_CLASS.values())


def test_a_class_with_many_effects_crowds_out_no_other() -> None:
    several = {
        MedicineClass.ANTICHOLINERGIC, MedicineClass.BENZODIAZEPINE, MedicineClass.ANTICONVULSANT,
    }  # fmt: skip
    first, has_more, _ = page_of(offered(several, {}), 0)
    assert first[:3] == (Effect.DRY_MOUTH, Effect.DROWSINESS, Effect.DIZZINESS)
    assert Effect.RASH in first
    assert has_more


@given(CLASSES, st.dictionaries(st.sampled_from(Effect), st.integers(0, 9)))
def test_the_own_most_frequent_come_first_and_nothing_else_is_offered(classes, uses) -> None:
    found = offered(classes, uses)
    assert set(found) == {one for each in classes for one in BY_CLASS[each]}
    assert len(found) == len(set(found))
    told = [uses.get(one, 0) for one in found]
    assert told == sorted(told, reverse=True)


@given(CLASSES, st.integers(-3, 9))
def test_every_effect_is_on_some_page_of_eight_at_most(classes, wanted) -> None:
    found = offered(classes, {})
    pages, page, has_more = [], 0, True
    while has_more:
        shown, has_more, page = page_of(found, page)
        pages.append(shown)
        page += 1
    assert tuple(one for shown in pages for one in shown) == found
    assert all(len(shown) <= MOST_ASKED for shown in pages)
    assert page_of(found, wanted)[0] in pages


@given(DAYS)
def test_unanswered_is_not_no(days) -> None:
    there = Counter(one for day in days for one in day.present)
    no = Counter(one for day in days if day.is_answered for one in set(day.asked) - day.present)
    found = counted(days)
    assert {one.effect: (one.days, one.of) for one in found} == {
        one: (there[one], there[one] + no[one]) for one in there.keys() | no.keys()
    }
    assert [one.days for one in found] == sorted((one.days for one in found), reverse=True)


def test_a_count_in_full() -> None:
    asked = (Effect.DRY_MOUTH, Effect.BLURRED)
    days = [
        DayEffects(asked, frozenset({Effect.DRY_MOUTH}), is_answered=True),
        DayEffects(asked, frozenset(), is_answered=True),
        DayEffects((), frozenset({Effect.DRY_MOUTH})),
        DayEffects(),
    ]
    assert counted(days) == (
        EffectCount(Effect.DRY_MOUTH, 2, 3),
        EffectCount(Effect.BLURRED, 0, 2),
    )


def test_done_answers_for_the_first_screen_and_for_what_was_found_besides() -> None:
    classes = set(MedicineClass)
    found = offered(classes, {})
    late = found[-1]
    assert asked_on(found, {late}) == (*found[:MOST_ASKED], late)
    assert asked_on(found, set()) == found[:MOST_ASKED]
