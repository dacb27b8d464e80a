"""Injections through the whole bot: logged in a tap, asked about in the weeks after."""

from datetime import date

import pytest
from sqlalchemy import select

from bot.people.tables import Person
from bot.plan.tables import PlanItem
from bot.treatment.injections.rules import Entry
from bot.treatment.injections.store import entries_of, injection_days, is_massage_held
from tests.phone import Phone, Story

MONDAY = date(2026, 3, 2)
URGENT = "Something new or alarming? /urgent"
HELD = (
    "⏸ Massage and stretching of the face wait until you have your clinic's advice: it ranges from"
    " hours to days. Reminders of it rest until then.\n"
)
FINE = ["👍 My clinic says it is fine now"]
CHECK = [
    ["Not yet", "A little", "Well"],
    ["Wearing off"],
    ["0", "1", "2", "3", "4", "5"],
    ["6", "7", "8", "9", "10"],
    ["Lid or face droops", "Dry eye"],
    ["Double vision", "Hard to swallow"],
    ["✅ Done"],
]


@pytest.fixture
async def phone(story: Story) -> Phone:
    """Somebody who wants no week summary: months pass here."""
    phone = await story.phone().sets_up()
    await phone.sends("/settings")
    await phone.taps("Week summary")
    await phone.taps("No week summary")
    return phone


async def days(story: Story) -> list[date]:
    async with story.app.db.reading() as session:
        person = (await session.scalars(select(Person))).one()
        return list(await injection_days(session, person))


async def log(story: Story) -> tuple[Entry, ...]:
    async with story.app.db.reading() as session:
        person = (await session.scalars(select(Person))).one()
        return await entries_of(session, person)


async def paused(story: Story) -> dict[str, bool]:
    """Each plan item, and whether it is paused."""
    async with story.app.db.reading() as session:
        rows = await session.execute(select(PlanItem.name, PlanItem.paused_at))
        return {row.name: row.paused_at is not None for row in rows}


def checks(phone: Phone) -> list[str]:
    """The first lines of the check-ins that came, in order."""
    heard = [
        one.text.splitlines()[0] for one in phone.user.received if "Is it working?" in one.text
    ]
    return [line.removeprefix("💉 ").split(" after")[0] for line in heard]


async def test_one_tap_logs_it_and_every_detail_is_optional(story: Story, phone: Phone):
    await phone.sends("/injection")
    assert phone.text == (
        "💉 When was the injection?\n"
        "One tap is enough; product, units and the rest can follow or stay open. After it I ask a"
        " few times how it goes."
    )
    assert phone.labels() == [["Today", "Yesterday"], ["📅 Another day"]]
    await phone.taps("Yesterday")
    assert await days(story) == [date(2026, 3, 1)]
    assert (
        phone.text == "💉 Injection yesterday\nSaved. Anything else is optional:\n" + HELD + URGENT
    )
    assert phone.labels() == [
        FINE,
        ["💊 Product", "🔢 Units"],
        ["🏥 Clinic", "📍 Sites"],
        ["🏷 Lot", "📝 Note"],
        ["📅 Date", "🗑 Remove"],
        ["🗒 Check-ins", "✅ Done"],
    ]
    await phone.taps("Product")
    await phone.taps("Xeomin")
    await phone.taps("Units")
    await phone.sends("17,5")
    await phone.taps("Clinic")
    await phone.sends("Dr. <Weber>")
    await phone.taps("Lot")
    await phone.sends("C1234C3")
    await phone.taps("Note")
    await phone.sends("left brow hurt")
    assert phone.text == (
        "💉 Injection yesterday\n💊 Xeomin · 17,5 units\n🏥 Dr. <Weber>\n🏷 Lot C1234C3\n"
        "📝 Note: left brow hurt\n" + HELD + URGENT
    )
    await phone.taps("Product")
    await phone.sends("Letybo")
    await phone.taps("Lot")
    await phone.taps("Leave it open")
    (entry,) = await log(story)
    assert (entry.product, entry.lot) == ("Letybo", None)


