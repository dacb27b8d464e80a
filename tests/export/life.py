"""A life in the bot that leaves something in every table, and what its export holds."""

import io
import json
import zipfile
from typing import Any

from bot.demo.chats import Message
from tests.phone import Phone


async def lives(phone: Phone) -> Phone:
    """A month in a few messages; every kind of schedule, and text that is hostile to files."""
    story = phone.story
    await phone.sets_up()
    await phone.adds("Clonazepam 0.5 mg 08:00 20:00")
    await phone.adds("Stretching 09:00 mon,wed,fri")
    await phone.adds("Water every 2h")
    await phone.adds("Ibuprofen 400 mg as needed, at least 6h apart, max 3 a day")
    await phone.sends("/log 3 left cheek stress 20 min ago")
    await phone.sends("/trigger =HYPERLINK(1), coffee")
    await phone.sends("/water 300 ml")
    await story.at("08:01")
    await phone.taps("Taken")
    await phone.sends("/plan")
    await phone.taps("Stretching")
    await phone.taps("Pause")
    await story.at("20:01")
    await phone.taps("Skip")
    await phone.sends("/checkin 2")
    await phone.sends("/log 2 right brow")
    await story.at("12:00")
    return phone


async def exports(phone: Phone) -> Message:
    return await phone.sends("/export")


def opened(message: Message) -> dict[str, bytes]:
    """The files in the ZIP."""
    assert message.document is not None
    with zipfile.ZipFile(io.BytesIO(message.document)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def diary(message: Message) -> dict[str, Any]:
    return json.loads(opened(message)["diary.json"])
