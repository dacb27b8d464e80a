"""The way of an answer: given once, in place where that can be, and also when something breaks."""

import pytest
from markupsafe import Markup
from sqlalchemy import select, text
from structlog.testing import capture_logs
from telegram import Update

from bot.demo.faults import Fault
from bot.errors import UserError
from bot.journal.episodes import actions as journal
from bot.journal.episodes.buttons import SetSeverity
from bot.journal.episodes.tables import Episode
from bot.people.tables import Person
from bot.plan.buttons import OpenPlan
from bot.screen import Screen, pack
from bot.telegram.reading import readable
from tests.conftest import on_sqlite
from tests.edge.watching import all_at_once, answers, errors, refused_calls, rows_of
from tests.phone import Phone, Story

HEALTH = "left cheek twitches"


def edits(story: Story) -> int:
    return sum(n for call, n in story.standin.outcomes.items() if call[0] == "editMessageText")


async def episodes(phone: Phone) -> list[object]:
    return (await rows_of(phone))["episode"]


async def severity(phone: Phone) -> int | None:
    async with phone.story.app.db.reading() as session:
        return await session.scalar(select(Episode.severity))


async def test_an_edit_that_changes_nothing_is_not_sent(story: Story) -> None:
    phone = await story.phone().sets_up()
    await phone.sends("/today")
    await phone.taps("Refresh")
    before = edits(story)

    await phone.taps("Refresh")

    assert edits(story) == before
    assert refused_calls(story) == {}


async def test_a_message_that_is_gone_is_sent_anew(story: Story) -> None:
    phone = await story.phone().sets_up()
    await phone.adds("Clonazepam 0.5 mg 08:00")
    message, data = phone.button("Plan")
    story.standin.world.chats.remove(message)  # the client knows no more of it than its number

    await all_at_once(phone, message.message_id, data)

    assert phone.last.message_id > message.message_id
    assert "Clonazepam" in phone.text
    assert errors(story) == {}


async def test_a_message_that_goes_under_the_finger_is_sent_anew(story: Story) -> None:
    phone = await story.phone().sets_up()
    await phone.adds("Clonazepam 0.5 mg 08:00")
    message, data = phone.button("Plan")

    update_id = phone.user.tap(message.message_id, data)  # the update carries the message still
    story.standin.world.chats.remove(message)
    await phone.does(update_id)

    assert phone.last.message_id > message.message_id
    assert "Clonazepam" in phone.text
    assert errors(story) == {}


@on_sqlite
@pytest.mark.parametrize("method", ["answerCallbackQuery", "editMessageText"])
@pytest.mark.parametrize("kind", ["500", "429", "drop_before", "drop_after"])
async def test_an_answer_that_fails_on_its_way_is_repeated(
    story: Story, method: str, kind: str
) -> None:
    phone = await story.phone().sets_up()
    await phone.sends("/log")
    before = answers(story)
    story.standin.faults.add(Fault(method, kind, retry_after=0))

    await phone.taps("2")

    assert answers(story) > before
    assert phone.text != ""
    assert await severity(phone) == 2
    assert "2" in phone.text
    assert errors(story) == {}


@on_sqlite
@pytest.mark.parametrize("kind", ["500", "drop_before", "drop_after"])
async def test_a_screen_that_cannot_be_shown_leaves_the_tap_answered(
    story: Story, kind: str
) -> None:
    phone = await story.phone().sets_up()
    await phone.sends("/log")
    before = answers(story)
    story.standin.faults.add(Fault("editMessageText", kind, times=None))

    await phone.taps("2")

    assert answers(story) - before == 1
    assert await severity(phone) == 2
    said = "telegram_server_failed" if kind == "500" else "telegram_in_doubt"
    assert set(errors(story)) == {said}
    story.standin.faults.clear()
    await phone.taps("3")
    assert await severity(phone) == 3


@on_sqlite
async def test_an_answer_that_can_never_be_given_does_not_keep_the_screen_back(
    story: Story,
) -> None:
    phone = await story.phone().sets_up()
    await phone.sends("/log")
    before = phone.text
    story.standin.faults.add(Fault("answerCallbackQuery", "500", times=None))

    await phone.taps("2")

    assert phone.text != before
    assert set(errors(story)) == {"telegram_server_failed"}


@on_sqlite
async def test_a_message_in_doubt_is_not_said_twice(story: Story) -> None:
    phone = await story.phone().sets_up()
    seen = len(phone.user.received)
    story.standin.faults.add(Fault("sendMessage", "drop_after"))

    await phone.sends("/help")

    assert len(phone.user.received) - seen == 1
    assert errors(story) == {"telegram_in_doubt": 1}


async def test_who_blocks_the_bot_while_it_answers_is_left_alone(story: Story) -> None:
    phone = await story.phone().sets_up()
    story.standin.faults.add(Fault("sendMessage", "delay", seconds=0.0))
    update_id = phone.user.send_text("/today")
    phone.user.chat.gone = "bot was blocked by the user"
    await story.standin.acknowledged(update_id)

    assert errors(story) == {"telegram_blocked": 1}
    assert await _blocked_at(phone) is not None

    phone.user.chat.gone = None
    await phone.sends("/pause a while")  # also one who comes back with what is refused
    assert "/pause 7" in phone.text
    assert await _blocked_at(phone) is None


