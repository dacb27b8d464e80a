"""The rate budget: who goes when, told with a clock that stands still until it is moved."""

import asyncio
from time import perf_counter
from typing import Any

import pytest
from telegram.error import BadRequest, RetryAfter

from bot.telegram.budget import Budget
from bot.telegram.doubt import TooManyRequestsError, seconds_of
from bot.telegram.lanes import Lane, Ticket, WithdrawnError
from bot.telegram.source import OwnSource
from tests.telegram.faketime import FakeTime, settle


class Telegram:
    """Records what reaches it, and when; refuses what the test tells it to."""

    def __init__(self, time: FakeTime, **budget: Any) -> None:
        self.time = time
        self.calls: list[tuple[float, str]] = []
        self.refuse: list[float | Exception] = []
        given = {"source": 10, "per_chat": 1} | budget
        self.budget = Budget(**given, timers=time)

    async def call(
        self,
        name: str,
        chat: int | None = None,
        lane: Lane | Ticket | None = None,
        endpoint: str = "sendMessage",
    ) -> str:
        async def arrives() -> str:
            self.calls.append((round(self.time.now - 1000, 3), name))
            if self.refuse:
                refusal = self.refuse.pop(0)
                raise refusal if isinstance(refusal, Exception) else TooManyRequestsError(refusal)
            return f"{name} done"

        data = {} if chat is None else {"chat_id": chat}
        return await self.budget.process_request(arrives, (), {}, endpoint, data, lane)

    def names(self) -> list[str]:
        return [name for _, name in self.calls]


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def telegram(time: FakeTime) -> Telegram:
    return Telegram(time)


async def test_what_fits_goes_at_once_and_brings_its_answer_back(telegram: Telegram) -> None:
    assert await telegram.call("hello", 1) == "hello done"
    assert telegram.calls == [(0.0, "hello")]


async def test_the_rest_keeps_to_the_rate_of_the_bot(telegram: Telegram, time: FakeTime) -> None:
    async with asyncio.TaskGroup() as group:
        for number in range(6):
            group.create_task(telegram.call(str(number), number))
        await time.passes(1)
    assert telegram.calls == [
        (0.0, "0"), (0.1, "1"), (0.2, "2"), (0.3, "3"), (0.4, "4"), (0.5, "5"),
    ]  # fmt: skip


async def test_one_chat_gets_three_at_once_and_then_hardly_less_than_one_a_second(
    time: FakeTime,
) -> None:
    telegram = Telegram(time, source=1000)
    async with asyncio.TaskGroup() as group:
        for number in range(6):
            group.create_task(telegram.call(str(number), 7))
        await time.passes(5)
    assert telegram.calls == [
        (0.0, "0"), (0.0, "1"), (0.0, "2"), (1.031, "3"), (2.062, "4"), (3.093, "5"),
    ]  # fmt: skip


async def test_a_chat_that_must_wait_holds_nobody_else_up(time: FakeTime) -> None:
    telegram = Telegram(time, source=1000)
    async with asyncio.TaskGroup() as group:
        for number in range(5):
            group.create_task(telegram.call(f"flood {number}", 7))
        group.create_task(telegram.call("other", 8))
        await settle()
        assert telegram.names() == ["flood 0", "flood 1", "flood 2", "other"]
        await time.passes(3)


async def test_edits_do_not_use_up_what_messages_need(time: FakeTime) -> None:
    telegram = Telegram(time, source=1000)
    for number in range(20):
        await telegram.call(f"edit {number}", 7, endpoint="editMessageText")
    await telegram.call("reminder", 7, Lane.MEDICINE)
    assert telegram.calls[-1] == (0.0, "reminder")


async def test_edits_that_answer_taps_take_no_token_until_telegram_refuses_one(
    telegram: Telegram, time: FakeTime
) -> None:
    for chat in range(20):
        await telegram.call("edit", chat, endpoint="editMessageText")
    assert telegram.calls == [(0.0, "edit")] * 20

    telegram.refuse = [1.0]
    await swallowed(telegram.call("message", 50, Lane.TOLERANT))
    async with asyncio.TaskGroup() as group:
        for chat in range(5):
            group.create_task(telegram.call("later", chat, endpoint="editMessageText"))
        await time.passes(2)
    assert telegram.calls[-5:] == [(1.0, "later")] * 5  # it was not an edit that was refused

    telegram.refuse = [1.0]
    async with asyncio.TaskGroup() as group:
        for chat in range(5):
            group.create_task(telegram.call("counted", chat, endpoint="editMessageText"))
        await time.passes(10)
    assert telegram.calls[-1][0] - telegram.calls[-5][0] > 4 / 10  # the rate has not grown back


