"""Pictures and documents: sent, edited and replaced over HTTP, made off the event loop."""

import asyncio
import threading
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import NoReturn

import pytest
from markupsafe import Markup, escape
from telegram import Update

from bot.clock import MovableClock
from bot.demo.chats import Message
from bot.demo.faults import Fault
from bot.demo.people import StandInUser
from bot.demo.serving import serving
from bot.demo.standin import StandIn
from bot.people.turn import Reply
from bot.screen import Attachment, Button, Screen, units
from bot.telegram.budget import Budget
from bot.telegram.lanes import Lane, Ticket
from bot.telegram.making import Maker
from bot.telegram.say import SayingBot
from bot.telegram.show import NotShownError, show
from bot.telegram.transport import AiohttpRequest
from bot.telemetry import Metrics
from tests.demo.test_real_bot import png

ROWS = ((Button("Communities", url="https://example.org/"),),)
TEXT = Screen(Markup("<b>9</b> episodes"), ROWS)


def drawn(side: int = 20) -> Attachment:
    return Attachment("week.png", partial(png, side, side), is_picture=True)


def broken() -> NoReturn:
    raise ValueError("left cheek twitches")


PICTURE = Screen(Markup("<b>9</b> episodes &amp; calm"), ROWS, attachment=drawn())
OTHER = Screen(Markup("the week before"), attachment=drawn(30))
PAPER = Screen(Markup("Your report"), attachment=Attachment("report.pdf", lambda: b"%PDF-1.7"))
BROKEN = Screen(Markup("9 episodes"), ROWS, attachment=Attachment("week.png", broken, True))


class Chat:
    """A person, the bot that answers them, and what the stand-in saw."""

    def __init__(self, standin: StandIn, bot: SayingBot, metrics: Metrics) -> None:
        self.standin = standin
        self.bot = bot
        self.metrics = metrics
        self.user: StandInUser = standin.user("Ada")

    async def asks(self, *screens: Screen) -> Message:
        """Says something, and is answered with these screens."""
        self.user.send_text("/week")
        await show(await self._update(), Reply(send=screens))
        return self.user.received[-1]

    async def taps(self, message: Message, screen: Screen) -> Message:
        """Taps a button of the message, and is shown the screen; the newest message."""
        self.user.tap(message.message_id, "1x")
        await show(await self._update(), Reply(edit=screen, notice="Here"))
        return self.user.received[-1]

    async def _update(self) -> Update:
        raw = self.standin.world.updates
        (value,) = await raw.poll(0, 1, 0)
        await raw.poll(value["update_id"] + 1, 1, 0)
        update = Update.de_json(value, self.bot)
        assert update is not None
        return update

    @property
    def methods(self) -> list[str]:
        return [call.method for call in self.standin.calls if call.method != "getMe"]

    @property
    def not_made(self) -> float:
        return self.metrics.errors.labels("attachment")._value.get()


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(datetime(2026, 3, 1, 18, tzinfo=UTC))


@pytest.fixture
async def chat(clock: MovableClock) -> AsyncIterator[Chat]:
    standin, metrics = StandIn(clock), Metrics()
    async with serving(standin.application()) as api:
        bot = SayingBot(
            standin.token,
            maker=Maker(metrics),
            base_url=f"{api}/bot",
            request=AiohttpRequest(),
            get_updates_request=AiohttpRequest(connections=1),
            rate_limiter=Budget(1000, 1000),
        )
        async with bot:
            yield Chat(standin, bot, metrics)


async def test_a_picture_has_its_caption_and_buttons(chat: Chat) -> None:
    message = await chat.asks(PICTURE)

    assert message.photo == png(20, 20)
    assert message.html == "<b>9</b> episodes &amp; calm"
    assert [button["text"] for button in message.buttons] == ["Communities"]


async def test_a_document_has_its_name(chat: Chat) -> None:
    message = await chat.asks(TEXT, PAPER)

    assert message.document == b"%PDF-1.7"
    assert message.filename == "report.pdf"
    assert message.caption == "Your report"
    assert len(chat.user.received) == 2


@pytest.mark.parametrize("before", [TEXT, PICTURE, PAPER], ids=["text", "picture", "document"])
@pytest.mark.parametrize("after", [OTHER, PAPER], ids=["picture", "document"])
async def test_a_file_takes_the_place_of_what_was_there(
    chat: Chat, before: Screen, after: Screen
) -> None:
    first = await chat.asks(before)

    shown = await chat.taps(first, after)

    assert shown.message_id == first.message_id
    assert (shown.photo or shown.document) == after.attachment.make()
    assert shown.text == str(after.text)
    assert shown.rows == []


async def test_text_comes_below_a_picture_before_the_picture_goes(chat: Chat) -> None:
    first = await chat.asks(PICTURE)

    shown = await chat.taps(first, TEXT)

    assert [message.text for message in chat.user.received] == ["9 episodes"]
    assert shown.message_id > first.message_id
    in_order = [method for method in chat.methods if method != "answerCallbackQuery"]
    assert in_order == ["sendPhoto", "sendMessage", "deleteMessage"]


async def test_a_picture_too_old_to_go_loses_its_buttons(chat: Chat, clock: MovableClock) -> None:
    first = await chat.asks(PICTURE)
    clock.move_to(clock() + timedelta(hours=49))

    await chat.taps(first, TEXT)

    old, new = chat.user.received
    assert (old.photo, old.rows) == (png(20, 20), [])
    assert new.text == "9 episodes"


