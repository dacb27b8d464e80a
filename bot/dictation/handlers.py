"""Plain messages that say a command, an answer, or what stands on a button."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.dictation import screens
from bot.dictation.answers import Answers
from bot.dictation.languages import Act
from bot.dictation.rules import is_cancel, said_as, understood
from bot.drafts import open_draft
from bot.people.easy_actions import latest_rows
from bot.people.easy_buttons import Unfold
from bot.people.turn import CommandHandler, Reply, TapHandler, Turn
from bot.screen import Button, ButtonCodec, ButtonData, Packed, RetiredButtonError, Screen


@dataclass(frozen=True, slots=True)
class Dictation:
    """Hands what was said to the handlers of commands and buttons: it does nothing of its own."""

    commands: Mapping[str, CommandHandler]
    taps: Mapping[type[ButtonData], TapHandler]

    async def cancelled(self, turn: Turn, text: str) -> Reply | None:
        """The one word that is heard also while an answer is waited for."""
        if not is_cancel(text, turn.person.language):
            return None
        if await open_draft(turn.session, turn.person.id, turn.now) is None:
            return None
        return await self.commands["cancel"](turn, "")

    async def said(self, turn: Turn, text: str) -> Reply | None:
        """Asked last: what waits for a text has had it already."""
        reply = await self._button(turn, text)
        if reply is not None:
            return reply
        meant = understood(text, turn.person.language)
        if meant is None:
            return None
        if isinstance(meant.what, Act):
            return await Answers(self._tap).act(turn, meant.what, meant.words)
        command = self.commands.get(meant.what)
        if command is None:  # the vocabulary knows more than this bot can do
            return None
        for _ in range(meant.times - 1):
            await command(turn, meant.words)
        return await command(turn, meant.words)

    async def _tap(self, turn: Turn, data: ButtonData) -> Reply:
        """As if the button had been tapped, and its answer a message of its own."""
        reply = await self.taps[type(data)](replace(turn, message_id=None, below=()), data)
        shown = ((reply.edit,) if reply.edit else ()) + reply.send
        if not shown and reply.notice:
            shown = (Screen(turn.t.html("{words}", words=reply.notice)),)
        return Reply(send=shown, after=reply.after)

    async def _button(self, turn: Turn, text: str) -> Reply | None:
        """In easy mode the words of a button of the last message are a tap on it."""
        if not turn.person.easy_mode:
            return None
        rows = await latest_rows(turn.session, turn.person.id)
        said = said_as(text, turn.person.language)
        buttons = [one for row in rows for one in row]
        meant = {
            _meaning(one): one for one in buttons if said & said_as(one.label, turn.person.language)
        }
        if len(meant) > 1:
            return Reply(send=(screens.which_button(turn.t, tuple(meant.values())),))
        for one in meant.values():
            return await self._said_button(turn, one)
        if said & said_as(turn.t("➕ More buttons"), turn.person.language):
            return Reply(send=(screens.labels_said(turn.t, [one.label for one in buttons]),))
        return None

    async def _said_button(self, turn: Turn, button: Button) -> Reply | None:
        if not isinstance(button.data, Packed):
            return Reply(send=(screens.link(turn.t, button),))
        try:
            data = ButtonCodec(self.taps).unpack(button.data.text)
        except RetiredButtonError:
            return None
        return None if isinstance(data, Unfold) else await self._tap(turn, data)


def _meaning(button: Button) -> str:
    return button.data.text if isinstance(button.data, Packed) else button.url or ""
