"""Screens whose texts are 40% longer and run to the left: valid, tappable, names in their place."""

import pytest
from markupsafe import Markup

from bot.app import taps
from bot.journal.days.buttons import AnswerDay, OpenNight
from bot.journal.episodes.buttons import OpenPanel, UndoEpisode
from bot.journal.water.buttons import AddGlass
from bot.people.buttons import Pause, PickLanguage
from bot.plan.buttons import OpenItem, SaveNew
from bot.screen import MOST_BYTES, ButtonData
from bot.texts import Texts, Translator
from tests.conftest import on_sqlite
from tests.edge.watching import errors, refused_calls
from tests.edge.ways import WAYS, walk
from tests.house.pseudo import GROWTH, Pseudo, PseudoTexts, grown
from tests.phone import Phone, Story

LONGEST_MESSAGE = 4096
KINDS = (
    AddGlass, AnswerDay, OpenItem, OpenNight, OpenPanel, Pause, PickLanguage, SaveNew, UndoEpisode,
)  # fmt: skip
COMMANDS = (
    "/help", "/today", "/plan", "/week", "/urgent", "/privacy", "/learn", "/settings",
    "/report", "/support", "/calm", "/stretch", "/goals", "/injection", "/visits",
)  # fmt: skip


@pytest.fixture(autouse=True)
def spoken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.app.Texts", PseudoTexts)


def check(phone: Phone) -> None:
    for message in phone.user.received:
        assert len((message.text or "").encode("utf-16-le")) // 2 <= LONGEST_MESSAGE
        data = [button.get("callback_data", "") for button in message.buttons]
        assert all(len(one.encode()) <= MOST_BYTES for one in data)
    assert errors(phone.story) == {}
    assert not refused_calls(phone.story)


@on_sqlite
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
async def test_every_feature_has_room(kind: type[ButtonData], story: Story):
    phone = story.phone()
    message, data = await walk(phone, kind)
    await phone.taps_data(data, message)
    check(phone)
    assert kind in WAYS
    assert kind in taps()


@on_sqlite
async def test_every_command_has_room(story: Story):
    phone = story.phone()
    await phone.sets_up()
    await phone.adds("Clonazepam 0.5 mg 08:00 20:00")
    for command in COMMANDS:
        await phone.sends(command)
        assert "א" in phone.text or "ש" in phone.text, command
    check(phone)


def test_a_text_grows_by_two_fifths():
    text = "See and change your plan, and what is due"
    assert len(grown(text)) == pytest.approx(len(text) * (1 + GROWTH), abs=1)
    assert grown("d MMM y") == "d MMM y"


def test_typed_names_are_fenced_among_letters_that_run_to_the_left():
    hebrew = Translator("he", Pseudo())
    assert "\u2068Clonazepam 0.5\u2069!" in hebrew("Take {name}!", name="Clonazepam 0.5")
    marked = hebrew.html("<b>{name}</b>", name="<A&B>")
    assert "<b>\u2068&lt;A&amp;B&gt;\u2069</b>" in marked
    assert isinstance(marked, Markup)
    assert "\u2068<i>x</i>\u2069" in hebrew.html("{line}", line=Markup("<i>x</i>"))


def test_commands_addresses_and_figures_are_not_fenced():
    hebrew = Translator("he", Pseudo())
    assert "/start" in hebrew("/{name} goes on", name="start")
    linked = hebrew.html('<a href="{url}">more</a>', url="https://a.example")
    assert 'href="https://a.example"' in linked
    assert "08:00" in hebrew("at {time}", time="08:00")
    assert "\u2068" not in hebrew("at {time}, {n} times", time="08:00", n=3)


def test_languages_that_run_to_the_right_fence_nothing_more():
    english = Texts().translator("en")
    assert english("Take {name}!", name="Clonazepam") == "Take Clonazepam!"
