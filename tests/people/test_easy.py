"""Easy mode: few large buttons below every message, and nothing out of reach."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from sqlalchemy import select

from bot.app import taps
from bot.people.easy import MOST, Rows, folded, from_json, keys_below, shown_rows, to_json
from bot.people.easy_actions import KEPT, forget_old
from bot.people.easy_buttons import Unfold
from bot.people.tables import FoldedButtons
from bot.screen import Button, ButtonCodec, Packed, Screen, pack
from bot.texts import Texts
from tests.phone import Phone, Story

T = Texts().translator("en")
buttons = st.builds(
    lambda n, is_main: Button(f"b{n}", Packed(f"1xx:{n}"), is_main=is_main),
    st.integers(0, 10**6),
    st.booleans() | st.just(False),
)
rows = st.lists(st.lists(buttons, max_size=8).map(tuple), max_size=8).map(
    lambda found: tuple(
        tuple(Button(f"{one.label}.{at}.{n}", one.data, is_main=one.is_main)
              for n, one in enumerate(row))
        for at, row in enumerate(found)
    )
)  # fmt: skip


@pytest.fixture
async def phone(story: Story) -> Phone:
    phone = await story.phone().sets_up()
    await phone.sends("/settings")
    await phone.taps("Easy mode: one large key")
    return phone


def labels(found: Rows) -> list[str]:
    return [one.label for row in found for one in row]


@given(rows)
def test_nothing_is_out_of_reach_and_nothing_is_there_twice(found: Rows):
    screen = Screen(Markup("Hello"), found)
    first = folded(T, screen)
    if not first.key:
        assert labels(first.screen.rows) == labels(found)
        return
    every = folded(T, screen, is_open=True)
    assert labels(every.screen.rows)[:-1] == labels(found)
    assert set(labels(first.screen.rows)[:-1]) < set(labels(found))
    assert (first.screen.text, first.screen.keyboard) == (screen.text, screen.keyboard)


@given(rows)
def test_few_large_buttons_one_a_row(found: Rows):
    first = folded(T, Screen(Markup("Hello"), found)).screen.rows
    assert all(len(row) == 1 for row in first)
    scale = max((len(row) for row in found if len(row) <= 5), default=0)
    assert len(first) <= max(MOST, scale + 1), "a scale is not torn apart"


@given(rows)
def test_what_is_kept_comes_back_as_it_was(found: Rows):
    assert from_json(to_json(found)) == found


def test_a_scale_is_shown_as_a_whole():
    scale = tuple(Button(str(n), Packed(f"1xx:{n}")) for n in range(5))
    shown = folded(T, Screen(Markup("How was it?"), (scale, (scale[0],)))).screen.rows
    assert labels(shown)[:5] == ["0", "1", "2", "3", "4"]


def test_what_is_wanted_most_comes_first():
    found = (
        tuple(Button(one, Packed(one)) for one in "abc"),
        (Button("d", Packed("d"), is_main=True),),
    )
    assert labels(folded(T, Screen(Markup("Hello"), found)).screen.rows) == [
        "d",
        "➕ 3 more buttons",
    ]
    opened = shown_rows(T, found, "k", is_open=True)
    assert labels(opened) == ["a", "b", "c", "d", "➖ Fewer buttons"]


async def test_every_message_has_at_most_three_large_buttons(phone: Phone):
    for command in ("/today", "/plan", "/settings", "/week", "/visits", "/goals", "/log", "/water"):
        shown = await phone.sends(command)
        assert all(len(row) == 1 for row in shown.rows), command
        assert len(shown.rows) <= MOST + 1, command


async def test_more_shows_the_others_in_place_and_fewer_the_first_again(phone: Phone):
    before = await phone.sends("/settings")
    count = len(phone.user.received)
    more = await phone.taps("more buttons", before)
    assert more.message_id == before.message_id
    assert more.text == before.text
    assert "🗣 Language" in str(phone.labels(more))
    again = await phone.taps("Fewer", more)
    assert phone.labels(again) == phone.labels(before)
    assert len(phone.user.received) == count
    more = await phone.taps("more buttons", before)
    await phone.taps("Language", more)
    assert "language" in phone.last.text.lower()


async def test_a_reminder_has_its_three_answers_and_they_work(phone: Phone, story: Story):
    await phone.adds("Clonazepam 0.5 mg 08:00")
    await story.at("08:00")
    assert phone.labels() == [["✅ Taken"], ["⏰ Later"], ["⏭ Skip"]]
    await phone.taps("Taken")
    assert "08:00" in phone.text


async def test_several_at_once_are_answered_by_one_large_button(phone: Phone, story: Story):
    for line in ("Clonazepam 0.5 mg 08:00", "Baclofen 10 mg 08:00"):
        await phone.adds(line)
    await story.at("08:00")
    assert phone.labels()[0] == ["✅ All done"]
    assert len(phone.labels()) == 2
    await phone.taps("more button")
    await phone.taps("Baclofen", phone.last)
    assert "Baclofen" in phone.last.text


async def test_what_was_opened_stays_open_while_the_same_is_marked(phone: Phone):
    await phone.sends("/log 3")
    await phone.taps("more buttons")
    await phone.taps("Triggers", phone.last)
    await phone.taps("more buttons", phone.last)
    await phone.taps("Stress", phone.last)
    assert "Fewer" in str(phone.labels()), "and the next one is a tap away"
    assert "stress" in phone.text.lower()


async def test_the_way_back_to_a_day_is_kept_though_its_button_is_hidden(phone: Phone):
    await phone.sends("/log 3")
    await phone.sends("/history")
    entry = next(one for row in phone.labels() for one in row if "08:00" in one or "Episode" in one)
    await phone.taps(entry, phone.last)
    for _ in range(2):
        if "more button" in str(phone.labels()):
            await phone.taps("more button", phone.last)
    assert "◀" in str(phone.labels())


async def test_more_of_an_old_message_says_so_kindly(phone: Phone, story: Story):
    shown = await phone.sends("/settings")
    async with story.app.db.writing() as session:
        await forget_old(session, story.clock() + KEPT + KEPT)
        assert (await session.scalars(select(FoldedButtons))).all() == []
    await phone.taps("more buttons", shown)
    assert "an old one" in phone.notice


async def test_what_is_folded_is_nobody_elses(phone: Phone, story: Story):
    shown = await phone.sends("/settings")
    other = await story.phone("Ben").sets_up()
    data = shown.buttons[-1]["callback_data"]
    assert isinstance(ButtonCodec(taps()).unpack(data), Unfold)
    await other.taps_data(data, await other.sends("/help"))
    assert "an old one" in other.notice


async def test_two_large_keys_for_who_wants_two(phone: Phone):
    await phone.sends("/settings")
    await phone.taps("more buttons")
    await phone.taps("two large keys", phone.last)
    assert phone.keys == [["⚡ Episode"], ["📋 Today"]]
    await phone.sends("📋 Today")
    assert "Today" in phone.text
    await phone.sends("/start")
    assert phone.keys == [["⚡ Episode"], ["📋 Today"]]


def test_the_key_is_found_among_others():
    data = (pack(Unfold("abc", 0)), "1kw:5")
    assert keys_below(data) == [("abc", True)]
