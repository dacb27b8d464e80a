"""What is said where a medicine is marked as missed: exactly that, and only there."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from bot.plan.medicines import STOP_SENSITIVE, MedicineClass
from bot.plan.rules import Kind
from bot.plan.tables import PlanItem
from bot.reminders.state import State
from bot.reminders.views import Row
from bot.reminders.words import missed_notes
from tests.plan.chat import ENGLISH

MISSED = (
    "Marked as missed. Please don't take extra to make up. What to do now depends on your"
    " medicine: check its leaflet or ask your pharmacist."
)
STOPPING = (
    "Stopping this kind of medicine suddenly can be harmful. Please call your pharmacist or"
    " doctor today, and before restarting."
)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def row(state=State.MISSED, kind=Kind.MEDICATION, medicine_class=None, follows_a_miss=False):
    return Row(
        id=1, item_id=1, delivery_id=None, kind=kind, name="Clonazepam", amount=None, state=state,
        due_at=NOON, prompt_at=NOON, deadline=NOON + timedelta(hours=4), zone="UTC",
        taken_at=None, reason=None, medicine_class=medicine_class, follows_a_miss=follows_a_miss,
    )  # fmt: skip


def said(*rows):
    return [note.replace("⚠️ ", "") for note in map(str, missed_notes(ENGLISH, rows))]


@pytest.mark.parametrize("state", [state for state in State if state is not State.MISSED])
def test_nothing_but_a_miss_is_called_missed(state: State) -> None:
    each = row(state, medicine_class=MedicineClass.BENZODIAZEPINE, follows_a_miss=True)
    assert said(each) == []


@pytest.mark.parametrize("medicine_class", [None, *MedicineClass])
@pytest.mark.parametrize("follows_a_miss", [False, True])
def test_a_second_miss_in_a_row_warns_by_kind(medicine_class, follows_a_miss) -> None:
    each = row(medicine_class=medicine_class, follows_a_miss=follows_a_miss)
    warned = follows_a_miss and medicine_class in STOP_SENSITIVE
    plain = [line.replace("&#39;", "'") for line in said(each)]
    assert plain == ([MISSED, STOPPING] if warned else [MISSED])


def test_which_kinds_must_not_be_stopped_abruptly() -> None:
    assert set(MedicineClass) - STOP_SENSITIVE == {
        MedicineClass.BOTULINUM_TOXIN, MedicineClass.OTHER,
    }  # fmt: skip


def test_a_missed_glass_of_water_says_none_of_it() -> None:
    assert said(row(kind=Kind.HYDRATION)) == []


def test_it_is_said_once_for_all_in_one_message() -> None:
    sensitive = row(medicine_class=MedicineClass.ANTICONVULSANT, follows_a_miss=True)
    assert len(said(row(), sensitive, row(State.DONE))) == 2


async def with_doses(story, line="Clonazepam 0.5 mg 08:00 20:00"):
    phone = await story.phone().sets_up()
    await phone.adds(line)
    return phone


async def missed_at(story, phone, hour, after):
    """The reminder of an hour, as it stands once nobody has answered it."""
    await story.at(hour)
    message = phone.last
    await story.at(after)
    return phone.user.chat.messages.get(message.message_id, phone.last).text + phone.last.text


async def test_one_miss_is_a_miss_and_the_next_one_in_a_row_warns(story) -> None:
    phone = await with_doses(story)
    first = await missed_at(story, phone, "08:00", "12:30")
    assert MISSED in first
    assert STOPPING not in first
    second = await missed_at(story, phone, "20:00", "00:30")
    assert MISSED in second
    assert STOPPING in second
    await phone.sends("/today")
    assert "Missed" not in phone.text  # it was yesterday
    await phone.sends("/history")
    await phone.taps("◀")
    await phone.taps("20:00")
    assert MISSED in phone.text
    assert STOPPING in phone.text


async def test_today_says_it_too(story) -> None:
    phone = await with_doses(story, "Baclofen 10 mg 08:00 13:00 23:00")
    await story.at("17:30")
    await phone.sends("/today")
    assert phone.text.count(MISSED) == 1
    assert phone.text.count(STOPPING) == 1


async def test_a_dose_taken_between_two_misses_ends_the_row(story) -> None:
    phone = await with_doses(story, "Baclofen 10 mg 08:00 13:00 18:00")
    assert MISSED in await missed_at(story, phone, "08:00", "12:30")
    await story.at("13:00")
    await phone.taps("Taken")
    third = await missed_at(story, phone, "18:00", "22:30")
    assert MISSED in third
    assert STOPPING not in third


async def test_skips_are_not_misses_and_end_the_row(story) -> None:
    phone = await with_doses(story, "Baclofen 10 mg 08:00 13:00 18:00")
    await story.at("08:00")
    await phone.taps("Skip")
    await phone.taps("Ran out")
    await story.at("12:30")
    assert MISSED not in phone.text
    assert MISSED in await missed_at(story, phone, "13:00", "17:30")
    assert STOPPING not in phone.text
    third = await missed_at(story, phone, "18:00", "22:30")
    assert STOPPING in third


async def test_what_a_pause_let_go_is_not_called_missed(story) -> None:
    phone = await with_doses(story)
    await story.at("08:00")
    await phone.sends("/pause 1")
    await story.at("12:30")
    assert MISSED not in "".join(message.text for message in phone.user.received)


@pytest.mark.parametrize("line", ["Ibuprofen 400 mg 08:00 13:00", "Vitamin D 08:00 13:00"])
async def test_other_and_unknown_kinds_never_warn(story, line) -> None:
    phone = await with_doses(story, line)
    assert MISSED in await missed_at(story, phone, "13:00", "17:30")
    assert STOPPING not in phone.text


async def test_what_a_name_suggests_warns_until_the_person_says_otherwise(story) -> None:
    phone = await with_doses(story, "Clonazepam 0.5 mg 08:00 13:00")
    await story.at("17:30")
    await phone.sends("/today")
    assert STOPPING in phone.text
    await phone.sends("/plan")
    await phone.taps("Clonazepam")
    await phone.taps("Another kind")
    await phone.taps("I don't know")
    await phone.sends("/today")
    assert MISSED in phone.text
    assert STOPPING not in phone.text
    async with story.app.db.writing() as session:
        await session.execute(update(PlanItem).values(medicine_class="muscle_relaxant"))
    await phone.sends("/today")
    assert STOPPING in phone.text
