"""Long polling against a stand-in that forgets only what is confirmed, as Telegram does."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

import pytest
from structlog.testing import capture_logs
from telegram import Update
from telegram.error import Conflict, InvalidToken, NetworkError, TelegramError, TimedOut

from bot.errors import StartupError
from bot.telegram.doubt import TooManyRequestsError
from bot.telegram.polling import Poller, UpdatesBot
from bot.telegram.transport import AiohttpRequest
from tests.telegram.loopback import TOKEN, Talk, serving
from tests.telegram.updates import raw_message


class Telegram:
    """Holds updates until they are confirmed; fails as it is told."""

    def __init__(self, *updates: dict[str, Any]) -> None:
        self.pending = list(updates)
        self.asked: list[tuple[int | None, int]] = []
        self.failures: list[TelegramError] = []
        self.webhooks_deleted = 0
        self.arrived = asyncio.Event()
        self.waiting = asyncio.Event()

    def sends(self, *updates: dict[str, Any]) -> None:
        self.pending += updates
        self.arrived.set()

    async def raw_updates(
        self, offset: int | None, seconds: int, limit: int, allowed_updates: Sequence[str]
    ) -> list[dict[str, Any]]:
        self.asked.append((offset, seconds))
        assert len(self.asked) < 200, "a tight loop"
        if self.failures:
            raise self.failures.pop(0)
        self.pending = [one for one in self.pending if one.get("update_id", 0) >= (offset or 0)]
        while not self.pending and seconds:
            self.arrived.clear()
            self.waiting.set()
            await self.arrived.wait()
        self.waiting.clear()
        return self.pending[:limit]

    async def delete_webhook(self) -> bool:
        self.webhooks_deleted += 1
        return True


class Story:
    """A poller under way, and what came of it."""

    def __init__(self, telegram: Telegram, handle: Callable[[Update], Awaitable[None]]) -> None:
        self.telegram = telegram
        self.notes: list[str] = []
        self.pauses: list[float] = []
        self.stop = asyncio.Event()
        self.poller = Poller(telegram, handle, note=self.notes.append, pause=self._pause)

    async def _pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        await asyncio.sleep(0)  # the pause is noted, not spent

    async def until(self, met: Callable[[], bool]) -> None:
        async with asyncio.timeout(5):
            while not met():
                await asyncio.sleep(0)  # lets the poller run

    async def stops(self) -> None:
        self.stop.set()


@asynccontextmanager
async def polling(
    telegram: Telegram, handle: Callable[[Update], Awaitable[None]]
) -> AsyncIterator[Story]:
    story = Story(telegram, handle)
    async with asyncio.TaskGroup() as group:
        group.create_task(story.poller.run(story.stop))
        yield story
        story.stop.set()


class Seen(list[int]):
    async def __call__(self, update: Update) -> None:
        self.append(update.update_id)


async def test_updates_are_handled_and_then_confirmed() -> None:
    telegram, seen = Telegram(raw_message(5, 1), raw_message(6, 2)), Seen()
    async with polling(telegram, seen) as story:
        await story.until(telegram.waiting.is_set)
        telegram.sends(raw_message(7, 1))
        await story.until(lambda: len(seen) == 3 and telegram.waiting.is_set())
        assert story.poller.last_ok is not None
    assert seen == [5, 6, 7]
    assert telegram.asked[0] == (None, 25)
    assert (7, 25) in telegram.asked
    assert telegram.asked[-1] == (8, 0)
    assert telegram.pending == []
    assert story.notes == ["update"] * 3


async def test_an_update_under_way_is_not_confirmed_and_not_handled_twice() -> None:
    telegram, door, seen = Telegram(raw_message(5, 1)), asyncio.Event(), Seen()

    async def handle(update: Update) -> None:
        await seen(update)
        if update.update_id == 5:
            await door.wait()

    async with polling(telegram, handle) as story:
        await story.until(lambda: seen == [5])
        telegram.sends(raw_message(6, 2))
        await story.until(lambda: seen == [5, 6])
        await story.until(lambda: len(telegram.asked) >= 4)
        assert {offset for offset, _ in telegram.asked} == {None, 5}
        door.set()
        await story.until(telegram.waiting.is_set)
        assert telegram.asked[-1] == (7, 25)
    assert seen == [5, 6]


async def test_killed_in_the_middle_the_tap_comes_again() -> None:
    telegram, first, second = Telegram(raw_message(5, 1)), Seen(), Seen()

    async def hangs(update: Update) -> None:
        await first(update)
        await asyncio.Event().wait()

    killed = asyncio.get_running_loop().create_task(Poller(telegram, hangs)._poll())
    while first != [5]:
        await asyncio.sleep(0)
    killed.cancel()
    async with polling(telegram, second) as story:
        await story.until(telegram.waiting.is_set)
    assert second == [5]


async def test_stop_leaves_the_long_poll_at_once_and_finishes_what_is_in_hand() -> None:
    telegram, door, ended = Telegram(), asyncio.Event(), Seen()

    async def handle(update: Update) -> None:
        await door.wait()
        await ended(update)

    async with polling(telegram, handle) as story:
        await story.until(telegram.waiting.is_set)
        telegram.sends(raw_message(5, 1))
        await story.until(lambda: "update" in story.notes)
        story.stop.set()
        await asyncio.sleep(0)
        door.set()
    assert ended == [5]
    assert telegram.asked[-1] == (6, 0)


async def test_what_does_not_finish_in_time_is_cut_off_and_stays_unconfirmed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.telegram.polling._FINISH", 0.05)
    telegram = Telegram(raw_message(5, 1), raw_message(6, 2))
    cut_off, seen = asyncio.Event(), Seen()

    async def handle(update: Update) -> None:
        if update.update_id == 5:
            try:
                await asyncio.Event().wait()
            finally:
                cut_off.set()
        await seen(update)

    async with polling(telegram, handle) as story:
        await story.until(lambda: seen == [6])
    assert cut_off.is_set()
    assert telegram.asked[-1] == (5, 0)
    assert [one["update_id"] for one in telegram.pending] == [5, 6]


async def test_what_ptb_cannot_read_is_counted_confirmed_and_harms_no_other() -> None:
    malformed = {"update_id": 6, "message": {"message_id": "?", "chat": 5}}
    unknown = {"update_id": 7, "something_invented_next_year": {"a": 1}}
    telegram, seen = Telegram(raw_message(5, 1), malformed, unknown, raw_message(8, 1)), Seen()
    with capture_logs() as logs:
        async with polling(telegram, seen) as story:
            await story.until(telegram.waiting.is_set)
    assert sorted(seen) == [5, 7, 8]
    assert story.notes.count("bad_update") == 1
    assert telegram.asked[-1] == (9, 0)
    assert [log["update_id"] for log in logs] == [6]


async def test_an_answer_without_anything_to_take_makes_no_tight_loop() -> None:
    telegram, seen = Telegram({"no_update_id": True}), Seen()
    async with polling(telegram, seen) as story:
        await story.until(lambda: len(story.pauses) >= 6)
    assert story.pauses[:6] == [0.02, 0.04, 0.08, 0.15, 0.15, 0.15]


async def test_a_server_that_does_not_hold_the_question_is_not_hammered() -> None:
    class Hurried(Telegram):
        async def raw_updates(self, *_: object, **__: object) -> list[dict[str, Any]]:
            return []

    async with polling(Hurried(), Seen()) as story:
        await story.until(lambda: len(story.pauses) >= 5)
    assert set(story.pauses) == {0.05}


async def test_network_errors_are_waited_out_longer_and_longer_and_said_once() -> None:
    telegram, seen = Telegram(), Seen()
    telegram.failures = [TimedOut(), *(NetworkError("Bad Gateway (502)") for _ in range(8))]
    with capture_logs() as logs:
        async with polling(telegram, seen) as story:
            telegram.sends(raw_message(5, 1))
            await story.until(lambda: seen == [5])
    assert story.notes.count("poll_failed") == 9
    for pause, most in zip(story.pauses, [0.5, 1, 2, 4, 8, 16, 30, 30, 30], strict=False):
        assert most / 2 <= pause <= most
    assert [log["event"] for log in logs] == ["polling_failed"]


async def test_too_many_requests_is_kept_to() -> None:
    telegram = Telegram()
    telegram.failures = [TooManyRequestsError(17)]
    async with polling(telegram, Seen()) as story:
        await story.until(telegram.waiting.is_set)
    assert story.pauses == [17]
    assert story.notes == ["retry_after"]


async def test_another_poller_is_named_once_and_waited_for() -> None:
    telegram, seen = Telegram(raw_message(5, 1)), Seen()
    words = "Conflict: terminated by other getUpdates request"
    telegram.failures = [Conflict(words) for _ in range(6)]
    with capture_logs() as logs:
        async with polling(telegram, seen) as story:
            await story.until(lambda: seen == [5])
    assert story.notes.count("conflict") == 6
    assert [log["why"] for log in logs] == ["another process polls with this token"]
    assert sum(story.pauses[:6]) > 15


async def test_a_webhook_in_the_way_is_removed() -> None:
    telegram, seen = Telegram(raw_message(5, 1)), Seen()
    telegram.failures = [Conflict("Conflict: can't use getUpdates method while webhook is active")]
    async with polling(telegram, seen) as story:
        await story.until(lambda: seen == [5])
    assert telegram.webhooks_deleted == 1


@pytest.mark.parametrize("words", ["Unauthorized", "Not Found"])
async def test_a_token_telegram_does_not_know_ends_it_with_one_line(words: str) -> None:
    telegram = Telegram()
    telegram.failures = [InvalidToken(words)]
    with pytest.raises(StartupError, match="does not know this BOT_TOKEN"):
        await Poller(telegram, Seen()).run(asyncio.Event())


async def test_a_passing_404_later_on_does_not_end_it_but_a_revoked_token_does() -> None:
    telegram = Telegram(raw_message(5, 1))
    story = Story(telegram, Seen())
    async with asyncio.TaskGroup() as group:
        run = group.create_task(outcome(story.poller.run(story.stop)))
        await story.until(telegram.waiting.is_set)
        telegram.failures = [InvalidToken("Not Found"), InvalidToken("Unauthorized")]
        telegram.sends(raw_message(6, 1))
    assert story.notes.count("poll_failed") == 1
    assert isinstance(run.result(), StartupError)


async def outcome(work: Awaitable[None]) -> BaseException | None:
    try:
        await work
    except StartupError as error:
        return error
    return None


async def test_cancelled_from_above_it_still_finishes_and_confirms() -> None:
    telegram, seen = Telegram(raw_message(5, 1)), Seen()
    async with asyncio.TaskGroup() as group:
        run = group.create_task(Poller(telegram, seen).run(asyncio.Event()))
        await telegram.waiting.wait()
        run.cancel()
    assert run.cancelled()
    assert telegram.asked[-1] == (6, 0)


async def test_it_asks_the_real_bot_over_the_real_transport() -> None:
    requests: list[bytes] = []
    handled = asyncio.Event()

    async def telegram(talk: Talk) -> None:
        while True:
            head, body = await talk.request()
            assert head.startswith(f"POST /bot{TOKEN}/getUpdates ")
            requests.append(body)
            await talk.answer([raw_message(5, 1, "⚡")] if len(requests) == 1 else [])

    async def handle(update: Update) -> None:
        assert update.message.text == "⚡"
        assert update.get_bot() is bot
        handled.set()

    async with serving(telegram) as server:
        polls = AiohttpRequest(connections=1)
        bot = UpdatesBot(
            TOKEN,
            base_url=f"{server.url}/bot",
            request=AiohttpRequest(connections=1),
            get_updates_request=polls,
        )
        async with polls, asyncio.TaskGroup() as group:
            stop = asyncio.Event()
            group.create_task(Poller(bot, handle, allowed_updates=["message"]).run(stop))
            await handled.wait()
            stop.set()
    assert requests[0] == b"timeout=25&limit=100&allowed_updates=%5B%22message%22%5D"
    assert requests[-1].startswith(b"offset=6&timeout=0&limit=1")