async def test_sites_are_tapped_on_a_face_laid_out_as_in_a_mirror(story: Story, phone: Phone):
    await phone.sends("/injection today")
    face = await phone.taps("Sites")
    face = phone.last
    assert face.photo
    assert phone.labels() == [
        ["1 Forehead", "2 Brow", "2 Brow", "1 Forehead"],
        ["3 Eye corner", "4 Upper lid", "4 Upper lid", "3 Eye corner"],
        ["6 Cheek", "5 Lower lid", "5 Lower lid", "6 Cheek"],
        ["9 Jaw", "7 Mouth", "7 Mouth", "9 Jaw"],
        ["10 Neck", "8 Chin", "8 Chin", "10 Neck"],
        ["✅ Done"],
    ]
    await phone.taps("Brow", face)
    right = face.rows[1][3]["callback_data"]
    await phone.taps_data(right, face)
    await phone.taps_data(right, face)
    assert phone.text == (
        "💉 Injection today\nTap where it went. As in a mirror: your left is on the left.\n"
        "📍 left: brow · right: eye corner\n" + URGENT
    )
    assert phone.last.photo
    assert phone.labels()[0] == ["1 Forehead", "☑ 2 Brow: on", "2 Brow", "1 Forehead"]
    (entry,) = await log(story)
    assert [site.code for site in entry.sites] == ["l_brow", "r_outer"]
    await phone.taps("Clear all", phone.last)
    assert (await log(story))[0].sites == ()
    await phone.taps("✅ Done", phone.last)
    assert phone.text.startswith("💉 Injection today\nSaved.")


async def test_the_cycle_asks_on_its_days_and_then_weekly_from_the_eighth_week(
    story: Story, phone: Phone
):
    """Over the change of the clocks on 29 March."""
    await phone.sends("/injection today")
    for _ in range(4):
        await story.at("19:00")
    assert checks(phone) == ["Day 3"]
    assert phone.text == (
        "💉 Day 3 after the injection of Mon 2 Mar\nIs it working?\n"
        "How well was your face under control this week? 0 not at all, 10 fully\n"
        "Was any of this there? Then Done.\n" + URGENT
    )
    assert phone.labels() == CHECK
    await story.later(days=147)
    weeks = [f"Week {week}" for week in range(8, 21)]
    assert checks(phone) == ["Day 3", "Day 7", "Week 2", "Week 4", *weeks]
    (nudge,) = [one.text for one in phone.user.received if "ten weeks" in one.text]
    assert nudge == (
        "🗓 It is ten weeks since your injection of Mon 2 Mar. If the next visit has no date yet:"
        " your clinic can say when it should be. Send me its date with /visits, for example:\n"
        "/visits 12 March 10:30 injection Dr. Weber"
    )


async def test_a_new_injection_begins_a_new_cycle_and_ends_the_old_one(story: Story, phone: Phone):
    await phone.sends("/injection today")
    for _ in range(4):
        await story.at("19:00")
    await phone.sends("/injection today")
    for _ in range(4):
        await story.at("19:00")
    assert checks(phone) == ["Day 3", "Day 3"], "not the day 7 of the first"


async def test_the_clinics_date_overrides_the_nudge(story: Story, phone: Phone):
    await phone.sends("/injection today")
    await phone.sends("/visits 20 May 10:30 injection Dr. Weber")
    await phone.sends("/injection")
    assert "🗓 Your clinic's date: Wed 20 May 10:30 · injection Dr. Weber\n" in phone.text
    await story.later(days=75)
    assert not [one for one in phone.user.received if "ten weeks" in one.text]


