"""Whatever comes at whatever step: a short useful answer, and the step stays where it was."""

from struct import pack

import pytest

from bot.demo.people import StandInUser
from tests.conftest import on_sqlite
from tests.edge.watching import errors, refused_calls, rows_of
from tests.edge.ways import DUE, PAGE, follow
from tests.phone import Phone, Story

SETUP = ("/start", "tap Agree", "Europe/Berlin", "tap Continue", "tap Skip", "tap Skip")
BY_STEPS = ("/add", "tap Medicine", "Clonazepam", "0.5 mg")
STEPS: dict[str, tuple[str, ...]] = {
    "a stranger": (),
    "consent": SETUP[:1],
    "set-up: zone": SETUP[:2],
    "set-up: hours": SETUP[:3],
    "set-up: condition": SETUP[:4],
    "set-up: side": SETUP[:5],
    "set-up: starter plan": SETUP,
    "nothing open": ("/today",),
    "zone": ("/timezone",),
    "hours": ("/settings", "tap Wake"),
    "add: a line": ("/add something at some time",),
    "add: kind": BY_STEPS[:1],
    "add: name": BY_STEPS[:2],
    "add: amount": BY_STEPS[:3],
    "add: how often": BY_STEPS,
    "add: hours": (*BY_STEPS, "tap Every few hours"),
    "add: window": (*BY_STEPS, "tap Every few hours", "4"),
    "add: weekdays": (*BY_STEPS, "tap On weekdays"),
    "add: days": (*BY_STEPS, "tap Every few days"),
    "add: limits": (*BY_STEPS, "tap As needed"),
    "add: date": (*BY_STEPS, "tap On one date"),
    "add: times": (*BY_STEPS, "tap Twice a day"),
    "add: confirm": ("/add Clonazepam 0.5 mg 08:00",),
    "add: change": ("/add Clonazepam 0.5 mg 08:00", "tap Change"),
    "item: name": (*PAGE, "tap Name"),
    "item: amount": (*PAGE, "tap Amount"),
    "item: times": (*PAGE, "tap Times"),
    "item: notes": (*PAGE, "tap Notes"),
    "item: repeats": (*PAGE, "tap Repeats"),
    "item: kind": (*PAGE, "tap Kind"),
    "item: a past date": (*PAGE, "tap Times", "3 Nov 2025 10:00"),
    "reminder: later": (*DUE, "tap Later", "tap Another time"),
    "reminder: taken at": (*DUE, "tap Taken", "tap Change time", "tap Another time"),
}
BERLIN = {"latitude": 52.52, "longitude": 13.4}
LONGEST_ANSWER = 1200
HOSTILE = (
    "<b>&amp;</b>",
    "</code><script>",
    "&lt; & > \" '",
    "\u200b",
    "nul \0 and half \ud800",
    "\u202eneuf \u2067abc",
    "\U0001f600" * 200,
    "x" * 4096,
    "{name} %s {0} {",
    "line one\nline two\n\n\n",
    "25:00",
    "99999999999999999999",
    "٢٥:٠٠",
    "-1",
    "0",
    ".",
)
at_every_step = pytest.mark.parametrize("step", STEPS)


async def brought_to(story: Story, step: str) -> Phone:
    phone = story.phone()
    if step not in {"a stranger", "consent"} and not step.startswith("set-up"):
        await phone.sets_up()
    await follow(phone, STEPS[step])
    return phone


def contents(user: StandInUser) -> dict[str, int]:
    """One of each kind of message without words of its own; what they are, and their updates."""
    picture = b"\x89PNG\r\n\x1a\n" + pack(">I4sII9s", 13, b"IHDR", 100, 100, b"\x08\x02\0\0\0")
    return {
        "sticker": user.send_sticker(),
        "photo": user.send_photo(picture),
        "photo with words": user.send_photo(picture, "08:00"),
        "voice": user.send_voice(),
        "contact": user.send_contact(),
        "document": user.send_document(b"%PDF-", caption="Clonazepam 0.5 mg 08:00"),
        "dice": user._send(extra={"dice": {"emoji": "🎲", "value": 6}}),
        "poll": user._send(extra={"poll": _poll()}),
        "something new": user._send(extra={"hologram": {"width": 3}}),
    }


@on_sqlite
@at_every_step
async def test_what_cannot_be_read_leaves_the_step_where_it_was(step: str, story: Story) -> None:
    phone = await brought_to(story, step)
    before, seen = await rows_of(phone), len(phone.user.received)

    sent = contents(phone.user)
    await phone.does(max(sent.values()))

    after = await rows_of(phone)
    logged = 1 if step == "nothing open" else 0  # where nothing waits, a voice is an episode
    assert len(after.pop("episode", [])) == len(before.pop("episode", [])) + logged
    assert after == before
    assert len(phone.user.received) - seen == len(sent)
    for message in phone.user.received[seen:]:
        assert 0 < len(message.text) < LONGEST_ANSWER
    assert errors(story) == {}
    assert refused_calls(story) == {}


@on_sqlite
@at_every_step
async def test_a_place_is_taken_only_where_it_was_asked_for(step: str, story: Story) -> None:
    phone = await brought_to(story, step)
    before, seen = await rows_of(phone), len(phone.user.received)

    await phone.does(phone.user.send_location(**BERLIN))
    await phone.does(phone.user._send(extra={"location": BERLIN, "venue": _venue()}))

    assert len(phone.user.received) - seen >= 2
    if "zone" not in step:
        assert await rows_of(phone) == before
    assert errors(story) == {}
    assert refused_calls(story) == {}


@on_sqlite
@at_every_step
async def test_nothing_typed_breaks_a_screen(step: str, story: Story) -> None:
    phone = await brought_to(story, step)
    for text in HOSTILE:
        seen = len(phone.user.received)
        await phone.sends(text)
        assert len(phone.user.received) > seen, repr(text)
        assert errors(story) == {}, repr(text)
    for command in ("/today", "/plan", "/history", "/settings"):
        await phone.sends(command)
    assert errors(story) == {}
    assert refused_calls(story) == {}


def _poll() -> dict[str, object]:
    return {
        "id": "1",
        "question": "08:00?",
        "options": [{"text": "yes", "voter_count": 0, "persistent_id": "1"}],
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": True,
        "type": "regular",
        "allows_multiple_answers": False,
        "allows_revoting": False,
        "members_only": False,
    }


def _venue() -> dict[str, object]:
    return {"location": BERLIN, "title": "Clinic", "address": "08:00"}
