"""Where the bot answers and where it does not: private chats, groups, and kinds nobody knows."""

import re
from pathlib import Path
from typing import Any

import pytest
from telegram import Update

from bot.app import UPDATES
from bot.commands import commands, help_screen, summary
from bot.texts import Texts
from tests.conftest import on_sqlite
from tests.edge.watching import errors, refused_calls, rows_of
from tests.phone import Phone, Story

BOT = "@facial_spasm_companion_bot"
README = Path(__file__).parents[2] / "README.md"
MENU = 10
"""As many commands as the menu shows; /help has all."""


async def given(story: Story, update: dict[str, Any]) -> None:
    """An update as it would come past the list of kinds that we ask Telegram for."""
    application = story.app.application
    parsed = Update.de_json({"update_id": 700_000, **update}, application.bot)
    await application.process_update(parsed)


def sent(story: Story) -> int:
    return sum(n for (method, _), n in story.standin.outcomes.items() if method.startswith("send"))


async def test_in_a_group_it_says_so_once_and_leaves(story: Story) -> None:
    phone, group = await story.phone().sets_up(), story.standin.group()
    await phone.does(group.add_bot(phone.user))

    assert [message.text for message in group.messages if message.from_bot] == [
        "I only work in a private chat, where nobody else reads along. Goodbye!"
    ]
    assert group.left
    assert errors(story) == {}


async def test_a_channel_is_left_without_a_word(story: Story) -> None:
    phone, channel = await story.phone().sets_up(), story.standin.group("News", "channel")
    await phone.does(channel.add_bot(phone.user))

    assert channel.messages == []
    assert channel.left
    assert errors(story) == {}


async def test_what_is_written_or_tapped_in_a_group_shows_nothing_there(story: Story) -> None:
    phone = await story.phone().sets_up()
    await phone.adds("Clonazepam 0.5 mg 08:00")
    group, before = story.standin.group(), await rows_of(phone)
    group.chat.started = True
    message = _message(phone, "/today", group.chat.as_json())
    count = sent(story)

    await given(story, {"message": message})
    await given(story, {"callback_query": _query(phone, "1rd", message)})
    await given(story, {"callback_query": _query(phone, "1rd", None)})

    assert group.messages == []
    assert sent(story) == count
    assert await rows_of(phone) == before
    assert errors(story) == {}


@on_sqlite
@pytest.mark.parametrize(
    "kind", ["edited_message", "channel_post", "edited_channel_post", "business_message"]
)
async def test_messages_of_other_kinds_do_no_harm(story: Story, kind: str) -> None:
    phone = await story.phone().sets_up()
    before, count = await rows_of(phone), sent(story)
    for text in ("/log", "/delete", "⚡ Episode", "."):
        await given(story, {kind: _message(phone, text)})

    assert await rows_of(phone) == before
    assert sent(story) == count
    assert errors(story) == {}


@on_sqlite
async def test_unknown_kinds_of_updates_do_no_harm(story: Story) -> None:
    phone = await story.phone().sets_up()
    before, count = await rows_of(phone), sent(story)
    person = phone.user.chat.person
    await given(story, {})
    await given(story, {"hologram": {"from": person}})
    await given(
        story,
        {
            "poll_answer": {
                "poll_id": "1",
                "user": person,
                "option_ids": [],
                "option_persistent_ids": [],
            }
        },
    )
    await given(
        story,
        {"inline_query": {"id": "1", "from": person, "query": "today", "offset": ""}},
    )
    nobodys = _message(phone, "/log")
    del nobodys["from"]
    await given(story, {"message": nobodys})

    assert await rows_of(phone) == before
    assert sent(story) == count
    assert errors(story) == {}


@on_sqlite
async def test_what_telegram_notes_in_a_chat_is_nothing_to_answer(story: Story) -> None:
    phone = await story.phone().sets_up()
    before, count = await rows_of(phone), sent(story)
    note = _message(phone, "")
    del note["text"]

    await given(story, {"message": note | {"pinned_message": _message(phone, "mine")}})
    await given(story, {"message": note | {"write_access_allowed": {}}})

    assert await rows_of(phone) == before
    assert sent(story) == count
    assert errors(story) == {}


def test_only_what_is_answered_is_asked_for() -> None:
    assert UPDATES == ("message", "callback_query", "my_chat_member")


async def test_own_edits_change_nothing(story: Story) -> None:
    phone = await story.phone().sets_up()
    await phone.sends("Hello")
    mine = next(m for m in phone.user.messages if m.text == "Hello")
    before, seen = await rows_of(phone), len(phone.user.received)

    phone.user.edit(mine.message_id, "/log")
    await phone.sends("/help")

    assert await rows_of(phone) == before
    assert len(phone.user.received) - seen == 1


