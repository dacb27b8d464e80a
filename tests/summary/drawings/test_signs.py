"""Our font has every letter that the bot says; what it lacks is left out or looked for."""

import unicodedata
from pathlib import Path

from babel.messages.pofile import read_po

from bot.drawing.signs import lacks, shown, signs_of
from bot.texts import LOCALES

FONTS = Path(LOCALES).parent / "drawing" / "fonts"
HAS = signs_of(FONTS / "DejaVuSansCondensed.ttf")


def test_the_font_has_the_scripts_of_the_bot() -> None:
    for letters in (
        "àâäãåçèéêëìíîïñòóôöõùúûüýßøæœąćęłńśźżčďěňřšťůžğışőűăâîșțāēģīķļņū",
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґўјљњћџ",
        "αβγδεζηθικλμνξοπρστυφχψω",
        "ابتثجحخدذرزسشصضطظعغفقكلمنهويپچژگکی",
        "אבגדהוזחטיכלמנסעפצקרשתךםןףץ",
        "–—…“”„«»‘’·×−₂½°€£",
    ):
        assert not lacks(letters + letters.upper(), HAS)


def test_every_letter_of_every_catalogue_is_in_the_font() -> None:
    for catalogue in (LOCALES / "bot.pot", *LOCALES.glob("*/LC_MESSAGES/bot.po")):
        with catalogue.open("rb") as file:
            for message in read_po(file):
                said = f"{message.id}{message.string}"
                missing = {
                    sign
                    for sign in said
                    if unicodedata.category(sign)[0] in "LN" and ord(sign) not in HAS
                }
                assert not missing, catalogue


def test_emoji_that_would_be_boxes_are_left_out_and_letters_stay() -> None:
    assert shown("💊 Clonazepam", HAS) == "Clonazepam"
    assert shown({"a": ["☕ tea 🫖", 3, None]}, HAS) == {"a": ["☕ tea", 3, None]}
    assert shown("眠り 💊", HAS) == "眠り"
    assert shown("💊", HAS) == "💊"  # better a box than no name


def test_a_name_is_kept_apart_from_the_other_direction() -> None:
    isolated = "\u2068שלום\u2069 5 mg"
    assert shown(isolated, HAS) == isolated
    assert not lacks(isolated, HAS)
    assert lacks("眠り", HAS)
