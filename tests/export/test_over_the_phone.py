"""/export, and a file that comes back."""

import csv
import io
import json

from bot.demo.chats import Message
from bot.demo.faults import Fault
from tests.conftest import on_sqlite
from tests.edge.watching import errors, rows_of
from tests.export.life import diary, exports, lives, opened
from tests.phone import Phone, Story


async def sends_file(phone: Phone, data: bytes, name: str = "my-diary-2026-03-02.zip") -> Message:
    return await phone.does(phone.user.send_document(data, name))


async def test_one_zip_holds_all_formats_and_its_name_says_nothing(story: Story) -> None:
    phone = await lives(story.phone())

    message = await exports(phone)

    assert message.filename == "my-diary-2026-03-03.zip"
    files = opened(message)
    endings = {name.rpartition(".")[2] for name in files}
    assert endings == {"json", "csv", "ics", "txt"}
    assert json.loads(files["fhir-r4-bundle.json"])["resourceType"] == "Bundle"
    assert files["plan.ics"].startswith(b"BEGIN:VCALENDAR")
    assert str(phone.user.id).encode() not in b"".join(files.values())
    assert errors(story) == {}


async def test_every_row_of_a_person_leaves_and_nobody_elses(story: Story) -> None:
    phone, other = await lives(story.phone()), await story.phone("Grace").sets_up()
    await other.adds("Pomegranate 12:00")

    message = await exports(phone)

    tables, rows = diary(message)["tables"], await rows_of(phone)
    for name in tables:
        assert len(tables[name]) == len(rows[name]), name
    assert "Pomegranate" not in str(opened(message))
    assert [item["name"] for item in tables["plan_item"]] == [
        "Clonazepam", "Stretching", "Water", "Ibuprofen",
    ]  # fmt: skip


@on_sqlite
async def test_tables_read_well_and_run_nothing(story: Story) -> None:
    phone = await lives(story.phone())

    files = opened(await exports(phone))

    def sheet(name: str) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(files[f"csv/{name}.csv"].decode("utf-8-sig"))))

    first = sheet("episodes")[0]
    assert first["When (UTC)"] == "2026-03-02T05:40:00Z"
    assert first["When (local)"] == "2026-03-02 06:40"
    assert first["Severity"] == "3"
    assert sheet("doses-and-other-answers")[0]["Item"] in {"Clonazepam", "Water", "Stretching"}
    assert "'=HYPERLINK(1)" in {row["Name"] for row in sheet("triggers")}
    assert sheet("schedules")[0]["Rule"] == "08:00, 20:00"
    texts = [text.decode("utf-8-sig") for name, text in files.items() if name.endswith(".csv")]
    cells = [cell for text in texts for row in csv.reader(io.StringIO(text)) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


async def test_what_was_exported_is_restored_as_it_was(story: Story) -> None:
    phone = await lives(story.phone())
    before = await exports(phone)
    other = await story.phone("Grace").sets_up(zone="Asia/Tokyo")

    asked = await sends_file(other, before.document or b"")
    assert "Restore this diary?" in asked.text
    assert "4 plan items" in asked.text
    await other.taps("Restore")

    after = await exports(other)
    mine, theirs = diary(before), diary(after)
    for answer in mine["tables"]["occurrence"]:  # what was open is for the person to decide now
        if answer["state"] == "open":
            answer["state"] = "offline"
    assert theirs == mine
    assert errors(story) == {}


@on_sqlite
async def test_a_restored_plan_goes_on(story: Story) -> None:
    phone = await lives(story.phone())
    before = await exports(phone)
    other = await story.phone("Grace").sets_up()
    await sends_file(other, before.document or b"")
    await other.taps("Restore")

    await story.at("20:00")

    assert "Clonazepam" in other.text
    await other.taps("Taken")
    assert "Taken" in other.text
    await other.sends("/plan")
    assert "Ibuprofen" in other.text
    assert errors(story) == {}


@on_sqlite
async def test_the_json_alone_is_enough(story: Story) -> None:
    phone = await lives(story.phone())
    content = opened(await exports(phone))["diary.json"]
    other = await story.phone("Grace").sets_up()

    await sends_file(other, content, "diary.json")
    await other.taps("Restore")

    assert len((await rows_of(other))["episode"]) == 2


@on_sqlite
async def test_two_diaries_are_not_mixed(story: Story) -> None:
    phone = await lives(story.phone())
    before = await exports(phone)

    answer = await sends_file(phone, before.document or b"")

    assert "I mix no two diaries" in answer.text
    assert "/delete" in answer.text


@on_sqlite
async def test_what_came_meanwhile_is_not_written_over(story: Story) -> None:
    phone = await lives(story.phone())
    before = await exports(phone)
    other = await story.phone("Grace").sets_up()
    asked = await sends_file(other, before.document or b"")
    await other.sends("/log 4")

    await other.taps("Restore", asked)

    assert "I mix no two diaries" in str(other.notice) + other.text
    assert len((await rows_of(other))["episode"]) == 1


@on_sqlite
async def test_the_question_can_be_declined_and_asked_once(story: Story) -> None:
    phone = await lives(story.phone())
    before = await exports(phone)
    other = await story.phone("Grace").sets_up()
    asked = await sends_file(other, before.document or b"")
    _, sure = other.button("Restore", asked)

    await other.taps("Leave it", asked)
    assert (
        "Nothing was changed"
        in story.standin.world.chats.by_id[other.user.id].messages[asked.message_id].text
    )
    await other.taps_data(sure, asked)

    assert "This question is over" in str(other.notice)
    assert (await rows_of(other))["plan_item"] == []


@on_sqlite
async def test_a_doubled_tap_restores_once(story: Story) -> None:
    phone = await lives(story.phone())
    before = await exports(phone)
    other = await story.phone("Grace").sets_up()
    asked = await sends_file(other, before.document or b"")
    _, sure = other.button("Restore", asked)

    other.user.tap(asked.message_id, sure)
    await other.taps_data(sure, asked)

    assert len((await rows_of(other))["plan_item"]) == 4
    assert errors(story) == {}


@on_sqlite
async def test_a_file_that_telegram_does_not_give_is_asked_for_again(story: Story) -> None:
    phone = await lives(story.phone())
    before = await exports(phone)
    other = await story.phone("Grace").sets_up()
    story.standin.faults.add(Fault("getFile", "500", times=None))

    answer = await sends_file(other, before.document or b"")

    assert "could not fetch this file" in answer.text


@on_sqlite
async def test_other_documents_are_messages_like_any_other(story: Story) -> None:
    phone = await story.phone().sets_up()

    answer = await sends_file(phone, b"%PDF-1.7", "letter.pdf")

    assert "I don't know what to do with this" in answer.text


@on_sqlite
async def test_a_stranger_is_welcomed_whatever_they_send(story: Story) -> None:
    phone = story.phone()

    await sends_file(phone, b"PK")

    assert "Agree" in str(phone.labels())
