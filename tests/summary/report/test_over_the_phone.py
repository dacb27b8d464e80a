"""The report as a person meets it: what will be in it, what they leave out, and the PDF."""

from datetime import date, timedelta

import pytest

from tests.circle.life import accepts, invites
from tests.phone import Phone, Story
from tests.summary.report.reading import around_plainly, letters, pages_of, plainly


def today(story: Story) -> date:
    return story.clock().astimezone(story.zone).date()


async def a_week(phone: Phone, story: Story) -> None:
    """Seven days with doses taken, skipped and missed, episodes, ratings, and a burst."""
    for line in (
        "Clonazepam 0.5 mg 08:00 20:00",
        "Stretching 10:00",
        "#panic $x$ 12:00",
        "تمارين الوجه 13:00",
        "💊 Клоназепам вечером 21:00",
        "Botox as needed",
    ):
        await phone.adds(line)
    for day in range(7):
        await story.at("08:01")
        if day < 4:
            await phone.taps("Taken")
        elif day == 4:
            await phone.taps("Skip")
        await phone.sends(f"/log {1 + day % 3} left")
        if day % 2:
            await phone.sends("/log 2 massage helped")
        await story.at("19:00")
        await phone.sends(f"/checkin {day % 4}")


async def test_nothing_noted_is_one_honest_page(phone: Phone) -> None:
    shown = await phone.sends("/report 12")
    assert shown.filename == "report-2026-03-02.pdf"
    assert shown.document
    assert shown.document.startswith(b"%PDF")
    (page,) = pages_of(shown.document)
    assert "0 episodes" in page
    assert "0 of 84 days rated" in page
    assert "Nothing is in the plan." in page
    assert "What it cannot show" in page


async def test_every_number_is_that_of_the_rows_and_every_item_is_named(
    phone: Phone, story: Story
) -> None:
    await a_week(phone, story)
    shown = await phone.sends("/report 1")
    assert shown.document
    pages = pages_of(shown.document)
    assert 1 <= len(pages) <= 2
    last = today(story)
    plain = await plainly(story.app.db, last - timedelta(days=6), last)
    assert f"{plain.episodes} episodes" in pages[0]
    assert plain.episodes == 10
    assert f"{len(plain.ratings)} of 7 days rated" in pages[0]
    worse = sum(rating >= 2 for rating in plain.ratings)
    assert f"{worse} days rated 2 or more" in pages[0]
    for name in ("Clonazepam", "Stretching"):
        taken, skipped, missed, offline = (
            plain.doses[name, state] for state in ("done", "skipped", "missed", "offline")
        )
        due = taken + skipped + missed + offline
        assert due
        assert f"{taken} of {due} {skipped} {missed} {offline}" in pages[0]
    words = letters("".join(pages))
    for name in ("Clonazepam", "Stretching", "#panic $x$", "Клоназепам вечером"):
        assert letters(name) in words
    assert "13:00" in pages[0], "the Arabic one has its line"


async def test_the_preview_counts_and_remembers_what_was_left_out(
    phone: Phone, story: Story
) -> None:
    for words in ("/log 3", "/log 1", "/checkin 2"):
        await phone.sends(words)
    await phone.adds("Stretching 10:00")
    preview = await phone.sends("/report")
    assert "2 episodes, 1 day rated, 1 plan item" in preview.text
    assert preview.document is None
    assert "☑ Condition, side: on" in str(phone.labels())
    assert "☐ Line for my name: off" in str(phone.labels())
    await phone.taps("Changes of the plan", preview)
    await phone.taps("Line for my name", preview)
    made = await phone.taps("Make the PDF", preview)
    document = phone.last.document or made.document
    assert document
    (page,) = pages_of(document)
    assert "Name:" in page
    assert "Changes of the plan" not in page
    await story.later(days=1)
    again = await phone.sends("/report 12")
    assert again.document
    assert "Changes of the plan" not in " ".join(pages_of(again.document))


async def test_another_time_is_chosen_with_one_tap(phone: Phone, story: Story) -> None:
    await phone.sends("/log 2")
    preview = await phone.sends("/report")
    assert "12 weeks" in preview.text
    other = await phone.taps("4 weeks", preview)
    assert "3 Feb 2026 – 2 Mar 2026 · 4 weeks" in other.text
    await phone.taps("Make the PDF", other)
    assert "4 weeks" in " ".join(pages_of(phone.last.document or b""))


