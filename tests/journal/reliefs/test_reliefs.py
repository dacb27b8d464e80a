"""Own reliefs: named, renamed, hidden; in episodes, in the toolbox, and typed with /log."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bot.errors import UserError
from bot.journal.episodes.buttons import SetRelief
from bot.journal.episodes.handlers import TAPS, answer_text, log
from bot.journal.episodes.parse import read_episode
from bot.journal.episodes.rules import best_reliefs
from bot.journal.episodes.tables import EpisodeRelief
from bot.journal.reliefs.handlers import name_text
from bot.journal.reliefs.rules import (
    MOST_OWN,
    PAGE,
    Own,
    Relief,
    is_own,
    next_code,
    offered,
    page_of,
    page_with,
)
from bot.journal.reliefs.tables import OwnRelief
from bot.journal.triggers.buttons import Flag
from bot.screen import Screen
from tests.journal.conftest import Someone, labels, turn_of

CODES = st.lists(st.integers(1, 99), unique=True, max_size=40).map(
    lambda numbers: [f"own{each}" for each in numbers]
)


async def tried(someone: Someone) -> list[tuple[str, bool | None]]:
    async with someone.db.reading() as session:
        rows = await session.scalars(select(EpisodeRelief).order_by(EpisodeRelief.episode_id))
        return [(row.relief, row.helped) for row in rows]


async def names(someone: Someone) -> list[tuple[str, str, bool]]:
    async with someone.db.reading() as session:
        rows = await session.scalars(select(OwnRelief).order_by(OwnRelief.id))
        return [(row.code, row.name, row.hidden_at is not None) for row in rows]


async def with_own(someone: Someone, name: str = "Cold spoon") -> Screen:
    """An episode with an own relief that has just been named."""
    panel = await someone.taps(await someone.sends(log, "2"), "Relief")
    asked = await someone.taps(panel, "Own relief")
    assert asked.text == "🌿 What helps you? Send me a word or two."
    return await someone.sends(answer_text, name)


async def test_an_own_relief_is_named_where_it_is_missed_and_noted_at_once(ada: Someone):
    screen = await with_own(ada)
    assert "🌿 Tried: Cold spoon\n" in screen.text
    assert labels(screen) == [
        "☑ Cold spoon: on", "touching the upper lid", "face massage", "humming, singing", "yawning",
        "chewing gum", "talking", "covering an eye", "dark glasses", "eye drops", "warm compress",
        "rest", "👍 Helped: Cold spoon", "👎 No", "➕ Own relief", "✏️ Change", "◀ Back", "↩️ Undo",
    ]  # fmt: skip
    screen = await ada.taps(screen, "👍 Helped: Cold spoon")
    assert "🌿 Helped: Cold spoon\n" in screen.text
    assert await tried(ada) == [("own1", True)]
    assert labels(await ada.taps(await ada.sends(log), "Relief"))[0] == "Cold spoon"


async def test_it_is_offered_after_a_severe_one_with_its_own_count(ada: Someone):
    for helped in ("👍", "👍", "👎"):
        screen = await ada.taps(await ada.taps(await with_own(ada), "Back"), "Relief")
        (label,) = [one for one in labels(screen) if one.startswith(helped)]
        await ada.taps(screen, label)
    severe = await ada.sends(log, "3")
    assert labels(severe)[0] == "🌿 Cold spoon: 2 of 3 times"
    card = await ada.taps(await ada.taps(await ada.taps(severe, "Relief"), "Change"), "Cold spoon")
    await ada.taps(card, "Hide")
    assert "Cold spoon" not in str(labels(await ada.sends(log, "3"))), "hidden is not offered"


async def test_one_name_is_one_relief_and_the_usual_ones_keep_theirs(ada: Someone):
    await with_own(ada, "Cold spoon")
    await with_own(ada, "  COLD   spoon ")
    await with_own(ada, "Rest")
    assert await names(ada) == [("own1", "Cold spoon", False)]
    assert [code for code, _ in await tried(ada)] == ["own1", "own1", "rest"]


async def test_it_is_renamed_and_hidden_and_what_was_stays(ada: Someone):
    screen = await with_own(ada)
    listed = await ada.taps(screen, "Change")
    assert listed.text.startswith("<b>🌿 Your own reliefs</b>\nTap one to rename or hide it.\n")
    assert labels(listed) == ["Cold spoon", "➕ Own relief", "◀ Back"]
    card = await ada.taps(listed, "Cold spoon")
    await ada.taps(card, "Rename")
    card = await ada.sends(name_text, "Ice & <b>")
    assert card.text.startswith("<b>🌿 Ice &amp; &lt;b&gt;</b>\nRenamed.\n")
    card = await ada.taps(card, "Hide")
    assert "Hidden: I don't offer it. Where it was tried stays." in card.text
    episode = await ada.taps(await ada.taps(await ada.taps(card, "Reliefs"), "Back"), "Back")
    assert "🌿 Tried: Ice &amp; &lt;b&gt;" in episode.text
    assert "☑ Ice & <b>: on" in labels(await ada.taps(episode, "Relief")), (
        "tried here, so still here"
    )
    assert "Ice" not in str(labels(await ada.taps(await ada.sends(log), "Relief")))
    assert labels(await ada.taps(card, "Show again"))[1] == "🙈 Hide"


async def test_two_cannot_share_a_name_and_too_much_is_told(ada: Someone):
    await with_own(ada, "Cold spoon")
    listed = await ada.taps(await with_own(ada, "Ice"), "Change")
    await ada.taps(await ada.taps(listed, "Ice"), "Rename")
    with pytest.raises(UserError, match="Another of your reliefs has the name"):
        await ada.sends(name_text, "cold SPOON")
    await ada.taps(await ada.taps(await ada.sends(log), "Relief"), "Own relief")
    for typed, told in (("x" * 41, "40 characters|characters long"), ("  ", "send a name")):
        with pytest.raises(UserError, match=told):
            await ada.sends(answer_text, typed)


async def test_the_most_is_told(ada: Someone):
    for number in range(MOST_OWN):
        await with_own(ada, f"Relief {number}")
    panel = await ada.taps(await ada.sends(log), "Relief")
    assert {"▶ More"} <= set(labels(panel))
    assert len(panel.rows) <= 8
    await ada.taps(panel, "Own relief")
    with pytest.raises(UserError, match="reliefs of your own, which is the most"):
        await ada.sends(answer_text, "one more")
    later = await ada.taps(panel, "▶ More")
    picked = await ada.taps(later, labels(later)[0])
    assert f"☑ {labels(later)[0]}: on" in labels(picked), "it stays on its page"


async def test_log_reads_own_reliefs_by_name(ada: Someone):
    await with_own(ada)
    screen = await ada.sends(log, "3 left cold spoon stress, after coffee")
    assert "🎯 Triggers: Stress\n🌿 Tried: Cold spoon\n📝 Note: after coffee" in screen.text
    assert "📝 Note: no cold spoon" in (await ada.sends(log, "no cold spoon")).text


async def test_nobody_else_has_it(ada: Someone, bob: Someone):
    screen = await with_own(ada)
    assert "Cold spoon" not in str(labels(await bob.taps(await bob.sends(log), "Relief")))
    listed = await ada.taps(screen, "Change")
    card = await ada.taps(listed, "Cold spoon")
    for shown, label in ((listed, "Cold spoon"), (card, "Rename"), (card, "Hide")):
        with pytest.raises(UserError, match="can't find that relief"):
            await bob.taps(shown, label)
    async with turn_of(bob.db, bob.telegram_id) as turn:
        with pytest.raises(UserError, match="can't find that relief"):
            await TAPS[SetRelief](turn, SetRelief(2, "own1", Flag.ON))
    assert await names(ada) == [("own1", "Cold spoon", False)]


@pytest.mark.parametrize("code", ["own2", "own", "ownership", "tail", ""])
async def test_a_made_up_relief_is_refused(ada: Someone, code: str):
    await with_own(ada)
    async with turn_of(ada.db, ada.telegram_id) as turn:
        with pytest.raises(UserError, match="can't find that relief"):
            await TAPS[SetRelief](turn, SetRelief(1, code, Flag.ON))
    assert await tried(ada) == [("own1", None)]


@given(CODES)
def test_a_new_code_is_new_and_short_enough(codes: list[str]) -> None:
    code = next_code(codes)
    assert code not in codes
    assert is_own(code)
    assert len(code) <= 16
    assert not any(is_own(each) for each in Relief)


@given(CODES, st.sets(st.integers(0, 39)), st.integers(-5, 9))
def test_every_relief_is_on_one_page_and_hidden_ones_only_where_tried(codes, hidden, page) -> None:
    own = [Own(n, code, code, is_hidden=n in hidden) for n, code in enumerate(codes)]
    tried_ones = set(codes[::2])
    found = offered(own, tried_ones)
    assert set(found) == {
        one.code for one in own if not one.is_hidden or one.code in tried_ones
    } | set(Relief)
    shown, has_more, at = page_of(found, page)
    assert len(shown) <= PAGE
    assert has_more is (found[-1] not in shown)
    assert all(page_with(found, each) == at for each in shown)


def test_own_ones_count_like_the_usual() -> None:
    answers = [("own2", n > 1) for n in range(9)] + [("rest", True), ("own1", True)]
    assert [(one.relief, one.helped, one.of) for one in best_reliefs(answers)] == [
        ("own2", 7, 9),
        ("own1", 1, 1),
    ]


def test_a_phrase_that_is_a_trigger_too_is_the_trigger() -> None:
    read = read_episode("cold, cold spoon", {"cold": 5}, {"cold": "own1", "cold spoon": "own2"})
    assert (read.triggers, read.reliefs, read.note) == ({5}, {"own2"}, "")
