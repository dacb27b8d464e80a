"""The reviewed file, and what an owner's own file may hold."""

import re
from datetime import date
from pathlib import Path

import pytest

from bot.community.book import REVIEWED, communities, read
from bot.community.rules import Kind, State, three_for
from bot.community.words import about, known
from bot.errors import StartupError
from bot.people.rules import Condition
from bot.texts import Texts

ENGLISH = Texts().translator("en")
DOMAIN_HIDES = {
    "HFS Association",
    "Mayo Clinic Connect",
    "Inspire",
    "HealthUnlocked",
    "Smart Patients",
    "Reddit",
}
LOCAL = """
[[community]]
name = "Selbsthilfegruppe Köln"
url = "https://example.org/koeln"
regions = ["DE"]
languages = ["de"]
for = ["hfs", "beb"]
kind = "group"
about = "Jeden ersten Montag in Köln"
state = "ok"
last_checked = 2026-11-01
"""


@pytest.fixture
def file(tmp_path: Path):
    def write(text: str) -> Path:
        path = tmp_path / "own.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_whatever_is_shown_was_looked_at_and_is_reached_by_https():
    for one in communities():
        assert one.url.startswith("https://")
        assert date(2026, 1, 1) <= one.last_checked <= date(2026, 11, 22)
        assert one.regions
        assert one.conditions


def test_what_nobody_has_checked_is_never_shown():
    hidden = {entry.name for entry in read(REVIEWED) if entry.state is State.HIDE}
    assert hidden == DOMAIN_HIDES
    assert hidden.isdisjoint(one.name for one in communities())


def test_every_condition_has_three_that_say_they_are_for_it():
    for condition in Condition:
        assert sum(one.is_for(condition) for one in communities()) >= 3


def test_every_description_can_be_translated_and_is_used():
    assert {one.about for one in communities()} == set(known(ENGLISH))
    assert all(len(about(ENGLISH, one)) <= 90 for one in communities())


def test_what_members_write_is_called_an_opinion():
    forums = [one for one in communities() if one.kind is Kind.FORUM]
    assert forums
    assert all("members' opinions, not medical advice" in about(ENGLISH, one) for one in forums)


def test_an_owner_adds_a_group_of_their_own(file):
    book = communities(file(LOCAL))
    assert len(book) == len(communities()) + 1
    (own,) = [one for one in book if one.name == "Selbsthilfegruppe Köln"]
    assert about(ENGLISH, own) == "Jeden ersten Montag in Köln"
    three = three_for(book, Condition.HEMIFACIAL, "de", "DE", date(2026, 11, 16))
    assert own in three


def test_an_owner_may_say_it_better(file):
    text = LOCAL.replace("https://example.org/koeln", "https://dystonie.de/")
    book = communities(file(text))
    assert len(book) == len(communities())
    assert [one.name for one in book if "dystonie.de" in one.url] == ["Selbsthilfegruppe Köln"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("https://", "http://", "community 1 Selbsthilfegruppe Köln: url: must be an https://"),
        ('"https://example.org/koeln"', '"https://example.org/a b"', "must be an https:// address"),
        ('"https://example.org/koeln"', "'https://example.org/\"'", "must be an https:// address"),
        ('"https://example.org/koeln"', '"https://user@example.org"', "must be an https://"),
        ('["DE"]', '["Germany"]', "Germany is no country code such as GB, nor intl"),
        ('["DE"]', '["150"]', "150 is no country code such as GB, nor intl"),
        ('["DE"]', "[]", "what is shown needs regions"),
        ('["de"]', '["german"]', "german is no language code such as fr"),
        ('["hfs", "beb"]', '["flu"]', "for: 0: input should be"),
        ('kind = "group"', 'kind = "club"', "kind: input should be"),
        ('state = "ok"', 'state = "sure"', "state: input should be"),
        ('state = "ok"', 'state = "ok"\nphone = "112"', "phone: extra inputs are not permitted"),
        ("last_checked = 2026-11-01", "", "what is shown needs last_checked"),
        ('about = "Jeden ersten Montag in Köln"', "", "what is shown needs about"),
        ("[[community]]", "[[group]]", "community: field required"),
        ("[[community]]", "[community]", "community: input should be"),
        ("last_checked = 2026-11-01", "last_checked = soon", "is no TOML: "),
    ],
)
def test_a_wrong_file_is_told_of_in_one_line(file, old: str, new: str, told: str):
    with pytest.raises(StartupError) as refusal:
        communities(file(LOCAL.replace(old, new, 1)))
    line = str(refusal.value)
    assert line.startswith("BOT_COMMUNITIES_FILE: ")
    assert told.casefold() in line.casefold()
    assert "\n" not in line
    assert "pydantic" not in line


def test_an_address_twice_is_told_of(file):
    with pytest.raises(StartupError, match=r"https://example.org/koeln is there twice"):
        communities(file(LOCAL + LOCAL))


def test_a_file_that_is_not_there_or_no_text_is_told_of(tmp_path: Path):
    with pytest.raises(StartupError, match=r"cannot read .*nowhere\.toml: no such file"):
        communities(tmp_path / "nowhere.toml")
    with pytest.raises(StartupError, match=r"cannot read .*: is a directory"):
        communities(tmp_path)
    binary = tmp_path / "own.toml"
    binary.write_bytes(b"\xff\xfe")
    with pytest.raises(StartupError, match="is not UTF-8 text"):
        communities(binary)


def test_the_file_explains_each_of_its_fields():
    head = REVIEWED.read_text(encoding="utf-8").partition("[[community]]")[0]
    for field in ("state", "regions", "languages", "for", "kind", "about"):
        assert re.search(rf"^# {field} ", head, re.MULTILINE), field
