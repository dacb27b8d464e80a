"""What somebody who looks over a person's shoulder could read."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import update

from bot.demo.chats import Change, Message
from bot.discreet.vocabulary import telling
from bot.people.tables import Person
from tests.phone import Phone

NAMES = (
    "Clonazepam|Baclofen|Ibuprofen|Trihexyphenidyl|Zephyrin|mg|Weber|Lindenhof|cold spoon|neighbour"
    "|Quasar|Iris|Annika|Bruno"
)
"""All that people in these stories type: medicines, clinics, triggers, notes, questions, people."""
_NAMES = re.compile(rf"\b(?:{NAMES})\b", re.IGNORECASE)
_SIGNS = re.compile("[💊💉🩺🧠🙆👁🏥]")


def told(text: str) -> list[str]:
    """What in a text tells: names, words for what somebody has or takes, signs."""
    return [
        *(found[0] for found in _NAMES.finditer(text)),
        *(found[0] for found in telling("en").finditer(text)),
        *_SIGNS.findall(text),
    ]


class Seen(list[str]):
    """Everything that the bot has shown to somebody: each new and changed message, each notice."""

    pictures: int = 0

    @property
    def telling(self) -> list[tuple[str, list[str]]]:
        return [(text, told(text)) for text in self if told(text)]


@contextmanager
def looking_at(phone: Phone) -> Iterator[Seen]:
    seen = Seen()

    def saw(change: Change) -> None:
        if change.chat is phone.user.chat:
            seen.extend(_visible(change.what, change.value))
            seen.pictures += isinstance(change.value, Message) and change.value.photo is not None

    watchers = phone.story.standin.world.chats.watchers
    watchers.append(saw)
    try:
        yield seen
    finally:
        watchers.remove(saw)


def _visible(what: str, value: Any) -> Iterator[str]:
    match value:
        case Message(from_bot=True):
            yield value.text
            yield value.filename or ""
            yield from (button["text"] for button in value.buttons)
            yield from _addresses(value)
        case _ if what == "notice":
            yield value.text
        case {"keyboard": rows} if what == "keyboard":
            yield from (key["text"] for row in rows for key in row)


def _addresses(message: Message) -> Iterator[str]:
    """Links in the text, as letters."""
    for entity in message.entities:
        if "url" in entity:
            yield re.sub(r"[/.\-_?=]", " ", entity["url"])


async def turn_on(phone: Phone) -> None:
    await phone.sends("/settings")
    await phone.taps("Discreet mode", phone.last)
    await phone.taps("Turn it on", phone.last)


async def named_in_discreet_mode(phone: Phone, message: Message, data: str) -> list[str]:
    """What this button would show to somebody who has just switched discreet mode on."""
    async with phone.story.app.db.writing() as session:
        await session.execute(
            update(Person).where(Person.telegram_id == phone.user.id).values(is_discreet=True)
        )
    with looking_at(phone) as seen:
        await phone.taps_data(data, message)
    assert seen.pictures == 0
    return [f"{names} in {text!r}" for text, names in seen.telling]
