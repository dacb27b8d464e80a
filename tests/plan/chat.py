"""A chat at handler level: what is typed and tapped, and the screens that come back.

Every message and tap is a transaction and a session of its own, as after a restart.
"""

import gettext
import html
import re
from dataclasses import dataclass, field

from sqlalchemy import select

from bot.drafts import open_draft
from bot.errors import UserError
from bot.people.tables import Person
from bot.people.turn import Reply, Sender, Turn
from bot.plan import handlers
from bot.screen import ButtonCodec, Screen, pack
from bot.texts import Translator
from bot.whole import handlers as whole
from tests.plan.story import NOW

ENGLISH = Translator("en", gettext.NullTranslations())
TAPS = {**handlers.TAPS, **whole.TAPS}
CODEC = ButtonCodec(TAPS)
COMMANDS = {"/add": handlers.add, "/plan": whole.plan}


@dataclass
class Chat:
    database: object
    telegram_id: int
    now: object = NOW
    screen: Screen | None = None
    notice: str | None = None
    refused: str | None = None
    seen: list = field(default_factory=list)

    async def sends(self, text):
        command, _, words = text.partition(" ")
        if command in COMMANDS:
            return await self._act(lambda turn: COMMANDS[command](turn, words.strip()))
        return await self._act(lambda turn: self._answer(turn, text))

    async def taps(self, label, on=None):
        """Taps the button whose label contains the words, on the last screen or another one."""
        return await self.taps_data(pack(self.button(label, on).data))

    async def taps_data(self, raw):
        data = CODEC.unpack(raw)
        return await self._act(lambda turn: TAPS[type(data)](turn, data))

    def button(self, label, on=None):
        buttons = [button for row in (on or self.screen).rows for button in row]
        found = [button for button in buttons if button.label == label] or [
            button for button in buttons if label in button.label
        ]
        assert len(found) == 1, f"{label!r} is not one of {[b.label for b in buttons]}"
        return found[0]

    @property
    def text(self):
        return str(self.screen.text)

    @property
    def labels(self):
        return [[button.label for button in row] for row in self.screen.rows]

    async def _answer(self, turn, text):
        draft = await open_draft(turn.session, turn.person.id, turn.now)
        flow = handlers.FLOWS.get(draft.flow) if draft else None
        return await flow(turn, text) if flow else None

    async def _act(self, act):
        self.notice = self.refused = None
        try:
            async with self.database.writing() as session:
                reply = await act(await self._turn(session))
        except UserError as error:
            self.refused = ENGLISH(error.message, **error.values)
            return None
        if reply is None:
            return None
        assert isinstance(reply, Reply)
        self.notice = reply.notice
        screens = [*([reply.edit] if reply.edit else []), *reply.send]
        for screen in screens:
            check(screen)
            self.screen = screen
            self.seen.append(screen)
        return self.screen if screens else None

    async def _turn(self, session):
        person = await session.scalar(select(Person).where(Person.telegram_id == self.telegram_id))
        return Turn(session, Sender(self.telegram_id, "en"), person, self.now, ENGLISH, None)


def check(screen):
    """What Telegram demands of every message: its length, tags that match, data that fits."""
    text = str(screen.text)
    bare = re.sub(r"</?(b|i|code)>|<tg-time unix=\"[0-9]+\" format=\"\w+\">|</tg-time>", "", text)
    assert "<" not in bare
    assert ">" not in bare
    assert re.sub(r"&(amp|lt|gt|quot|#34|#39);", "", bare).count("&") == 0
    assert 0 < len(html.unescape(bare).encode("utf-16-le")) // 2 <= 4096
    assert len(screen.rows) <= 14
    for row in screen.rows:
        for button in row:
            assert button.label.strip()
            pack(button.data)
