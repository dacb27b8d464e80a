"""Updates: fetched, confirmed by a higher offset, one poller at a time."""

import asyncio
from datetime import timedelta

import pytest

from bot.clock import MovableClock
from bot.demo.people import StandInUser
from bot.demo.standin import StandIn

from .conftest import Ask


async def fetch(ask: Ask, **params: object) -> list[int]:
    return [update["update_id"] for update in (await ask("getUpdates", **params))["result"]]


async def test_an_offset_confirms_what_came_before(ask: Ask, standin: StandIn) -> None:
    ada = standin.user()
    first, second, third = (ada.send_text(text) for text in ("one", "two", "three"))
    assert await fetch(ask) == [first, second, third]
    assert await fetch(ask, offset=second, limit=1) == [second]
    assert await fetch(ask, offset=second) == [second, third], "asking again gives them again"
    assert await fetch(ask, offset=-1) == [third]
    assert await fetch(ask) == [third], "a negative offset forgets the others"


async def test_a_long_poll_ends_with_the_update(ask: Ask, ada: StandInUser) -> None:
    offset = (await fetch(ask))[-1] + 1
    async with asyncio.TaskGroup() as group:
        polling = group.create_task(fetch(ask, offset=offset, timeout=30))
        confirmed = group.create_task(ada._world.updates.confirmed(offset - 1, 10))
        await confirmed
        sent = ada.send_text("hello")
    assert polling.result() == [sent]


async def test_acknowledged_waits_for_the_higher_offset(ask: Ask, standin: StandIn) -> None:
    update_id = standin.user().send_text("hello")
    with pytest.raises(TimeoutError):
        await standin.acknowledged(update_id, within=0)
    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(standin.acknowledged(update_id))
        assert await fetch(ask) == [update_id]
        assert not waiting.done(), "fetching is not confirming"
        await fetch(ask, offset=update_id + 1)
    await standin.acknowledged(update_id, within=0)


async def test_the_second_poller_ends_the_first(ask: Ask, standin: StandIn) -> None:
    async with asyncio.TaskGroup() as group:
        first = group.create_task(ask("getUpdates", timeout=30))
        await standin.until(lambda: standin.world.updates.polled)
        second = group.create_task(ask("getUpdates", timeout=30))
        assert await first == {
            "ok": False,
            "error_code": 409,
            "description": "Conflict: terminated by other getUpdates request; "
            "make sure that only one bot instance is running",
        }
        update_id = standin.user().send_text("hello")
    assert [update["update_id"] for update in second.result()["result"]] == [update_id]


async def test_no_polling_beside_a_webhook(ask: Ask) -> None:
    await ask("setWebhook", url="https://example.org/hook")
    answer = await ask("getUpdates")
    assert answer["error_code"] == 409
    assert answer["description"].startswith("Conflict: can't use getUpdates method while webhook")
    assert (await ask("getWebhookInfo"))["result"]["url"] == "https://example.org/hook"
    await ask("deleteWebhook")
    assert (await ask("getUpdates"))["ok"]


async def test_only_the_kinds_asked_for_arrive(ask: Ask, ada: StandInUser) -> None:
    offset = (await fetch(ask, allowed_updates=["message"]))[-1] + 1
    ada.edit(ada.messages[0].message_id, "/start again")
    wanted = ada.send_text("hello")
    ada.block()
    assert await fetch(ask, offset=offset) == [wanted]
    ada.unblock()
    await fetch(ask, offset=wanted + 1, allowed_updates=[])
    blocked = ada.block()
    assert await fetch(ask) == [blocked], "an empty list asks for the usual kinds"


async def test_updates_are_forgotten_after_a_day(
    ask: Ask, ada: StandInUser, clock: MovableClock
) -> None:
    clock.move_to(clock() + timedelta(hours=25))
    assert await fetch(ask) == []


async def test_what_people_do_becomes_updates(ask: Ask, standin: StandIn) -> None:
    ada, family = standin.user("Ada"), standin.group("Family")
    ada.send_location(52.5, 13.4)
    ada.send_sticker()
    ada.send_voice()
    ada.send_contact()
    ada.send_document(b"%PDF-1.7", "letter.pdf", caption="From the doctor")
    family.add_bot(ada)
    family.send_text(ada, "Hello everybody")
    standin.group("News", kind="channel").send_text(ada, "Post")
    standin.push({"poll_answer": {"poll_id": "1"}})
    updates = (await ask("getUpdates"))["result"]
    kinds = [next(name for name in update if name != "update_id") for update in updates]
    assert kinds == ["message"] * 5 + ["my_chat_member", "message", "channel_post", "poll_answer"]
    contents = ("location", "sticker", "voice", "contact", "document")
    assert all(name in updates[at]["message"] for at, name in enumerate(contents))
    assert updates[4]["message"]["caption"] == "From the doctor"


async def test_a_left_group_is_closed(ask: Ask, ada: StandInUser, standin: StandIn) -> None:
    family = standin.group("Family")
    family.add_bot(ada)
    assert (await ask("sendMessage", chat_id=family.id, text="Goodbye"))["ok"]
    await ask("leaveChat", chat_id=family.id)
    assert family.left
    answer = await ask("sendMessage", chat_id=family.id, text="Hello again")
    assert answer["description"] == "Forbidden: bot is not a member of the group chat"
