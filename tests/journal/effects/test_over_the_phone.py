"""Side effects through the whole bot: asked only of whose medicines have them."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from bot.journal.effects.buttons import (
    AnswerEffects,
    OpenEffects,
    RemoveEffects,
    RestoreEffects,
    ToggleEffect,
)
from bot.journal.effects.rules import Effect, EffectCount
from bot.journal.effects.store import effects_between
from bot.journal.effects.tables import SideEffectDay
from bot.journal.triggers.buttons import Flag
from bot.people.tables import Person
from bot.plan.tables import PlanItem
from bot.screen import pack
from tests.phone import Phone, Story

MONDAY = date(2026, 3, 2)
TODAY = MONDAY.toordinal()
URGENT = "Something new or alarming? /urgent"


@pytest.fixture
async def phone(story: Story) -> Phone:
    phone = await story.phone().sets_up()
    await phone.adds("Trihexyphenidyl 2 mg 23:45")
    return phone


async def days(story: Story) -> list[tuple[date, int, list[str], bool, bool]]:
    """Each day: how many were asked, what was there, whether answered, whether removed."""
    async with story.app.db.reading() as session:
        rows = await session.scalars(select(SideEffectDay).order_by(SideEffectDay.local_date))
        return [
            (r.local_date, len(r.asked), r.present, bool(r.answered_at), bool(r.removed_at))
            for r in rows
        ]


async def counts(story: Story, start: date, end: date) -> dict[str, tuple[int, int]]:
    async with story.app.db.reading() as session:
        person = (await session.scalars(select(Person))).one()
        found: tuple[EffectCount, ...] = await effects_between(session, person, start, end)
    return {one.effect.value: (one.days, one.of) for one in found}


async def to_effects(phone: Phone, rating: str = "1") -> None:
    await phone.sends(f"/checkin {rating}")
    await phone.taps("✅ Done", phone.last)


async def test_after_done_the_evening_asks_for_what_the_medicine_can_bring(
    story: Story, phone: Phone
):
    await to_effects(phone)
    assert phone.text == (
        "💊 Side effects today?\n"
        "Medicines like yours can bring these. Was any of them there? Then Done.\n" + URGENT
    )
    assert phone.labels() == [
        ["Dry mouth", "Blurred vision"],
        ["Constipation", "Dizziness"],
        ["Confusion", "Memory trouble"],
        ["Hard to urinate", "Eye pain, pressure"],
        ["✅ Done"],
    ]
    await phone.taps("Dry mouth")
    assert "Side effects: Dry mouth\n" in phone.text
    assert phone.labels()[0] == ["☑ Dry mouth: on", "Blurred vision"]
    assert await days(story) == [(MONDAY, 0, ["dry_mouth"], False, False)], "not a no yet"
    assert await counts(story, MONDAY, MONDAY + timedelta(days=1)) == {"dry_mouth": (1, 1)}
    await phone.taps("✅ Done")
    assert phone.text == (
        "✅ Day rating saved: 1 · only I notice\n"
        "None of the triggers asked.\n"
        "💊 Side effects: Dry mouth\n"
        "3 quick questions for this week, if you like:\n" + URGENT
    )
    assert phone.labels() == [["🗒 This week's questions"], ["✏️ Change", "💊 Side effects"]]
    assert await days(story) == [(MONDAY, 8, ["dry_mouth"], True, False)]
    tomorrow = MONDAY + timedelta(days=1)
    assert (await counts(story, MONDAY, tomorrow))["blurred"] == (0, 1)
    assert await counts(story, tomorrow, tomorrow + timedelta(days=9)) == {}


async def test_nobody_is_asked_whose_medicines_have_none(story: Story):
    phone = await story.phone().sets_up()
    await phone.adds("Ibuprofen 400 mg 23:45")
    await to_effects(phone)
    assert "None of the triggers asked." in phone.text
    assert "Side effects" not in phone.text + str(phone.labels())


async def test_a_class_that_nobody_kept_is_read_from_the_name(story: Story, phone: Phone):
    async with story.app.db.writing() as session:  # as a plan from before there were classes
        await session.execute(update(PlanItem).values(medicine_class=None))
    await to_effects(phone)
    assert phone.labels()[0] == ["Dry mouth", "Blurred vision"]


async def test_the_own_most_frequent_stands_first_on_the_next_day(story: Story, phone: Phone):
    await to_effects(phone)
    await phone.taps("Constipation")
    await phone.taps("✅ Done")
    await story.later(days=1)
    await to_effects(phone)
    assert phone.labels()[0] == ["Constipation", "Dry mouth"]


async def test_what_the_urgent_card_speaks_of_brings_it_at_once_and_once(
    story: Story, phone: Phone
):
    await phone.adds("Carbamazepine 200 mg 23:50")
    await to_effects(phone)
    asked, rash = phone.button("Rash")
    asked = await phone.taps_data(rash, asked)
    assert "☑ Rash: on" in str(phone.labels(asked))
    assert phone.last.text.startswith("🆘 I am a diary and cannot assess this.")
    assert "blistering rash" in phone.last.text
    received = len(phone.user.received)
    asked = await phone.taps_data(rash, asked)
    asked = await phone.taps("☑ Rash: on", asked)
    await phone.taps("Dizziness", asked)
    assert len(phone.user.received) == received, "a second tap, a no and the harmless bring none"


async def test_trouble_swallowing_after_an_injection_brings_the_card(story: Story):
    phone = await story.phone().sets_up()
    await phone.adds("Botox injection 3 Apr 10:00")
    await to_effects(phone)
    await phone.taps("Trouble swallowing")
    assert phone.last.text.startswith("🆘")


async def test_two_pages_where_there_is_more_than_eight(story: Story, phone: Phone):
    await phone.adds("Clonazepam 0.5 mg 23:50")
    await phone.adds("Lyrica 75 mg 23:55")
    await to_effects(phone)
    assert len(phone.labels()[0] * 4) == 8
    assert phone.labels()[4] == ["▶ More"]
    await phone.taps("▶ More")
    late = phone.labels()[0][0]
    await phone.taps(late)
    assert f"☑ {late}: on" in str(phone.labels()), "it stays on its page"
    await phone.taps("◀ Fewer")
    await phone.taps("✅ Done")
    assert f"Side effects: {late}" in phone.text
    ((_, asked, present, *_),) = await days(story)
    assert (asked, len(present)) == (9, 1)


async def test_history_shows_corrects_removes_and_restores_it(story: Story, phone: Phone):
    await to_effects(phone)
    await phone.taps("Dizziness")
    assert "🚗 Sleepy or unsteady? Then no driving and no alcohol, please." in phone.text
    await phone.taps("✅ Done")
    page = await phone.sends("/history")
    assert "💊 Side effects: Dizziness" in page.text
    opened = await phone.taps("✏️ Side effects", page)
    assert phone.labels(opened)[-2:] == [["🗑 Remove", "✅ Done"], ["◀ Day"]]
    opened = await phone.taps("Dry mouth", opened)
    day = await phone.taps("◀ Day", opened)
    assert "💊 Side effects: Dry mouth, Dizziness" in day.text
    opened = await phone.taps("Remove", await phone.taps("✏️ Side effects", day))
    assert await counts(story, MONDAY, MONDAY + timedelta(days=1)) == {}
    assert "Side effects:" not in (await phone.sends("/history")).text
    restored = await phone.taps("Restore", opened)
    assert "Side effects: Dry mouth, Dizziness" in restored.text
    removed = await phone.taps("Remove", restored)
    await story.later(hours=25)
    await phone.taps("Restore", removed)
    assert "more than a day ago" in (phone.notice or "")


async def test_noted_of_a_medicine_that_has_left_the_plan_can_still_be_taken_back(
    story: Story, phone: Phone
):
    await to_effects(phone)
    await phone.taps("Confusion")
    asked = phone.last
    await phone.sends("/plan")
    await phone.taps("Trihexyphenidyl")
    await phone.taps("Remove", phone.last)
    await phone.taps("Remove", phone.last)
    shown = await phone.taps("☑ Confusion: on", asked)
    assert phone.labels(shown) == [["🗑 Remove", "✅ Done"]]
    assert await days(story) == [(MONDAY, 0, [], False, False)]


FORGED = (
    pack(OpenEffects(2**62, 0)),
    pack(OpenEffects(TODAY + 2, 0)),
    pack(ToggleEffect(Effect.RASH, Flag.ON, TODAY - 40)),
    pack(AnswerEffects(-1)),
    pack(RemoveEffects(TODAY + 1)),
    pack(RestoreEffects(0)),
    "1fx:headache:1:5",
    "1fx:rash:2:5",
    "1fd",
)


async def test_forged_buttons_are_answered_kindly(story: Story, phone: Phone):
    await to_effects(phone)
    shown = phone.last
    before = (shown.text, phone.labels(shown))
    for data in FORGED:
        phone.user.notices.clear()
        after = await phone.taps_data(data, shown)
        assert phone.notice, data
        assert (after.text, phone.labels(after)) == before
    assert await days(story) == []


async def test_a_page_that_is_not_there_is_the_last_one(phone: Phone):
    await to_effects(phone)
    shown = phone.last
    for page in (2**62, -(2**62)):
        after = await phone.taps_data(pack(OpenEffects(TODAY, page)), shown)
        assert phone.labels(after)[0] == ["Dry mouth", "Blurred vision"]
