"""Where Telegram draws its lines: lengths, edits, age, who may be written to."""

import json
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import ClientSession

from bot.clock import MovableClock
from bot.demo.api import METHODS
from bot.demo.parameters import PARAMETERS
from bot.demo.people import StandInUser
from bot.demo.standin import StandIn

from .conftest import Ask


def keyboard(*buttons: dict[str, Any]) -> dict[str, Any]:
    return {"inline_keyboard": [[button] for button in buttons]}


def tap(data: str, text: str = "Taken") -> dict[str, Any]:
    return {"text": text, "callback_data": data}


async def test_the_longest_that_is_allowed(ask: Ask, ada: StandInUser) -> None:
    markup = {"inline_keyboard": [[tap("ü" * 32)] * 10] * 10}
    text = "<b>" + "🙂" * 2048 + "</b>"
    answer = await ask(
        "sendMessage", chat_id=ada.id, text=text, parse_mode="HTML", reply_markup=markup
    )
    assert answer["result"]["entities"] == [{"type": "bold", "offset": 0, "length": 4096}]
    assert len(ada.received[0].buttons) == 100


def test_every_method_has_its_parameters_written_down() -> None:
    assert METHODS.keys() | {"getUpdates"} == PARAMETERS.keys()


@pytest.mark.parametrize(
    ("token", "status", "words"),
    [("110201543:another", 401, "Unauthorized"), ("nonsense", 404, "Not Found")],
)
async def test_another_token_is_refused(base: str, token: str, status: int, words: str) -> None:
    async with ClientSession() as session:
        for path in (f"bot{token}/getMe", f"file/bot{token}/photos/file_0.png"):
            async with session.get(f"{base}/{path}") as response:
                answer = await response.json()
                assert response.status == status
                assert answer["description"] == words


async def test_unknown_methods_are_not_found(ask: Ask) -> None:
    answer = await ask("sendTelepathy", chat_id=1)
    assert answer["error_code"] == 404
    assert (await ask("GETME"))["ok"], "the case of a method's name does not matter"


async def test_who_never_wrote_cannot_be_written_to(ask: Ask, standin: StandIn) -> None:
    stranger = standin.user("Grace")
    answer = await ask("sendMessage", chat_id=stranger.id, text="Hello")
    assert answer["error_code"] == 403
    assert answer["description"] == "Forbidden: bot can't initiate conversation with a user"


async def test_who_has_blocked_the_bot_hears_nothing(ask: Ask, ada: StandInUser) -> None:
    sent = (await ask("sendMessage", chat_id=ada.id, text="Hello"))["result"]["message_id"]
    ada.block()
    for method in ("sendMessage", "editMessageText"):
        named = {"message_id": sent} if method == "editMessageText" else {}
        answer = await ask(method, chat_id=ada.id, text="Are you there?", **named)
        assert answer["error_code"] == 403
        assert answer["description"] == "Forbidden: bot was blocked by the user"
    ada.unblock()
    assert (await ask("sendMessage", chat_id=ada.id, text="Hello"))["ok"]


async def test_a_deleted_account(ask: Ask, ada: StandInUser) -> None:
    ada.deactivate()
    answer = await ask("sendMessage", chat_id=ada.id, text="Hello")
    assert answer["description"] == "Forbidden: user is deactivated"


async def test_an_edit_that_changes_nothing_is_refused(ask: Ask, ada: StandInUser) -> None:
    markup = keyboard(tap("a"))
    sent = await ask(
        "sendMessage", chat_id=ada.id, text="Time for your medicine", reply_markup=markup
    )
    same = {"chat_id": ada.id, "message_id": sent["result"]["message_id"]}
    text = "  Time for your medicine\n"
    answer = await ask("editMessageText", **same, text=text, reply_markup=markup)
    assert answer["description"] == (
        "Bad Request: message is not modified: specified new message content and reply markup "
        "are exactly the same as a current content and reply markup of the message"
    )
    without = await ask("editMessageText", **same, text=text)
    assert without["ok"], "leaving the keyboard out takes it away"
    assert ada.received[0].rows == []


async def test_what_cannot_be_edited(ask: Ask, ada: StandInUser) -> None:
    theirs = ada.messages[0].message_id
    answer = await ask("editMessageText", chat_id=ada.id, message_id=theirs, text="x")
    assert answer["description"] == "Bad Request: message can't be edited"
    kept = await ask(
        "sendMessage", chat_id=ada.id, text="x", reply_markup={"keyboard": [["Episode"]]}
    )
    number = kept["result"]["message_id"]
    answer = await ask("editMessageText", chat_id=ada.id, message_id=number, text="y")
    assert answer["description"] == "Bad Request: message can't be edited"
    answer = await ask("editMessageCaption", chat_id=ada.id, message_id=theirs, caption="y")
    assert answer["description"] == "Bad Request: message can't be edited"


async def test_old_messages_stay(ask: Ask, ada: StandInUser, clock: MovableClock) -> None:
    old = (await ask("sendMessage", chat_id=ada.id, text="old"))["result"]["message_id"]
    clock.move_to(clock() + timedelta(hours=47))
    new = (await ask("sendMessage", chat_id=ada.id, text="new"))["result"]["message_id"]
    clock.move_to(clock() + timedelta(hours=1))
    answer = await ask("deleteMessage", chat_id=ada.id, message_id=old)
    assert answer["description"] == "Bad Request: message can't be deleted for everyone"
    assert (await ask("deleteMessage", chat_id=ada.id, message_id=new))["ok"]
    assert [message.text for message in ada.received] == ["old"]


async def test_a_tap_is_answered_in_time(
    ask: Ask, ada: StandInUser, standin: StandIn, clock: MovableClock
) -> None:
    sent = await ask("sendMessage", chat_id=ada.id, text="x", reply_markup=keyboard(tap("a")))
    ada.tap(sent["result"]["message_id"], "a")
    ada.tap(sent["result"]["message_id"], "a")
    updates = (await ask("getUpdates"))["result"]
    first, second = (update["callback_query"]["id"] for update in updates[-2:])
    answer = await ask(
        "answerCallbackQuery", callback_query_id=first, text="Saved", show_alert=True
    )
    assert answer["ok"]
    assert [(notice.text, notice.show_alert) for notice in ada.notices] == [("Saved", True)]
    clock.move_to(clock() + timedelta(hours=1))
    answer = await ask("answerCallbackQuery", callback_query_id=second)
    assert "query is too old" in answer["description"]


async def test_values_come_as_json_strings_too(ask: Ask, ada: StandInUser) -> None:
    markup = json.dumps(keyboard(tap("a")))
    answer = await ask("sendMessage", chat_id=str(ada.id), text="x", reply_markup=markup)
    assert answer["result"]["reply_markup"] == keyboard(tap("a"))
