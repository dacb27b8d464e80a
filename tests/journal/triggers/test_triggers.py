"""Triggers are noted with or without an episode; own ones are renamed, merged and hidden."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from bot.errors import UserError
from bot.journal.episodes.handlers import log
from bot.journal.triggers.buttons import Expose, Flag
from bot.journal.triggers.handlers import TAPS, name_text, trigger
from bot.journal.triggers.rules import Known, Usual, ranked
from bot.journal.triggers.tables import EpisodeTrigger, Exposure, Trigger
from bot.screen import Screen, pack
from tests.journal.conftest import AFTERNOON, Someone, labels, turn_of

TODAY = date(2026, 3, 2)
DAY = timedelta(days=1)


async def noted(someone: Someone) -> set[tuple[str, date]]:
    """The name or code of what was present, and the day."""
    async with someone.db.reading() as session:
        rows = await session.execute(
            select(Trigger.name, Trigger.code, Exposure.local_date).join(
                Trigger, Trigger.id == Exposure.trigger_id
            )
        )
        return {(row.name or row.code, row.local_date) for row in rows}


async def open_card(someone: Someone, name: str) -> Screen:
    screen = await someone.taps(await someone.sends(trigger), "Change triggers")
    while not any(name in label for label in labels(screen)):
        screen = await someone.taps(screen, "More")
    return await someone.taps(screen, name)


async def test_toggles_say_what_is_there_and_a_second_tap_of_the_same_does_nothing(ada: Someone):
    screen = await ada.sends(trigger)
    assert screen.text == (
        "<b>🎯 Triggers today</b>\nWhat is there, with or without a spasm?\n"
        "<i>Something new or alarming? /urgent</i>"
    )
    assert labels(screen) == [
        "Stress", "Fatigue", "Poor sleep", "Screens, eye strain", "Caffeine", "Bright light",
        "Anxiety", "Talking, chewing", "▶ More", "➕ Own trigger", "✏️ Change triggers",
    ]  # fmt: skip
    first = await ada.taps(screen, "Caffeine")
    assert "Noted: Caffeine" in first.text
    assert await ada.taps(screen, "Caffeine") == first
    assert await noted(ada) == {("caffeine", TODAY)}
    assert "☑ Caffeine: on" in labels(first)
    assert await ada.taps(first, "☑ Caffeine: on") == screen
    assert await noted(ada) == set()


async def test_every_trigger_is_on_some_page(ada: Someone):
    first = await ada.sends(trigger)
    second = await ada.taps(first, "More")
    assert labels(second)[:2] == ["Alcohol", "Reading"]
    assert await ada.taps(second, "Fewer") == first
    assert "Noted: Wind" in (await ada.taps(second, "Wind")).text


async def test_names_after_the_command_are_noted_at_once(ada: Someone):
    screen = await ada.sends(trigger, "Coffee, loud  music, loud MUSIC")
    assert "Noted: loud music, Caffeine" in screen.text
    assert await noted(ada) == {("caffeine", TODAY), ("loud music", TODAY)}
    with pytest.raises(UserError, match="characters long"):
        await ada.sends(trigger, "x" * 41)


async def test_yesterdays_message_is_about_yesterday(ada: Someone):
    screen = await ada.sends(trigger)
    later = await ada.taps(screen, "Stress", now=AFTERNOON + DAY)
    assert "Triggers yesterday" in later.text
    assert await noted(ada) == {("stress", TODAY)}
    with pytest.raises(UserError, match="too long ago"):
        await ada.taps(screen, "Fatigue", now=AFTERNOON + 31 * DAY)


async def test_an_own_trigger_is_asked_for_by_name(ada: Someone):
    await ada.taps(await ada.sends(trigger), "Own trigger")
    screen = await ada.sends(name_text, " Loud <b> music ")
    assert "Noted: Loud &lt;b&gt; music" in screen.text
    assert "☑ Loud <b> music: on" in labels(screen)
    async with turn_of(ada.db, ada.telegram_id) as turn:
        assert await name_text(turn, "hello") is None


async def test_the_most_used_come_first_and_do_not_move_while_tapping(ada: Someone):
    await ada.sends(trigger, "wind")
    assert labels(await ada.sends(trigger))[0] == "Stress"
    assert labels(await ada.sends(trigger, now=AFTERNOON + DAY))[0] == "Wind"
    screen = await ada.taps(await ada.sends(log, "2 driving"), "Triggers")
    assert labels(screen)[:2] == ["Stress", "Fatigue"]


def test_ranking_is_by_use_then_own_then_usual():
    own, stress = Known(9, None, "own"), Known(1, Usual.STRESS, None)
    wind = Known(2, Usual.WIND, None, uses=2)
    assert ranked([stress, wind, own]) == (wind, own, stress)


async def test_a_new_name_keeps_the_history_and_the_old_words_still_lead_there(ada: Someone):
    await ada.sends(trigger, "coffee")
    await ada.taps(await open_card(ada, "Caffeine"), "Rename")
    card = await ada.sends(name_text, "Espresso doppio")
    assert card.text.startswith("<b>🎯 Espresso doppio</b>\nRenamed.")
    assert "Noted: Espresso doppio" in (await ada.sends(trigger, "coffee")).text
    assert await noted(ada) == {("Espresso doppio", TODAY)}


async def test_two_triggers_cannot_share_a_name(ada: Someone):
    await ada.sends(trigger, "music, noise")
    await ada.taps(await open_card(ada, "noise"), "Rename")
    with pytest.raises(UserError, match="merge the two"):
        await ada.sends(name_text, "MUSIC")


async def test_merging_hands_over_all_history_and_the_old_name(ada: Someone):
    await ada.sends(trigger, "latte")
    await ada.sends(trigger, "latte, coffee", now=AFTERNOON + DAY)
    await ada.sends(log, "3 latte coffee")
    await ada.sends(log, "3 latte")
    card = await open_card(ada, "latte")
    menu = await ada.taps(card, "Merge")
    merged = await ada.taps(menu, "Caffeine")
    assert "<b>🎯 Caffeine</b>\nMerged" in merged.text
    assert await noted(ada) == {("caffeine", TODAY), ("caffeine", TODAY + DAY)}
    async with ada.db.reading() as session:
        named = (await session.scalars(select(EpisodeTrigger.trigger_id))).all()
    assert len(named) == 2
    assert len(set(named)) == 1
    assert "latte" not in labels(await ada.sends(trigger))
    assert (await ada.taps(menu, "Caffeine")).text == merged.text
    assert "🎯 Triggers: Caffeine" in (await ada.sends(log, "1 latte")).text
    assert "<b>🎯 Caffeine</b>" in (await ada.taps(card, "Hide")).text


async def test_a_hidden_trigger_is_not_offered_and_keeps_its_history(ada: Someone):
    await ada.sends(trigger, "stress")
    card = await ada.taps(await open_card(ada, "Stress"), "Hide")
    assert "Hidden" in card.text
    screen = await ada.sends(trigger)
    assert "Noted: Stress" in screen.text
    assert "☑ Stress: on" not in labels(screen)
    assert await noted(ada) == {("stress", TODAY)}
    await ada.taps(card, "Show again")
    assert "☑ Stress: on" in labels(await ada.sends(trigger))


async def test_there_is_an_end_to_own_triggers(ada: Someone):
    await ada.sends(trigger, ", ".join(f"own {n}" for n in range(60 - len(Usual))))
    with pytest.raises(UserError, match="which is the most"):
        await ada.sends(trigger, "one more")


@pytest.mark.parametrize("label", ["Stress", "Change triggers"])
async def test_nobody_sees_or_changes_another_persons(ada: Someone, bob: Someone, label: str):
    await ada.sends(trigger, "secret music")
    assert "secret music" not in labels(await bob.taps(await bob.sends(trigger), "Change triggers"))
    card = await open_card(ada, "secret music")
    for words in ("Rename", "Merge", "Hide"):
        with pytest.raises(UserError, match="can't find that trigger"):
            await bob.taps(card, words)
    with pytest.raises(UserError, match="can't find that trigger"):
        await bob.taps(await ada.sends(trigger), "Stress")
    assert await noted(ada) == {("secret music", TODAY)}


@pytest.mark.parametrize("day", [0, -1, 10**15, TODAY.toordinal() + 1, TODAY.toordinal() - 31])
async def test_made_up_days_are_refused(ada: Someone, day: int):
    await ada.sends(trigger)
    data = Expose(1, day, Flag.ON, 0)
    assert len(pack(Expose(2**62, day, Flag.ON, 2**62))) <= 64
    async with turn_of(ada.db, ada.telegram_id) as turn:
        with pytest.raises(UserError, match=r"don't know this button|too long ago"):
            await TAPS[Expose](turn, data)
    assert await noted(ada) == set()