@on_sqlite
@pytest.mark.parametrize(
    "command",
    [
        "/today",
        f"/today{BOT}",
        "/TODAY",
        "/Today@Facial_Spasm_Companion_Bot",
        "/today\n",
        "/today  x",
    ],
)
async def test_a_command_is_known_however_it_is_written(story: Story, command: str) -> None:
    phone = await story.phone().sets_up()
    await phone.sends(command)
    assert phone.text.startswith("📋 Today")


@on_sqlite
@pytest.mark.parametrize(
    "command",
    [
        "/add Clonazepam 0.5 mg 08:00",
        "/add\nClonazepam 0.5 mg 08:00",
        f"/ADD{BOT}  Clonazepam 0.5 mg 08:00\n",
    ],
)
async def test_words_after_a_command_are_read(story: Story, command: str) -> None:
    phone = await story.phone().sets_up()
    await phone.sends(command)
    assert phone.text.startswith("I understood:")


@on_sqlite
@pytest.mark.parametrize("command", ["/nonsense", f"/nonsense{BOT}", "/today@another_bot", "/42"])
async def test_an_unknown_command_is_answered(story: Story, command: str) -> None:
    phone = await story.phone().sets_up()
    await phone.sends(command)
    assert "/help" in phone.text


async def test_a_link_with_a_payload_begins_as_always(story: Story) -> None:
    phone = story.phone()
    await phone.sends("/start from_a_leaflet")
    assert "Agree" in str(phone.labels())
    assert await rows_of(phone) == {}


@on_sqlite
@pytest.mark.parametrize("text", ["hello", "what is this?", "👍", "\u200b", "x" * 4096])
async def test_what_nobody_understands_gets_a_short_helpful_answer(story: Story, text: str) -> None:
    phone = await story.phone().sets_up()
    before = await rows_of(phone)
    await phone.sends(text)
    assert "/help" in phone.text
    assert "/add" in phone.text
    assert len(phone.text) < 250
    assert await rows_of(phone) == before


@on_sqlite
@pytest.mark.parametrize("command", commands(), ids=lambda command: command.name)
async def test_every_command_answers_everybody(story: Story, command: Any) -> None:
    stranger, phone = story.phone("Cyd"), await story.phone().sets_up()
    for one in (stranger, phone):
        for words in ("", " <b>&amp;</b>", " " + "x" * 4000, " \u202e\u200b", " 99999999999999"):
            seen = len(one.user.received)
            await one.sends(f"/{command.name}{words}"[:4096])
            assert len(one.user.received) > seen
    assert await rows_of(stranger) == {}
    assert errors(story) == {}
    assert refused_calls(story) == {}


async def test_telegram_is_told_who_the_bot_is_and_its_ten_commands(story: Story) -> None:
    phone = await story.phone().sets_up()
    await story.standin.until(lambda: bool(story.standin.short_description))
    menu = [command["command"] for command in story.standin.commands]

    assert len(menu) == MENU
    assert menu == [command.name for command in commands() if command.in_menu]
    assert "facial" in story.standin.short_description
    assert "A diary, not a medical device." in story.standin.description
    await phone.sends("/help")
    assert all(f"/{name} · " in phone.text for name in menu)


def test_help_names_every_command_and_what_it_does() -> None:
    t = Texts().translator("en")
    lines = str(help_screen(t, commands()).text).splitlines()
    for command in commands():
        assert f"/{command.name} · {summary(t, command.name)}" in lines
    assert len({command.name for command in commands()}) == len(commands())


def test_the_readme_names_the_same_commands() -> None:
    readme = README.read_text(encoding="utf-8")
    listed = re.findall(r"^\| `/([a-z]+)(?: ([A-Z]+))?`", readme, re.MULTILINE)
    assert listed == [(command.name, command.words) for command in commands()]


def _message(phone: Phone, text: str, chat: dict[str, Any] | None = None) -> dict[str, Any]:
    message = {
        "message_id": 700_000,
        "from": phone.user.chat.person,
        "chat": chat or phone.user.chat.as_json(),
        "date": int(phone.story.clock().timestamp()),
        "text": text,
    }
    if text.startswith("/"):
        message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text)}]
    return message


def _query(phone: Phone, data: str, message: dict[str, Any] | None) -> dict[str, Any]:
    query: dict[str, Any] = {
        "id": "700",
        "from": phone.user.chat.person,
        "chat_instance": "1",
        "data": data,
    }
    return query | ({"message": message} if message else {"inline_message_id": "7"})
