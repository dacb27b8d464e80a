"""Who may ask the page for something, and what it does not understand."""

import pytest
from aiohttp import ClientSession

from bot.demo.people import StandInUser
from bot.demo.standin import StandIn
from tests.demo.page.machine import RecordingMachine


async def test_other_web_pages_are_kept_out(
    base: str, standin: StandIn, grace: StandInUser
) -> None:
    own = {"Origin": base}
    refused = [
        (403, {"Origin": "https://evil.example"}),
        (403, {"Origin": "null"}),
        (403, {"Host": "rebound.example:8080"}),
        (403, {"Sec-Fetch-Site": "cross-site"}),
        (415, {**own, "Content-Type": "text/plain"}),
    ]
    async with ClientSession() as session:
        for status, headers in refused:
            async with session.post(
                f"{base}/page/text",
                data='{"text": "hi"}',
                headers={"Content-Type": "application/json", **headers},
            ) as answer:
                assert answer.status == status, headers
        api = f"{base}/bot{standin.token}/getMe"
        async with session.post(api, headers={"Origin": "https://evil.example"}) as answer:
            assert answer.status == 403
        assert grace.messages == []
        async with session.post(f"{base}/page/text", json={"text": "hi"}, headers=own) as answer:
            assert answer.status == 200
    assert [message.text for message in grace.messages] == ["hi"]


@pytest.mark.parametrize(
    ("what", "body"),
    [
        ("text", {"text": "   "}),
        ("text", {"text": "x" * 4097}),
        ("text", []),
        ("tap", {"message": "first", "data": "x"}),
        ("tap", {}),
        ("location", {"latitude": 91, "longitude": 0}),
        ("location", {"latitude": "north"}),
        ("attach", {"what": "secrets"}),
        ("time", {"action": "backwards"}),
    ],
)
async def test_nonsense_is_refused(
    base: str, what: str, body: object, standin: StandIn, machine: RecordingMachine
) -> None:
    async with ClientSession() as session, session.post(f"{base}/page/{what}", json=body) as answer:
        assert answer.status == 400
    assert len(standin.world.updates) == 0
    assert machine.asked == []
