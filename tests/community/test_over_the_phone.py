"""/support through the whole bot: whom it shows, page by page, and a message to forward."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy.engine import URL

from bot.community.buttons import Communities, Scope, ShowCommunities
from bot.demo.chats import Message
from bot.screen import pack
from tests.phone import Phone, telling


async def says(phone: Phone, condition: str) -> None:
    await phone.sends("/settings")
    await phone.taps("Condition")
    await phone.taps(condition)


def links(message: Message) -> list[str]:
    """The addresses behind the names."""
    return [entity["url"] for entity in message.entities if entity["type"] == "text_link"]


async def test_what_fits_comes_first_with_what_it_is_and_when_somebody_looked(phone: Phone):
    await says(phone, "Blepharospasm")
    shown = await phone.sends("/support")
    assert shown.text.startswith(
        "🤝 People who understand · Blepharospasm\n\n"
        "Deutsche Dystonie Gesellschaft · Germany · German\n"
        "Association of people with dystonia, such as blepharospasm; address from another site\n\n"
        "Dystonia Europe · 31 countries\n"
        "Leads on to the dystonia association of each European country\n\n"
        "Benign Essential Blepharospasm Research Foundation · United States and everywhere\n"
    )
    assert shown.text.endswith(
        "What others write is opinion, not medical advice.\nLinks last checked 22 Nov 2026."
    )
    assert links(shown)[:2] == ["https://dystonie.de", "https://dystonia-europe.org"]
    assert phone.labels(shown) == [["2 of 3 ▶"], ["🌍 Show all", "📤 Share"]]


async def test_pages_turn_in_place_and_all_of_them_hold_each_community_once(phone: Phone):
    first = await phone.sends("/support")
    every: list[str] = []
    page = await phone.taps("Show all", first)
    assert page.text.startswith("🤝 People who understand · everywhere\n")
    while True:
        every += links(page)
        assert page.message_id == first.message_id
        assert page.text.count("\n") <= 14
        if "▶" not in str(phone.labels(page)):
            break
        page = await phone.taps("▶", page)
    assert len(every) == len(set(every)) == 16
    assert all(url.startswith("https://") for url in every)

    back = await phone.taps("Those for me", page)
    assert back.text == first.text


async def test_a_forum_is_called_one(phone: Phone):
    await says(phone, "Hemifacial")
    shown = await phone.sends("/support")
    assert "https://community.patient.info" in links(shown)
    assert (
        "Forum where people with hemifacial spasm write, too: members' opinions, not medical advice"
        in shown.text
    )


@pytest.mark.parametrize("condition", ["Eyelid twitch", "Not diagnosed"])
async def test_the_doctor_comes_before_the_links(phone: Phone, condition: str):
    await says(phone, condition)
    shown = await phone.sends("/support")
    doctor = shown.text.index("Please see a doctor first, so that you know what it is.")
    assert doctor < shown.text.index("last checked")
    everywhere = await phone.taps("Show all", shown)
    assert "Please see a doctor first" in everywhere.text
    week = await phone.sends("/week")
    assert week.text.index("Please see a doctor first") < week.text.index("https://")


async def test_a_message_to_forward_says_nothing_of_the_person(phone: Phone):
    await says(phone, "After facial palsy")
    shown = await phone.sends("/support")
    assert await phone.taps("Share", shown) == shown
    plain = phone.last
    assert plain.message_id != shown.message_id
    assert phone.notice == "Forward the message below. It says nothing about you."
    assert plain.text.count("https://") == 3
    assert "alsy" not in plain.text
    assert "Ada" not in plain.text

    (button,) = plain.buttons
    assert button["text"] == "📤 Choose a chat"
    address = urlsplit(button["url"])
    given = parse_qs(address.query)
    assert (address.hostname, address.path) == ("t.me", "/share/url")
    assert f"{given['url'][0]}\n" in f"{plain.text}\n"
    assert plain.text.split("\n")[0] in given["text"][0]
    assert sum(url in given["text"][0] + given["url"][0] for url in plain.text.split()) >= 3


async def test_whoever_tells_nothing_is_shown_all_there_is_in_their_language(phone: Phone):
    shown = await phone.sends("/support")
    assert shown.text.startswith("🤝 People who understand\n")
    assert "doctor" not in shown.text


async def test_from_the_week_summary_they_come_in_a_message_of_their_own(phone: Phone):
    before = await phone.sends("/help")
    shown = await phone.taps_data(pack(Communities()), before)
    assert shown.message_id == before.message_id
    assert phone.text.startswith("🤝 People who understand")


async def test_a_page_that_is_not_there_is_the_nearest(phone: Phone):
    shown = await phone.sends("/support")
    last = await phone.taps_data(pack(ShowCommunities(Scope.ALL, 99)), shown)
    assert phone.labels(last)[0] == ["◀ 5 of 6"]
    first = await phone.taps_data(pack(ShowCommunities(Scope.ALL, -99)), shown)
    assert phone.labels(first)[0] == ["2 of 6 ▶"]


async def test_an_owners_own_group_is_shown_with_the_others(database_url: URL, tmp_path: Path):
    own = tmp_path / "own.toml"
    own.write_text(
        '[[community]]\nname = "Köln & <Umgebung>"\nurl = "https://example.org/koeln?a=1&b=2"\n'
        'regions = ["DE"]\nlanguages = ["de", "en"]\nfor = ["hfs"]\nkind = "group"\n'
        'about = "Jeden <ersten> Montag"\nstate = "ok"\nlast_checked = 2026-02-28\n',
        encoding="utf-8",
    )
    async with telling(database_url, bot_communities_file=str(own)) as story:
        phone = await story.phone().sets_up()
        shown = await phone.sends("/support")
        assert (
            "Köln & <Umgebung> · Germany\n"
            "Jeden <ersten> Montag; last checked 28 Feb 2026" in shown.text
        )
        assert "; last checked 22 Nov 2026" in shown.text
        assert "https://example.org/koeln?a=1&b=2" in links(shown)
