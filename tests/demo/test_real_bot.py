"""python-telegram-bot itself drives the stand-in: every answer has the shape it expects."""

import struct
import zlib

import pytest
import telegram
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, ReplyKeyboardMarkup
from telegram.error import BadRequest, Conflict, Forbidden, NetworkError, RetryAfter

from bot.demo.faults import Fault
from bot.demo.people import StandInUser
from bot.demo.standin import StandIn


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress((b"\0" + b"\x80" * width) * height)
    start = b"\x89PNG\r\n\x1a\n"
    return start + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


TAKEN = InlineKeyboardMarkup(
    [
        [
            InlineKeyboardButton("Taken", callback_data="1:taken"),
            InlineKeyboardButton("Later", callback_data="1:later"),
        ]
    ]
)


async def test_a_reminder_is_sent_tapped_and_edited(
    bot: telegram.Bot, ada: StandInUser, standin: StandIn
) -> None:
    sent = await bot.send_message(ada.id, "<b>08:00</b> Baclofen", "HTML", reply_markup=TAKEN)
    seen = ada.messages[-1]
    assert seen.html == "<b>08:00</b> Baclofen"
    assert [button["text"] for button in seen.buttons] == ["Taken", "Later"]
    assert (sent.message_id, sent.date) == (seen.message_id, standin.clock())

    tapped = ada.tap(seen.message_id, "1:taken")
    *_, update = await bot.get_updates()
    assert update.update_id == tapped
    query = update.callback_query
    assert query.data == "1:taken"
    assert query.message.text == "08:00 Baclofen"
    assert query.from_user.language_code == "en"
    await query.answer("Well done")
    assert [notice.text for notice in ada.notices] == ["Well done"]

    edited = await query.edit_message_text("✅ Taken 08:04")
    assert edited.edit_date == standin.clock()
    assert ada.messages[-1].text == "✅ Taken 08:04"
    assert ada.messages[-1].rows == []
    with pytest.raises(BadRequest, match="Message is not modified"):
        await query.edit_message_text("✅ Taken 08:04")


async def test_files_go_out_and_come_back(bot: telegram.Bot, ada: StandInUser) -> None:
    picture = png(40, 30)
    sent = await bot.send_photo(ada.id, picture, caption="<i>Your week</i>", parse_mode="HTML")
    assert (sent.photo[0].width, sent.photo[0].height) == (40, 30)
    assert ada.messages[-1].photo == picture
    assert ada.messages[-1].caption == "Your week"
    report = await bot.send_document(ada.id, b"%PDF-1.7", filename="report.pdf")
    assert (report.document.file_name, report.document.mime_type) == (
        "report.pdf",
        "application/pdf",
    )
    again = await bot.send_document(ada.id, report.document.file_id)
    assert again.document.file_name == "report.pdf"
    file = await bot.get_file(report.document)
    assert bytes(await file.download_as_bytearray()) == b"%PDF-1.7"
    media = telegram.InputMediaPhoto(png(20, 20), caption="Two weeks")
    await bot.edit_message_media(media, ada.id, sent.message_id)
    assert ada.messages[1].photo == png(20, 20)
    assert ada.messages[1].caption == "Two weeks"
    with pytest.raises(BadRequest, match="no text in the message to edit"):
        await bot.edit_message_text("x", ada.id, sent.message_id)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"not a picture", "Image_process_failed"),
        (png(900, 40), "Photo_invalid_dimensions"),
        (png(9_000, 1_001), "Photo_invalid_dimensions"),
        (b"\xff\xd8\xff" + b"x" * 10 * 1024 * 1024, "too big for a photo"),
    ],
)
async def test_pictures_telegram_would_not_take(
    bot: telegram.Bot, ada: StandInUser, data: bytes, words: str
) -> None:
    with pytest.raises(BadRequest, match=words):
        await bot.send_photo(ada.id, data)
    assert ada.received == []


