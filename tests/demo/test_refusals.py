"""What Telegram refuses, the stand-in refuses in the same words."""

from typing import Any

import pytest

from bot.demo.people import StandInUser

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


@pytest.mark.parametrize(
    ("media", "words"),
    [
        ({"type": "video", "media": "x"}, "can't parse InputMedia: unsupported type"),
        (["photo"], "can't parse InputMedia: unsupported type"),
        (
            {"type": "photo", "media": "x", "filename": "week.png"},
            "unknown field in InputMedia: filename",
        ),
        ({"type": "photo"}, "there is no photo in the request"),
        (
            {"type": "photo", "media": "never-uploaded"},
            "wrong remote file identifier specified: Wrong string length",
        ),
        ({"type": "photo", "media": "x", "caption": "x" * 1025}, "message caption is too long"),
    ],
)
async def test_media_telegram_would_not_put_into_a_message(
    ask: Ask, ada: StandInUser, media: Any, words: str
) -> None:
    ada.send_text("/start")
    sent = await ask("sendMessage", chat_id=ada.id, text="Your week")
    number = sent["result"]["message_id"]

    answer = await ask("editMessageMedia", chat_id=ada.id, message_id=number, media=media)

    assert answer["description"] == f"Bad Request: {words}"
    assert ada.received[-1].photo is None


async def test_a_place_cannot_become_a_picture(ask: Ask, ada: StandInUser) -> None:
    ada.send_text("/start")
    sent = await ask("sendLocation", chat_id=ada.id, latitude=52.5, longitude=13.4)

    answer = await ask(
        "editMessageMedia",
        chat_id=ada.id,
        message_id=sent["result"]["message_id"],
        media={"type": "photo", "media": "x"},
    )

    assert answer["description"] == "Bad Request: there is no media in the message to edit"
