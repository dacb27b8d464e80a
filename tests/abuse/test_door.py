"""By invitation: who has a code comes in, who is in stays, and nobody learns who else is here."""

import asyncio
import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event, func, select, update
from sqlalchemy.engine import URL

from bot.door.actions import make
from bot.door.rules import (
    MOST_WRONG,
    PREFIX,
    WITHIN,
    Door,
    Tries,
    code_in,
    hash_of,
    looks_like_one,
    new_code,
    spelled,
)
from bot.door.tables import InviteCode
from bot.errors import UserError
from bot.operations.inviting import invite
from bot.people.tables import Person
from tests.circle.life import accepts, invites
from tests.conftest import on_sqlite
from tests.edge.watching import errors, refused_calls, rows_of
from tests.phone import MONDAY, Phone, Story, settings_for, telling

CLOSED = "This companion is by invitation"
UNUSABLE = "This code can't be used."
GUEST = 4_242
NOW = datetime(2026, 3, 2, tzinfo=UTC)


async def code_for(story: Story, uses: int = 1, days: int = 14) -> str:
    code = new_code()
    async with story.app.db.writing() as session:
        await make(session, code, uses, days, story.clock())
    return code


async def persons(story: Story) -> int:
    async with story.app.db.reading() as session:
        return await session.scalar(select(func.count()).select_from(Person)) or 0


async def uses_left(story: Story, code: str) -> int | None:
    async with story.app.db.reading() as session:
        found = select(InviteCode.uses_left).where(InviteCode.code_hash == hash_of(code))
        return await session.scalar(found)


async def comes_in(phone: Phone, code: str) -> None:
    await phone.sends(f"/start {PREFIX}{code}")
    await phone.taps("Agree")


@on_sqlite
async def test_a_stranger_is_told_kindly_and_nothing_is_stored(closed: Story) -> None:
    stranger = closed.phone("Sam")
    for said in ("/start", "hello", "/today", "/help", "/log 3 left", "/start from_a_leaflet", "."):
        await stranger.sends(said)
        assert CLOSED in stranger.text, said
        assert "/urgent" in stranger.text
        assert stranger.labels() == []
    await stranger.shares(52.5, 13.4)
    assert CLOSED in stranger.text
    await stranger.does(stranger.user.send_voice())
    assert CLOSED in stranger.text
    assert await persons(closed) == 0
    assert await rows_of(stranger) == {}
    assert errors(closed) == {}


@on_sqlite
async def test_urgent_is_for_everybody(closed: Story) -> None:
    stranger = closed.phone("Sam")
    await stranger.sends("/urgent")
    assert "emergency number now" in stranger.text
    await stranger.sends("my face droops and my arm is weak")
    assert any("emergency number now" in one.text for one in stranger.user.received[-2:])
    await stranger.sends("/privacy")
    assert CLOSED not in stranger.text
    assert await persons(closed) == 0


@on_sqlite
@pytest.mark.parametrize("way", ["link", "typed", "shouted", "bare"])
async def test_a_code_lets_one_person_in(closed: Story, way: str) -> None:
    phone, code = closed.phone(), await code_for(closed)
    said = {
        "link": PREFIX + code,
        "typed": PREFIX + spelled(code),
        "shouted": f"  {PREFIX.upper()}{spelled(code).upper()} ",
        "bare": code,
    }[way]
    await phone.sends(f"/start {said}")
    assert "what happens with your data" in phone.text
    assert await persons(closed) == 0
    assert await uses_left(closed, code) == 1, "looking is not using"

    await phone.taps("Agree")
    assert await persons(closed) == 1
    assert await uses_left(closed, code) == 0
    await phone.sends("Europe/Berlin")
    await phone.sends("/today")
    assert CLOSED not in phone.text
    assert errors(closed) == {}
    assert refused_calls(closed) == {}


@on_sqlite
async def test_who_declines_uses_nothing_up(closed: Story) -> None:
    phone, code = closed.phone(), await code_for(closed)
    await phone.sends(f"/start {PREFIX}{code}")
    await phone.taps("Disagree")
    assert await persons(closed) == 0
    assert await uses_left(closed, code) == 1