async def test_an_unexpected_error_is_told_with_an_id_and_logged_without_words(
    story: Story, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    phone = await story.phone().sets_up()
    await phone.sends("/log")
    monkeypatch.setattr(journal, "log_episode", _fails)
    monkeypatch.setattr(journal, "set_severity", _fails)

    with capture_logs() as logs:
        await phone.sends(f"/log 3 {HEALTH}")
        told = phone.text
        await phone.taps("2")
    first, second = (log for log in logs if log["event"] == "unexpected_error")

    assert told == (
        f"Something went wrong on my side. Please try again in a moment. (Error {first['id']})"
    )
    assert phone.notice == told.replace(first["id"], second["id"])
    assert phone.user.notices[-1].show_alert
    assert errors(story) == {"unexpected": 2}
    assert (first["error"], first["where"].partition(":")[0]) == (
        "RuntimeError",
        "bot/journal/episodes/messages.py",
    )
    assert HEALTH not in str(logs) + caplog.text
    assert "Traceback" not in str(logs) + caplog.text


async def test_a_screen_that_telegram_refuses_is_owned_up_to(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = await story.phone().sets_up()
    await phone.sends("/log")
    before = answers(story)
    monkeypatch.setattr("bot.journal.episodes.screens.episode_saved", _badly_written)

    await phone.taps("2")

    assert answers(story) - before == 1
    assert phone.text.startswith("Something went wrong on my side.")
    assert errors(story) == {"unexpected": 1}


async def test_a_database_that_fails_in_the_middle_gets_a_kind_answer(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = await story.phone().sets_up()
    before = await rows_of(phone)
    monkeypatch.setattr(journal, "log_episode", _writes_nonsense)

    await phone.sends("/log")
    assert phone.text.startswith("Something went wrong on my side.")
    assert await rows_of(phone) == before

    monkeypatch.undo()
    await phone.sends("/log")
    assert len(await episodes(phone)) == 1


async def test_a_refusal_takes_back_what_was_begun(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = await story.phone().sets_up()
    log_episode = journal.log_episode

    async def refuses(*given: object) -> None:
        await log_episode(*given)
        raise UserError("No room for {what}.", what="<b>&amp;</b>")

    monkeypatch.setattr(journal, "log_episode", refuses)
    await phone.sends("/log")

    assert phone.text == "No room for <b>&amp;</b>."
    assert await episodes(phone) == []
    assert errors(story) == {}


async def test_an_update_given_twice_acts_once_and_is_answered_twice(story: Story) -> None:
    phone = await story.phone().sets_up()
    application = story.app.application
    raw = _message(phone, "/log")
    for _ in range(2):  # as after a restart that cut off the confirmation
        await application.process_update(Update.de_json(raw, application.bot))
    assert len(await episodes(phone)) == 1
    assert "interrupted" in phone.text

    message, data = phone.button("2")
    update_id = phone.user.tap(message.message_id, data)
    await phone.does(update_id)
    query = {
        "id": "77",
        "from": phone.user.chat.person,
        "chat_instance": "1",
        "data": pack(SetSeverity((await episodes(phone))[0][0], 4)),
        "message": message.as_json(),
    }
    raw = {"update_id": update_id + 1000, "callback_query": query}
    for _ in range(2):
        await application.process_update(Update.de_json(raw, application.bot))
    assert await severity(phone) == 4
    assert errors(story) == {}


@on_sqlite
@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("0xx", "older version"),
        ("1zz:1", "older version"),
        ("2" + pack(OpenPlan(0))[1:], "older version"),
        ("nonsense", "don't know this button"),
        ("::", "don't know this button"),
        (pack(OpenPlan(0)) + ":1", "don't know this button"),
    ],
)
async def test_buttons_of_other_versions_get_a_kind_answer(
    story: Story, data: str, words: str
) -> None:
    phone = await story.phone().sets_up()
    await phone.sends("/pause")

    await all_at_once(phone, phone.last.message_id, data)

    assert words in (phone.notice or "")
    assert "/" in (phone.notice or "")


async def test_a_tap_that_waited_too_long_to_be_answered_still_acts(story: Story) -> None:
    phone = await story.phone().sets_up()
    await phone.sends("/log")
    message, data = phone.button("2")
    await story.life.stop()
    update_id = phone.user.tap(message.message_id, data)
    story.clock.move_to(story.next("12:00"))
    story.life.app = story.life._build()
    await story.life.start()
    await phone.does(update_id)

    assert await severity(phone) == 2
    assert errors(story) == {}


def test_what_no_database_stores_is_left_out_of_what_was_typed() -> None:
    assert readable("a\0b\ud800c\u202ed") == "abc\u202ed"
    assert readable(None) == ""


async def _blocked_at(phone: Phone) -> object:
    async with phone.story.app.db.reading() as session:
        of_phone = select(Person.blocked_at).where(Person.telegram_id == phone.user.id)
        return await session.scalar(of_phone)


def _message(phone: Phone, words: str) -> dict[str, object]:
    message = {
        "message_id": 900_000,
        "from": phone.user.chat.person,
        "chat": phone.user.chat.as_json(),
        "date": int(phone.story.clock().timestamp()),
        "text": words,
        "entities": [{"type": "bot_command", "offset": 0, "length": len(words)}],
    }
    return {"update_id": 900_000, "message": message}


async def _fails(*given: object) -> None:
    raise RuntimeError(HEALTH)


async def _writes_nonsense(session: object, *given: object) -> None:
    await session.execute(text("UPDATE nowhere SET words = :words"), {"words": HEALTH})


def _badly_written(*given: object, **more: object) -> object:
    return Screen(Markup("<b>never closed"))
