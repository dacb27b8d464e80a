"""Methods that change or remove what is in a chat, and answer taps."""

from datetime import timedelta
from typing import Any

from bot.demo import rules
from bot.demo.chats import Chat, Json, Message, Notice
from bot.demo.entities import finish
from bot.demo.html import parse_html
from bot.demo.markup import Markup
from bot.demo.parameters import Given
from bot.demo.refusals import NOT_MODIFIED, QUERY_TOO_OLD, bad_request
from bot.demo.sending import Method
from bot.demo.words import words
from bot.demo.world import QUERY_LIFE, World, formatted, inline_markup_of

DELETABLE = timedelta(hours=48)
_CAPTIONED = words("type media caption parse_mode caption_entities")
_ON_TOP = words("has_spoiler show_caption_above_media")
MEDIA = {
    "photo": _CAPTIONED | _ON_TOP,
    "document": _CAPTIONED | words("thumbnail disable_content_type_detection"),
    "audio": _CAPTIONED | words("thumbnail duration performer title"),
}
"""The kinds an edit can put into a message, and what each InputMedia has."""
AT_ONCE = 100


def _editable(world: World, given: Given) -> Message:
    if given.has("inline_message_id"):
        raise bad_request("MESSAGE_ID_INVALID")
    message = world.message(world.writable(given), given, "edit")
    if (
        not message.from_bot
        or message.reply_keyboard is not None
        or "forward_origin" in message.extra
    ):
        raise bad_request("message can't be edited")
    return message


def _edited(world: World, message: Message, markup: Markup, **changes: Any) -> Json:
    """Applies an edit; an edit without a markup takes the inline keyboard away."""
    changes["rows"] = markup.rows
    if all(getattr(message, name) == value for name, value in changes.items()):
        raise bad_request(NOT_MODIFIED)
    return world.chats.change(message, edited_at=world.clock(), **changes).as_json()


def edit_text(world: World, given: Given) -> Json:
    message = _editable(world, given)
    text, entities = formatted(given, "text", "entities")
    rules.check_text(text)
    if message.attachment is not None or "location" in message.extra:
        raise bad_request("there is no text in the message to edit")
    return _edited(world, message, inline_markup_of(given), text=text, entities=tuple(entities))


def edit_caption(world: World, given: Given) -> Json:
    message = _editable(world, given)
    caption, entities = formatted(given, "caption", "caption_entities")
    rules.check_caption(caption)
    if message.attachment is None:
        raise bad_request("there is no caption in the message to edit")
    return _edited(world, message, inline_markup_of(given), text=caption, entities=tuple(entities))


def edit_markup(world: World, given: Given) -> Json:
    return _edited(world, _editable(world, given), inline_markup_of(given))


def edit_media(world: World, given: Given) -> Json:
    message = _editable(world, given)
    if "location" in message.extra:
        raise bad_request("there is no media in the message to edit")
    media = _checked_media(given.json("media"))
    inner = Given({"media": media.get("media", "")}, given.uploads)
    caption = str(media.get("caption", ""))
    html = str(media.get("parse_mode", "")).lower() == "html"
    text, entities = finish(*(parse_html(caption) if html else (caption, [])))
    rules.check_caption(text)
    attachment = inner.file("media", world.files, media["type"])
    return _edited(
        world,
        message,
        inline_markup_of(given),
        text=text,
        entities=tuple(entities),
        attachment=attachment,
    )


def _checked_media(media: Any) -> Json:
    kind = media.get("type") if isinstance(media, dict) else None
    if not isinstance(kind, str) or kind not in MEDIA:
        raise bad_request("can't parse InputMedia: unsupported type")
    extra = media.keys() - MEDIA[kind]
    if extra:
        raise bad_request(f"unknown field in InputMedia: {', '.join(sorted(extra))}")
    return dict(media)


def _deletable(world: World, message: Message) -> bool:
    return message.chat.kind != "private" or world.clock() - message.date < DELETABLE


def delete_message(world: World, given: Given) -> bool:
    message = world.message(world.chat(given), given, "delete")
    if not _deletable(world, message):
        raise bad_request("message can't be deleted for everyone")
    world.chats.remove(message)
    return True


def delete_messages(world: World, given: Given) -> bool:
    """Messages that are not found are passed over, as Telegram documents."""
    chat = world.chat(given)
    ids = given.json("message_ids")
    if not isinstance(ids, list) or not 1 <= len(ids) <= AT_ONCE:
        raise bad_request("expected 1 to 100 message identifiers")
    found = [chat.messages[one] for one in ids if one in chat.messages]
    if not all(_deletable(world, message) for message in found):
        raise bad_request("message can't be deleted for everyone")
    for message in found:
        world.chats.remove(message)
    return True


def pin_message(world: World, given: Given) -> bool:
    chat = world.writable(given)
    chat.pinned = world.message(chat, given, "pin").message_id
    return True


def unpin_message(world: World, given: Given) -> bool:
    chat = world.writable(given)
    if chat.pinned is None or (
        given.has("message_id") and given.integer("message_id") != chat.pinned
    ):
        raise bad_request("message to unpin not found")
    chat.pinned = None
    return True


def set_reaction(world: World, given: Given) -> bool:
    chat = world.writable(given)
    message = world.message(chat, given, "react")
    wanted = rules.check_reaction(given.json("reaction") or [])
    world.chats.change(message, reaction=wanted[0]["emoji"] if wanted else None)
    return True


def answer_query(world: World, given: Given) -> bool:
    """Telegram shows the first answer only; too old or unknown queries are refused."""
    text = given.text("text")
    if len(text) > rules.ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    query = world.queries.get(given.text("callback_query_id"))
    if query is None or world.clock() - query.since > QUERY_LIFE:
        raise bad_request(QUERY_TOO_OLD)
    if not query.answered:
        query.answered = True
        world.chats.tell("answered", query.chat, query.message_id)
        _notice(world, query.chat, given, text)
    return True


def _notice(world: World, chat: Chat, given: Given, text: str) -> None:
    notice = Notice(text, given.flag("show_alert"), given.text("url") or None)
    if notice.text or notice.url:
        world.notices.setdefault(chat.chat_id, []).append(notice)
        world.chats.tell("notice", chat, notice)


METHODS: dict[str, Method] = {
    "editMessageText": edit_text,
    "editMessageCaption": edit_caption,
    "editMessageMedia": edit_media,
    "editMessageReplyMarkup": edit_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
    "pinChatMessage": pin_message,
    "unpinChatMessage": unpin_message,
    "setMessageReaction": set_reaction,
    "answerCallbackQuery": answer_query,
}