async def test_what_tidies_up_takes_a_token_though_it_is_an_edit(
    telegram: Telegram, time: FakeTime
) -> None:
    async with asyncio.TaskGroup() as group:
        for chat in range(3):
            group.create_task(telegram.call("tidy", chat, Lane.TOLERANT, endpoint="deleteMessage"))
        await time.passes(1)
    assert telegram.calls == [(0.0, "tidy"), (0.1, "tidy"), (0.2, "tidy")]


async def marked() -> bool:
    return True


async def test_only_what_finds_no_free_token_and_may_pay_is_paid_for(time: FakeTime) -> None:
    budget = Budget(OwnSource(10, paid=10), 1, timers=time)
    sent: list[tuple[float, bool]] = []

    async def call(chat: int, may_pay: bool) -> None:
        data: dict[str, Any] = {"chat_id": chat}

        async def arrives() -> None:
            sent.append((round(time.now - 1000, 3), "allow_paid_broadcast" in data))

        ticket = Ticket(Lane.MEDICINE, marked, may_pay=may_pay)
        await budget.process_request(arrives, (), {}, "sendMessage", data, ticket)

    async with asyncio.TaskGroup() as group:
        for chat in range(4):
            group.create_task(call(chat, True))
        await time.passes(1)
        for chat in range(10, 13):
            group.create_task(call(chat, False))
        await time.passes(1)
    assert sent[:4] == [(0.0, False), (0.0, True), (0.1, False), (0.1, True)]
    assert sent[4:] == [(1.0, False), (1.1, False), (1.2, False)]


async def test_a_mark_that_takes_long_holds_up_no_answer(
    telegram: Telegram, time: FakeTime
) -> None:
    is_marked = asyncio.Event()

    async def slowly() -> bool:
        await is_marked.wait()
        return True

    pill = Ticket(Lane.MEDICINE, slowly)
    async with asyncio.TaskGroup() as group:
        for chat in range(5):
            group.create_task(telegram.call("pill", chat, pill))
        await time.passes(1)
        group.create_task(telegram.call("answer", 50))
        await time.passes(1)
        assert telegram.names() == ["answer"]
        is_marked.set()
        await time.passes(2)
    assert telegram.names() == ["answer"] + ["pill"] * 5


async def test_what_is_withdrawn_or_fails_as_it_leaves_gives_its_place_back(
    telegram: Telegram, time: FakeTime
) -> None:
    async def withdrawn() -> bool:
        return False

    async def failing() -> bool:
        raise OSError("the database is away")

    for leaving, error in ((withdrawn, WithdrawnError), (failing, OSError)) * 5:
        with pytest.raises(error):
            await telegram.call("never", 1, Ticket(Lane.MEDICINE, leaving))
    await telegram.call("pill", 1, Ticket(Lane.MEDICINE, marked))
    assert telegram.calls == [(0.0, "pill")]


async def test_answers_go_first_then_medicines_then_what_tolerates_it_and_frames_last(
    telegram: Telegram, time: FakeTime
) -> None:
    async with asyncio.TaskGroup() as group:
        await telegram.call("takes the token", 0)
        for name, lane in (
            ("breath", Lane.FRAME),
            ("water", Lane.TOLERANT),
            ("stretching", Lane.TOLERANT),
            ("pill", Lane.MEDICINE),
            ("drops", Lane.MEDICINE),
            ("answer", None),
        ):
            group.create_task(telegram.call(name, hash(name), lane))
        await settle()
        assert [telegram.budget.waiting[lane] for lane in Lane] == [1, 2, 2, 1]
        await time.passes(1)
    assert telegram.names()[1:] == ["answer", "pill", "drops", "water", "stretching", "breath"]
    assert [telegram.budget.waiting[lane] for lane in Lane] == [0, 0, 0, 0]


async def test_within_one_chat_the_lanes_hold_as_well(time: FakeTime) -> None:
    telegram = Telegram(time, source=1000)
    async with asyncio.TaskGroup() as group:
        for number in range(3):
            await telegram.call(f"earlier {number}", 7)
        group.create_task(telegram.call("water", 7, Lane.TOLERANT))
        group.create_task(telegram.call("pill", 7, Lane.MEDICINE))
        await time.passes(3)
    assert telegram.calls[3:] == [(1.031, "pill"), (2.062, "water")]


