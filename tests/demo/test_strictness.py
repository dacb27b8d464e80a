"""What Telegram refuses, the stand-in refuses in the same words."""

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

ADA = "ada's chat"


def keyboard(*buttons: dict[str, Any]) -> dict[str, Any]:
    return {"inline_keyboard": [[button] for button in buttons]}


def tap(data: str, text: str = "Taken") -> dict[str, Any]:
    return {"text": text, "callback_data": data}


def html(text: str) -> dict[str, Any]:
    return {"chat_id": ADA, "text": text, "parse_mode": "HTML"}


def message(**more: Any) -> dict[str, Any]:
    return {"chat_id": ADA, "text": "Time for your medicine", **more}


REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("sendMessage", {"text": "x"}, "chat_id is empty"),
    ("sendMessage", {"chat_id": 99, "text": "x"}, "chat not found"),
    ("sendMessage", {"chat_id": "@nobody", "text": "x"}, "chat not found"),
    ("sendMessage", message(text=""), "message text is empty"),
    ("sendMessage", message(text=" \n\t "), "message text is empty"),
    ("sendMessage", html("<b> </b>"), "message text is empty"),
    ("sendMessage", message(text="x" * 4097), "message is too long"),
    ("sendMessage", message(text="🙂" * 2049), "message is too long"),
    ("sendMessage", message(parse_mode="Nonsense"), "unsupported parse_mode"),
    ("sendMessage", message(colour="red"), "unknown parameter in sendMessage: colour"),
    (
        "sendMessage",
        message(reply_parameters={"message_id": 99}),
        "message to be replied not found",
    ),
    (
        "sendMessage",
        html("1 < 2"),
        'can\'t parse entities: Unsupported start tag "" at byte offset 2',
    ),
    (
        "sendMessage",
        html("<b>x"),
        "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
    ),
    (
        "sendMessage",
        message(reply_markup=keyboard(tap("x" * 65))),
        "BUTTON_DATA_INVALID",
    ),
    ("sendMessage", message(reply_markup=keyboard(tap("ü" * 33))), "BUTTON_DATA_INVALID"),
    (
        "sendMessage",
        message(reply_markup=keyboard(tap(""))),
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    (
        "sendMessage",
        message(reply_markup=keyboard({"text": "Taken"})),
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    (
        "sendMessage",
        message(reply_markup=keyboard({"callback_data": "a"})),
        "can't parse inline keyboard button: Can't find field \"text\"",
    ),
    (
        "sendMessage",
        message(reply_markup=keyboard(tap("a", text=" "))),
        "can't parse inline keyboard button: text of the button must be non-empty",
    ),
    (
        "sendMessage",
        message(reply_markup=keyboard({**tap("a"), "url": "https://example.org"})),
        "can't parse inline keyboard button: exactly one action must be used",
    ),
    (
        "sendMessage",
        message(reply_markup=keyboard({"text": "Read", "url": "ftp://example.org"})),
        "inline keyboard button URL 'ftp://example.org' is invalid: Unsupported URL protocol",
    ),
    (
        "sendMessage",
        message(reply_markup=keyboard(*[tap("a")] * 101)),
        "reply markup is too long",
    ),
    ("sendMessage", message(reply_markup="{"), "can't parse reply_markup JSON object"),
    (
        "sendMessage",
        message(reply_markup={"inline_keyboard": [], "keyboard": []}),
        "unknown field in reply markup: keyboard",
    ),
    (
        "sendMessage",
        message(reply_markup={"keyboard": [["Episode"]], "input_field_placeholder": "x" * 65}),
        "input field placeholder is too long",
    ),
    (
        "sendMessage",
        message(reply_markup={"keyboard": [[{"text": "Where", "request_everything": True}]]}),
        "can't parse keyboard button: unknown field request_everything",
    ),
    ("sendPhoto", {"chat_id": ADA}, "there is no photo in the request"),
    (
        "sendPhoto",
        {"chat_id": ADA, "photo": "never-uploaded"},
        "wrong remote file identifier specified: Wrong string length",
    ),
    (
        "sendPhoto",
        {"chat_id": ADA, "photo": "never-uploaded", "caption": "x" * 1025},
        "message caption is too long",
    ),
    ("sendChatAction", {"chat_id": ADA, "action": "dance"}, "wrong parameter action in request"),
    ("editMessageText", message(), "message identifier is not specified"),
    ("editMessageText", message(message_id=99), "message to edit not found"),
    (
        "editMessageText",
        message(message_id="first"),
        "parameter message_id must be of type Integer",
    ),
    ("deleteMessage", {"chat_id": ADA, "message_id": 99}, "message to delete not found"),
    ("pinChatMessage", {"chat_id": ADA, "message_id": 99}, "message to pin not found"),
    (
        "forwardMessage",
        {"chat_id": ADA, "from_chat_id": ADA, "message_id": 99},
        "message to forward not found",
    ),
    (
        "answerCallbackQuery",
        {"callback_query_id": "99"},
        "query is too old and response timeout expired or query ID is invalid",
    ),
    ("answerCallbackQuery", {"callback_query_id": "9", "text": "x" * 201}, "MESSAGE_TOO_LONG"),
    (
        "setMyCommands",
        {"commands": [{"command": "Today", "description": "What is due"}]},
        "BOT_COMMAND_INVALID",
    ),
    (
        "setMyCommands",
        {"commands": [{"command": "x" * 33, "description": "What is due"}]},
        "BOT_COMMAND_INVALID",
    ),
    (
        "setMyCommands",
        {"commands": [{"command": "today", "description": ""}]},
        "BOT_COMMAND_DESCRIPTION_INVALID",
    ),
    (
        "setMyCommands",
        {"commands": [{"command": "today", "description": "x" * 257}]},
        "BOT_COMMAND_DESCRIPTION_INVALID",
    ),
    (
        "setMyCommands",
        {"commands": [{"command": "today", "description": "Due"}] * 101},
        "BOT_COMMANDS_TOO_MUCH",
    ),
    (
        "setMyCommands",
        {"commands": [], "language_code": "english"},
        "invalid language code specified",
    ),
    ("setMyDescription", {"description": "x" * 513}, "description is too long"),
    ("setMyShortDescription", {"short_description": "x" * 121}, "short description is too long"),
    ("setMyName", {"name": "x" * 65}, "name is too long"),
    ("getUpdates", {"limit": 101}, "limit must be between 1 and 100"),
    ("getUpdates", {"allowed_updates": "message"}, "can't parse allowed_updates JSON object"),
    ("getFile", {"file_id": "x"}, "wrong remote file identifier specified: Wrong string length"),
    ("leaveChat", {"chat_id": ADA}, "chat member status can't be changed in private chats"),
    (
        "setWebhook",
        {"url": "http://example.org"},
        "bad webhook: An HTTPS URL must be provided for webhook",
    ),
    ("setMessageReaction", {"chat_id": ADA, "message_id": 1, "reaction": [{}]}, "REACTION_INVALID"),
]


@pytest.mark.parametrize(
    ("method", "params", "words"), REFUSED, ids=[f"{case[0]}: {case[2]}"[:70] for case in REFUSED]
)
async def test_telegrams_refusals(
    ask: Ask, ada: StandInUser, method: str, params: dict[str, Any], words: str
) -> None:
    filled = {name: ada.id if value == ADA else value for name, value in params.items()}
    answer = await ask(method, **filled)
    assert answer == {"ok": False, "error_code": 400, "description": f"Bad Request: {words}"}
    assert ada.received == []


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
    sent = await ask("sendMessage", **{**message(reply_markup=markup), "chat_id": ada.id})
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