@pytest.mark.parametrize("typed", ["0", "105", "twelve", "-3", "12.5", "9" * 30, "12 13"])
async def test_what_is_not_understood_is_answered_with_an_example(phone: Phone, typed: str) -> None:
    shown = await phone.sends(f"/report {typed}")
    assert "1 to 104 weeks" in shown.text
    assert "/report 12" in shown.text
    assert shown.document is None


async def test_it_opens_from_the_summary(phone: Phone) -> None:
    summary = await phone.sends("/week")
    await phone.taps("Report for the doctor", summary)
    assert "Make the PDF" in str(phone.labels())


async def test_one_person_never_reads_another_one(phone: Phone, story: Story) -> None:
    await phone.adds("Clonazepam 0.5 mg 08:00")
    await phone.sends("/log 4")
    other = await story.phone("Bea").sets_up()
    shown = await other.sends("/report 12")
    (page,) = pages_of(shown.document or b"")
    assert "0 episodes" in page
    assert "Clonazepam" not in page


async def test_the_plan_is_printed_with_whom_it_is_agreed_and_its_changes_with_why(
    phone: Phone, story: Story
) -> None:
    await phone.adds("Clonazepam 0.5 mg 08:00")
    await phone.adds("Stretching 10:00")
    await phone.sends("/visits today 09:00 Dr. Weber")
    await story.at("19:00")
    await phone.taps("🔢 A dose")
    await phone.taps("Clonazepam")
    await phone.sends("1 mg")
    await phone.sends("/plan")
    await phone.taps("🙆 Stretching")
    await phone.taps("🤝 Physio")
    await phone.taps("⏰ Times")
    await story.later(hours=2)
    await phone.sends("11:00")

    page = " ".join(pages_of((await phone.sends("/report 1")).document or b""))
    assert "What When Since Agreed with Done" in page
    assert "Clonazepam 1 mg 08:00 2 Mar doctor" in page
    assert letters("Stretching 11:00 2 Mar physiotherapist, changed since") in letters(page)
    assert "amount 0.5 mg → 1 mg · agreed with the doctor" in page
    assert "when 10:00 → 11:00" in page
    assert "when 10:00 → 11:00 ·" not in page


async def test_where_nobody_was_named_there_is_no_column_for_it(phone: Phone) -> None:
    await phone.adds("Clonazepam 0.5 mg 08:00")
    page, *_ = pages_of((await phone.sends("/report 1")).document or b"")
    assert "What When Since Done" in page


async def test_other_conditions_stand_beside_the_condition_and_can_be_left_out(
    phone: Phone,
) -> None:
    settings = await phone.sends("/settings")
    await phone.taps("Other conditions", settings)
    await phone.taps("Multiple sclerosis")
    page, *_ = pages_of((await phone.sends("/report 1")).document or b"")
    assert "Other conditions: Multiple sclerosis" in page
    preview = await phone.sends("/report")
    await phone.taps("Condition, side", preview)
    page, *_ = pages_of((await phone.sends("/report 1")).document or b"")
    assert "Multiple sclerosis" not in page


async def test_what_stands_beside_the_plan_is_what_the_rows_say(phone: Phone, story: Story) -> None:
    ben = story.phone("Ben Miller")
    await accepts(ben, await invites(phone, "Ben <3"))
    await phone.taps("Yes, it is")
    await phone.sends("/goals a walk with a friend")
    await phone.taps("3 days")
    await phone.taps("Mon", await phone.sends("/goals"))
    for day in ("20 Feb", "1 Dec 2025"):
        await phone.sends(f"/injection {day}")
        await phone.taps("Product")
        await phone.taps("Botox")
    await phone.sends("/visits 12 March 10:30 Dr. Weber")

    rows = await around_plainly(story.app.db, today(story) - timedelta(days=27), today(story))
    assert rows == (
        ["a walk with a friend"], ["Botox 2026-02-20"], ["Dr. Weber 2026-03-12"], ["Ben <3"]
    )  # fmt: skip
    page = " ".join(pages_of((await phone.sends("/report 4")).document or b""))
    assert "Goal this week a walk with a friend: on 3 days · so far 1 day" in page
    assert "Injection 20 Feb 2026 Botox" in page
    assert "1 Dec 2025 Botox" not in page, "that one was before these four weeks"
    assert "Visit 12 Mar 2026 10:30 Dr. Weber" in page
    assert "People around me Ben <3" in page

    preview = await phone.sends("/report")
    preview = await phone.taps("☑ Goal, injections, visits, people (4): on", preview)
    await phone.taps("Make the PDF", preview)
    words = " ".join(pages_of(phone.last.document or b""))
    for gone in ("Beside the plan", "a walk", "Botox", "Weber", "Ben <3"):
        assert gone not in words
