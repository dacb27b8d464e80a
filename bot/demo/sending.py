"""Methods that put something into a chat."""

from collections.abc import Callable
from typing import Any

from bot.demo import rules
from bot.demo.chats import Chat, Json, Message
from bot.demo.parameters import Given
from bot.demo.refusals import bad_request
from bot.demo.world import World, formatted, markup_of

Method = Callable[[World, Given], Any]


def _reply(chat: Chat, given: Given) -> Json:
    """The message this one answers, checked as Telegram checks it."""
    if not given.values.get("reply_parameters"):
        return {}
    parameters = given.json("reply_parameters")
    if not isinstance(parameters, dict) or "message_id" not in parameters:
        raise bad_request("can't parse reply parameters JSON object")
    target = chat.messages.get(parameters["message_id"])
    if target is not None:
        return {"reply_to_message": target.as_quoted()}
    if parameters.get("allow_sending_without_reply"):
        return {}
    raise bad_request("message to be replied not found")


def send_message(world: World, given: Given) -> Json:
    chat = world.writable(given)
    text, entities = formatted(given, "text", "entities")
    rules.check_text(text)
    markup = markup_of(given)
    reply = _reply(chat, given)
    message = world.chats.post(chat, None, text=text, entities=entities, markup=markup, extra=reply)
    return message.as_json()


def _send_file(kind: str) -> Method:
    def send(world: World, given: Given) -> Json:
        chat = world.writable(given)
        if kind == "voice" and not chat.takes_voices:
            raise bad_request("VOICE_MESSAGES_FORBIDDEN")
        caption, entities = formatted(given, "caption", "caption_entities")
        rules.check_caption(caption)
        markup = markup_of(given)
        reply = _reply(chat, given)
        duration = given.integer("duration", 0) or 0
        attachment = given.file(kind, world.files, kind, duration=duration)
        return world.chats.post(
            chat,
            None,
            text=caption,
            entities=entities,
            markup=markup,
            attachment=attachment,
            extra=reply,
        ).as_json()

    return send


def send_location(world: World, given: Given) -> Json:
    chat = world.writable(given)
    place = {"latitude": given.number("latitude"), "longitude": given.number("longitude")}
    extra = {"location": place, **_reply(chat, given)}
    return world.chats.post(chat, None, markup=markup_of(given), extra=extra).as_json()


def send_chat_action(world: World, given: Given) -> bool:
    chat = world.writable(given)
    rules.check_action(given.text("action"))
    world.chats.tell("typing", chat, given.text("action"))
    return True


def _source(world: World, given: Given, what: str) -> Message:
    return world.message(world.chat(given, "from_chat_id"), given, what)


def forward_message(world: World, given: Given) -> Json:
    chat = world.writable(given)
    source = _source(world, given, "forward")
    origin = {
        "type": "user",
        "sender_user": source.sender,
        "date": int(source.date.timestamp()),
    }
    return world.chats.post(
        chat,
        None,
        text=source.text,
        entities=source.entities,
        attachment=source.attachment,
        extra={**source.extra, "forward_origin": origin},
    ).as_json()


def copy_message(world: World, given: Given) -> Json:
    chat = world.writable(given)
    source = _source(world, given, "copy")
    text, entities = source.text, list(source.entities)
    if source.attachment is not None and "caption" in given.values:
        text, entities = formatted(given, "caption", "caption_entities")
        rules.check_caption(text)
    copy = world.chats.post(
        chat,
        None,
        text=text,
        entities=entities,
        markup=markup_of(given),
        attachment=source.attachment,
        extra={**source.extra, **_reply(chat, given)},
    )
    return {"message_id": copy.message_id}


METHODS: dict[str, Method] = {
    "sendMessage": send_message,
    "sendPhoto": _send_file("photo"),
    "sendDocument": _send_file("document"),
    "sendVoice": _send_file("voice"),
    "sendAudio": _send_file("audio"),
    "sendLocation": send_location,
    "sendChatAction": send_chat_action,
    "forwardMessage": forward_message,
    "copyMessage": copy_message,
}
