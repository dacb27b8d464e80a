"""Updates as they are read: all of PTB's but the buttons, which stay as they came."""

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Message, Update

from bot.telegram import incoming
from bot.telegram.shapes import is_telegrams
from tests.telegram.updates import raw_message

BUTTONS = [[{"text": "✅ Taken", "callback_data": "a:1"}], [{"text": "A page", "url": "https://a"}]]


def tap(**message: Any) -> dict[str, Any]:
    user = {"id": 7, "is_bot": False, "first_name": "Anna"}
    shown = {
        "message_id": 5, "date": 1_772_438_400, "chat": {"id": 7, "type": "private"},
        "from": {"id": 1, "is_bot": True, "first_name": "Bot"}, "text": "Clonazepam",
        "reply_markup": {"inline_keyboard": BUTTONS}, **message,
    }  # fmt: skip
    query = {"id": "q", "from": user, "chat_instance": "1", "data": "a:1", "message": shown}
    return {"update_id": 9, "callback_query": query}


def message_of(raw: dict[str, Any]) -> Message:
    query = incoming.read(raw, None).callback_query
    assert query is not None
    assert isinstance(query.message, Message)
    return query.message


def test_a_tap_has_its_message_and_the_buttons_below_it() -> None:
    message = message_of(tap())
    assert (message.message_id, message.text, message.chat_id) == (5, "Clonazepam", 7)
    assert incoming.rows_of(message) == BUTTONS


def test_a_message_without_buttons_has_none() -> None:
    assert list(incoming.rows_of(message_of(tap(reply_markup=None)))) == []


def test_what_came_is_left_as_it_was() -> None:
    raw = tap()
    incoming.read(raw, None)
    assert raw == tap()


def test_a_message_that_is_too_old_to_be_told_is_read_as_before() -> None:
    raw = tap()
    raw["callback_query"]["message"] = {
        "message_id": 5, "date": 0, "chat": {"id": 7, "type": "private"},
    }  # fmt: skip
    query = incoming.read(raw, None).callback_query
    assert query is not None
    assert query.message is not None
    assert not query.message.is_accessible


def test_everything_but_a_tap_is_read_by_ptb_alone() -> None:
    raw = {"update_id": 3, "message": {**tap()["callback_query"]["message"], "text": "hello"}}
    assert incoming.read(raw, None) == Update.de_json(raw, None)
    gone = {"update_id": 4, "callback_query": {**tap()["callback_query"], "message": None}}
    query = incoming.read(gone, None).callback_query
    assert query is not None
    assert query.message is None


@pytest.mark.parametrize("wrong", [{}, [], "7", 1.5, True, None, 2**63, -(2**63), 2**70])
@pytest.mark.parametrize("part", ["from", "chat"])
def test_an_id_that_no_server_gives_is_refused_before_anybody_keeps_it(
    part: str, wrong: object
) -> None:
    raw = raw_message(1, 7)
    raw["message"][part] = {**raw["message"][part], "id": wrong}
    with pytest.raises(ValueError, match="no server"):
        incoming.read(raw, None)


MEMBER = {
    "update_id": 1,
    "my_chat_member": {
        "chat": {"id": 7, "type": "private"},
        "from": {"id": 7, "is_bot": False, "first_name": "A"},
        "date": 1,
        "old_chat_member": {"status": "member"},
        "new_chat_member": {"status": "kicked"},
    },
}


def holders(value: Any) -> list[dict[str, Any]]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    found = [one for part in inner for one in holders(part)]
    return [value, *found] if isinstance(value, dict) else found


@pytest.mark.parametrize(
    "make", [lambda: raw_message(1, 7), lambda: deepcopy(tap()), lambda: deepcopy(MEMBER)]
)
@pytest.mark.parametrize("wrong", [{"x": 1}, [1], 1.5, 2**63])
def test_a_part_of_another_kind_is_refused_wherever_it_stands(make: Any, wrong: object) -> None:
    assert incoming.read(make(), None) if make() != MEMBER else is_telegrams(make())
    for place in range(len(holders(make()))):
        for name in list(holders(make())[place]):
            raw = make()
            holders(raw)[place][name] = wrong
            is_button = {"text", "message_id"} & holders(make())[place].keys() == {"text"}
            if type(wrong) is not type(holders(make())[place][name]) and not is_button:
                assert not is_telegrams(raw), name


@pytest.mark.parametrize(
    ("name", "part"), [("message", "chat"), ("message", "date"), ("message", "message_id")]
)
def test_what_must_be_there_is_there(name: str, part: str) -> None:
    raw = raw_message(1, 7)
    del raw[name][part]
    with pytest.raises(ValueError, match="no server"):
        incoming.read(raw, None)


@given(st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(("message", "from", "chat", "id", "text", "entities", "x")), inner,
            max_size=4,
        ),
    ),
    max_leaves=12,
))  # fmt: skip
def test_any_json_is_ours_or_not(value: Any) -> None:
    assert is_telegrams({"message": value}) in {True, False}


@pytest.mark.parametrize("markup", [None, {}, {"inline_keyboard": None}, {"inline_keyboard": []}])
def test_a_keyboard_that_is_none_has_no_rows(markup: Any) -> None:
    assert list(incoming.rows_of(message_of(tap(reply_markup=markup)))) == []


@pytest.mark.parametrize("rows", [[None], [[None]], [[7]], [{"text": "x"}], "x", {"a": 1}])
def test_a_keyboard_of_another_shape_is_refused(rows: object) -> None:
    with pytest.raises(ValueError, match="no server"):
        incoming.read(tap(reply_markup={"inline_keyboard": rows}), None)


@pytest.mark.parametrize("wrong", [7, None, 2**53])
def test_a_taps_id_is_text(wrong: object) -> None:
    raw = tap()
    raw["callback_query"]["id"] = wrong
    with pytest.raises(ValueError, match="no server"):
        incoming.read(raw, None)
