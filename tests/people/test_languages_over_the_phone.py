"""Somebody who changes the language: a plan and an episode in their own words, and the menu."""

import pytest

from bot.commands import menu as menu_in
from bot.telegram.introduction import introduce
from tests.conftest import on_sqlite
from tests.phone import Story


@on_sqlite
@pytest.mark.parametrize(
    ("telegrams", "agree", "added", "shown", "logged"),
    [
        ("de", "Zustimmen", "/add Clonazepam 0,5 mg um halb neun abends", "0,5 mg",
         "/log 3 linke Wange"),
        ("pt-br", "Concordar", "/add Clonazepam 0,5 mg às 20h30", "0,5 mg",
         "/log 3 bochecha esquerda"),
        ("ru", "Согласиться", "/add Клоназепам 0,5 мг в 20:30", "0,5 мг", "/log 3 левая щека"),
    ],
)  # fmt: skip
async def test_a_plan_and_an_episode_in_ones_own_words(  # noqa: PLR0917  one story's words
    story: Story, telegrams: str, agree: str, added: str, shown: str, logged: str
):
    newcomer = story.phone("Ben", language_code=telegrams)
    await newcomer.sends("/start")
    assert agree in str(newcomer.labels()), "Telegram's language is the first one"

    phone = story.phone()
    await phone.sets_up()
    await phone.sends(f"/language {telegrams}")
    await phone.sends(added)
    assert shown in phone.text
    assert "20:30" in phone.text
    await phone.sends(logged)
    assert "📍" in phone.text
    assert "📝" not in phone.text


@on_sqlite
async def test_the_menu_is_in_every_language(story: Story):
    standin, app = story.standin, story.app
    await introduce(app.bot, app.texts, menu_in)
    for code in app.texts.languages[1:]:
        menu = standin.commands_in(code.split("_", maxsplit=1)[0])
        assert [one["command"] for one in menu] == [one["command"] for one in standin.commands]
        assert menu != standin.commands, code
