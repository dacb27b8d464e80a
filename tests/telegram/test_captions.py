"""Pictures and documents for those who do not see them: their words say what is in them."""

import ast
import io
import re

import pytest
from pypdf import PdfReader

from bot.demo.chats import Message
from bot.summary.report.document import document
from bot.texts import Texts
from tests.house.messages import BOT
from tests.phone import Phone, Story
from tests.summary.report.samples import page_of, twelve_weeks

ATTACHING = {
    "export/screens.py": "a ZIP, with what is in it",
    "speech.py": "a voice message; tests/summary/week/test_spoken.py",
    "summary/patterns/picture.py": "patterns",
    "summary/report/screens.py": "the PDF",
    "summary/views/screens.py": "twelve weeks, cycle, plan",
    "summary/week/drawing.py": "the week",
    "treatment/guided/frames.py": "stretches and breaths",
    "treatment/guided/screens.py": "the sound of breathing",
    "treatment/injections/face_screen.py": "the face",
}


@pytest.fixture
async def phone(story: Story) -> Phone:
    phone = await story.phone().sets_up()
    await phone.adds("Clonazepam 0.5 mg 08:00")
    for _ in range(3):
        for words in ("/log 3 left", "/checkin 2", "/water 300 ml"):
            await phone.sends(words)
        await story.later(days=1)
    return phone


def test_every_place_that_attaches_something_is_known():
    found = {
        str(file.relative_to(BOT))
        for file in BOT.rglob("*.py")
        if "demo" not in file.parts
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", None) == "Attachment"
    }
    assert found == set(ATTACHING)


async def test_every_picture_is_told_in_words(phone: Phone):
    week = await phone.sends("/week")
    told(week, "3 episodes", "Mon 1/2")
    details = await phone.taps("Details", week)
    told(await phone.taps("Twelve weeks", details), "3")
    for name in ("Cycle", "Plan"):
        shown = await phone.taps("Details", await phone.sends("/week"))
        shown = await phone.taps(name, shown)
        if shown.photo:
            told(shown)
    await phone.sends("/stretch")
    await phone.taps("Left side", phone.last)
    started = await phone.taps("Start", phone.last)
    pictures = [one for one in (*phone.user.received, started) if one.photo]
    assert pictures
    for one in pictures:
        told(one)


async def test_the_face_is_told_by_the_names_of_its_places(phone: Phone):
    await phone.sends("/injection yesterday")
    await phone.taps("Sites", phone.last)
    shown = phone.last
    assert shown.photo
    told(shown)
    assert re.search(r"\d", str(phone.labels(shown)))


def test_the_report_can_be_read_aloud():
    """Tagged, so that a reader knows headings and tables; in its language, by its title."""
    for language in ("en", "de"):
        t = Texts().translator(language)
        read = PdfReader(io.BytesIO(document(page_of(t, twelve_weeks()))))
        root = read.trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"] is True or bool(root["/MarkInfo"]["/Marked"])
        assert root["/Lang"] == language
        assert read.metadata is not None
        assert read.metadata.title
        assert "/StructTreeRoot" in root


def told(message: Message, *words: str) -> None:
    """Whether its words are more than a title."""
    assert len(message.text.split()) >= 5, message.text
    for each in words:
        assert each in message.text, message.text
