"""Who sends more than anybody can tap: the rule, and what it does to polling and webhooks."""

import asyncio
from collections import Counter
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from telegram import Update

from bot.settings import Settings
from bot.telegram.floods import PER_SECOND, TOLD_EVERY, Floods, Sent, Verdict, looked_at, sender_in
from bot.telegram.ordering import key_of
from bot.telegram.polling import Poller
from bot.telegram.webhook import Receiver
from tests.telegram.test_polling import Telegram
from tests.telegram.updates import raw_message

USUAL = Settings.model_fields["bot_updates_at_once"].default
instants = st.lists(st.floats(0, 600, allow_nan=False), max_size=200).map(sorted)


def verdicts(moments: list[float], at_once: int = USUAL) -> list[Verdict]:
    sent: Sent | None = None
    found = []
    for now in moments:
        sent, verdict = looked_at(sent, now, at_once)
        found.append(verdict)
    return found


def test_nobody_with_two_thumbs_ever_meets_the_limit() -> None:
    """Ten taps at once; four a second for half a minute, on a counter; forty forwarded messages."""
    assert set(verdicts([0.0] * 10)) == {Verdict.TAKE}
    assert set(verdicts([tap / 4 for tap in range(4 * 30)])) == {Verdict.TAKE}
    assert set(verdicts([0.0] * 40 + [60.0] * 40)) == {Verdict.TAKE}
    assert set(verdicts([float(second) for second in range(3600)])) == {Verdict.TAKE}


def test_a_flood_is_cut_to_one_a_second() -> None:
    found = Counter(verdicts([call / 1000 for call in range(10_000)]))
    assert USUAL + 9 <= found[Verdict.TAKE] <= USUAL + 10
    assert found[Verdict.TELL] == 1


@given(instants, st.integers(1, 30))
def test_never_more_than_at_once_and_one_a_second(moments: list[float], at_once: int) -> None:
    found = verdicts(moments, at_once)
    taken = [now for now, one in zip(moments, found, strict=True) if one is Verdict.TAKE]
    for first, begin in enumerate(taken):
        for count, end in enumerate(taken[first:], 1):
            assert count <= at_once + (end - begin) * PER_SECOND + 1e-6


@given(instants, st.integers(1, 30))
@example([15.522821388122358], 1)  # a second later, less that instant, is more than a second
def test_whoever_keeps_below_it_is_never_turned_away(moments: list[float], at_once: int) -> None:
    slow = [now + number / PER_SECOND for number, now in enumerate(moments)]
    assert set(verdicts(slow, at_once)) <= {Verdict.TAKE}


@given(instants, st.integers(1, 5))
def test_a_kind_word_comes_first_and_then_once_a_minute(moments: list[float], at_once: int) -> None:
    found = list(zip(moments, verdicts(moments, at_once), strict=True))
    told = [now for now, one in found if one is Verdict.TELL]
    refused = [now for now, one in found if one is not Verdict.TAKE]
    assert refused[:1] == told[:1]
    assert all(after - before >= TOLD_EVERY for before, after in pairwise(told))


def test_each_sender_has_a_limit_of_their_own_and_those_at_rest_are_forgotten() -> None:
    floods = Floods(2)
    assert [floods.verdict(1, 0.0) for _ in range(4)] == [
        Verdict.TAKE, Verdict.TAKE, Verdict.TELL, Verdict.DROP,
    ]  # fmt: skip
    assert floods.is_flooding(1, 0.0)
    assert not floods.is_flooding(2, 0.0)
    assert [floods.verdict(sender, 0.0) for sender in range(2, 5000)] == [Verdict.TAKE] * 4998
    assert floods.verdict(1, 0.1) is Verdict.DROP
    for sender in range(10_000):
        floods.verdict(sender, 500.0)
    assert len(floods._sent) < 14_000
    assert floods.verdict(None, 0.0) is Verdict.TAKE
    assert Floods(0).verdict(1, 0.0) is Verdict.TAKE


@pytest.mark.parametrize(
    "raw",
    [
        raw_message(1, 7),
        {"update_id": 1, "callback_query": {"id": "1", "chat_instance": "1", "data": "x",
                                            "from": {"id": 7, "is_bot": False, "first_name": "A"}}},
        {"update_id": 1, "channel_post": {"message_id": 1, "date": 1,
                                          "chat": {"id": -7, "type": "channel"}}},
    ],
)  # fmt: skip
def test_a_sender_is_known_before_anything_is_read(raw: dict[str, Any]) -> None:
    update = Update.de_json(raw, None)
    assert sender_in(raw) == key_of(update)


@pytest.mark.parametrize(
    "raw", [{}, {"update_id": 1}, {"message": 3}, {"message": {"from": []}},
            {"message": {"from": {"id": "7"}}}, {"message": {"from": {"id": True}}}],
)  # fmt: skip
def test_what_names_no_sender_is_nobodys(raw: dict[str, Any]) -> None:
    assert sender_in(raw) is None