async def test_every_code_that_lets_nobody_in_says_the_same(closed: Story) -> None:
    used, expired = await code_for(closed), await code_for(closed, days=1)
    await comes_in(closed.phone("Ada"), used)
    await closed.later(days=1)
    gone = await code_for(closed)
    async with closed.app.db.writing() as session:
        await session.execute(update(InviteCode).values(uses_left=0))
    said = set()
    for number, code in enumerate((used, expired, gone, new_code(), "x", "", "é" * 16, used[:-1])):
        stranger = closed.phone(f"Sam {number}")
        await stranger.sends(f"/start {PREFIX}{code}")
        said.add(stranger.text)
        assert stranger.labels() == []
    assert len(said) == 1
    assert said.pop().startswith(UNUSABLE)
    assert await persons(closed) == 1


async def test_what_is_asked_of_the_database_tells_nothing(closed: Story) -> None:
    used = await code_for(closed)
    await comes_in(closed.phone("Ada"), used)
    asked: dict[str, int] = {}
    for code in (used, new_code(), "short"):
        count = 0

        def note(*given: object) -> None:
            nonlocal count
            count += "invite_code" in str(given[2])

        engine = closed.app.db.engine.sync_engine
        event.listen(engine, "before_cursor_execute", note)
        await closed.phone("Sam").sends(f"/start {PREFIX}{code}")
        event.remove(engine, "before_cursor_execute", note)
        asked[code] = count
    assert set(asked.values()) == {1}


@on_sqlite
async def test_guessing_ends_after_a_few_and_the_right_one_waits_an_hour(closed: Story) -> None:
    guesser, code = closed.phone("Eve"), await code_for(closed)
    for _ in range(MOST_WRONG):
        await guesser.sends(f"/start {PREFIX}{new_code()}")
        assert guesser.text.startswith(UNUSABLE)
    await guesser.sends(f"/start {PREFIX}{code}")
    assert "wait an hour" in guesser.text
    assert await uses_left(closed, code) == 1
    await comes_in(other := closed.phone("Ada"), await code_for(closed))
    assert await rows_of(other) != {}
    await closed.later(hours=1)
    await comes_in(guesser, code)
    assert await uses_left(closed, code) == 0


@on_sqlite
async def test_forged_buttons_are_guesses_too(closed: Story) -> None:
    eve, code = closed.phone("Eve"), await code_for(closed)
    await eve.sends(f"/start {PREFIX}{code}")
    where, data = eve.button("Agree")
    head, mark, _ = data.split(":")
    await eve.taps_data(f"1sg:{mark}", where)
    assert CLOSED in (eve.notice or "")
    for _ in range(MOST_WRONG):
        await eve.taps_data(f"{head}:{mark}:{new_code()}", where)
        assert (eve.notice or "").startswith(UNUSABLE)
    await eve.taps_data(data, where)
    assert "wait an hour" in (eve.notice or "")
    assert await persons(closed) == 0
    assert await uses_left(closed, code) == 1


@on_sqlite
@pytest.mark.parametrize("made_up", ["x" * 55, "é" * 20, "", "_"])
async def test_what_is_no_code_goes_into_no_button(database_url: URL, made_up: str) -> None:
    """From a button that somebody made up, below a text that is not the present one."""
    async with telling(database_url) as story:
        eve = story.phone("Eve")
        await eve.sends("/start")
        await eve.taps_data(f"1si:0:{made_up}", eve.last)
        assert "Agree" in str(eve.labels())
        assert errors(story) == {}
        assert refused_calls(story) == {}


async def test_two_who_use_the_last_place_at_once_do_not_both_come_in(closed: Story) -> None:
    code = await code_for(closed)
    phones = [closed.phone(name) for name in ("Ada", "Ben", "Cyd")]
    for phone in phones:
        await phone.sends(f"/start {PREFIX}{code}")
    taps = [one.user.tap(one.last.message_id, one.button("Agree")[1]) for one in phones]
    await asyncio.gather(*(closed.standin.acknowledged(one) for one in taps))
    assert await persons(closed) == 1
    assert await uses_left(closed, code) == 0


@on_sqlite
async def test_a_code_for_three_lets_three_in(closed: Story) -> None:
    code = await code_for(closed, uses=3)
    for name in ("Ada", "Ben", "Cyd"):
        await comes_in(closed.phone(name), code)
    await (late := closed.phone("Dan")).sends(f"/start {PREFIX}{code}")
    assert late.text.startswith(UNUSABLE)
    assert await persons(closed) == 3


@on_sqlite
async def test_a_guest_needs_no_code(closed: Story) -> None:
    guest = closed.phone("Gus", id=GUEST)
    await guest.sends("/start")
    await guest.taps("Agree")
    assert await persons(closed) == 1


