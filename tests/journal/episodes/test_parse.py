"""What `/log` understands, and that nothing typed is lost."""

from datetime import time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UserError
from bot.journal.episodes.languages import episode_words
from bot.journal.episodes.parse import TypedEpisode, read_episode
from bot.journal.episodes.rules import Duration, FaceZone, Movement
from bot.people.rules import Side

ENGLISH = episode_words("en")
ENGLISH = episode_words("en")
STRESS, COFFEE, LIGHT = 7, 8, 9
TRIGGERS = {"stress": STRESS, "coffee": COFFEE, "bright light": LIGHT, "loud music": 10}
NO_WORDS = ["while", "zebra", "my", "aunt", "<b>", "ß", "…", "7&8", "3rd"]


@pytest.mark.parametrize(
    ("words", "typed"),
    [
        ("", TypedEpisode()),
        (" 3 ", TypedEpisode(3)),
        ("3.", TypedEpisode(3)),
        (
            "3 left cheek stress 20 min ago, after coffee",
            TypedEpisode(
                3, Side.LEFT, (FaceZone.CHEEK,), triggers=frozenset({STRESS}),
                ago=timedelta(minutes=20), note="after coffee",
            ),
        ),
        ("3, left, coffee", TypedEpisode(3, Side.LEFT, triggers=frozenset({COFFEE}))),
        ("Left side UPPER LID", TypedEpisode(side=Side.LEFT, face_zones=(FaceZone.UPPER_LID,))),
        (
            "cheek and brow, loud music",
            TypedEpisode(face_zones=(FaceZone.BROW, FaceZone.CHEEK), triggers=frozenset({10})),
        ),
        ("2 squeeze shut", TypedEpisode(2, movement=Movement.SQUEEZE)),
        ("4 can't open 14:05", TypedEpisode(4, movement=Movement.CANNOT_OPEN, clock=time(14, 5))),
        ("at 9:30 right", TypedEpisode(side=Side.RIGHT, clock=time(9, 30))),
        ("2h ago", TypedEpisode(ago=timedelta(hours=2))),
        ("15 min ago", TypedEpisode(ago=timedelta(minutes=15))),
        ("12x 2", TypedEpisode(2, count=12)),
        ("12 times for hours", TypedEpisode(count=12, duration=Duration.HOURS)),
        ("3 left while driving", TypedEpisode(3, Side.LEFT, note="while driving")),
        ("no stress today", TypedEpisode(note="no stress today")),
        ("3, not the coffee", TypedEpisode(3, note="not the coffee")),
        ("left left right", TypedEpisode(side=Side.LEFT, note="left right")),
        ("3 min", TypedEpisode(note="3 min")),
        ("3 4", TypedEpisode(3, note="4")),
        ("3rd today", TypedEpisode(note="3rd today")),
        ("³", TypedEpisode(note="³")),
        ("9999 h ago", TypedEpisode(note="9999 h ago")),
        ("2\nwoke me up\nat night", TypedEpisode(2, note="woke me up, at night")),
    ],
)  # fmt: skip
def test_what_was_typed(words: str, typed: TypedEpisode):
    assert read_episode(words, TRIGGERS) == typed


@pytest.mark.parametrize("words", ["0", "5", "123456789", "9, left"])
def test_a_lone_number_that_is_no_severity_is_a_slip(words: str):
    with pytest.raises(UserError, match="/log 3"):
        read_episode(words, TRIGGERS)


def test_however_long_a_note_is_it_is_kept_whole():
    assert read_episode("x" * 4096, TRIGGERS).note == "x" * 4096


free = st.lists(st.sampled_from(NO_WORDS), max_size=4).map(" ".join)


@given(
    severity=st.sampled_from([None, 1, 2, 3, 4]),
    side=st.sampled_from([None, *ENGLISH.sides]),
    face_zone=st.sampled_from([None, *ENGLISH.face_zones]),
    movement=st.sampled_from([None, *ENGLISH.movements]),
    trigger=st.sampled_from([None, *TRIGGERS]),
    ago=st.sampled_from([None, "20 min ago", "1 hour ago", "45m ago"]),
    before=free,
    after=free,
    later=free,
    data=st.data(),
)
def test_in_any_order_everything_is_found_and_the_rest_is_noted(  # noqa: PLR0917  Hypothesis names them
    severity, side, face_zone, movement, trigger, ago, before, after, later, data
):
    said = [severity and str(severity), side, face_zone, movement, trigger, ago]
    said = data.draw(st.permutations([each for each in said if each]))
    first = " ".join([before, *said, after])
    read = read_episode(f"{first}, {later}", TRIGGERS)
    assert read.severity == severity
    assert read.side == (ENGLISH.sides[side] if side else None)
    assert read.face_zones == ((ENGLISH.face_zones[face_zone],) if face_zone else ())
    assert read.movement == (ENGLISH.movements[movement] if movement else None)
    assert read.triggers == ({TRIGGERS[trigger]} if trigger else set())
    assert bool(read.ago) == bool(ago)
    rest = " ".join(f"{before} {after}".split())
    assert read.note == ", ".join(filter(None, [rest, later]))


@given(st.text(max_size=300))
def test_any_text_is_read_and_what_is_not_understood_is_kept(text: str):
    try:
        read = read_episode(text, {})
    except UserError:
        return
    if read == TypedEpisode(note=read.note):
        kept = "".join(read.note.replace(",", "").split())
        assert kept == "".join(text.replace(",", "").replace(";", "").split())