class Chats:
    """Handles updates, a person's answers as slow as `door` lets them; counts who was served."""

    def __init__(self) -> None:
        self.served: Counter[int] = Counter()
        self.told: Counter[int] = Counter()
        self.notes: Counter[str] = Counter()
        self.door = asyncio.Event()
        self.slow_one = 0

    async def handle(self, update: Update) -> None:
        assert update.effective_user is not None
        if update.effective_user.id == self.slow_one:
            await self.door.wait()
        self.served[update.effective_user.id] += 1

    async def slower(self, update: Update) -> None:
        assert update.effective_user is not None
        self.told[update.effective_user.id] += 1

    def note(self, what: str) -> None:
        self.notes[what] += 1


async def until(met: Any) -> None:
    async with asyncio.timeout(5):
        while not met():
            await asyncio.sleep(0)


def polled(telegram: Telegram, chats: Chats, at_once: int) -> Poller:
    return Poller(
        telegram, chats.handle, floods=Floods(at_once), slower=chats.slower, note=chats.note
    )


async def test_a_flood_leaves_everybody_elses_updates_as_they_were() -> None:
    flood = [raw_message(number, 666) for number in range(1, 3001)]
    flood[1000], flood[2000] = raw_message(1001, 1), raw_message(2001, 2)
    telegram, chats, stop = Telegram(*flood), Chats(), asyncio.Event()
    poller = polled(telegram, chats, 20)
    async with asyncio.TaskGroup() as group:
        group.create_task(poller.run(stop))
        await until(lambda: telegram.waiting.is_set() and not telegram.pending)
        stop.set()

    assert (chats.served[1], chats.served[2]) == (1, 1)
    assert 20 <= chats.served[666] < 30
    assert chats.told == {666: 1}
    assert chats.notes["flood"] == 2998 - chats.served[666]
    assert len(telegram.asked) < 60, "a batch is asked for at once, and without hurry otherwise"


async def test_what_is_committed_holds_nobody_up_while_a_flood_is_on() -> None:
    """Telegram shows a hundred: somebody's slow answer must not keep all others out."""
    flood = [raw_message(1, 1), *(raw_message(number, 666) for number in range(2, 400))]
    telegram, chats, stop = Telegram(*flood, raw_message(400, 2)), Chats(), asyncio.Event()
    chats.slow_one = 1
    poller = polled(telegram, chats, 5)
    async with asyncio.TaskGroup() as group:
        group.create_task(poller.run(stop))
        await until(lambda: chats.notes["flood"] > 50)
        poller.kept(1)
        await until(lambda: chats.served[2])
        assert not chats.served[1]
        chats.door.set()
        await until(lambda: chats.served[1])
        stop.set()


async def test_without_a_flood_an_update_is_held_until_it_is_answered() -> None:
    telegram, chats, stop = Telegram(*(raw_message(n, n) for n in range(1, 101))), Chats(), None
    chats.slow_one, stop = 1, asyncio.Event()
    poller = polled(telegram, chats, 5)
    async with asyncio.TaskGroup() as group:
        group.create_task(poller.run(stop))
        await until(lambda: chats.served.total() == 99)
        poller.kept(1)
        await until(lambda: len(telegram.asked) > 3)
        assert telegram.pending[0]["update_id"] == 1
        chats.door.set()
        await until(lambda: chats.served[1])
        stop.set()


async def test_who_floods_holds_nothing_back_by_what_was_taken_of_theirs() -> None:
    telegram = Telegram(*(raw_message(n, 666) for n in range(1, 300)), raw_message(300, 2))
    chats, stop = Chats(), asyncio.Event()
    chats.slow_one = 666
    async with asyncio.TaskGroup() as group:
        group.create_task(polled(telegram, chats, 5).run(stop))
        await until(lambda: chats.served[2])
        chats.door.set()
        stop.set()


async def test_one_who_sends_a_hundred_at_once_keeps_nobody_out() -> None:
    """They are all taken, and answered as slowly as one chat takes answers."""
    telegram = Telegram(*(raw_message(n, 666) for n in range(1, 119)), raw_message(300, 2))
    chats, stop = Chats(), asyncio.Event()
    chats.slow_one = 666
    async with asyncio.TaskGroup() as group:
        group.create_task(polled(telegram, chats, 120).run(stop))
        await until(lambda: chats.served[2])
        assert not chats.notes["flood"]
        chats.door.set()
        await until(lambda: chats.served[666] == 118)
        stop.set()


async def test_a_webhook_is_answered_at_once_for_what_nobody_reads() -> None:
    chats = Chats()
    chats.slow_one = 666
    receiver = Receiver(
        None, chats.handle, secret="x", floods=Floods(1), slower=chats.slower, note=chats.note
    )
    receiver.is_open = True
    async with asyncio.TaskGroup() as group:
        first = group.create_task(receiver._acted_on(raw_message(1, 666)))
        await asyncio.sleep(0)
        for number in range(2, 50):
            await receiver._acted_on(raw_message(number, 666))
        await receiver._acted_on(raw_message(50, 2))
        assert not first.done()
        chats.door.set()
    await until(lambda: chats.told[666])
    await receiver.aclose(1)
    assert chats.served == {666: 1, 2: 1}
    assert chats.notes == {"update": 2, "flood": 48}
