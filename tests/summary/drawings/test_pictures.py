"""Pictures as they are drawn: read back by size and colour, with all that people type in them."""

import pickle
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.drawing.palette import palette
from bot.summary.drawings import pictures
from bot.summary.drawings.data import Day, ItemShare, Manner
from tests.summary.drawings import samples
from tests.summary.drawings.looking import colours, near, opened

KEPT = Path(__file__).resolve().parents[3] / "docs" / "pictures"
ALL = {
    "week": partial(pictures.week_picture, samples.WEEK),
    "calendar": partial(pictures.calendar_picture, samples.CALENDAR),
    "cycle": partial(pictures.cycle_picture, samples.CYCLE),
    "adherence": partial(pictures.adherence_picture, samples.ADHERENCE),
    "triggers": partial(pictures.triggers_picture, samples.TRIGGERS),
}
schemes = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
each = pytest.mark.parametrize("name", ALL)


@each
@schemes
def test_a_picture_is_as_wide_as_a_phone_and_not_blank(name: str, dark: bool) -> None:
    drawn = ALL[name](dark)
    found, scheme = colours(drawn), palette(dark=dark)
    width, height = opened(drawn).size
    assert width == 900
    assert 400 <= height <= 1700
    assert found.most_common(1)[0][0] == scheme.ground
    assert near(found, scheme.ink) > 500, "words"
    assert sum(found.values()) - found[scheme.ground] > 0.05 * width * height


@each
@schemes
def test_the_pictures_of_the_docs_are_what_is_drawn_now(name: str, dark: bool) -> None:
    kept = (KEPT / f"{name}-{'dark' if dark else 'light'}.png").read_bytes()
    now, then = ALL[name](dark), opened(kept)
    assert opened(now).size == then.size
    small = (opened(png).resize((54, 54)).tobytes() for png in (now, kept))
    apart = sum(abs(one - other) for one, other in zip(*small, strict=True)) / (54 * 54 * 3)
    assert apart < 4, "python -m tests.summary.drawings.take_pictures docs/pictures"


def test_the_same_week_is_the_same_picture_and_another_is_another() -> None:
    week = pictures.week_picture(samples.WEEK, False)
    assert pictures.week_picture(samples.WEEK, False) == week
    one_more = replace(samples.WEEK.days[0], episodes=4)
    other = replace(samples.WEEK, days=(one_more, *samples.WEEK.days[1:]))
    assert pictures.week_picture(other, False) != week
    assert pictures.week_picture(samples.WEEK, True) != week


@schemes
def test_a_day_without_an_answer_is_not_a_day_of_0(dark: bool) -> None:
    scheme = palette(dark=dark)

    def drawn(rating: int | None) -> int:
        days = tuple(Day(day.label, 0, rating) for day in samples.WEEK.days)
        week = replace(samples.EMPTY_WEEK, days=days)
        return colours(pictures.week_picture(week, dark))[scheme.ratings[0]]

    assert drawn(0) > 7 * 4000
    assert drawn(None) == 0


def test_every_rating_has_its_own_colour() -> None:
    scheme = palette(dark=True)
    days = tuple(Day("Mo", 0, min(at, 4)) for at in range(7))
    week = replace(samples.EMPTY_WEEK, days=days)
    found = colours(pictures.week_picture(week, True))
    assert all(found[colour] > 3000 for colour in scheme.ratings)


@pytest.mark.parametrize(
    "week",
    [samples.ODD_WEEK, samples.ARABIC_WEEK, samples.EMPTY_WEEK, samples.PARTIAL_WEEK],
    ids=["odd", "arabic", "empty", "partial"],
)
def test_any_week_stays_on_the_page(week: object) -> None:
    drawn = opened(pictures.week_picture(week, False))
    assert drawn.width == 900
    assert drawn.height <= 2000
    for edge in (0, 899):
        column = {drawn.getpixel((edge, at)) for at in range(drawn.height)}
        assert column == {(255, 255, 255)}, "nothing runs over the edge"


@pytest.mark.parametrize("is_rtl", [False, True], ids=["ltr", "rtl"])
def test_curves_lie_where_their_weeks_are(is_rtl: bool) -> None:
    """The first week of the present cycle is at the side where lines begin."""
    cycle = replace(samples.CYCLE, manner=Manner("ar", is_rtl=is_rtl), earlier=())
    drawn = opened(pictures.cycle_picture(cycle, False))
    blue = [
        across
        for across in range(drawn.width)
        for down in range(180, 700, 3)
        if drawn.getpixel((across, down)) == (0, 0x72, 0xB2)
    ]
    middle = sum(blue) / len(blue)
    assert (middle > 600) if is_rtl else (middle < 480)
    assert min(blue) > 40
    assert max(blue) < 1040


def test_right_to_left_is_drawn_from_the_right() -> None:
    week = replace(samples.ARABIC_WEEK, manner=samples.WEEK.manner)
    left, right = (
        pictures.week_picture(week, False),
        pictures.week_picture(samples.ARABIC_WEEK, False),
    )
    middle = 540

    def words_left(png: bytes) -> int:
        head = opened(png).crop((0, 0, middle, 110))
        return sum(head.convert("L").histogram()[:128])

    assert words_left(left) > 500 > words_left(right)


def test_sixty_items_are_shortened_and_not_squeezed() -> None:
    items = tuple(ItemShare(f"Item {n}", "1 of 2", 1, missed=1) for n in range(60))
    week = replace(samples.WEEK, items=items, more="and 52 more")
    plan = replace(samples.ADHERENCE, items=items, more="and 40 more")
    assert opened(pictures.week_picture(week, False)).height <= 2000
    assert opened(pictures.adherence_picture(plan, False)).height <= 1600


def test_what_people_type_is_drawn_and_never_obeyed() -> None:
    plain = replace(samples.WEEK, items=(ItemShare("x", "1", 1),))
    for typed in ("#set page(fill: red)", "$x$ #panic()", "] #rect(fill: red) [", "\\ // /*"):
        week = replace(plain, items=(ItemShare(typed, "1", 1),), title=typed, note=typed)
        found = colours(pictures.week_picture(week, False))
        assert "#ff4136" not in found  # Typst's red


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=120), st.integers(0, 10**9), st.integers(0, 10**6))
def test_anything_typed_and_counted_can_be_drawn(typed: str, many: int, missed: int) -> None:
    items = (ItemShare(typed, typed[:20], many, missed=missed),)
    days = tuple(
        replace(day, episodes=many, usual_episodes=float(missed)) for day in samples.WEEK.days
    )
    week = replace(samples.EMPTY_WEEK, title=typed, items=items, days=days)
    assert opened(pictures.week_picture(week, False)).width == 900


def test_threads_draw_side_by_side_what_one_draws() -> None:
    expected = [ALL[name](False) for name in ALL]
    with ThreadPoolExecutor(4) as pool:
        drawn = list(pool.map(lambda name: ALL[name](False), [*ALL] * 3))
    assert drawn == expected * 3


def test_a_picture_to_be_made_can_be_pickled() -> None:
    make = partial(pictures.week_picture, samples.WEEK, dark=True)
    assert pickle.loads(pickle.dumps(make))() == make()  # noqa: S301  our own bytes