async def test_the_bot_says_what_it_is(
    bot: telegram.Bot, ada: StandInUser, standin: StandIn
) -> None:
    me = await bot.get_me()
    assert me.id == int(standin.token.split(":")[0])
    assert await bot.set_my_commands([("today", "What is due"), ("add", "Add to the plan")])
    assert [command["command"] for command in standin.commands] == ["today", "add"]
    assert (await bot.get_my_commands())[0].description == "What is due"
    await bot.set_my_description("Keeps you company")
    assert standin.description == (await bot.get_my_description()).description
    await bot.set_my_short_description("Company")
    assert (await bot.get_my_short_description()).short_description == "Company"
    assert await bot.set_chat_menu_button(menu_button=telegram.MenuButtonCommands())
    assert (await bot.get_chat_menu_button()).type == "commands"
    assert (await bot.get_chat(ada.id)).first_name == "Ada"
    assert (await bot.get_chat_member(ada.id, ada.id)).status == "member"
    assert not (await bot.get_webhook_info()).url
    assert await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.delete_my_commands()
    assert standin.commands == []


async def test_the_menu_speaks_the_persons_language(bot: telegram.Bot, standin: StandIn) -> None:
    await bot.set_my_commands([("today", "What is due")])
    await bot.set_my_commands([("today", "Was ansteht")], language_code="de")
    private = telegram.BotCommandScopeAllPrivateChats()
    assert standin.commands_in("de")[0]["description"] == "Was ansteht"
    assert standin.commands_in("fr")[0]["description"] == "What is due"
    await bot.set_my_commands([("plan", "The plan")], scope=private)
    assert standin.commands_in("de")[0]["command"] == "plan", "the narrower scope wins"


async def test_keyboards_below_the_field(bot: telegram.Bot, ada: StandInUser) -> None:
    keys = ReplyKeyboardMarkup([["⚡ Episode"], ["Today", "Plan"]], is_persistent=True)
    await bot.send_message(ada.id, "All set", reply_markup=keys)
    assert ada.keyboard["keyboard"][0] == [{"text": "⚡ Episode"}]
    await bot.send_message(ada.id, "Bye", reply_markup=telegram.ReplyKeyboardRemove())
    assert ada.keyboard is None


async def test_small_things(bot: telegram.Bot, ada: StandInUser) -> None:
    sent = await bot.send_message(ada.id, "x", reply_to_message_id=ada.messages[0].message_id)
    assert sent.reply_to_message.text == "/start"
    assert await bot.send_chat_action(ada.id, "typing")
    assert await bot.pin_chat_message(ada.id, sent.message_id)
    assert await bot.set_message_reaction(ada.id, ada.messages[0].message_id, "👍")
    assert ada.messages[0].reaction == "👍"
    forwarded = await bot.forward_message(ada.id, ada.id, sent.message_id)
    assert forwarded.forward_origin.sender_user.id == bot.id
    copied = await bot.copy_message(ada.id, ada.id, sent.message_id)
    assert await bot.delete_messages(ada.id, [forwarded.message_id, copied.message_id, 999])
    assert [message.message_id for message in ada.received] == [sent.message_id]
    assert await bot.unpin_chat_message(ada.id)


async def test_errors_become_its_own_exceptions(
    bot: telegram.Bot, ada: StandInUser, standin: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # the library warns about its other way
    standin.faults.add(Fault("sendMessage", kind="429", retry_after=3))
    with pytest.raises(RetryAfter, match="3"):
        await bot.send_message(ada.id, "x")
    standin.faults.add(Fault("sendMessage", kind="drop_before"))
    with pytest.raises(NetworkError):
        await bot.send_message(ada.id, "x")
    ada.block()
    with pytest.raises(Forbidden, match="blocked by the user"):
        await bot.send_message(ada.id, "x")
    await bot.set_webhook("https://example.org/")
    with pytest.raises(Conflict):
        await bot.get_updates()


async def test_members_change_and_strange_messages_parse(
    bot: telegram.Bot, ada: StandInUser, standin: StandIn
) -> None:
    ada.block()
    ada.unblock()
    ada.send_photo(png(30, 30), "My face today")
    ada.send_sticker()
    ada.tap(999, "1:gone")
    updates = (await bot.get_updates())[1:]
    statuses = [update.my_chat_member.new_chat_member.status for update in updates[:2]]
    assert statuses == ["kicked", "member"]
    assert updates[2].message.caption == "My face today"
    assert updates[3].message.sticker.emoji == "🙂"
    assert not updates[4].callback_query.message.is_accessible
