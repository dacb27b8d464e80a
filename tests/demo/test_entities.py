"""HTML as Telegram reads it. The cases of TDLib's own tests, and a few of ours."""

from datetime import UTC, datetime
from gettext import NullTranslations
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.demo.entities import finish, utf16_length
from bot.demo.html import parse_html
from bot.demo.refusals import Refused
from bot.demo.rendering import as_html
from bot.texts import Translator

NO_MOMENT = 'Tag "tg-time" must have a valid "unix" and "format" at byte offset'
BROKEN = [
    (
        "&#57311;",
        (
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units"
        ),
    ),
    ("🏟 🏟&lt;<abacaba", "Unclosed start tag at byte offset 13"),
    ("🏟 🏟&lt;<abac aba>", 'Unsupported start tag "abac" at byte offset 13'),
    ("🏟 🏟&lt;<i   =aba>", 'Empty attribute name in the tag "i" at byte offset 13'),
    ("🏟 🏟&lt;<i    aba  =  ", 'Unclosed start tag "i" at byte offset 13'),
    ("🏟 🏟&lt;<i    aba  =  190azAz-.,", "Unexpected end of name token at byte offset 27"),
    ('🏟 🏟&lt;<i    aba  =  "&lt;&gt;&quot;>', "Unclosed start tag at byte offset 13"),
    ("🏟 🏟&lt;</", "Unexpected end tag at byte offset 13"),
    ("🏟 🏟&lt;<b></b></", "Unexpected end tag at byte offset 20"),
    ("🏟 🏟&lt;<i>a</i   ", "Unclosed end tag at byte offset 17"),
    (
        "🏟 🏟&lt;<i>a</em   >",
        'Unmatched end tag at byte offset 17, expected "</i>", found "</em>"',
    ),
    ("a < b", 'Unsupported start tag "" at byte offset 2'),
    ("<a href", 'Unclosed start tag "a" at byte offset 0'),
    ("<br>", 'Unsupported start tag "br" at byte offset 0'),
    ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ("<tg-time>x</tg-time>", f"{NO_MOMENT} 0"),
    ('<tg-time unix="now">x</tg-time>', f"{NO_MOMENT} 0"),
    ('at <tg-time unix="1774000000" format="tw">x</tg-time>', f"{NO_MOMENT} 3"),
    ('<tg-time unix="1774000000" format="w t">x</tg-time>', f"{NO_MOMENT} 0"),
    ('<tg-time unix="99999999999">x</tg-time>', f"{NO_MOMENT} 0"),
    ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
]  # fmt: skip


@pytest.mark.parametrize(("source", "words"), BROKEN)
def test_broken_markup_is_refused_in_telegrams_words(source: str, words: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_html(source)
    assert refused.value.description == f"Bad Request: can't parse entities: {words}"


READ = [
    ("plain", "plain", []),
    ("&lt;b&gt; &amp;copy &nbsp; &#65;&#x1F642;", "<b> &copy &nbsp; A🙂", []),
    ("🏟<i>🏟&lt;</i>", "🏟🏟<", [("italic", 2, 3)]),
    ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
    ("<b></b>x", "x", []),
    ("  <b> a </b> ", "a", [("bold", 0, 1)]),
    ("<STRONG>a</STRONG>", "a", [("bold", 0, 1)]),
    ('<a href="https://x.org/?a=1&amp;b=2">a</a>', "a", [("text_link", 0, 1)]),
    ("<a href='no link'>a</a>", "a", []),
    ("see https://x.org and /today", "see https://x.org and /today",
     [("url", 4, 13), ("bot_command", 22, 6)]),
    ("<code>/today</code>", "/today", [("code", 0, 6)]),
    ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
    ('<span class="tg-spoiler">a</span>', "a", [("spoiler", 0, 1)]),
    ("8/10 and/or a/b", "8/10 and/or a/b", []),
]  # fmt: skip


@pytest.mark.parametrize(("source", "text", "entities"), READ)
def test_markup_becomes_text_and_entities(
    source: str, text: str, entities: list[tuple[str, int, int]]
) -> None:
    read, found = finish(*parse_html(source))
    assert read == text
    assert [(one["type"], one["offset"], one["length"]) for one in found] == entities


def test_links_and_languages_are_kept() -> None:
    _, (link,) = parse_html('<a href="https://x.org/?a=1&amp;b=2">a</a>')
    assert link["url"] == "https://x.org/?a=1&b=2"
    _, (block,) = parse_html('<pre><code class="language-python">a</code></pre>')
    assert block == {"type": "pre", "offset": 0, "length": 1, "language": "python"}


def test_an_instant_keeps_its_words_and_what_it_stands_for() -> None:
    source = 'at <tg-time unix="1774000000" format="wDt">Fri 20 Mar, 10:46</tg-time>, <b>then</b>'
    text, entities = parse_html(source)
    assert text == "at Fri 20 Mar, 10:46, then"
    assert entities[0] == {
        "type": "date_time", "offset": 3, "length": 17,
        "unix_time": 1774000000, "date_time_format": "wDt",
    }  # fmt: skip
    assert as_html(text, entities) == source


@given(st.datetimes().map(lambda at: at.replace(tzinfo=UTC)), st.text(min_size=1))
def test_every_instant_of_ours_is_one_and_its_words_are_escaped(at: datetime, words: str) -> None:
    t = Translator("en", NullTranslations())
    unix = int(at.timestamp())
    if 0 <= unix < 2**31:
        text, (entity,) = parse_html(str(t.html("{at}", at=t.moment(at, words, "t"))))
        assert (text, entity["unix_time"]) == (words, unix)


@given(st.text())
def test_whatever_is_escaped_comes_back_as_it_was(text: str) -> None:
    assert parse_html(escape(text)) == (text, [])


@given(st.lists(st.tuples(st.sampled_from(["b", "i", "u", "s"]), st.text(min_size=1))))
def test_what_is_shown_is_what_was_written(pieces: list[tuple[str, str]]) -> None:
    source = "".join(f"<{tag}>{escape(text, quote=False)}</{tag}>" for tag, text in pieces)
    text, entities = parse_html(source)
    assert as_html(text, entities) == source
    assert utf16_length(text) == sum(entity["length"] for entity in entities)
