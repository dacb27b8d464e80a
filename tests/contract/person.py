"""Somebody who knows only the words of the contract."""

import time
from typing import Any

from bot.demo.chats import Message
from bot.demo.people import StandInUser
from bot.demo.standin import StandIn

LEAVES = ("Continue", "Skip", "Later")
"""The words that leave a step of the set-up."""


class Person:
    """Every act returns when the bot has confirmed it, and by then has answered it."""

    def __init__(self, standin: StandIn, user: StandInUser) -> None:
        self.standin = standin
        self.user = user

    async def does(self, update_id: int) -> Message:
        await self.standin.acknowledged(update_id)
        return self.last

    async def says(self, text: str) -> Message:
        return await self.does(self.user.send_text(text))

    async def taps(self, word: str, message: Message | None = None) -> Message:
        """Taps the first button with the word, newest message first; gives that message."""
        where, data = self.find(word, message)
        await self.does(self.user.tap(where.message_id, data))
        return self.user.chat.messages.get(where.message_id, self.last)

    async def timed_tap(self, word: str, message: Message) -> float:
        """Seconds from the tap to its answer."""
        where, data = self.find(word, message)
        answered = self.standin.outcomes[("answerCallbackQuery", "ok")]
        start = time.perf_counter()
        update_id = self.user.tap(where.message_id, data)
        await self.standin.until(
            lambda: self.standin.outcomes[("answerCallbackQuery", "ok")] > answered
        )
        seconds = time.perf_counter() - start
        await self.standin.acknowledged(update_id)
        return seconds

    def find(self, word: str, message: Message | None = None) -> tuple[Message, str]:
        for where in [message] if message else reversed(self.user.received):
            for button in where.buttons:
                if word in button["text"]:
                    return where, button["callback_data"]
        raise AssertionError(f"no {word!r} in {self.labels()} below: {self.last.text}")

    def labels(self, message: Message | None = None) -> list[str]:
        return [button["text"] for button in (message or self.last).buttons]

    @property
    def last(self) -> Message:
        return self.user.received[-1]

    @property
    def chat(self) -> str:
        """Every word of the bot's that is in the chat now."""
        return "\n".join(message.text for message in self.user.received)

    @property
    def keys(self) -> list[str]:
        """The keyboard below the chat."""
        keyboard: Any = self.user.keyboard or {"keyboard": []}
        return [key["text"] for row in keyboard["keyboard"] for key in row]

    @property
    def is_set_up(self) -> bool:
        return "all set" in self.last.text.lower()

    async def leaves_the_step(self) -> None:
        """By whichever of the words the newest message has."""
        word = next((word for word in LEAVES if any(word in one for one in self.labels())), None)
        assert word is not None, f"no way on: {self.labels()} below {self.last.text}"
        await self.taps(word, self.last)

    async def sets_up(self) -> "Person":
        """The shortest way: agree, leave every step."""
        await self.says("/start")
        await self.taps("Agree")
        for _ in range(10):
            if self.is_set_up:
                return self
            await self.leaves_the_step()
        raise AssertionError(f"the set-up does not end: {self.last.text}")

    async def adds(self, line: str) -> None:
        await self.says(f"/add {line}")
        await self.taps("Save")

    def reminders_of(self, *names: str) -> list[Message]:
        """Messages that name all of these and have buttons to answer with."""
        return [
            message
            for message in self.user.received
            if all(name in message.text for name in names)
            and any("Taken" in label or "Done" in label for label in self.labels(message))
        ]
