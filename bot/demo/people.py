"""The people on the other side: what they do becomes updates, what they see can be read."""

from collections.abc import Mapping
from typing import Any

from bot.demo.chats import Chat, Json, Message, Notice
from bot.demo.entities import finish
from bot.demo.files import Upload
from bot.demo.world import Query, World

BLOCKED = "bot was blocked by the user"
DEACTIVATED = "user is deactivated"


class StandInUser:
    """A person with a private chat. Everything they do returns the id of its update."""

    def __init__(self, world: World, chat: Chat) -> None:
        self._world = world
        self.chat = chat

    @property
    def id(self) -> int:
        return self.chat.chat_id

    @property
    def messages(self) -> list[Message]:
        """What is in the chat now, oldest first; deleted messages are gone."""
        return list(self.chat.messages.values())

    @property
    def received(self) -> list[Message]:
        """What is in the chat now from the bot alone."""
        return [message for message in self.messages if message.from_bot]

    @property
    def keyboard(self) -> Mapping[str, Any] | None:
        """The reply keyboard now shown."""
        return self.chat.keyboard

    @property
    def notices(self) -> list[Notice]:
        return self._world.notices.setdefault(self.id, [])

    @property
    def blocked(self) -> bool:
        return self.chat.gone == BLOCKED

    def send_text(self, text: str, *, reply_to: int | None = None) -> int:
        kept, entities = finish(text, [])
        extra: Json = {}
        if reply_to is not None:
            extra["reply_to_message"] = self.chat.messages[reply_to].as_quoted()
        update_id = self._send(text=kept, entities=entities, extra=extra)
        keyboard = self.chat.keyboard
        if keyboard is not None and keyboard.get("one_time_keyboard"):
            self._world.chats.show_keyboard(self.chat, None)
        return update_id

    def send_location(self, latitude: float, longitude: float) -> int:
        place = {"latitude": latitude, "longitude": longitude}
        return self._send(extra={"location": place})

    def send_contact(self, phone_number: str = "+100200300") -> int:
        contact = {"phone_number": phone_number, "first_name": self.chat.person["first_name"]}
        return self._send(extra={"contact": contact})

    def send_sticker(self) -> int:
        return self._send_file("sticker", Upload("sticker.webp", "image/webp", b"RIFF....WEBP"))

    def send_photo(self, data: bytes, caption: str = "") -> int:
        return self._send_file("photo", Upload("photo.png", "image/png", data), caption)

    def send_voice(self, data: bytes = b"OggS", duration: int = 3) -> int:
        return self._send_file("voice", Upload("voice.ogg", "audio/ogg", data), duration=duration)

    def send_document(self, data: bytes, filename: str = "file.pdf", caption: str = "") -> int:
        return self._send_file("document", Upload(filename, "", data), caption)

    def _send_file(self, kind: str, upload: Upload, caption: str = "", *, duration: int = 0) -> int:
        attachment = self._world.files.add(kind, upload, duration=duration)
        return self._send(text=caption, attachment=attachment)

    def _send(self, **content: Any) -> int:
        if self.chat.gone is not None:
            raise ValueError(f"cannot write: {self.chat.gone}")
        self.chat.started = True
        message = self._world.chats.post(self.chat, self.chat.person, **content)
        return self._world.updates.push({"message": message.as_json()})

    def edit(self, message_id: int, text: str) -> int:
        """Edits one of their own messages."""
        message = self.chat.messages[message_id]
        if message.from_bot:
            raise ValueError("people edit their own messages only")
        kept, entities = finish(text, [])
        changed = self._world.chats.change(
            message, text=kept, entities=tuple(entities), edited_at=self._world.clock()
        )
        return self._world.updates.push({"edited_message": changed.as_json()})

    def tap(self, message_id: int, callback_data: str) -> int:
        """Taps an inline button, also one that is gone: clients race and can be forged."""
        message = self.chat.messages.get(message_id)
        inaccessible = {"chat": self.chat.as_json(), "message_id": message_id, "date": 0}
        query_id = self._world.next_query_id()
        self._world.queries[query_id] = Query(self.chat, message_id, self._world.clock())
        query = {
            "id": query_id,
            "from": self.chat.person,
            "message": message.as_json() if message else inaccessible,
            "chat_instance": str(-self.id),
            "data": callback_data,
        }
        return self._world.updates.push({"callback_query": query})

    def block(self) -> int:
        return self._membership("kicked", BLOCKED)

    def unblock(self) -> int:
        return self._membership("member", None)

    def deactivate(self) -> None:
        """Deletes the account; bots are not told."""
        self.chat.gone = DEACTIVATED

    def _membership(self, status: str, gone: str | None) -> int:
        before = "kicked" if self.blocked else "member"
        self.chat.gone = gone
        return self._world.updates.push(
            membership(self._world, self.chat, self.chat.person, before, status),
        )


def membership(world: World, chat: Chat, by: Json, before: str, after: str) -> Json:
    """A my_chat_member update."""

    def member(status: str) -> Json:
        until = {"until_date": 0} if status == "kicked" else {}
        return {"user": world.bot, "status": status, **until}

    return {
        "my_chat_member": {
            "chat": chat.as_json(),
            "from": by,
            "date": int(world.clock().timestamp()),
            "old_chat_member": member(before),
            "new_chat_member": member(after),
        },
    }


class StandInGroup:
    """A group or a channel that the bot was added to."""

    def __init__(self, world: World, chat: Chat) -> None:
        self._world = world
        self.chat = chat

    @property
    def id(self) -> int:
        return self.chat.chat_id

    @property
    def messages(self) -> list[Message]:
        return list(self.chat.messages.values())

    @property
    def left(self) -> bool:
        return self.chat.gone is not None

    def add_bot(self, by: StandInUser) -> int:
        self.chat.started, self.chat.gone = True, None
        update = membership(self._world, self.chat, by.chat.person, "left", "member")
        return self._world.updates.push(update)

    def send_text(self, user: StandInUser, text: str) -> int:
        kept, entities = finish(text, [])
        message = self._world.chats.post(self.chat, user.chat.person, text=kept, entities=entities)
        kind = "channel_post" if self.chat.kind == "channel" else "message"
        return self._world.updates.push({kind: message.as_json()})
