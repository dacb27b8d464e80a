"""The face on which sites are tapped: every site has its point, and is on its own side."""

import struct
from datetime import date

from bot.texts import Texts
from bot.treatment.injections.buttons import ToggleSite
from bot.treatment.injections.face import FaceDrawing, face_picture
from bot.treatment.injections.face_screen import ROWS, face_screen
from bot.treatment.injections.rules import SITES, Entry, Half, Zone


def drawn(*marked: str, dark: bool = True) -> bytes:
    return face_picture(FaceDrawing("Left", "Right", marked), dark=dark)


def test_every_site_is_seen_when_it_is_marked() -> None:
    pictures = {drawn(), *(drawn(code) for code in SITES)}
    assert len(pictures) == len(SITES) + 1


def test_it_is_as_wide_as_all_pictures_in_light_and_dark() -> None:
    for dark in (True, False):
        picture = drawn("l_brow", dark=dark)
        assert picture.startswith(b"\x89PNG")
        assert struct.unpack(">I", picture[16:20]) == (900,)


def test_the_buttons_are_laid_out_as_in_a_mirror() -> None:
    day = date(2026, 3, 2)
    screen = face_screen(Texts().translator("en"), Entry(1, day), day)
    rows = [[one.data for one in row] for row in screen.rows[:-1]]
    halves = [[data.half for data in row if isinstance(data, ToggleSite)] for row in rows]
    assert halves == [[Half.LEFT, Half.LEFT, Half.RIGHT, Half.RIGHT]] * len(ROWS)
    zones = [[data.zone for data in row if isinstance(data, ToggleSite)] for row in rows]
    assert all(row == row[::-1] for row in zones)
    assert {zone for row in zones for zone in row} == set(Zone)