async def test_what_the_urgent_card_speaks_of_brings_it_at_once(story: Story, phone: Phone):
    await phone.sends("/injection today")
    for _ in range(4):
        await story.at("19:00")
    asked = phone.last
    await phone.taps("Dry eye", asked)
    assert "🆘" not in phone.text
    for label in ("droops", "Double", "swallow"):
        before = len(phone.user.received)
        await phone.taps(label, asked)
        assert phone.text.startswith("🆘 I am a diary and cannot assess this.")
        assert len(phone.user.received) == before + 1
    await phone.taps("A little", asked)
    await phone.taps("10", asked)
    asked = await phone.taps("Done", asked)
    assert asked.text == (
        "✅ Noted for today, day 3 after the injection: A little · 10 of 10 · Lid or face droops"
        " · Dry eye · Double vision · Hard to swallow\n" + URGENT
    )
    assert phone.labels(asked) == [
        ["✏️ Change", "🗑 Remove"],
        ["🗒 Check-ins", "💉 Injections"],
    ]
    asked = await phone.taps("Change", asked)
    before = len(phone.user.received)
    await phone.taps("☑ Double", asked)
    assert len(phone.user.received) == before, "taking back is no alarm"


async def test_stretching_waits_for_the_clinics_advice(story: Story, phone: Phone):
    await phone.adds("Stretching 15:00")
    await phone.adds("Clonazepam 0.5 mg 08:00")
    await phone.sends("/injection today")
    assert await paused(story) == {"Stretching": True, "Clonazepam": False}
    await story.at("15:30")
    assert not [one for one in phone.user.received if "Done" in str(phone.labels(one))
                and one.text.startswith("🤸")]  # fmt: skip
    await phone.sends("/injection")
    await phone.taps("My clinic says")
    assert phone.text == (
        "👍 Noted: your clinic says massage is fine. What I had paused for it goes on."
    )
    assert await paused(story) == {"Stretching": False, "Clonazepam": False}
    await phone.taps("Injections", phone.last)
    assert FINE not in phone.labels()


async def test_what_the_person_paused_stays_so_and_an_old_injection_holds_nothing(
    story: Story, phone: Phone
):
    await phone.adds("Stretching 15:00")
    await phone.sends("/plan")
    await phone.taps("Stretching")
    await phone.taps("Pause")
    await phone.sends("/injection today")
    await phone.taps("My clinic says")
    assert await paused(story) == {"Stretching": True}
    await phone.sends("/injection 2026-01-05")
    async with story.app.db.reading() as session:
        person = (await session.scalars(select(Person))).one()
        assert not await is_massage_held(session, person)


async def test_removed_by_mistake_it_comes_back_with_its_cycle(story: Story, phone: Phone):
    await phone.adds("Stretching 15:00")
    card = await phone.sends("/injection today")
    card = await phone.taps("Remove", card)
    assert card.text == "💉 Injection today\n🗑 Removed."
    assert await days(story) == []
    assert await paused(story) == {"Stretching": False}
    for _ in range(3):
        await story.later(hours=7)
    await phone.taps("Restore", card)
    assert await days(story) == [MONDAY]
    assert await paused(story) == {"Stretching": True}
    for _ in range(3):
        await story.at("19:00")
    assert checks(phone) == ["Day 3"]


async def test_its_day_can_be_corrected_but_not_into_the_future(story: Story, phone: Phone):
    card = await phone.sends("/injection today")
    await phone.taps("Date", card)
    await phone.sends("tomorrow")
    assert phone.text == (
        "2026-03-03 is still ahead. /visits keeps dates to come; /injection is for what was."
    )
    await phone.sends("28 February")
    assert await days(story) == [date(2026, 2, 28)]
    await story.at("19:00")
    assert checks(phone) == [], "day 3 would be tomorrow"
    await story.at("19:00")
    assert checks(phone) == ["Day 3"]


async def test_a_reminder_that_is_done_is_in_the_log_and_counts_once(story: Story, phone: Phone):
    await phone.adds("Botox injection 25 units 2 March 10:00")
    await story.at("10:00")
    reminder = phone.last
    reminder = await phone.taps("Done", reminder)
    assert phone.text == "💉 Noted in your injection log: today.\n" + HELD.strip()
    assert phone.labels() == [FINE, ["✏️ Log details"]]
    (entry,) = await log(story)
    assert (entry.product, entry.amount, entry.day) == ("Botox", "25 units", MONDAY)
    await phone.sends("/injection today")
    assert await days(story) == [MONDAY], "one a day"
    reminder = await phone.taps("Undo", reminder)
    assert await days(story) == []
    reminder = await phone.taps("Done", reminder)
    await phone.taps("Log details", phone.last)
    await phone.taps("Clinic", phone.last)
    await phone.sends("Dr. Weber")
    await phone.taps("Undo", reminder)
    assert [one.clinic for one in await log(story)] == ["Dr. Weber"], "their own words stay"


