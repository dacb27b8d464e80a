"""Colours can be read, and told apart without seeing hue."""

from itertools import combinations, pairwise

import pytest

from bot.drawing.palette import DARK, LIGHT, Palette
from tests.summary.drawings.looking import contrast, luminance

both = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])


@both
def test_words_can_be_read(colours: Palette) -> None:
    for below in (colours.ground, colours.card):
        assert contrast(colours.ink, below) >= 7
        assert contrast(colours.muted, below) >= 4.5


@both
def test_the_figure_on_every_rating_can_be_read(colours: Palette) -> None:
    for figure, below in zip(colours.on_ratings, colours.ratings, strict=True):
        assert contrast(figure, below) >= 4.5


@both
def test_bars_marks_and_patterns_stand_out(colours: Palette) -> None:
    drawn = (colours.accent, colours.usual, colours.line)
    for colour in (*drawn, colours.taken, colours.skipped, colours.missed, colours.offline):
        assert contrast(colour, colours.ground) >= 3, colour


@both
def test_ratings_go_from_the_ground_away_in_clear_steps(colours: Palette) -> None:
    away = [contrast(rating, colours.ground) for rating in colours.ratings]
    assert away == sorted(away)
    for one, other in pairwise(colours.ratings):
        assert contrast(one, other) >= 1.3


@both
def test_ratings_are_told_apart_by_a_colour_blind_eye(colours: Palette) -> None:
    """Lightness alone: what is left to somebody who sees no hue at all."""
    for one, other in combinations(colours.ratings, 2):
        assert abs(luminance(one) ** (1 / 3) - luminance(other) ** (1 / 3)) >= 0.07
