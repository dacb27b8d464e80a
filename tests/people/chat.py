"""One person's chat at the level of handlers: what they send, tap and see; no Telegram in between.

Each step is a transaction of its own, as at the edge, so that whatever is kept between two steps
is kept in the database: a new Chat of the same person is a restart of the bot.
"""

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path

from markupsafe import escape
from sqlalchemy import select

from bot.clock import MovableClock
from bot.drafts import open_draft
from bot.errors import UserError
from bot.pauses import handlers as pauses
from bot.people import handlers as people
from bot.people import urgent_handlers as urgent
from bot.people import zone_handlers as zones
from bot.people.tables import Person
from bot.people.turn import Hands, Reply, Sender, Turn
from bot.privacy import handlers as privacy
from bot.screen import ButtonCodec, Keyboard, Screen, pack
from bot.setup import handlers as setup
from bot.setup import settings
from bot.texts import Texts

NOW = datetime(2025, 11, 22, 12, 30, tzinfo=UTC)
"""A Saturday; 13:30 in Berlin."""

COMMANDS = {
    "/start": setup.start,
    "/settings": settings.settings,
    "/timezone": setup.timezone,
    "/language": people.language,
    "/pause": pauses.pause,
    "/resume": pauses.resume,
    "/privacy": privacy.privacy,
    "/delete": privacy.delete,
    "/cancel": people.cancel,
    "/urgent": urgent.urgent,
}
FOR_STRANGERS = {"/start", "/privacy", "/urgent"}
FLOWS = {
    privacy.FLOW: privacy.word_text,
    "setup": setup.setup_text,
    zones.ZONE_FLOW: zones.zone_text,
    settings.HOURS_FLOW: settings.hours_text,
}
TAPS = people.TAPS | pauses.TAPS | setup.TAPS | privacy.TAPS
STRANGER_TAPS = people.STRANGER_TAPS | setup.STRANGER_TAPS | privacy.STRANGER_TAPS
TIMES = re.compile(r'<tg-time unix="[0-9]+" format="(?:r|w?[dD]?[tT]?)">|</tg-time>')
FALLBACK = "(nobody understood)"
NO_CATALOGUES = Path(__file__).parent / "none"
"""People of every country are answered in English here: a language has tests of its own."""


class Chat:
    def __init__(self, db, telegram_id=1001, language_code="en", clock=None, texts=None):
        self.db = db
        self.texts = texts or Texts(NO_CATALOGUES)
        self.clock = clock or MovableClock(NOW)
        self.sender = Sender(telegram_id, language_code)
        self.messages = []
        self.keyboard = None
        self.notice = None
        self.taps_counted = 0
        self.codec = ButtonCodec(TAPS)

    @property
    def last(self):
        """The screen at the bottom of the chat."""
        return self.messages[-1]

    @property
    def text(self):
        return plain(self.last)

    @property
    def labels(self):
        return [button.label for row in self.last.rows for button in row]

    @property
    def keys(self):
        return [key.label for row in (self.keyboard or Keyboard()).rows for key in row]

    def seen(self, count):
        """The words of the last few messages."""
        return "\n\n".join(plain(screen) for screen in self.messages[-count:])

    async def sends(self, text):
        command, _, words = text.partition(" ")
        if command in COMMANDS:
            return await self._serve(lambda turn: self._command(turn, command, words.strip()))
        return await self._serve(lambda turn: self._message(turn, text))

    async def taps(self, label, *, on=-1):
        """Taps the button with these words on a message: by default on the last one."""
        self.taps_counted += 1
        screen = self.messages[on]
        named = [b for row in screen.rows for b in row if label in b.label]
        assert named, f"no {label!r} among {[b.label for row in screen.rows for b in row]}"
        return await self.taps_data(pack(named[0].data), on=on)

    async def taps_data(self, raw, *, on=-1):
        """A tap as any client could send it."""
        data = self.codec.unpack(raw)

        async def act(turn):
            if turn.person_or_none is None and type(data) not in STRANGER_TAPS:
                raise UserError("Please send /start first, so that we can begin.")
            return await TAPS[type(data)](turn, data)

        return await self._serve(act, edited=on)

    async def shares(self, latitude, longitude):
        return await self._serve(lambda turn: setup.place(turn, latitude, longitude))

    async def person(self):
        async with self.db.reading() as session:
            return await self._person(session)

    async def rows(self, table):
        async with self.db.reading() as session:
            return list(await session.scalars(select(table)))

    def later(self, **passed):
        self.clock.move_to(self.clock() + timedelta(**passed))

    async def _command(self, turn, command, words):
        if turn.person_or_none is None and command not in FOR_STRANGERS:
            return await setup.start(turn, "")
        return await COMMANDS[command](turn, words)

    async def _message(self, turn, text):
        if turn.person_or_none is None:
            return await setup.start(turn, "")
        draft = await open_draft(turn.session, turn.person.id, turn.now)
        flow = FLOWS.get(draft.flow) if draft else None
        reply = await flow(turn, text) if flow else None
        return reply or Reply(send=(Screen(escape(FALLBACK)),))

    async def _serve(self, act, edited=None):
        try:
            async with self.db.writing() as session:
                reply = await act(await self._turn(session))
            if reply.after is not None:
                reply = await reply.after(Hands(self.db, fetch=None, work=None))
        except UserError as error:
            t = self.texts.translator(None)
            text = t.html(error.message, **error.values)
            reply = (
                Reply(send=(Screen(text),))
                if edited is None
                else Reply(notice=plain(Screen(text)), alert=True)
            )
        self._show(reply, edited)
        return reply

    async def _turn(self, session):
        texts = self.texts
        person = await self._person(session)
        language = person.language if person else self.sender.language_code
        return Turn(
            session, self.sender, person, self.clock(), texts.translator(language), texts, 1
        )

    async def _person(self, session):
        found = select(Person).where(Person.telegram_id == self.sender.telegram_id)
        return await session.scalar(found)

    def _show(self, reply, edited):
        self.notice = reply.notice
        if reply.edit is not None:
            check(reply.edit)
            assert reply.edit.keyboard is None, "an edited message can carry no keyboard"
            if edited is None:
                self.messages.append(reply.edit)
            else:
                self.messages[edited] = reply.edit
        for screen in reply.send:
            check(screen)
            self.messages.append(screen)
            if screen.keyboard is not None:
                self.keyboard = screen.keyboard


def plain(screen):
    return unescape(re.sub(r"<[^>]+>", "", str(screen.text)))


def check(screen):
    """What holds for every screen: short, its labels too, its HTML made of our tags alone."""
    assert 0 < len(plain(screen)) < 2000
    tags = set(re.findall(r"<[^>]*>", TIMES.sub("", str(screen.text))))
    assert tags <= {"<b>", "</b>", "<i>", "</i>", "<code>", "</code>"}, tags
    assert not (screen.rows and screen.keyboard), "either buttons or keys"
    for button in (button for row in screen.rows for button in row):
        assert 0 < len(button.label) <= 36, button.label
        assert button.data is None or len(pack(button.data).encode()) <= 64


async def set_up(chat, zone="Berlin"):
    """From the first word to a finished set-up with the starter plan."""
    await chat.sends("/start")
    if "✅ Agree" in chat.labels:
        await chat.taps("Agree")
    await chat.sends(zone)
    await chat.taps("Continue")
    await chat.taps("Hemifacial")
    await chat.taps("Left")
    await chat.taps("starter plan")
    return chat
