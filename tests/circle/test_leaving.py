"""What leaves with an export, what comes back, and what is gone from both sides."""

from pathlib import Path
from typing import Any

import pytest

from bot.circle.tables import SharedItem, Supported, Supporter
from tests.circle.life import accepts, heard, joined, link_of, rows, shares
from tests.conftest import on_sqlite
from tests.export.life import diary
from tests.phone import Phone, Story

SECRETS = {
    "Anna's name": "Quendolina",
    "Ben's account": "Xaverius Zwick",
    "a kind word": "marzipanhugs",
}


async def a_circle(story: Story) -> tuple[Phone, Phone]:
    anna, ben = await story.phone("Anna").sets_up(), story.phone(SECRETS["Ben's account"])
    await anna.adds("Clonazepam 0.5 mg 12:00")
    await anna.sends("/settings")
    await anna.taps("My circle")
    await anna.taps("Invite")
    await anna.sends("Ben")
    await anna.sends(SECRETS["Anna's name"])
    await joined_by_card(anna, ben)
    await shares(anna, "Clonazepam", "30 min")
    await ben.sends("/start")
    await ben.taps(SECRETS["Anna's name"])
    await ben.taps("A kind word", ben.last)
    await ben.taps("Own words", ben.last)
    await ben.sends(SECRETS["a kind word"])
    return anna, ben


async def joined_by_card(anna: Phone, ben: Phone) -> None:
    await accepts(ben, await link_of(anna))
    await anna.taps("Yes, it is")


def tables(phone: Phone) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = diary(phone.last)["tables"]
    return found


async def test_the_export_has_ones_own_half(story: Story) -> None:
    anna, ben = await a_circle(story)
    await anna.sends("/export")
    hers = tables(anna)
    (supporter,) = hers["supporter"]
    assert (supporter["called"], supporter["shown_as"]) == ("Ben", SECRETS["Anna's name"])
    assert supporter["confirmed_at"] is not None
    assert "token_hash" not in supporter
    (item,) = hers["shared_item"]
    assert (item["minutes"], item["item_id"]) == (30, hers["plan_item"][0]["id"])
    assert [one["text"] for one in hers["cheer"]] == [SECRETS["a kind word"]]
    assert hers["supported"] == []

    await ben.sends("/export")
    his = tables(ben)
    assert [one["account"] for one in his["supported"]] == [SECRETS["Ben's account"]]
    assert his["supporter"] == his["cheer"] == his["shared_item"] == []
    assert "Clonazepam" not in str(his)


async def test_a_restored_circle_asks_everybody_anew(story: Story) -> None:
    anna, ben = await a_circle(story)
    await anna.sends("/export")
    assert anna.last.document is not None
    file = anna.last.document
    await anna.leaves()
    await anna.sets_up()
    await anna.does(anna.user.send_document(file, "diary.zip"))
    await anna.taps("Restore")
    (row,) = await rows(story, Supporter)
    assert (row.called, row.confirmed_at, row.accepted_at) == ("Ben", None, None)
    assert [one.minutes for one in await rows(story, SharedItem)] == [30]
    assert await rows(story, Supported) == []
    await story.at("12:31")
    assert heard(ben, "has not confirmed") == []
    assert heard(anna, "no longer in your circle") == []


@on_sqlite
@pytest.mark.parametrize("who", ["anna", "ben"])
async def test_nothing_of_whoever_leaves_is_left_on_the_disk(
    story: Story, tmp_path: Path, who: str
) -> None:
    anna, ben = await a_circle(story)
    await story.at("12:31")
    file = tmp_path / "bot.db"

    def stored() -> bytes:
        log = file.with_name("bot.db-wal")
        return file.read_bytes() + (log.read_bytes() if log.exists() else b"")

    assert all(secret.encode() in stored() for secret in SECRETS.values()), "or it proves nothing"
    leaver = {"anna": anna, "ben": ben}[who]
    await leaver.leaves()
    assert await story.app.db.forget()
    left = {what for what, secret in SECRETS.items() if secret.encode() in stored()}
    hers = {"Anna's name"} if who == "ben" else {"Ben's account"}
    assert left <= hers, "what is the other one's own stays theirs"
    if who == "anna":
        assert str(anna.user.id).encode() not in stored()


@on_sqlite
async def test_after_anna_has_left_nobody_waits_for_her(story: Story) -> None:
    anna, ben = await a_circle(story)
    mia = story.phone("Mia")
    await joined(anna, mia, "Mia")
    await story.at("12:05")
    await anna.leaves()
    await story.at("13:00")
    for one in (ben, mia):
        assert heard(one, "has not confirmed") == []
        assert len(heard(one, "has ended it")) == 1
