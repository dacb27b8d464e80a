"""The cover itself: whatever a screen says, no name is left in it, and it is still a screen."""

import re
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from bot.discreet.buttons import ShowNames, Way
from bot.discreet.covering import Cover, opened, unnamed
from bot.discreet.rules import Naming
from bot.discreet.vocabulary import telling, words_of
from bot.neutral import COUNTED, TEXTS
from bot.screen import Attachment, Button, Screen, words
from bot.texts import Texts
from bot.vocabulary import languages
from tests.house.messages import BOT, texts_in

T = Texts().translator("en", discreet=True)
NAMING = Naming({"Clonazepam": 1, "Clonazepam Teva": 2, "Evening <b>": 3}, frozenset({"0.5 mg"}),
                frozenset({"Lindenhof", "Dr. Weber"}))  # fmt: skip
COVER = Cover(T, NAMING)
AGAIN = ShowNames(Way.COMMAND, "today", 1)


def covered(text: str) -> str:
    return str(COVER.markup(Markup(text)))  # noqa: S704  a text of this test


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("💊 <b>Clonazepam</b> 0.5 mg · 08:00", "▫️ <b>item 1</b> · 08:00"),
        ("CLONAZEPAM, then clonazepam teva", "item 1, then item 2"),
        ("Clonazepamine stays", "Clonazepamine stays"),
        ("10:30 · Dr. Weber · in 3 days", "10:30 · … · in 3 days"),
        ("Evening &lt;b&gt; at 8", "item 3 at 8"),
        ("2.5 mg more", " more"),
        ("All is well.\nThe eye is shut, and <b>more</b>.\nGood.", "All is well.\n…<b></b>\nGood."),
        ('See <a href="https://blepharospasm.org">here</a>', "See here"),
        ('See <a href="https://example.org">here</a>', 'See <a href="https://example.org">here</a>'),
        ("Tom &amp; Evenin…", "Tom &amp; item 3…"),
    ],
)  # fmt: skip
def test_what_is_left_of_a_text(said: str, shown: str) -> None:
    assert covered(said) == shown


def test_labels_that_tell_become_choices_and_lead_where_they_led() -> None:
    screen = Screen(
        Markup("Where?"),
        (
            (Button("☑️ upper lid", AGAIN), Button("🕑 Time", AGAIN)),
            (Button("💊 Clonazepam"), Button("Lindenhof")),
        ),
    )
    shown = COVER.screen(screen)
    assert [[one.label for one in row] for row in shown.rows] == [
        ["☑️ Choice 1", "🕑 Time"],
        ["▫️ item 1", "… Choice 2"],
    ]
    assert shown.rows[0][0].data == AGAIN


def test_only_what_was_changed_has_the_button() -> None:
    assert COVER.screen(Screen(Markup("Saved.")), AGAIN).rows == ()
    (row,) = COVER.screen(Screen(Markup("Clonazepam")), AGAIN).rows
    assert row == (Button("🔓 Show names", AGAIN),)


def test_a_picture_stays_away_and_a_file_has_a_name_that_says_nothing() -> None:
    picture = Attachment("face.png", bytes, is_picture=True)
    assert COVER.screen(Screen(Markup("x"), attachment=picture)).attachment is None
    file = Attachment("report-hemifacial.pdf", partial(bytes, 1))
    kept = COVER.screen(Screen(Markup("x"), attachment=file)).attachment
    assert kept is not None
    assert (kept.name, kept.make) == ("file.pdf", file.make)


def test_names_are_shown_beside_their_numbers() -> None:
    hide = ShowNames(Way.COMMAND, "today", 0)
    shown = opened(T, Screen(Markup("<b>Clonazepam Teva</b> 08:00")), NAMING, hide)
    assert words(shown.text) == "Clonazepam Teva 08:00\nitem 2 = Clonazepam Teva"
    assert shown.rows == ((Button("🔒 Hide names", hide),),)


def test_who_is_not_discreet_is_told_everything() -> None:
    screen = Screen(Markup("Clonazepam"))
    assert unnamed(Texts().translator("en"), screen) is screen


names = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Co")), min_size=1)


@given(names.filter(lambda one: any(map(str.isalpha, one))), names, names)
def test_no_name_is_left_whatever_it_is(name: str, before: str, after: str) -> None:
    naming = Naming({}, others=frozenset({name}))
    text = f"{before} {name} {after}"
    left = naming.without_names(text, "item {}", "…")
    whole = r"\s+".join(map(re.escape, name.split()))
    found = re.search(rf"(?<!\w){whole}(?!\w)", left, re.IGNORECASE)
    assert found is None or name.casefold() in {"…", "item"}


@given(st.lists(names, min_size=1, max_size=6))
def test_markup_stays_whole(pieces: list[str]) -> None:
    text = Markup("\n").join(Markup("<b>{}</b> · <i>{}</i>").format(one, one) for one in pieces)
    shown = str(COVER.markup(text))
    assert re.findall(r"<[^>]*>", shown) == re.findall(r"<[^>]*>", str(text))
    assert not set("<>") & set(re.sub(r"</?[bi]>", "", shown))


@pytest.mark.parametrize("language", languages())
def test_every_language_knows_what_tells(language: str) -> None:
    assert len(words_of(language)) > 60
    assert telling(language).search("Clonazepam, botox, hemifacial") is not None
    assert telling(language).search("item 1 08:00 – 3") is None


def test_neutral_texts_name_nothing_and_stand_for_texts_that_there_are() -> None:
    said = {
        text[0] if isinstance(text, tuple) else text
        for file in BOT.rglob("*.py")
        if file.name != "neutral.py"
        for text in texts_in(file)
    }
    assert said >= {*TEXTS, *COUNTED}
    tells = telling("en")
    plural = [text for pair in COUNTED.values() for text in pair]
    assert [text for text in (*TEXTS.values(), *plural) if tells.search(text)] == []


@pytest.mark.parametrize("language", Texts().languages)
def test_nothing_of_discreet_mode_itself_is_covered_in_any_language(language: str) -> None:
    t = Texts().translator(language, discreet=True)
    for own in (t("item {number}", number=1), t("🔓 Show names"), t("✅ Done"), t("⏰ Later")):
        assert telling(language).search(own) is None, own