async def test_the_chats_pace_holds_when_the_bots_own_rate_lets_go_late(time: FakeTime) -> None:
    telegram = Telegram(time, source=2, per_chat=1)
    async with asyncio.TaskGroup() as group:
        for number in range(20):
            group.create_task(telegram.call(f"answer {number}", 100 + number, Lane.ANSWER))
        for number in range(6):
            group.create_task(telegram.call(f"pill {number}", 7, Lane.MEDICINE))
        await time.passes(30)
    pills = [when for when, name in telegram.calls if name.startswith("pill")]
    assert len(pills) == 6
    assert pills[0] >= 9.5
    assert pills[5] - pills[0] >= 3 - 1e-3  # three at once, three more at one a second


@pytest.mark.parametrize(
    "endpoint",
    ["answerCallbackQuery", "getMe", "setMyCommands", "deleteMyCommands", "deleteWebhook",
     "sendChatAction", "leaveChat", "getFile", "deleteMessageReaction"],
)  # fmt: skip
async def test_what_makes_no_message_takes_nothing(telegram: Telegram, endpoint: str) -> None:
    for _ in range(50):
        await telegram.call(endpoint, 7, endpoint=endpoint)
    assert len(telegram.calls) == 50


async def test_429_silences_everybody_and_the_answer_is_tried_again(
    telegram: Telegram, time: FakeTime
) -> None:
    telegram.refuse = [5.0]
    async with asyncio.TaskGroup() as group:
        answer = group.create_task(telegram.call("answer", 1))
        await settle()
        group.create_task(telegram.call("pill", 2, Lane.MEDICINE))
        await time.passes(4.9)
        assert telegram.names() == ["answer"]
        assert telegram.budget.paused_until == 1005.0
        assert telegram.budget.refusals == 1
        await time.passes(1)
    assert telegram.names() == ["answer", "answer", "pill"]
    assert telegram.calls[1] == (5.0, "answer")
    assert await answer == "answer done"


async def test_an_unanswered_tap_is_tried_again_though_it_takes_no_token(
    telegram: Telegram, time: FakeTime
) -> None:
    telegram.refuse = [2.0]
    async with asyncio.TaskGroup() as group:
        group.create_task(telegram.call("notice", endpoint="answerCallbackQuery"))
        await time.passes(3)
    assert telegram.calls == [(0.0, "notice"), (2.0, "notice")]


async def test_a_reminder_that_meets_429_goes_back_to_the_sender(telegram: Telegram) -> None:
    telegram.refuse = [5.0]
    with pytest.raises(RetryAfter) as caught:
        await telegram.call("pill", 1, Lane.MEDICINE)
    assert seconds_of(caught.value) == 5
    assert telegram.names() == ["pill"]


async def test_an_answer_is_not_tried_for_ever(telegram: Telegram, time: FakeTime) -> None:
    telegram.refuse = [1.0] * 10
    async with asyncio.TaskGroup() as group:
        answer = group.create_task(swallowed(telegram.call("answer", 1)))
        await time.passes(60)
    assert isinstance(await answer, RetryAfter)
    assert telegram.names() == ["answer"] * 3


async def swallowed(call: Any) -> BaseException | str:
    try:
        return await call
    except RetryAfter as error:
        return error


async def test_a_long_pause_is_not_sat_out(telegram: Telegram, time: FakeTime) -> None:
    telegram.budget._gate._patience = 30
    async with asyncio.TaskGroup() as group:
        await telegram.call("takes the token", 0)
        waiting = [
            group.create_task(swallowed(telegram.call("in the queue", chat, Lane.TOLERANT)))
            for chat in (1, 2)
        ]
        await settle()
        telegram.refuse = [600.0]
        late = await swallowed(telegram.call("notice", endpoint="answerCallbackQuery"))
        await settle()
        assert all(task.done() for task in waiting)
    for error in [late, *(task.result() for task in waiting)]:
        assert isinstance(error, RetryAfter)
        assert seconds_of(error) == 600
    assert "in the queue" not in telegram.names()
    assert sum(telegram.budget.waiting.values()) == 0
    assert time.timers == 0