@on_sqlite
async def test_who_is_in_stays_in_and_who_left_is_a_stranger(database_url: URL) -> None:
    async with telling(database_url) as before:
        await before.phone("Ada", id=77).sets_up()
    later = MONDAY + timedelta(hours=1)
    async with telling(database_url, later, bot_invite_only=True) as story:
        ada = story.phone("Ada", id=77)
        code = await code_for(story)
        await ada.sends("/log 3 left")
        assert "Episode saved" in ada.text
        await ada.sends(f"/start {PREFIX}{code}")
        assert await uses_left(story, code) == 1, "who is in needs none"
        await ada.leaves()
        await ada.sends("/start")
        assert CLOSED in ada.text


async def test_a_circle_lets_supporters_in_and_no_further(closed: Story) -> None:
    anna = closed.phone("Anna Weber")
    await comes_in(anna, await code_for(closed))
    await anna.sends("Europe/Berlin")
    for _ in range(8):
        if "all set" in anna.text.lower():
            break
        label = next(w for w in ("Continue", "Skip", "Later") if w in str(anna.labels()))
        await anna.taps(label, anna.last)
    await anna.adds("Clonazepam 0.5 mg 12:00")
    ben = closed.phone("Ben")
    await accepts(ben, await invites(anna))
    await ben.sends("/start")
    assert "support" in ben.text.lower()
    assert CLOSED not in ben.text

    await ben.taps("diary")
    assert CLOSED in ben.text
    where, data = ben.last, "1sg:00000000"
    await ben.taps_data(data, where)
    async with closed.app.db.reading() as session:
        agreed = select(Person.consent_version).where(Person.telegram_id == ben.user.id)
        assert await session.scalar(agreed) == 0

    await comes_in(ben, await code_for(closed))
    async with closed.app.db.reading() as session:
        assert await session.scalar(agreed) > 0


@on_sqlite
async def test_the_operator_makes_codes(database_url: URL) -> None:
    async with telling(database_url, bot_invite_only=True) as story:
        settings = story.app.settings
        lines = await invite(settings, story.clock(), 2, 3)
        link = re.search(rf"https://t.me/(\w+)\?start=({PREFIX}\w+)", lines[0])
        assert link is not None
        assert link[1] == story.standin.world.bot["username"]
        assert code_in(lines[1].partition("/start ")[2]) == code_in(link[2])
        assert lines[2] == "Lets in 2 until 2026-03-05. Open codes: 1, for 2 people."
        phone = story.phone()
        await phone.sends(f"/start {link[2]}")
        assert "Agree" in str(phone.labels())
        async with story.app.db.reading() as session:
            rows = (await session.execute(select(InviteCode.__table__))).all()
        assert code_in(link[2]) not in str(rows)
        again = await invite(settings, story.clock() + timedelta(days=3), 1, 1)
        assert again[2].endswith("Open codes: 1, for 1 people.")


@on_sqlite
async def test_without_telegram_there_is_a_message_to_send(database_url: URL) -> None:
    settings = settings_for("http://127.0.0.1:9", database_url)
    lines = await invite(settings, NOW, 1, 14)
    assert lines[0].startswith(f"Message:  /start {PREFIX}")
    assert lines[-1] == "BOT_INVITE_ONLY is off: everybody may begin."


def test_codes_are_read_however_they_are_written() -> None:
    code = new_code()
    for written in (
        code,
        PREFIX + code,
        spelled(code),
        spelled(code).upper(),
        f" {code[:9]} {code[9:]}",
    ):
        assert code_in(written) == code
        assert looks_like_one(written)
    assert not looks_like_one("from_a_leaflet")
    assert len({new_code() for _ in range(1000)}) == 1000


@given(st.text())
def test_whatever_is_typed_is_a_code_or_none(typed: str) -> None:
    found = code_in(typed)
    assert found is None or code_in(spelled(found)) == found


def test_tries_are_counted_by_account_and_forgotten() -> None:
    tries = Tries()
    for _ in range(MOST_WRONG):
        tries.check(1, NOW)
        tries.was_wrong(1, NOW)
    with pytest.raises(UserError):
        tries.check(1, NOW)
    tries.check(2, NOW)
    tries.check(1, NOW + WITHIN)
    for account in range(10_001):
        tries.was_wrong(account, NOW + WITHIN)
    assert len(tries._wrong) < 10_003
    assert Door().lets_in(5)
    assert not Door(is_open=False).lets_in(5)
