"""Failures on order: each happens when and how often it was asked for."""

import asyncio

import pytest
from aiohttp import ClientError, ClientSession

from bot.clock import MovableClock
from bot.demo.faults import Fault
from bot.demo.pace import RateLimit
from bot.demo.people import StandInUser
from bot.demo.serving import serving
from bot.demo.standin import StandIn

from .conftest import Ask


def texts(user: StandInUser) -> list[str]:
    return [message.text for message in user.received]


async def test_the_second_and_third_call_fail(ask: Ask, ada: StandInUser, standin: StandIn) -> None:
    standin.faults.add(Fault("sendMessage", kind="500", nth=2, times=2))
    codes = [
        (await ask("sendMessage", chat_id=ada.id, text=text)).get("error_code") for text in "abcd"
    ]
    assert codes == [None, 500, 500, None]
    assert texts(ada) == ["a", "d"]


async def test_too_many_requests_say_how_long(ask: Ask, ada: StandInUser, standin: StandIn) -> None:
    standin.faults.add(Fault("sendMessage", kind="429", retry_after=7))
    answer = await ask("sendMessage", chat_id=ada.id, text="a")
    assert answer["parameters"] == {"retry_after": 7}
    assert answer["description"] == "Too Many Requests: retry after 7"


@pytest.mark.parametrize(
    ("kind", "arrived"), [("drop_before", []), ("drop_after", ["a"]), ("truncate", ["a"])]
)
async def test_connections_break_before_or_after_the_deed(
    ask: Ask, ada: StandInUser, standin: StandIn, kind: str, arrived: list[str]
) -> None:
    standin.faults.add(Fault("sendMessage", kind=kind))
    with pytest.raises(ClientError):
        await ask("sendMessage", chat_id=ada.id, text="a")
    assert texts(ada) == arrived
    assert standin.calls[-1].outcome == kind
    assert (await ask("sendMessage", chat_id=ada.id, text="b"))["ok"]


async def test_an_answer_held_back(ask: Ask, ada: StandInUser, standin: StandIn) -> None:
    fault = standin.faults.add(Fault("sendMessage", kind="delay"))
    async with asyncio.TaskGroup() as group:
        slow = group.create_task(ask("sendMessage", chat_id=ada.id, text="slow"))
        await standin.until(lambda: texts(ada) == ["slow"])
        assert (await ask("sendMessage", chat_id=ada.id, text="quick"))["ok"]
        assert not slow.done()
        fault.release()
    assert slow.result()["ok"]


async def test_only_what_matches_fails(ask: Ask, ada: StandInUser, standin: StandIn) -> None:
    standin.faults.add(Fault(kind="500", times=None, when=lambda given: given.get("text") == "bad"))
    for text in ("good", "bad", "good", "bad"):
        answer = await ask("sendMessage", chat_id=ada.id, text=text)
        assert answer["ok"] == (text == "good")
    standin.faults.clear()
    assert (await ask("sendMessage", chat_id=ada.id, text="bad"))["ok"]
    assert standin.outcomes["sendMessage", "ok"] == 3
    assert standin.outcomes["sendMessage", "Internal Server Error"] == 2


async def test_telegrams_pace(clock: MovableClock) -> None:
    seconds = [0.0]
    limit = RateLimit(per_second=2, burst=3, per_chat_per_second=1, chat_burst=1)
    standin = StandIn(clock, rate=limit, monotonic=lambda: seconds[0])
    users = [standin.user(name) for name in ("Ada", "Grace", "Mary", "Emmy")]
    for user in users:
        user.send_text("/start")
    async with serving(standin.application()) as base, ClientSession() as session:

        async def wait_for(user: StandInUser) -> int:
            url = f"{base}/bot{standin.token}/sendMessage"
            async with session.post(url, json={"chat_id": user.id, "text": "x"}) as response:
                return (await response.json()).get("parameters", {}).get("retry_after", 0)

        assert [await wait_for(user) for user in users] == [0, 0, 0, 1], "the burst is used up"
        seconds[0] = 0.5
        assert await wait_for(users[0]) == 1, "one a second in one chat"
        assert await wait_for(users[3]) == 0
        seconds[0] = 5
        assert await wait_for(users[0]) == 0


async def test_the_server_stops_at_once_in_the_middle_of_a_poll(standin: StandIn) -> None:
    async with asyncio.TaskGroup() as group, ClientSession() as session:
        async with serving(standin.application()) as base:
            url = f"{base}/bot{standin.token}/getUpdates?timeout=50"
            asked = group.create_task(session.get(url))
            await standin.until(lambda: standin.world.updates.polled)
        async with await asked as response:
            assert (await response.json())["result"] == []