async def test_a_picture_without_buttons_too_old_to_go_stays(
    chat: Chat, clock: MovableClock
) -> None:
    first = await chat.asks(OTHER)
    clock.move_to(clock() + timedelta(hours=49))

    await chat.taps(first, TEXT)

    assert [bool(message.photo) for message in chat.user.received] == [True, False]


async def test_a_picture_for_a_message_that_went_is_sent_anew_and_made_once(chat: Chat) -> None:
    first, made = await chat.asks(TEXT), []

    def make() -> bytes:
        made.append(1)
        return png(20, 20)

    def leave() -> bytes:
        chat.standin.world.chats.remove(first)
        return make()

    await chat.taps(first, Screen(Markup("Here"), attachment=Attachment("a.png", leave, True)))

    assert [message.photo for message in chat.user.received] == [png(20, 20)]
    assert made == [1]


@pytest.mark.parametrize("kind", ["500", "drop_before", "drop_after"])
async def test_an_edit_that_fails_on_its_way_is_repeated(chat: Chat, kind: str) -> None:
    first = await chat.asks(PICTURE)
    chat.standin.faults.add(Fault("editMessageMedia", kind))

    shown = await chat.taps(first, OTHER)

    assert shown.photo == png(30, 30)
    assert len(chat.user.received) == 1


async def test_a_picture_in_doubt_is_not_sent_twice(chat: Chat) -> None:
    chat.standin.faults.add(Fault("sendPhoto", "drop_after"))

    with pytest.raises(Exception, match="in doubt"):
        await chat.asks(PICTURE)

    assert len(chat.user.received) == 1


async def test_what_cannot_be_made_leaves_the_tap_answered(chat: Chat) -> None:
    first = await chat.asks(TEXT)

    with pytest.raises(NotShownError) as raised:
        await chat.taps(first, BROKEN)

    assert isinstance(raised.value.__cause__, ValueError)
    assert chat.user.notices[-1].text == "Here"
    assert chat.user.received == [first]


async def test_a_delivery_carries_its_picture_when_its_turn_comes(chat: Chat) -> None:
    marked: list[int] = []

    async def leaving() -> bool:
        marked.append(len(chat.user.received))
        return True

    await chat.asks(TEXT)
    message_id = await chat.bot.say(chat.user.id, PICTURE, Ticket(Lane.TOLERANT, leaving))

    assert marked == [1]
    assert chat.user.received[-1].photo == png(20, 20)
    assert chat.user.received[-1].message_id == message_id
    assert chat.user.received[-1].rows[0][0]["url"] == "https://example.org/"


async def test_a_delivery_whose_picture_fails_brings_its_words(chat: Chat) -> None:
    async def leaving() -> bool:
        return True

    await chat.asks(TEXT)
    await chat.bot.say(chat.user.id, BROKEN, Ticket(Lane.TOLERANT, leaving))

    assert chat.user.received[-1].text == "9 episodes"
    assert chat.user.received[-1].rows != []
    assert chat.not_made == 1


async def test_attachments_are_made_two_at_a_time_in_threads_of_their_own() -> None:
    together, names = threading.Barrier(2, timeout=5), set()

    def make() -> bytes:
        together.wait()
        names.add(threading.current_thread().name)
        return b"x"

    maker = Maker(Metrics())
    await asyncio.gather(*(maker.make(Attachment("x", make)) for _ in range(6)))
    maker.close()

    assert len(names) == 2
    assert all(name.startswith("making") for name in names)


async def test_an_answer_does_not_wait_behind_what_the_bot_says_by_itself() -> None:
    answered, maker = threading.Event(), Maker(Metrics())

    def answer() -> bytes:
        answered.set()
        return b"answer"

    ahead = Attachment("x", lambda: b"ahead" if answered.wait(5) else b"too late")
    async with asyncio.TaskGroup() as group:
        waiting = [group.create_task(maker.make_if_possible(ahead)) for _ in range(9)]
        await asyncio.sleep(0)
        assert await maker.make(Attachment("x", answer)) == b"answer"
    maker.close()

    assert [one.result() for one in waiting] == [b"ahead"] * 9


@pytest.mark.parametrize(
    ("text", "length"),
    [
        (Markup("<b>9</b> episodes"), 10),
        (Markup("&lt;3 &amp; &quot;calm&quot;"), 11),
        (Markup("⚡️🙂"), 4),
        (Markup('<a href="https://example.org/x">here</a>'), 4),
    ],
)
def test_a_caption_is_counted_as_telegram_counts_it(text: Markup, length: int) -> None:
    assert units(text) == length


def test_a_caption_that_is_too_long_is_refused_where_it_is_written() -> None:
    assert Screen(escape("🙂" * 512), attachment=drawn())
    with pytest.raises(ValueError, match="caption longer than 1024"):
        Screen(escape("🙂" * 512 + "!"), attachment=drawn())


async def test_nothing_is_made_ahead_while_a_medicine_is_being_sent() -> None:
    maker, made = Maker(Metrics()), list[str]()

    async def ahead() -> None:
        await maker.make_if_possible(Attachment("x", lambda: bytes(len(made))))
        made.append("summary")

    async with asyncio.TaskGroup() as group:
        with maker.hurry():
            with maker.hurry():
                summary = group.create_task(ahead())
                assert await maker.make(Attachment("x", lambda: b"asked for")) == b"asked for"
            await asyncio.sleep(0)
            made.append("medicines")
        await summary
    maker.close()

    assert made == ["medicines", "summary"]