async def test_the_second_time_takes_over_what_was_the_same(story: Story, phone: Phone):
    await phone.sends("/injection 2026-01-05")
    await phone.taps("Product")
    await phone.taps("Botox")
    await phone.taps("Units")
    await phone.sends("25")
    card = await phone.sends("/injection today")
    card = await phone.taps("The same as last time", card)
    assert card.text == "💉 Injection today\n💊 Botox · 25 units\n" + HELD + URGENT
    assert "🔁" not in str(phone.labels(card))
    card = await phone.taps("Units", card)
    assert phone.labels(card) == [["25 units"], ["⬅️ Back", "✖️ Leave it open"]]
    await phone.sends("/injection")
    await phone.taps("All", phone.last)
    assert phone.text == "📋 2 injections, the newest first"
    assert phone.labels()[:2] == [["Today · Botox · 25 units"], ["Mon 5 Jan · Botox · 25 units"]]


async def test_own_times_stand_beside_typical_ones_from_two_cycles_on(story: Story, phone: Phone):
    await phone.sends("/injection today")
    await phone.sends("/injection")
    assert "Typical, not a promise" in phone.text
    assert "Yours" not in phone.text
    for wait, answer in ((4, "A little"), (70, "Wearing off")):
        await story.later(days=wait)
        await phone.sends("/injection")
        await phone.taps("How is it now", phone.last)
        await phone.taps(answer, phone.last)
    await story.later(days=10)
    await phone.sends("/injection today")
    await story.later(days=5)
    await phone.sends("/injection")
    await phone.taps("How is it now", phone.last)
    await phone.taps("Well", phone.last)
    await phone.sends("/injection")
    assert (
        "Yours, the newest first:\n"
        "• felt on day 5\n"
        "• felt on day 4, wearing off in week 10, next one after 12 weeks\n"
    ) in phone.text
    assert "Typical, not a promise" in phone.text


async def test_what_was_said_is_listed_corrected_removed_and_restored(story: Story, phone: Phone):
    await phone.sends("/injection today")
    for answer in ("Not yet", "Well"):
        await story.later(days=4)
        await phone.sends("/injection")
        await phone.taps("How is it now", phone.last)
        await phone.taps(answer, phone.last)
        await phone.taps("Done", phone.last)
    page = await phone.taps("🗒 Check-ins", phone.last)
    assert page.text == (
        "🗒 After the injection of Mon 2 Mar\n• today, day 8: Well\n• Fri 6 Mar, day 4: Not yet\n"
        + URGENT
    )
    page = await phone.taps("✏️ Fri 6 Mar", page)
    page = await phone.taps("A little", page)
    page = await phone.taps("Done", page)
    assert "✅ Noted for Fri 6 Mar, day 4 after the injection: A little" in page.text

    page = await phone.taps("🗑 Remove", page)
    assert page.text == "🗑 Removed: what you said Fri 6 Mar."
    page = await phone.taps("🗒 Check-ins", page)
    assert "Fri 6 Mar" not in page.text
    await phone.sends("/injection")
    assert "📝 Today: Well" in phone.text


async def test_a_removed_check_in_comes_back_for_a_day_or_begins_anew(story: Story, phone: Phone):
    await phone.sends("/injection today")
    await story.later(days=4)
    await phone.sends("/injection")
    asked = await phone.taps("How is it now", phone.last)
    asked = await phone.taps("Well", asked)
    asked = await phone.taps("8", asked)
    gone = await phone.taps("🗑 Remove", asked)
    back = await phone.taps("↪️ Restore", gone)
    assert "🔘 Well: on" in str(phone.labels(back))
    assert "🔘 8: on" in str(phone.labels(back))

    gone = await phone.taps("🗑 Remove", back)
    restore = phone.button("↪️ Restore", gone)[1]
    await phone.sends("/injection")
    assert "📝" not in phone.text
    await phone.taps("How is it now", phone.last)
    anew = await phone.taps("A little", phone.last)
    assert "🔘 8: on" not in str(phone.labels(anew)), "what was removed stays forgotten"

    await phone.taps("🗑 Remove", anew)
    await story.later(days=1, hours=1)
    await phone.taps_data(restore, gone)
    assert "more than a day ago" in (phone.notice or phone.text)


