"""Every button there is, and everything that can be wrong with a tap on it."""

from collections.abc import Iterator
from typing import Any

import pytest

from bot.app import taps
from bot.demo.refusals import NOT_MODIFIED
from bot.export.buttons import Restore
from bot.features import EXACT_TAPS
from bot.journal.days.buttons import AnswerOffer
from bot.journal.water.buttons import AddGlass
from bot.people.easy_buttons import Unfold
from bot.plan.buttons import AddItem, OpenItem, RestoreItem, SaveNew
from bot.screen import MOST_BYTES, ButtonCodec, ButtonData, pack
from bot.setup.buttons import Agree, AgreeInvited, KeepStarter
from tests.conftest import on_sqlite
from tests.discreet.looking import named_in_discreet_mode
from tests.edge.forging import broken, largest, strange
from tests.edge.watching import all_at_once, errors, refused_calls, rows_of
from tests.edge.ways import BEFORE_SET_UP, WAYS, find, walk
from tests.phone import Phone, Story

KINDS = sorted(taps(), key=lambda kind: kind.__name__)
ADDING = frozenset({AnswerOffer, KeepStarter, Restore, RestoreItem, SaveNew})
"""What these add to the plan is meant, also after it was emptied."""
NAMING = EXACT_TAPS | BEFORE_SET_UP | {Restore, Unfold}
"""What is shown in discreet mode as it is: what must be exact and was asked for, what comes before
there are settings, a diary that comes with settings of its own, and other buttons below words that
stand there from before."""
every_button = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)


def all_is_well(story: Story) -> None:
    """No error of ours, and nothing that Telegram refused.

    The second of two quick taps cannot know what the first has made of the message: its edit may
    change nothing.
    """
    assert errors(story) == {}
    assert [words for _, words in refused_calls(story) if NOT_MODIFIED not in words] == []


def test_there_is_a_way_to_every_button() -> None:
    assert set(WAYS) == set(taps())


def test_every_button_has_a_code_of_its_own() -> None:
    codes = [kind.code for kind in taps()]
    assert len(codes) == len(set(codes))
    assert not any(":" in code or code[0].isdigit() for code in codes)


@every_button
def test_the_largest_numbers_fit_and_come_back(kind: type[ButtonData]) -> None:
    for data in largest(kind):
        packed = pack(data)
        assert len(packed.encode()) <= MOST_BYTES
        assert ButtonCodec(taps()).unpack(packed) == data


@on_sqlite
@every_button
async def test_a_stale_or_doubled_tap_changes_nothing_more(
    kind: type[ButtonData], story: Story
) -> None:
    phone = story.phone()
    message, data = await walk(phone, kind)

    await all_at_once(phone, message.message_id, data, data)
    after_two = await rows_of(phone)
    await all_at_once(phone, message.message_id, data)

    after_three = await rows_of(phone)
    if kind is AddItem:  # it begins anew each time, and an older question is no longer answered
        after_two["draft"] = after_three["draft"] = []
    if kind is AddGlass:  # every tap is a glass
        drunk = [len(rows.pop("water_glass")) for rows in (after_two, after_three)]
        assert drunk == [3, 4]
    for rows in (after_two, after_three):
        rows.pop("heavy_request", None)  # each asks for a file again, which is what is counted
    assert after_three == after_two
    all_is_well(story)
    if kind not in NAMING:
        assert await named_in_discreet_mode(phone, message, data) == []
        all_is_well(story)


@every_button
async def test_neither_others_nor_forgers_reach_anything_with_it(
    kind: type[ButtonData], story: Story
) -> None:
    phone, other, stranger = story.phone(), story.phone("Ben"), story.phone("Cyd")
    message, data = await walk(phone, kind)
    await other.sets_up()
    await other.adds("Baclofen 10 mg 21:00")
    await other.sends("/pause")
    await stranger.sends("/start")
    before, seen = await rows_of(phone), phone.text

    for one in (other, stranger):
        shown = one.last.message_id
        await all_at_once(one, shown, data)
        await all_at_once(one, shown, data)
    await all_at_once(phone, message.message_id, *broken(kind, data))
    assert await rows_of(phone) == before
    assert phone.text == seen

    others = await rows_of(other)
    for some in batched(strange(kind, data), 16):
        await all_at_once(phone, message.message_id, *some)
        assert errors(story) == {}, some
    assert await rows_of(other) == others
    all_is_well(story)


@on_sqlite
@every_button
async def test_a_tap_after_its_item_was_removed_or_all_was_erased_is_answered(
    kind: type[ButtonData], story: Story
) -> None:
    phone = story.phone()
    message, data = await walk(phone, kind)
    is_known = bool(await rows_of(phone))
    await remove_everything(phone)
    before = await rows_of(phone)

    await all_at_once(phone, message.message_id, data)
    await all_at_once(phone, message.message_id, data)
    after = await rows_of(phone)
    if is_known and after and kind not in ADDING:
        assert plan_of(after) == plan_of(before)

    if after:
        await phone.leaves()
    assert await rows_of(phone) == {}
    await all_at_once(phone, message.message_id, data, *broken(kind, data))
    assert bool(await rows_of(phone)) is (kind in {Agree, AgreeInvited})
    all_is_well(story)


def batched(data: list[str], size: int) -> Iterator[list[str]]:
    return (data[start : start + size] for start in range(0, len(data), size))


async def remove_everything(phone: Phone) -> None:
    """Takes all items out of the plan, as a person would."""
    if not await rows_of(phone):
        return
    for _ in (await rows_of(phone))["plan_item"]:
        await phone.sends("/plan")
        if OpenItem.code in str(phone.last.rows):
            message, data = find(phone, OpenItem)
            await phone.taps_data(data, message)
            await phone.taps("Remove", phone.last)
            await phone.taps("Remove", phone.last)


def plan_of(rows: dict[str, list[Any]]) -> list[Any]:
    return [rows["plan_item"], rows["schedule"], rows["plan_change"]]
