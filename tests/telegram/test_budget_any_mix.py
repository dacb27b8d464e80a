"""Any mix of calls, lanes, chats, cancellations and 429s: the limits hold and nobody is lost."""

import asyncio
from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.telegram.budget import Budget
from bot.telegram.doubt import TooManyRequestsError
from bot.telegram.lanes import Lane
from tests.telegram.faketime import FakeTime, settle

RATE, PER_CHAT, BURST = 5.0, 1.0, 3


@dataclass(frozen=True)
class Step:
    chat: int
    lane: Lane
    wait: float
    """Seconds that pass after the call is made."""
    cancel: int | None
    """Which of the calls made so far is then given up."""
    refuse: bool
    """Whether Telegram says 429, for two seconds, to the next call that arrives."""


steps = st.lists(
    st.builds(
        Step,
        chat=st.integers(1, 3),
        lane=st.sampled_from(Lane),
        wait=st.sampled_from([0.0, 0.0, 0.0, 0.1, 0.35, 2.0]),
        cancel=st.none() | st.integers(0, 40),
        refuse=st.sampled_from([False] * 9 + [True]),
    ),
    max_size=40,
)


@dataclass
class Arrivals:
    time: FakeTime
    accepted: list[tuple[float, int, Lane, int]] = field(default_factory=list)
    silent_until: float = 0.0
    refuse_next: bool = False
    broke_silence: bool = False

    async def at_telegram(self, number: int, chat: int, lane: Lane) -> None:
        self.broke_silence |= self.time.now < self.silent_until - 1e-5
        if self.refuse_next:
            self.refuse_next = False
            self.silent_until = self.time.now + 2
            raise TooManyRequestsError(2)
        self.accepted.append((self.time.now, chat, lane, number))


async def live(plan: list[Step]) -> tuple[Arrivals, Budget, list[asyncio.Task[None]]]:
    time = FakeTime()
    telegram = Arrivals(time)
    budget = Budget(RATE, PER_CHAT, timers=time)

    async def call(number: int, step: Step) -> None:
        data, args = {"chat_id": step.chat}, (number, step.chat, step.lane)
        try:
            await budget.process_request(
                telegram.at_telegram, args, {}, "sendMessage", data, step.lane
            )
        except TooManyRequestsError:
            telegram.accepted.append((-1.0, 0, step.lane, number))  # its sender knows

    calls = []
    async with asyncio.TaskGroup() as group:
        for number, step in enumerate(plan):
            calls.append(group.create_task(call(number, step)))
            telegram.refuse_next |= step.refuse
            await settle()
            if step.cancel is not None and step.cancel < len(calls):
                calls[step.cancel].cancel()
            await time.passes(step.wait)
        await time.passes(300)
    return telegram, budget, calls


@settings(max_examples=150, deadline=None)
@given(steps)
def test_the_limits_hold_and_nobody_is_lost(plan: list[Step]) -> None:
    telegram, budget, calls = asyncio.run(live(plan))
    accepted = [one for one in telegram.accepted if one[0] >= 0]
    cancelled = {number for number, task in enumerate(calls) if task.cancelled()}
    assert {number for _, _, _, number in telegram.accepted} | cancelled == set(range(len(plan)))
    assert not telegram.broke_silence
    for chat in (1, 2, 3):
        times = [when for when, where, _, _ in accepted if where == chat]
        assert_within(times, PER_CHAT, BURST)
    assert_within([when for when, _, _, _ in accepted], RATE, 1)
    assert budget.waiting == dict.fromkeys(Lane, 0)
    assert budget._gate._timer is None
    assert not budget._gate._ready
    assert not any(chat.queue or chat.waiting for chat in budget._gate._chats.values())


def assert_within(times: list[float], rate: float, burst: int) -> None:
    for first, start in enumerate(times):
        for last, end in enumerate(times[first:], first):
            assert last - first + 1 <= burst + rate * (end - start) + 1e-3


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 3), st.sampled_from(Lane)), max_size=30))
def test_in_one_chat_each_lane_keeps_its_order(plan: list[tuple[int, Lane]]) -> None:
    steps = [Step(chat, lane, 0.0, None, refuse=False) for chat, lane in plan]
    telegram, _, _ = asyncio.run(live(steps))
    for chat in (1, 2, 3):
        for lane in Lane:
            numbers = [
                number
                for _, where, which, number in telegram.accepted
                if (where, which) == (chat, lane)
            ]
            assert numbers == sorted(numbers)