async def test_cycles_are_compared_as_a_picture(story: Story, phone: Phone):
    await phone.sends("/injection 2026-01-05")
    await phone.sends("/injection")
    await phone.taps("Cycles", phone.last)
    assert "It needs an injection in your log" in phone.text
    assert phone.labels() == [["💉 Injections"]]
    for _ in range(15):
        await phone.sends("/checkin 2")
        await story.later(days=1)
    await phone.sends("/injection")
    await phone.taps("Cycles", phone.last)
    assert phone.last.photo
    assert phone.text.startswith("💉 Since the injection\n")
    assert "Under control" not in phone.text, "nobody said anything about it"


async def test_control_by_the_check_ins_is_drawn_beside_the_ratings(story: Story, phone: Phone):
    """Without a single evening rated it is a picture, too."""
    await phone.sends("/injection today")
    for days, control in ((3, "4"), (4, "7"), (7, "8")):
        await story.later(days=days)
        await phone.sends("/injection")
        asked = await phone.taps("How is it now", phone.last)
        await phone.taps(control, asked)
    await phone.sends("/injection")
    await phone.taps("Cycles", phone.last)
    assert phone.last.photo
    assert "Under control by week, 0 to 10:\nsince 2 Mar: 4 · 7 · 8" in phone.text


async def test_one_person_never_touches_anothers(story: Story, phone: Phone):
    await phone.sends("/injection today")
    bob = await story.phone("Bob").sets_up()
    theirs = await bob.sends("/injection yesterday")
    mine = phone.last
    for row in mine.rows:
        for button in row:
            await bob.taps_data(button["callback_data"], theirs)
    async with story.app.db.reading() as session:
        ada, other = (await session.scalars(select(Person).order_by(Person.id))).all()
        assert list(await injection_days(session, ada)) == [MONDAY]
        assert await is_massage_held(session, ada)
        assert len(await entries_of(session, other)) == 1


async def test_wearing_off_can_be_said_at_any_time_in_one_tap(story: Story, phone: Phone):
    await phone.sends("/injection today")
    await story.later(days=60)
    await phone.sends("/injection")
    said = await phone.taps("Wearing off", phone.last)
    assert "🔘 Wearing off: on" in str(phone.labels(said))
    await phone.sends("/injection")
    assert "📝 Today: Wearing off\n" in phone.text


async def test_what_is_added_while_massage_waits_waits_as_well(story: Story, phone: Phone) -> None:
    await phone.sends("/injection yesterday")
    await phone.adds("Stretching 12:00")
    assert HELD.strip() in phone.text
    await phone.adds("Clonazepam 0.5 mg 12:00")
    assert HELD.strip() not in phone.text
    await story.at("12:05")
    assert "Clonazepam" in phone.text
    assert not any("🔔" in one.text and "Stretching" in one.text for one in phone.user.received)
    await phone.taps("My clinic says it is fine now")
    await story.at("12:05")
    assert any("Stretching" in one.text and "12:00" in one.text for one in phone.user.received[-2:])


async def test_the_stretching_of_a_starter_plan_waits_as_well(phone: Phone) -> None:
    await phone.sends("/injection yesterday")
    page = await phone.taps("🌱 Starter plan", await phone.sends("/plan"))
    await phone.taps("Add the", page)
    assert HELD.strip() in phone.text


async def test_something_that_becomes_stretching_waits_as_well(phone: Phone) -> None:
    await phone.adds("Twister 12:00")
    await phone.sends("/injection yesterday")
    await phone.sends("/plan")
    await phone.taps("Twister")
    await phone.taps("🏷 Kind")
    await phone.taps("Stretching")
    assert HELD.strip() in phone.text
