"""The drawings of the routines, mirrored for left and right, and the sound of a breath."""

from pathlib import Path

import numpy as np
import pytest

from bot.people.rules import Side
from bot.texts import Texts
from bot.treatment.guided.figures import figure_of, figure_picture
from bot.treatment.guided.routines import BREATH_IN, BREATH_OUT, Code, Move, routine_of
from bot.treatment.guided.sound import _HIGH, _LOW, KILOBITS, RATE, _glide, breath_sound, seconds_of
from bot.treatment.guided.words import step_words
from tests.treatment.guided.take_pictures import KEPT, WORDS, figures

PICTURES = Path(__file__).parents[3] / "docs" / "pictures"


@pytest.mark.parametrize("name", KEPT)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_docs_show_what_is_drawn_now(name: str, scheme: str) -> None:
    figure = dict(figures())[name]
    kept = (PICTURES / f"{name}-{scheme}.png").read_bytes()
    assert kept == figure_picture(figure, dark=scheme == "dark")


def drawn(code: Code, move: Move, side: Side, *, is_facing: bool = False) -> bytes:
    return figure_picture(figure_of(code, move, side, is_facing=is_facing, words=("", "")))


@pytest.mark.parametrize(("code", "move"), [(Code.FACE, Move.CHEEK), (Code.NECK, Move.TILT_TO)])
def test_left_and_right_are_mirrored_and_so_is_how_they_are_seen(code: Code, move: Move) -> None:
    left = drawn(code, move, Side.LEFT)
    assert left != drawn(code, move, Side.RIGHT)
    assert left == drawn(code, move, Side.RIGHT, is_facing=True)


@pytest.mark.parametrize("code", Code)
def test_every_step_has_words_and_a_drawing_of_its_own(code: Code) -> None:
    t = Texts().translator("en")
    routine = routine_of(code, 1 if code is Code.BREATHING else 0)
    if routine.is_breathing:
        return
    moves = {step.move for step in routine.steps}
    pictures = {drawn(code, move, Side.LEFT) for move in moves}
    assert len(pictures) >= len(moves)
    words = {step_words(t, move, Side.LEFT) for move in moves}
    assert len(words) == len(moves)


def test_words_are_mirrored_with_the_side() -> None:
    t = Texts().translator("en")
    assert "on your left" in step_words(t, Move.CHEEK, Side.LEFT)
    assert "on both sides" in step_words(t, Move.CHEEK, None)
    assert "to the right" in step_words(t, Move.TILT_AWAY, Side.LEFT)
    assert "to the left" in step_words(t, Move.TILT_AWAY, Side.RIGHT)


def test_the_drawing_of_a_side_is_shared_by_everybody_who_has_it() -> None:
    one = figure_of(Code.SCAN, Move.FEET, None, is_facing=True, words=WORDS)
    assert one == figure_of(Code.SCAN, Move.FEET, None, is_facing=False, words=("L", "R"))


def pitch(tone: "np.typing.NDArray[np.float64]") -> float:
    """Hertz of the loudest part."""
    loud = np.abs(np.fft.rfft(tone * np.hanning(len(tone))))
    return float(np.argmax(loud)) * RATE / len(tone)


def test_the_tone_rises_on_the_way_in_and_falls_on_the_way_out() -> None:
    into, out = _glide(_LOW, _HIGH, BREATH_IN), _glide(_HIGH, _LOW, BREATH_OUT)
    assert (len(into) / RATE, len(out) / RATE) == (BREATH_IN, BREATH_OUT)
    second = slice(RATE // 2, RATE), slice(-RATE, -RATE // 2)
    assert pitch(into[second[0]]) < pitch(into[second[1]])
    assert pitch(out[second[0]]) > pitch(out[second[1]])
    assert max(np.abs(into).max(), np.abs(out).max()) < 0.9
    assert abs(into[0]) < 1e-6


def test_the_sound_is_an_mp3_as_long_as_its_minutes_and_small() -> None:
    sound = breath_sound(1)
    assert sound[0] == 0xFF
    assert sound[1] & 0xE0 == 0xE0
    seconds = len(sound) * 8 / (KILOBITS * 1000)
    assert seconds == pytest.approx(seconds_of(1), rel=0.05)
    assert len(sound) < 250_000