async def test_429_to_many_calls_under_way_halves_the_rate_once(
    telegram: Telegram, time: FakeTime
) -> None:
    release = asyncio.Event()

    async def refused_later() -> None:
        await release.wait()
        raise TooManyRequestsError(1)

    async def one(chat: int) -> None:
        call = telegram.budget.process_request
        await swallowed(
            call(refused_later, (), {}, "sendMessage", {"chat_id": chat}, Lane.TOLERANT)
        )

    async with asyncio.TaskGroup() as group:
        for chat in range(8):
            group.create_task(one(chat))
        await time.passes(1)
        release.set()
    assert telegram.budget.refusals == 8
    assert telegram.budget.rate == 5
    await time.passes(13)
    assert 5 < telegram.budget.rate < 10
    await time.passes(60)
    assert telegram.budget.rate == 10


async def test_other_errors_are_the_callers(telegram: Telegram) -> None:
    telegram.refuse = [BadRequest("chat not found")]
    with pytest.raises(BadRequest):
        await telegram.call("answer", 1)
    assert telegram.budget.refusals == 0


async def test_who_is_cancelled_while_waiting_has_taken_nothing(
    telegram: Telegram, time: FakeTime
) -> None:
    async with asyncio.TaskGroup() as group:
        await telegram.call("first", 0)
        given_up = [group.create_task(telegram.call("given up", chat)) for chat in range(1, 30)]
        await settle()
        for task in given_up:
            task.cancel()
        await settle()
        group.create_task(telegram.call("second", 50))
        await time.passes(1)
    assert telegram.calls == [(0.0, "first"), (0.1, "second")]
    assert sum(telegram.budget.waiting.values()) == 0


async def test_a_token_given_to_one_cancelled_at_that_instant_goes_to_the_next(
    telegram: Telegram, time: FakeTime
) -> None:
    async with asyncio.TaskGroup() as group:
        await telegram.call("first", 0)
        given_up = group.create_task(telegram.call("given up", 1))
        group.create_task(telegram.call("second", 2))
        await settle()
        time.now += 0.1
        telegram.budget._gate._release()  # given_up has its token, but has not run yet
        given_up.cancel()
        await time.passes(0)
        assert telegram.calls == [(0.0, "first"), (0.1, "second")]


async def test_a_cancelled_head_of_a_chats_queue_lets_the_next_go(time: FakeTime) -> None:
    telegram = Telegram(time, source=1000)
    async with asyncio.TaskGroup() as group:
        for number in range(3):
            await telegram.call(f"earlier {number}", 7)
        given_up = group.create_task(telegram.call("given up", 7))
        await settle()
        group.create_task(telegram.call("next", 7))
        await settle()
        given_up.cancel()
        await time.passes(1.5)
        assert telegram.calls[3:] == [(1.031, "next")]


async def test_chats_at_rest_are_forgotten(time: FakeTime) -> None:
    telegram = Telegram(time, source=10_000, per_chat=10)
    for chat in range(10_000):
        time.now += 0.01
        await telegram.call("hello", chat)
    assert len(telegram.budget._gate._chats) < 2100


async def test_ten_thousand_a_second_are_let_through(time: FakeTime) -> None:
    telegram = Telegram(time, source=10_000, per_chat=1000)
    async with asyncio.TaskGroup() as group:
        for chat in range(6_000):
            group.create_task(telegram.call("hello", chat, Lane.TOLERANT))
        await time.passes(0.55)
    assert telegram.calls[-1][0] == pytest.approx(0.5, abs=0.01)


async def test_it_lives_in_a_real_loop_and_leaves_no_timer_behind() -> None:
    budget = Budget(1000, per_chat=1000)
    await budget.initialize()

    async def arrives() -> bool:
        return True

    async def call(chat: int) -> bool:
        return await budget.process_request(arrives, (), {}, "sendMessage", {"chat_id": chat}, None)

    async with asyncio.TaskGroup() as group:
        for chat in range(130):
            group.create_task(call(chat))
    assert sum(budget.waiting.values()) == 0
    await budget.shutdown()
    assert budget._gate._timer is None


async def test_an_uncontended_call_costs_next_to_nothing() -> None:
    budget = Budget(10_000, per_chat=1000)

    async def arrives() -> None: ...

    async def seconds_for(calls: int) -> float:
        began = perf_counter()
        for chat in range(calls):
            await budget.process_request(
                arrives, (), {}, "sendMessage", {"chat_id": chat % 50}, Lane.MEDICINE
            )
        return perf_counter() - began

    assert min([await seconds_for(200) for _ in range(5)]) / 200 < 100e-6
