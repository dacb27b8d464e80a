"""The plan as a whole: one page for everything that was agreed, and ways from it to each part."""

from tests.circle.life import accepts, invites
from tests.phone import Phone, Story


def blocks(phone: Phone) -> dict[str, list[str]]:
    """The page's sections, each with its lines."""
    parts = [part.split("\n") for part in phone.text.split("\n\n")]
    return {head: lines for head, *lines in parts}


async def test_an_empty_plan_says_how_to_begin_and_offers_a_starter(phone: Phone):
    await phone.sends("/plan")
    assert phone.text.startswith("💊 Your plan is empty.")
    assert "🎯 No goal this week" in phone.text
    assert phone.labels()[0] == ["➕ Add", "🌱 Starter plan"]


async def test_everything_stands_on_one_page_in_its_section(phone: Phone):
    await phone.adds("Clonazepam 0.5 mg 08:00 20:00")
    await phone.adds("Stretching 09:00")
    await phone.adds("Water every 2h")
    await phone.sends("/goals a walk with a friend")
    await phone.taps("Once")
    await phone.sends("/injection 20 Feb")
    await phone.taps("Product")
    await phone.taps("Botox")
    await phone.sends("/visits 12 March 10:30 Dr. Weber")
    await phone.sends("/ask Is it normal?")
    await phone.sends("/plan")

    assert phone.text.startswith("💊 Your plan: 3 items\nnext: today 08:00 Clonazepam\n")
    assert "🎯 a walk with a friend" in phone.text
    told = blocks(phone)
    assert list(told)[-5:] == ["Medicines", "Exercises", "Habits", "Injections", "Visits"]
    assert told["Medicines"] == ["💊 Clonazepam 0.5 mg · 08:00, 20:00"]
    assert told["Injections"][0] == "💉 Fri 20 Feb · day 10 · Botox"
    assert told["Visits"] == [
        "🗓 Thu 12 Mar 10:30 · Dr. Weber · in 10 days",
        "❓ 1 question to ask",
    ]


async def test_with_whom_it_is_agreed_stands_beside_each_item(phone: Phone):
    await phone.adds("Clonazepam 0.5 mg 08:00 20:00")
    await phone.sends("/plan")
    await phone.taps("Clonazepam")
    await phone.taps("🤝 Doctor")
    page = await phone.taps("⬅️ Plan")
    assert "💊 Clonazepam 0.5 mg · 08:00, 20:00 · agreed with the doctor" in page.text


async def test_from_the_page_to_each_part_and_back(phone: Phone):
    await phone.adds("Clonazepam 0.5 mg 08:00")
    page = await phone.sends("/plan")
    assert "📜 What changed in the plan" in (await phone.taps("What changed", page)).text
    page = await phone.taps("💊 Plan")
    assert page.text.startswith("💊 Your plan: 1 item")
    await phone.taps("📄 Report", page)
    assert phone.text.startswith("📄 Report for the doctor")
    await phone.taps("🎯 Goal", page)
    assert phone.text.startswith("🎯 Your goal this week")
    assert (await phone.taps("🗓 Visits", page)).text.startswith("🗓 Visits")


async def test_a_starter_is_offered_as_long_as_something_of_it_is_missing(phone: Phone):
    page = await phone.sends("/plan")
    page = await phone.taps("🌱 Starter plan", page)
    page = await phone.taps("☑ Water: on", page)
    page = await phone.taps("Add these 4", page)
    assert "In your plan now: Stretching, Morning check-in" in page.text
    page = await phone.taps("💊 Plan", page)
    assert "Your plan: 4 items" in page.text
    page = await phone.taps("🌱 Starter plan", page)
    page = await phone.taps("Add the starter plan", page)
    page = await phone.taps("💊 Plan", page)
    assert "🌱 Starter plan" not in str(phone.labels(page))


async def test_massage_that_waits_is_said_on_the_page(phone: Phone):
    await phone.adds("Stretching 09:00")
    await phone.sends("/injection yesterday")
    await phone.sends("/plan")
    assert "⏸ Massage waits for your clinic's advice: /injection" in phone.text


async def test_the_people_are_those_who_support_the_person_now(story: Story, phone: Phone):
    ben = story.phone("Ben Miller")
    await accepts(ben, await invites(phone, "Ben <3"))
    await phone.sends("/plan")
    assert "People" not in phone.text, "the account is not confirmed yet"
    await phone.taps("Yes, it is")
    page = await phone.sends("/plan")
    assert blocks(phone)["People"] == ["🤝 Ben <3"]
    assert "👤 Ben" in str(phone.labels(await phone.taps("👥 My circle", page)))
    await ben.sends("/plan")
    assert "Ben" not in ben.text


async def test_a_long_plan_has_its_frame_once_above_and_once_below(phone: Phone):
    for number in range(9):
        await phone.adds(f"Medicine{number} 1 mg 0{number}:30")
    await phone.sends("/injection 20 Feb")
    page = await phone.sends("/plan")
    assert "🎯" in page.text
    assert "Injections" not in blocks(phone)
    page = await phone.taps("2 of 2 ▶", page)
    assert "🎯" not in page.text
    assert "💉 Fri 20 Feb" in page.text


async def test_one_person_s_page_has_nothing_of_another_s(story: Story, phone: Phone):
    await phone.adds("Baclofen 10 mg 08:00")
    await phone.sends("/goals a walk with a friend")
    await phone.sends("/injection 20 Feb")
    await phone.sends("/visits 12 March 10:30 Dr. Weber")
    await phone.sends("/ask Is it normal?")
    other = await story.phone("Ben").sets_up()
    await other.sends("/plan")
    for word in ("Baclofen", "walk", "20 Feb", "Weber", "question"):
        assert word not in other.text
