"""The whole edge at work: polling, transport and budget against the stand-in, which misbehaves."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from telegram import Update
from telegram.error import RetryAfter

from bot.clock import system_clock
from bot.demo.faults import Fault, Kind
from bot.demo.pace import RateLimit
from bot.demo.people import StandInUser
from bot.demo.serving import serving
from bot.demo.standin import StandIn
from bot.telegram.budget import Budget
from bot.telegram.doubt import InDoubtError
from bot.telegram.lanes import Lane
from bot.telegram.outcomes import Kind as Became
from bot.telegram.outcomes import classify
from bot.telegram.polling import Poller, UpdatesBot
from bot.telegram.transport import AiohttpRequest


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """No proxy between us, and no patience with failures."""
    for name in ("http_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


async def at_once(_: float) -> None:
    await asyncio.sleep(0)  # pauses are not spent


@asynccontextmanager
async def bot_at(standin: StandIn, per_second: float = 1000) -> AsyncIterator[UpdatesBot]:
    async with serving(standin.application()) as url:
        bot = UpdatesBot(
            standin.token,
            base_url=f"{url}/bot",
            request=AiohttpRequest(),
            get_updates_request=AiohttpRequest(connections=2),
            rate_limiter=Budget(per_second, per_chat=1000),
        )
        async with bot:
            yield bot


@asynccontextmanager
async def polling(
    bot: UpdatesBot, handle: Callable[[Update], Awaitable[None]]
) -> AsyncIterator[list[str]]:
    notes: list[str] = []
    stop = asyncio.Event()
    poller = Poller(bot, handle, note=notes.append, pause=at_once)
    async with asyncio.TaskGroup() as group:
        group.create_task(poller.run(stop))
        yield notes
        stop.set()


async def echo(update: Update) -> None:
    assert update.message is not None
    await update.message.reply_text(f"you said {update.message.text}")


def heard(person: StandInUser) -> list[str]:
    return [message.text for message in person.received]


async def test_who_writes_is_answered_in_order_and_the_update_is_confirmed() -> None:
    standin = StandIn(system_clock)
    ada, ben = standin.user("Ada"), standin.user("Ben")
    async with bot_at(standin) as bot, polling(bot, echo):
        for number in range(5):
            ada.send_text(str(number))
        last = ben.send_text("hello")
        await standin.acknowledged(last)
        await standin.until(lambda: len(ada.received) == 5)
    assert heard(ada) == [f"you said {number}" for number in range(5)]
    assert heard(ben) == ["you said hello"]


@pytest.mark.parametrize("kind", ["500", "429", "drop_before", "drop_after", "truncate"])
async def test_whatever_befalls_a_poll_nothing_is_lost_or_answered_twice(kind: Kind) -> None:
    standin = StandIn(system_clock)
    ada = standin.user("Ada")
    standin.faults.add(Fault("getUpdates", kind, nth=2, times=2))
    async with bot_at(standin) as bot, polling(bot, echo) as notes:
        await standin.acknowledged(ada.send_text("one"))
        await standin.acknowledged(ada.send_text("two"))
        await standin.acknowledged(ada.send_text("three"))
    assert heard(ada) == ["you said one", "you said two", "you said three"]
    assert notes.count("update") == 3
    assert notes.count("retry_after" if kind == "429" else "poll_failed") == 2


async def test_a_flood_of_hundreds_is_worked_off_and_all_of_it_confirmed() -> None:
    standin = StandIn(system_clock)
    people = [standin.user(f"person {number}") for number in range(40)]
    for round_ in range(10):
        for person in people:
            person.send_text(str(round_))
    async with bot_at(standin, per_second=10_000) as bot, polling(bot, echo):
        await standin.until(lambda: not standin.world.updates)
    for person in people:
        assert heard(person) == [f"you said {round_}" for round_ in range(10)]


async def test_two_pollers_quarrel_and_every_update_is_answered() -> None:
    standin = StandIn(system_clock)
    ada = standin.user("Ada")
    async with bot_at(standin) as bot, polling(bot, echo):
        await standin.until(lambda: standin.world.updates.polled)
        async with AiohttpRequest() as other:
            url = f"{bot.base_url}/getUpdates"
            assert await other.post(url, read_timeout=5) == []
        await standin.acknowledged(ada.send_text("still there?"))
    assert heard(ada) == ["you said still there?"]
    assert any(method == "getUpdates" and "Conflict" in how for method, how in standin.outcomes)


async def test_a_message_whose_answer_was_lost_is_in_doubt_and_was_sent_once() -> None:
    standin = StandIn(system_clock)
    ada = standin.user("Ada")
    ada.send_text("/start")
    standin.faults.add(Fault("sendMessage", "drop_after"))
    async with bot_at(standin) as bot:
        with pytest.raises(InDoubtError):
            await bot.send_message(ada.id, "08:00 Baclofen")
    assert heard(ada) == ["08:00 Baclofen"]


async def test_a_person_who_blocked_the_bot_is_told_apart() -> None:
    standin = StandIn(system_clock)
    ada = standin.user("Ada")
    ada.send_text("/start")
    ada.block()
    async with bot_at(standin) as bot:
        assert classify(await failure(bot.send_message(ada.id, "hi"))).kind is Became.BLOCKED
        assert classify(await failure(bot.send_message(404, "hi"))).kind is Became.GONE


async def failure(call: Awaitable[object]) -> BaseException | None:
    try:
        await call
    except Exception as error:  # noqa: BLE001 - any of them is the answer
        return error
    return None


async def test_the_budget_keeps_a_strict_telegram_from_ever_saying_429() -> None:
    standin = StandIn(system_clock, rate=RateLimit(per_second=220, burst=30))
    people = [standin.user(f"person {number}") for number in range(60)]
    for person in people:
        person.send_text("/start")
    async with bot_at(standin, per_second=150) as bot, asyncio.TaskGroup() as group:
        for person in people:
            group.create_task(bot.send_message(person.id, "hi", rate_limit_args=Lane.TOLERANT))
    assert all(heard(person) == ["hi"] for person in people)
    assert bot.rate_limiter.refusals == 0


async def test_a_reminder_refused_with_429_silences_the_bot_and_comes_back_to_its_sender() -> None:
    standin = StandIn(system_clock)
    ada = standin.user("Ada")
    ada.send_text("/start")
    standin.faults.add(Fault("sendMessage", "429", retry_after=90))
    async with bot_at(standin) as bot:
        outcome = classify(
            await failure(bot.send_message(ada.id, "pill", rate_limit_args=Lane.MEDICINE))
        )
        assert outcome.kind is Became.RETRY_AT
        assert outcome.retry_after == 90
        with pytest.raises(RetryAfter):
            await bot.send_message(ada.id, "another")
    assert heard(ada) == []
