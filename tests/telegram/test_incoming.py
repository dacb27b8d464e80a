"""Updates as they are read: all of PTB's but the buttons, which stay as they came."""

from typing import Any

from telegram import Message, Update

from bot.telegram import incoming

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
